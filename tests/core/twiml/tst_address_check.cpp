#include "core/twiml/address_check.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;
using test::response;

// Expected values: errors 11100, 11200, 13223, 13243, 13254, 14101, 14102, 14202 of twilio.com/docs/api/errors.
class TestAddressCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void mends_data();
    void mends();
    void knowsPrivateHosts_data();
    void knowsPrivateHosts();
    void wantsWholeUrlsInAParameter();
};

void TestAddressCheck::finds_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("good URLs") << response("<Play>https://a.example.com:8443/b.mp3?c=d&amp;e=f</Play><Play>/"
                                           "relative.mp3</Play><Redirect>next.xml</Redirect>")
                               << QStringList{};
    QTest::newRow("a blank in a URL") << response("<Play>https://a.example.com/b c.mp3</Play>")
                                      << QStringList{u"error 11100 wrong-url [https://a.example.com/b c.mp3]"_s};
    QTest::newRow("white space around a URL is none in it")
        << response("<Redirect>\n  https://a.example.com/\n</Redirect>") << QStringList{};
    QTest::newRow("a URL without a host")
        << response("<Redirect>https:///a</Redirect>") << QStringList{u"error 11100 wrong-url [https:///a]"_s};
    QTest::newRow("a port that is none") << response("<Redirect>https://a.example.com:http/</Redirect>")
                                         << QStringList{u"error 11100 wrong-url [https://a.example.com:http/]"_s};
    QTest::newRow("an underscore in the host") << response("<Redirect>https://a_b.example.com/</Redirect>")
                                               << QStringList{u"error 11100 underscore-in-host [a_b.example.com]"_s};
    QTest::newRow("another scheme") << response("<Play>ftp://a.example.com/b</Play>")
                                    << QStringList{u"warning 11100 wrong-scheme [ftp://a.example.com/b]"_s};
    QTest::newRow("a URL that has a code of its own")
        << response("<Enqueue waitUrl=\"https://a b/\">q</Enqueue><Dial><Conference "
                    "waitUrl=\"http://:80\">c</Conference></Dial>")
        << QStringList{u"error 14202 wrong-url [https://a b/]"_s, u"warning 13233 wrong-url [http://:80]"_s};
    QTest::newRow("a host of this machine, where the call goes on")
        << response("<Redirect>http://localhost:3000/a</Redirect>")
        << QStringList{u"error 11200 unreachable-host [localhost]"_s};
    QTest::newRow("a private address, only told about progress")
        << response("<Dial><Number statusCallback=\"https://192.168.1.5/a\">+14155550100</Number></Dial>")
        << QStringList{u"warning 11200 unreachable-host [192.168.1.5]"_s};
    QTest::newRow("without encryption") << response("<Redirect>http://a.example.com/</Redirect>")
                                        << QStringList{u"hint 0 insecure-url [http://a.example.com/]"_s};
    QTest::newRow("a file without encryption is no matter")
        << response("<Play>http://a.example.com/b.mp3</Play>") << QStringList{};
    QTest::newRow("a stream needs wss") << response("<Start><Stream url=\"https://a.example.com/\"/></Start>")
                                        << QStringList{u"warning 0 wrong-scheme [https://a.example.com/]"_s};
    QTest::newRow("a relative URL where Twilio resolves none")
        << response("<Start><Recording recordingStatusCallback=\"/a\"/></Start>")
        << QStringList{u"warning 11200 relative-url [/a]"_s};
    QTest::newRow("phone numbers") << response("<Dial>+1 (415) 555-0100</Dial><Dial>911</Dial><Dial>bob</Dial>")
                                   << QStringList{u"warning 13223 wrong-phone-number [bob]"_s};
    QTest::newRow("a number of more than fifteen digits")
        << response("<Dial><Number>+1234567890123456</Number></Dial>")
        << QStringList{u"warning 13223 wrong-phone-number [+1234567890123456]"_s};
    QTest::newRow("a number without its country")
        << response("<Dial>415-123-4567</Dial>") << QStringList{u"hint 0 not-international [415-123-4567]"_s};
    QTest::newRow("senders and receivers of messages")
        << response("<Message to=\"+14155550100\" from=\"whatsapp:+14155550100\">a</Message><Message from=\"MyShop\" "
                    "to=\"12345\">a</Message>")
        << QStringList{};
    QTest::newRow("a receiver that is none")
        << response("<Message to=\"bob\" from=\"a name that is too long\">a</Message>")
        << QStringList{u"warning 14101 wrong-phone-number [bob]"_s,
               u"warning 14102 wrong-phone-number [a name that is too long]"_s};
    QTest::newRow("SIP URIs")
        << response(
               "<Dial><Sip>sip:a@b.example.com;transport=tls?x=y</Sip></Dial><Dial><Sip>a@b.example.com</Sip></Dial>")
        << QStringList{u"warning 13243 wrong-sip-uri [a@b.example.com]"_s};
    QTest::newRow("a SIP host of this network") << response("<Dial><Sip>sip:a@10.0.0.1</Sip></Dial>")
                                                << QStringList{u"warning 13254 unreachable-host [sip:a@10.0.0.1]"_s};
}

void TestAddressCheck::finds() {
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(test::lines(body), expected);
}

void TestAddressCheck::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a number with 00") << response("<Dial>004915112345678</Dial>")
                                      << response("<Dial>+4915112345678</Dial>");
    QTest::newRow("a tel: URI") << response("<Dial>tel:+14155550100</Dial>") << response("<Dial>+14155550100</Dial>");
    QTest::newRow("a SIP address without a scheme") << response("<Dial><Sip>a@b.example.com</Sip></Dial>")
                                                    << response("<Dial><Sip>sip:a@b.example.com</Sip></Dial>");
    QTest::newRow("no encryption") << response("<Redirect>http://a.example.com/</Redirect>")
                                   << response("<Redirect>https://a.example.com/</Redirect>");
    QTest::newRow("https for a stream") << response("<Start><Stream url=\"https://a.example.com/\"/></Start>")
                                        << response("<Start><Stream url=\"wss://a.example.com/\"/></Start>");
}

void TestAddressCheck::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(test::mended(body), expected);
}

void TestAddressCheck::knowsPrivateHosts_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isPrivate");
    // RFC 6890, RFC 6761, RFC 6762
    for (const char *host : {"localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.9.9.9", "10.1.2.3",
             "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "::1", "fe80::1",
             "fd00::1", "printer.local", "myhost"})
        QTest::newRow(host) << QByteArray(host) << true;
    for (const char *host :
        {"example.com", "172.32.0.1", "172.15.0.1", "8.8.8.8", "2001:db8::1", "local.example.com", "100.128.0.1"})
        QTest::newRow(host) << QByteArray(host) << false;
}

void TestAddressCheck::knowsPrivateHosts() {
    QFETCH(const QByteArray, host);
    QTEST(isPrivateHost(host), "isPrivate");
}

// Error 15004: a relative action in TwiML that updates a call.
void TestAddressCheck::wantsWholeUrlsInAParameter() {
    CheckContext context;
    context.place = Place::Parameter;
    QCOMPARE(test::lines(response("<Gather action=\"/a\"/><Play>b.mp3</Play>"), context),
        (QStringList{u"error 15004 relative-url [/a]"_s, u"warning 11200 relative-url [b.mp3]"_s}));
}

QTEST_GUILESS_MAIN(TestAddressCheck)
#include "tst_address_check.moc"
