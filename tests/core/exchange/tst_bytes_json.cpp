#include "core/exchange/bytes_json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::exchange;

class BytesJsonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bytesComeBack_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("asText");
        QTest::newRow("nothing") << QByteArray() << true;
        QTest::newRow("ASCII") << "a\r\nb"_ba << true;
        QTest::newRow("UTF-8") << "caf\xc3\xa9"_ba << true;
        QTest::newRow("Latin 1") << "caf\xe9"_ba << false;
        QTest::newRow("every byte") << [] {
            QByteArray all(256, '\0');
            for (int i = 0; i < 256; ++i)
                all[i] = char(i);
            return all;
        }() << false;
    }
    void bytesComeBack() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, asText);
        const QJsonValue json = bytesJson(bytes);
        QCOMPARE(json.isString(), asText);
        QCOMPARE(bytesFrom(json), bytes);
    }
    void emptyMembersAreLeftOut() {
        QJsonObject json;
        putBytes(json, QLatin1StringView("a"), {});
        putBytes(json, QLatin1StringView("b"), "x");
        QCOMPARE(json, (QJsonObject{{u"b"_s, u"x"_s}}));
    }
    void otherValuesAreNoBytes() {
        QVERIFY(bytesFrom(QJsonValue(7)).isEmpty());
        QVERIFY(bytesFrom(QJsonObject{{u"base64"_s, 7}}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(BytesJsonTest)
#include "tst_bytes_json.moc"
