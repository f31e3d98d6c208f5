#include "core/account/api_base.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestApiBase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void hostsOfRegionAndEdge_data();
    void hostsOfRegionAndEdge();
    void credentialsGoToSafeOriginsOnly_data();
    void credentialsGoToSafeOriginsOnly();
    void environmentIsRead();
    void badAddressIsNotReplacedByTwilios();
    void originIsSchemeHostAndPort();
};

void TestApiBase::cleanup() {
    for (const char *name : {"OFFHOOK_TWILIO_API", "TWILIO_REGION", "TWILIO_EDGE"})
        qunsetenv(name);
}

// https://www.twilio.com/docs/global-infrastructure/api-domain-structure; an edge without a region is in us1, as in
// Twilio's libraries.
void TestApiBase::hostsOfRegionAndEdge_data() {
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("edge");
    QTest::addColumn<QString>("host");
    QTest::newRow("neither") << QString() << QString() << u"api.twilio.com"_s;
    QTest::newRow("both") << u"au1"_s << u"sydney"_s << u"api.sydney.au1.twilio.com"_s;
    QTest::newRow("edge alone") << QString() << u"ashburn"_s << u"api.ashburn.us1.twilio.com"_s;
    QTest::newRow("region alone") << u"ie1"_s << QString() << u"api.ie1.twilio.com"_s;
}

void TestApiBase::hostsOfRegionAndEdge() {
    QFETCH(const QString, region);
    QFETCH(const QString, edge);
    QFETCH(const QString, host);
    const ApiBase base = ApiBase::of(region, edge);
    QCOMPARE(base.api, QUrl(u"https://"_s + host));
    QCOMPARE(base.messaging.host(), QString(host).replace("api."_L1, "messaging."_L1));
    QCOMPARE(base.monitor.host(), QString(host).replace("api."_L1, "monitor."_L1));
}

void TestApiBase::credentialsGoToSafeOriginsOnly_data() {
    QTest::addColumn<QString>("origin");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("https") << u"https://api.example.test"_s << true;
    QTest::newRow("a slash at the end") << u"https://api.example.test/"_s << true;
    QTest::newRow("http on loopback") << u"http://127.0.0.1:4010"_s << true;
    QTest::newRow("http on IPv6 loopback") << u"http://[::1]:4010"_s << true;
    QTest::newRow("http on localhost") << u"http://localhost:4010"_s << true;
    QTest::newRow("http elsewhere") << u"http://192.0.2.1:4010"_s << false;
    QTest::newRow("loopback as user name") << u"http://127.0.0.1@evil.example"_s << false;
    QTest::newRow("loopback as part of a name") << u"http://127.0.0.1.evil.example"_s << false;
    QTest::newRow("a path") << u"https://api.example.test/v1"_s << false;
    QTest::newRow("a query") << u"https://api.example.test?x=1"_s << false;
    QTest::newRow("another scheme") << u"ftp://127.0.0.1"_s << false;
    QTest::newRow("no host") << u"https://"_s << false;
    QTest::newRow("no URL") << u"api.example.test"_s << false;
}

void TestApiBase::credentialsGoToSafeOriginsOnly() {
    QFETCH(const QString, origin);
    const Result<ApiBase> base = ApiBase::at(origin);
    QTEST(bool(base), "isAllowed");
    if (!base)
        QCOMPARE(base.error().code, ErrorCode::InvalidInput);
    else
        QCOMPARE(base->monitor, base->api);
}

void TestApiBase::environmentIsRead() {
    QCOMPARE(ApiBase::fromEnvironment().api, QUrl(u"https://api.twilio.com"_s));
    qputenv("TWILIO_REGION", "au1");
    qputenv("TWILIO_EDGE", "sydney");
    QCOMPARE(ApiBase::fromEnvironment().messaging, QUrl(u"https://messaging.sydney.au1.twilio.com"_s));
    qputenv("OFFHOOK_TWILIO_API", "http://127.0.0.1:4010");
    QCOMPARE(ApiBase::fromEnvironment().messaging, QUrl(u"http://127.0.0.1:4010"_s));
}

void TestApiBase::badAddressIsNotReplacedByTwilios() {
    qputenv("OFFHOOK_TWILIO_API", "http://api.example.test");
    QVERIFY(ApiBase::fromEnvironment().api.isEmpty());
}

void TestApiBase::originIsSchemeHostAndPort() {
    const QUrl url(u"https://a.example/x?y"_s);
    QVERIFY(isSameOrigin(url, QUrl(u"https://a.example:443/z"_s)));
    QVERIFY(!isSameOrigin(url, QUrl(u"http://a.example/x"_s)));
    QVERIFY(!isSameOrigin(url, QUrl(u"https://b.example/x"_s)));
    QVERIFY(!isSameOrigin(url, QUrl(u"https://a.example:444/x"_s)));
}

QTEST_GUILESS_MAIN(TestApiBase)
#include "tst_api_base.moc"
