#include "core/account/rest_error.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestRestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAreToldInTwiliosWords_data();
    void answersAreToldInTwiliosWords();
    void otherErrorsHaveNoCode();
    void wordsAreOneVisibleLine();
};

// Bodies as twilio.com/docs/usage/twilios-response shows them; codes as twilio.com/docs/api/errors lists them.
void TestRestError::answersAreToldInTwiliosWords_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<int>("twilio");
    QTest::addColumn<QString>("detail");
    QTest::newRow("credentials refused")
        << 401
        << QByteArray(
               R"({"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401})")
        << ErrorCode::NoKey << 20003 << u"20003 Authenticate (HTTP 401) https://www.twilio.com/docs/errors/20003"_s;
    QTest::newRow("nothing there") << 404 << QByteArray(R"({"code":20404,"message":"Not found","status":404})")
                                   << ErrorCode::NotFound << 20404 << u"20404 Not found (HTTP 404)"_s;
    QTest::newRow("too many") << 429 << QByteArray(R"({"code":20429,"message":"Too Many Requests","status":429})")
                              << ErrorCode::NetworkFailed << 20429 << u"20429 Too Many Requests (HTTP 429)"_s;
    QTest::newRow("bad URL") << 400 << QByteArray(R"({"code":21402,"message":"Invalid Url","status":400})")
                             << ErrorCode::InvalidInput << 21402 << u"21402 Invalid Url (HTTP 400)"_s;
    QTest::newRow("not Twilio's body") << 502 << QByteArray("<html>bad gateway") << ErrorCode::NetworkFailed << 0
                                       << u"the API refused (HTTP 502)"_s;
}

void TestRestError::answersAreToldInTwiliosWords() {
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    const Error error = toError(readRestError(status, body));
    QTEST(error.code, "code");
    QTEST(error.detail, "detail");
    QTEST(twilioCode(error), "twilio");
}

void TestRestError::otherErrorsHaveNoCode() {
    QCOMPARE(twilioCode({ErrorCode::NetworkFailed, u"12345 is not open"_s}), 0);
    QCOMPARE(twilioCode({ErrorCode::NetworkFailed, {}}), 0);
}

void TestRestError::wordsAreOneVisibleLine() {
    const Error error = toError(readRestError(400, "{\"message\":\"a\\nb\\u202e" + QByteArray(1000, 'x') + "\"}"));
    QVERIFY(error.detail.startsWith(u"a\u23CEb\uFFFDx"_s));
    QVERIFY(error.detail.size() < 350);
}

QTEST_GUILESS_MAIN(TestRestError)
#include "tst_rest_error.moc"
