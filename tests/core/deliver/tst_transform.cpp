#include "core/deliver/transform.h"
#include "core/http/form.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;

class TestTransform : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formsBecomeObjects_data();
    void formsBecomeObjects();
    void othersStay_data();
    void othersStay();
    void nothingIsLost();
};

namespace {

http::Request request(const QByteArray &contentType, const QByteArray &body, const QByteArray &more = {}) {
    return {"POST /sms HTTP/1.1\r\nHost: a\r\nContent-Type: " + contentType + "\r\n" + more + "\r\n", body};
}

const QByteArray Form = "application/x-www-form-urlencoded";

} // namespace

// Expected values by hand, from the mapping that docs/routes.md promises.
void TestTransform::formsBecomeObjects_data() {
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("names in their order") << Form << QByteArray("To=%2B1&From=%2B2&Body=Hi+there")
                                          << QByteArray(R"({"To":"+1","From":"+2","Body":"Hi there"})");
    QTest::newRow("a name that comes twice is a list")
        << Form << QByteArray("Media=a&X=1&Media=b") << QByteArray(R"({"Media":["a","b"],"X":"1"})");
    QTest::newRow("an empty value, and none") << Form << QByteArray("A=&B") << QByteArray(R"({"A":"","B":""})");
    QTest::newRow("an empty form") << Form << QByteArray() << QByteArray("{}");
    QTest::newRow("brackets are part of the name")
        << Form << QByteArray("a%5Bb%5D=1&a%5Bb%5D=2") << QByteArray(R"({"a[b]":["1","2"]})");
    QTest::newRow("UTF-8 by default") << Form << QByteArray("Body=%F0%9F%98%80%C3%A9")
                                      << QByteArray("{\"Body\":\"\xF0\x9F\x98\x80\xC3\xA9\"}");
    QTest::newRow("in the charset it names")
        << Form + "; charset=ISO-8859-1" << QByteArray("Body=caf%E9") << QByteArray("{\"Body\":\"caf\xC3\xA9\"}");
    QTest::newRow("bytes that are no text")
        << Form << QByteArray("Body=%FF%00") << QByteArray(R"({"Body":{"base64":"/wA="}})");
    QTest::newRow("a name that is no text") << Form << QByteArray("%FF=1") << QByteArray(R"({"%FF":"1"})");
    QTest::newRow("quotes and line breaks")
        << Form << QByteArray("Body=%22a%22%0Ab%5C") << QByteArray(R"({"Body":"\"a\"\nb\\"})");
    QTest::newRow("JSON inside stays text")
        << Form << QByteArray("Attributes=%7B%22a%22%3A1%7D") << QByteArray(R"({"Attributes":"{\"a\":1}"})");
}

void TestTransform::formsBecomeObjects() {
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, json);
    const auto transformed = formAsJson(request(contentType, body));
    QVERIFY(transformed);
    QCOMPARE(*transformed, json);
    QVERIFY(QJsonDocument::fromJson(*transformed).isObject());
}

void TestTransform::othersStay_data() {
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("JSON") << QByteArray("application/json") << QByteArray();
    QTest::newRow("a multipart form") << QByteArray("multipart/form-data; boundary=x") << QByteArray();
    QTest::newRow("a compressed form") << Form << QByteArray("Content-Encoding: gzip\r\n");
}

void TestTransform::othersStay() {
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, more);
    QVERIFY(!formAsJson(request(contentType, "a=b", more)));
}

// Every value of a form of all bytes can be found again.
void TestTransform::nothingIsLost() {
    http::Parameters parameters;
    for (int byte = 0; byte < 256; ++byte)
        parameters.push_back({"p" + QByteArray::number(byte), QByteArray("x") + char(byte)});
    const auto json = formAsJson(request(Form, http::encodeForm(parameters)));
    QVERIFY(json);
    const QJsonObject object = QJsonDocument::fromJson(*json).object();
    QCOMPARE(object.size(), 256);
    for (const http::Parameter &parameter : parameters) {
        const QJsonValue value = object.value(QString::fromLatin1(parameter.name));
        const QByteArray back = value.isString() ? value.toString().toUtf8()
                                                 : QByteArray::fromBase64(value[u"base64"].toString().toLatin1());
        QCOMPARE(back, parameter.value);
    }
}

QTEST_GUILESS_MAIN(TestTransform)
#include "tst_transform.moc"
