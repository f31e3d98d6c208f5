#include "core/twilio/validator_inputs.h"
#include "tests/core/twilio/signature_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;

namespace {

using Header = std::vector<http::HeaderField>;

SeenRequest seen(const QByteArray &target, const Header &headers = {}, const QByteArray &body = {}, bool tls = false) {
    Header all{{"Host", "app.example:3000"}};
    all.insert(all.end(), headers.begin(), headers.end());
    if (!body.isEmpty())
        all.push_back({"Content-Type", test::Form});
    return {test::makeRequest(body.isEmpty() ? "GET" : "POST", target, all, body), tls};
}

QByteArray text(const http::Parameters &form) {
    return http::encodeForm(form);
}

} // namespace

// Expected values are what the frameworks' documentation and code say, as of 2026-09; see docs/signature.md.
class TestValidatorInputs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlainRequestLooksTheSameToAll() {
        const SeenRequest request = seen("/sms?x=1");
        for (const SeenUrl url : {expressUrl, flaskUrl, djangoUrl, starletteUrl, rackUrl, laravelUrl, plainUrl})
            QCOMPARE(url(request), QByteArray("http://app.example:3000/sms?x=1"));
    }

    void forwardedHeadersAreBelievedByDefaultBySome() {
        const SeenRequest request = seen("/sms", {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "a.example"}});
        QCOMPARE(rackUrl(request), QByteArray("https://a.example/sms"));
        QCOMPARE(starletteUrl(request), QByteArray("https://app.example:3000/sms"));
        for (const SeenUrl url : {expressUrl, flaskUrl, djangoUrl, laravelUrl, plainUrl})
            QCOMPARE(url(request), QByteArray("http://app.example:3000/sms"));
    }

    void ownTlsIsSeen() {
        for (const SeenUrl url : {expressUrl, flaskUrl, djangoUrl, starletteUrl, rackUrl, laravelUrl, plainUrl})
            QVERIFY(url(seen("/sms", {}, {}, true)).startsWith("https://"));
    }

    void queriesAreKeptOrNot() {
        const SeenRequest request = seen("/sms/?b=it%27s+ok%3F&a=2");
        QCOMPARE(expressUrl(request), QByteArray("http://app.example:3000/sms/?b=it%27s+ok?&a=2"));
        QCOMPARE(laravelUrl(request), QByteArray("http://app.example:3000/sms?a=2&b=it%27s%20ok%3F"));
        QCOMPARE(plainUrl(request), QByteArray("http://app.example:3000/sms/?b=it%27s+ok%3F&a=2"));
        QCOMPARE(flaskUrl(seen("/sms?")), QByteArray("http://app.example:3000/sms"));
    }

    void pathsAreDecodedBySome() {
        QCOMPARE(starletteUrl(seen("/a%20b")), QByteArray("http://app.example:3000/a b"));
        QCOMPARE(flaskUrl(seen("/a%20b")), QByteArray("http://app.example:3000/a%20b"));
        QCOMPARE(rackUrl(seen("/a%2fb")), QByteArray("http://app.example:3000/a%2fb"));
    }

    void formsAreReadInEachWay() {
        const SeenRequest request = seen("/sms?q=1", {}, "a.b=1&a.b=2&c=+x+&d[]=3&q=4");
        QCOMPARE(text(everyValue(request)), QByteArray("a.b=1&a.b=2&c=+x+&d%5B%5D=3&q=4"));
        QCOMPARE(text(rackForm(request)), QByteArray("a.b=2&c=+x+&d=3&q=4"));
        QCOMPARE(text(phpForm(request)), QByteArray("a_b=2&c=+x+&d=Array&q=4"));
        QCOMPARE(text(laravelInput(request)), QByteArray("q=4&a_b=2&c=x&d=Array"));
        QCOMPARE(text(servletForm(request)), QByteArray("a.b=1&c=+x+&d%5B%5D=3"));
        QCOMPARE(text(aspnetForm(request)), QByteArray("a.b=1%2C2&c=+x+&d%5B%5D=3&q=4"));
        QCOMPARE(text(firstValues(request)), QByteArray("a.b=1&c=+x+&d%5B%5D=3&q=4"));
    }

    void aGetHasNoForm() {
        QVERIFY(everyValue(seen("/sms?a=1")).empty());
        QVERIFY(phpForm(seen("/sms?a=1")).empty());
        QCOMPARE(text(laravelInput(seen("/sms?a=1"))), QByteArray("a=1"));
    }
};

QTEST_GUILESS_MAIN(TestValidatorInputs)
#include "tst_validator_inputs.moc"
