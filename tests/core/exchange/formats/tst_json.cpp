#include "tests/core/exchange/exchange_support.h"

#include <QJsonDocument>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class JsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAreWholeEvents() {
        const QByteArray text = test::exportedAs("jsonl", {test::sms(), test::binary()});
        QCOMPARE(text.count('\n'), 2);
        const QJsonObject first = QJsonDocument::fromJson(text.first(text.indexOf('\n'))).object();
        QCOMPARE(first[QLatin1StringView("verdict")].toString(), QStringLiteral("valid"));
        const QString body = first[QLatin1StringView("request")][QLatin1StringView("body")].toString();
        QCOMPARE(QByteArray::fromBase64(body.toLatin1()), test::sms().request.body());
    }
    void anArrayHoldsTheSame() {
        QCOMPARE(QJsonDocument::fromJson(test::exportedAs("json", {test::sms(), test::binary()})).array().size(), 2);
        QVERIFY(QJsonDocument::fromJson(test::exportedAs("json", {})).isArray());
    }
};

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"
