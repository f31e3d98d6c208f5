#include "core/twiml/body_check.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;

namespace {

const QByteArray Good = "<Response><Say>Hi</Say></Response>";

} // namespace

// Expected values: errors 11200, 11750, 11770, 12100, 12300 and 32018 of twilio.com/docs/api/errors.
class TestBodyCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesTheContentType_data();
    void judgesTheContentType();
    void saysThatTheBodyIsEmpty();
    void measures();
    void judgesTheEncoding_data();
    void judgesTheEncoding();
};

void TestBodyCheck::judgesTheContentType_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Product>("product");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("isXml");
    QTest::newRow("text/xml") << Good << Product::Voice << QByteArray("text/xml") << QString() << true;
    QTest::newRow("application/xml with a charset")
        << Good << Product::Messaging << QByteArray("Application/XML; charset=utf-8") << QString() << true;
    QTest::newRow("a charset that the bytes do not have")
        << QByteArray("<a>\xC3\xA9</a>") << Product::Voice << QByteArray("text/xml; charset=\"ISO-8859-1\"")
        << u"warning 0 encoding-mismatch []"_s << true;
    QTest::newRow("another charset for ASCII")
        << Good << Product::Voice << QByteArray("text/xml; charset=us-ascii") << QString() << true;
    QTest::newRow("text/html") << Good << Product::Voice << QByteArray("text/html") << QString() << true;
    QTest::newRow("JSON") << QByteArray("{}") << Product::Voice << QByteArray("application/json")
                          << u"error 12300 wrong-content-type []"_s << false;
    QTest::newRow("TwiML as JSON is still read")
        << Good << Product::Voice << QByteArray("application/json") << u"error 12300 wrong-content-type []"_s << true;
    QTest::newRow("no header") << Good << Product::Voice << QByteArray("") << u"error 11200 missing-content-type []"_s
                               << false;
    QTest::newRow("sound for a call") << QByteArray("ID3") << Product::Voice << QByteArray("audio/mpeg") << QString()
                                      << false;
    QTest::newRow("sound for a message") << QByteArray("ID3") << Product::Messaging << QByteArray("audio/mpeg")
                                         << u"error 12300 wrong-content-type []"_s << false;
    QTest::newRow("TwiML as sound") << Good << Product::Voice << QByteArray("audio/wav")
                                    << u"error 11200 audio-type-on-twiml []"_s << false;
    QTest::newRow("plain text is a reply")
        << QByteArray("Hi") << Product::Messaging << QByteArray("text/plain") << QString() << false;
    QTest::newRow("plain TwiML is a reply, too")
        << Good << Product::Messaging << QByteArray("text/plain")
        << u"warning 0 plain-text-is-sent [%1]"_s.arg(QString::fromUtf8(Good)) << false;
    QTest::newRow("plain TwiML runs in a call")
        << Good << Product::Voice << QByteArray("text/plain") << QString() << true;
}

void TestBodyCheck::judgesTheContentType() {
    QFETCH(const QByteArray, body);
    QFETCH(const QString, expected);
    QFETCH(const QByteArray, type);
    QFETCH(const Product, product);
    CheckContext context;
    context.product = product;
    context.contentType = type;
    const BodyVerdict verdict = checkBody(body, context);
    QCOMPARE(test::lines(verdict.found, body).join(u'\n'), expected);
    QTEST(verdict.isXml, "isXml");
}

void TestBodyCheck::saysThatTheBodyIsEmpty() {
    QCOMPARE(test::lines(checkBody("", {}).found, ""), QStringList{u"error 12100 empty-body []"_s});
    QCOMPARE(checkBody(" \r\n", {}).found.size(), std::size_t(1));
    CheckContext chunked;
    chunked.isChunked = true;
    QCOMPARE(checkBody("", chunked).found.front().code, 11770);
    QCOMPARE(test::mended(""), QByteArray("<Response/>"));
}

void TestBodyCheck::measures() {
    QVERIFY(checkBody(QByteArray(65536, 'x'), {}).found.empty());
    const BodyVerdict large = checkBody(QByteArray(65537, 'x'), {});
    QCOMPARE(large.found.front().code, 11750);
    QCOMPARE(large.found.front().range, (TextRange{65536, 65537})); // the bytes that are too many
    QVERIFY(large.isXml);
    QVERIFY(!checkBody(QByteArray(MaxCheckedBytes + 1, 'x'), {}).isXml);
    CheckContext parameter;
    parameter.place = Place::Parameter;
    QVERIFY(checkBody(QByteArray("\xC3\xA9").repeated(4000), parameter).found.empty()); // characters, not bytes
    QCOMPARE(checkBody(QByteArray(4001, 'x'), parameter).found.front().code, 32018);
}

void TestBodyCheck::judgesTheEncoding_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const QByteArray latin1 = "<?xml version='1.0' encoding='ISO-8859-1'?>";
    QTest::newRow("UTF-8 in small letters") << QByteArray("<?xml version='1.0' encoding='utf-8'?><a/>") << QString();
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF<a/>") << u"hint 0 byte-order-mark []"_s;
    QTest::newRow("another encoding, ASCII only") << latin1 + "<a/>" << u"hint 0 other-encoding [ISO-8859-1]"_s;
    QTest::newRow("another encoding, and it is so")
        << latin1 + "<a>\xE9</a>" << u"hint 0 other-encoding [ISO-8859-1]"_s;
    QTest::newRow("another encoding, but it is UTF-8")
        << latin1 + "<a>\xC3\xA9</a>" << u"warning 0 encoding-mismatch [ISO-8859-1]"_s;
}

void TestBodyCheck::judgesTheEncoding() {
    QFETCH(const QByteArray, body);
    QFETCH(const QString, expected);
    const BodyVerdict verdict = checkBody(body, {});
    QCOMPARE(test::lines(verdict.found, body).join(u'\n'), expected);
    QVERIFY(verdict.isXml);
    const BodyVerdict utf16 = checkBody(QByteArray("\xFF\xFE<\0", 4), {});
    QCOMPARE(utf16.found.front().finding, Finding::OtherEncoding);
    QVERIFY(!utf16.isXml);
}

QTEST_GUILESS_MAIN(TestBodyCheck)
#include "tst_body_check.moc"
