#include "tests/core/exchange/exchange_support.h"

#include <QJsonDocument>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class HarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The official schema is asked by the end-to-end tests (npm har-validator).
    void anEntryHoldsBothSides() {
        const QByteArray text = test::exportedAs("har", {test::sms(), test::binary()});
        const QJsonObject log = QJsonDocument::fromJson(text).object()[QLatin1StringView("log")].toObject();
        QCOMPARE(log[QLatin1StringView("version")].toString(), QStringLiteral("1.2"));
        const QJsonArray entries = log[QLatin1StringView("entries")].toArray();
        QCOMPARE(entries.size(), 2);
        const QJsonValue request = entries[0][QLatin1StringView("request")];
        QCOMPARE(request[QLatin1StringView("url")].toString(), QStringLiteral("https://hooks.example.test/sms"));
        QCOMPARE(request[QLatin1StringView("postData")][QLatin1StringView("text")].toString().toUtf8(),
            test::sms().request.body());
        QCOMPARE(entries[0][QLatin1StringView("response")][QLatin1StringView("status")].toInt(), 200);
        const QJsonValue post = entries[1][QLatin1StringView("request")][QLatin1StringView("postData")];
        QCOMPARE(QByteArray::fromBase64(post[QLatin1StringView("_bodyBase64")].toString().toLatin1()),
            test::binary().request.body());
    }
    void noEventsAreAnEmptyList() {
        const QJsonDocument json = QJsonDocument::fromJson(test::exportedAs("har", {}));
        QVERIFY(json[QLatin1StringView("log")][QLatin1StringView("entries")].isArray());
    }
};

QTEST_GUILESS_MAIN(HarTest)
#include "tst_har.moc"
