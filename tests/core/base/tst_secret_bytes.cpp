#include "core/base/secret_bytes.h"

#include <QTest>

#include <type_traits>

using namespace Qt::StringLiterals;
using offhook::SecretBytes;

class TestSecretBytes final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSourceIsEmptiedAndTheSecretKept() {
        QByteArray source(32, 'k');
        const SecretBytes secret(std::move(source));
        QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move): emptying it is the promise
        QCOMPARE(secret.view().toByteArray(), QByteArray(32, 'k'));
        QVERIFY(!secret.isEmpty());
    }

    void theOwnerOfASharedSourceKeepsIt() {
        const QByteArray owner(32, 'k');
        QByteArray source = owner;
        const SecretBytes secret(std::move(source));
        QCOMPARE(owner, QByteArray(32, 'k'));
        QVERIFY(secret.view().data() != owner.constData());
    }

    void copiesShareOneBlock() {
        const SecretBytes first("token"_ba);
        SecretBytes second = first;
        QCOMPARE(static_cast<const void *>(second.view().data()), static_cast<const void *>(first.view().data()));
        second = SecretBytes();
        QVERIFY(second.isEmpty());
        QCOMPARE(first.view().toByteArray(), "token"_ba);
    }

    void nothingIsEmpty() {
        QVERIFY(SecretBytes().isEmpty());
        QVERIFY(SecretBytes(QByteArray()).isEmpty());
        QVERIFY(SecretBytes(QByteArray()).view().isEmpty());
    }

    void everyByteIsKept() {
        const QByteArray bytes("\0\xFF\n\0", 4);
        QCOMPARE(SecretBytes(QByteArray(bytes)).view().toByteArray(), bytes);
    }

    // wipe() promises zeros in the buffer it was given; a buffer of our own outlives the QByteArray, so it can be
    // looked at. Qt treats such raw data as shared and leaves it alone, hence the check of both sides.
    void wipingLeavesWhatOthersHold() {
        char memory[] = "secret";
        QByteArray raw = QByteArray::fromRawData(memory, 6);
        SecretBytes::wipe(raw);
        QVERIFY(raw.isEmpty());
        QCOMPARE(QByteArray(memory), "secret"_ba);

        const QString other = u"seen elsewhere"_s;
        QString text = other;
        SecretBytes::wipe(text);
        QVERIFY(text.isEmpty());
        QCOMPARE(other, u"seen elsewhere"_s);
    }

    void wipingTextAndBytesEmptiesThem() {
        QByteArray bytes(64, 'x');
        SecretBytes::wipe(bytes);
        QVERIFY(bytes.isEmpty());
        QString text(64, u'x');
        SecretBytes::wipe(text);
        QVERIFY(text.isEmpty());
        QByteArray nothing;
        SecretBytes::wipe(nothing);
        QVERIFY(nothing.isEmpty());
    }

    void aSecretIsNoTextByAccident() {
        static_assert(!std::is_convertible_v<SecretBytes, QByteArray>);
        static_assert(!std::is_convertible_v<SecretBytes, QString>);
        static_assert(!std::is_convertible_v<QByteArray, SecretBytes>);
        static_assert(!std::is_constructible_v<SecretBytes, const QByteArray &>);
    }
};

QTEST_GUILESS_MAIN(TestSecretBytes)
#include "tst_secret_bytes.moc"
