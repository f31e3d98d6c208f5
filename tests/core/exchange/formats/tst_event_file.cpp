#include "tests/core/exchange/exchange_support.h"

#include <QJsonDocument>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class EventFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHeaderComesFirst() {
        const QByteArray text = test::exportedAs("offhook", {test::sms(), test::binary(), test::refused()});
        QVERIFY(text.startsWith("{\"format\":\"offhook-events\","));
        QCOMPARE(text.count('\n'), 4);
        const QJsonObject header = QJsonDocument::fromJson(text.first(text.indexOf('\n'))).object();
        QCOMPARE(header[QLatin1StringView("events")].toInt(), 3);
        QVERIFY(!header.contains(QLatin1StringView("throwAwayKey")));
    }
    void bytesThatAreNoTextAreBase64() {
        const QByteArray text = test::exportedAs("offhook", {test::binary()});
        QVERIFY(
            text.contains(QByteArray("\"body\":{\"base64\":\"" + test::binary().request.body().toBase64() + "\"}")));
    }
};

QTEST_GUILESS_MAIN(EventFileTest)
#include "tst_event_file.moc"
