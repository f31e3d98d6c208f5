#include "core/base/error.h"
#include "core/base/result.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace offhook;

class TestError final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasItsOwnKebabCaseName() {
        QSet<QString> names;
        for (int i = 0; i < ErrorCodeCount; ++i) {
            const QString name = errorName(ErrorCode(i));
            QVERIFY2(QRegularExpression(u"^[a-z]+(-[a-z]+)*$"_s).match(name).hasMatch(), qPrintable(name));
            names.insert(name);
        }
        QCOMPARE(names.size(), ErrorCodeCount);
    }

    void theNamesThatScriptsRelyOnStay_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("name");
        QTest::newRow("bad input") << int(ErrorCode::InvalidInput) << u"invalid-input"_s;
        QTest::newRow("a port in use") << int(ErrorCode::AddressInUse) << u"address-in-use"_s;
        QTest::newRow("a full disk") << int(ErrorCode::DiskFull) << u"disk-full"_s;
        QTest::newRow("no keychain") << int(ErrorCode::KeychainMissing) << u"keychain-missing"_s;
        QTest::newRow("our own fault, the last of the codes") << ErrorCodeCount - 1 << u"internal"_s;
    }
    void theNamesThatScriptsRelyOnStay() {
        QFETCH(int, code);
        QFETCH(QString, name);
        QCOMPARE(QString(errorName(ErrorCode(code))), name);
    }

    void aResultHoldsAValueOrAnError() {
        const Result<int> good = 7;
        QVERIFY(good);
        QCOMPARE(*good, 7);
        const Result<int> bad = Error{ErrorCode::SyntaxError, u"here"_s, 3};
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, ErrorCode::SyntaxError);
        QCOMPARE(bad.error().detail, u"here"_s);
        QCOMPARE(bad.error().offset, 3);
    }

    void aResultOfAnErrorIsAValue() {
        const Result<std::unique_ptr<int>> empty = std::unique_ptr<int>();
        QVERIFY(empty);
        QVERIFY(*empty == nullptr);
    }

    void aResultGivesItsValueAway() {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
        const std::unique_ptr<int> taken = std::move(*result);
        QCOMPARE(*taken, 5);
        QVERIFY(*result == nullptr);
    }

    void aResultOfNothingSucceedsByDefault() {
        QVERIFY(Result<void>());
        const Result<void> failed = Error{ErrorCode::Cancelled, {}};
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::Cancelled);
        QCOMPARE(failed.error().offset, -1);
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
