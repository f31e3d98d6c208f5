#include "core/twilio/url_parts.h"
#include "core/twilio/validator_strings.h"
#include "tests/core/twilio/sdk_support.h"

#include <QTest>

#include <algorithm>

// The simulations of the Node and the Python library are held against those libraries: for URLs that were changed after
// signing in ways that some library forgives, both must say the same.

using namespace offhook;
using namespace offhook::twilio;

namespace {

const QString NodeFolder = QStringLiteral(OFFHOOK_TWILIO_SDK);
const QString PythonFolder = QStringLiteral(OFFHOOK_TWILIO_PYTHON);
constexpr int Requests = 3000;

// Changes that some library takes back, by turns.
QByteArray changed(const QByteArray &url, std::size_t turn) {
    UrlParts parts = splitUrl(url);
    QByteArray kept;
    switch (turn % 8) {
    case 0:
        return url;
    case 1:
        parts.port = parts.port.isEmpty() ? (isSecureScheme(parts.scheme) ? ":443" : ":80") : "";
        return parts.joined();
    case 2:
        parts.port = parts.port.isEmpty() ? ":8080" : "";
        return parts.joined();
    case 3:
        kept = parts.query.toByteArray().replace('\'', "%27");
        parts.query = kept;
        return parts.joined();
    case 4:
        kept = parts.query.toByteArray().replace("%27", "'").replace("%2b", "%2B").replace("+", "%20");
        parts.query = kept;
        return parts.joined();
    case 5:
        kept = parts.host.toByteArray().toLower();
        parts.host = kept;
        return parts.joined();
    case 6:
        parts.userinfo = "u:p@";
        return parts.joined();
    default:
        return url + "#rc=2";
    }
}

bool accepts(ValidatorStrings strings, const test::SdkRequest &request) {
    const http::Request wire = test::wire(request);
    const http::Parameters form = request.method == "GET" ? http::Parameters() : test::formOf(wire);
    KeyRing keys = test::ring(request.token);
    for (const QByteArray &string : strings(request.url, form)) {
        const std::vector<QByteArrayView> pieces{string};
        if (keys.sign(0, pieces) == request.signature)
            return true;
    }
    return false;
}

bool hasOtherBody(const test::SdkRequest &request) {
    return !request.body.isEmpty() && !request.contentType.toLower().contains("form");
}

bool hasDoubles(const http::Parameters &form) {
    return std::any_of(form.begin(), form.end(), [&](const http::Parameter &p) {
        return std::count_if(form.begin(), form.end(), [&](const http::Parameter &o) { return o.name == p.name; }) > 1;
    });
}

} // namespace

class TestValidatorStrings : public QObject {
    Q_OBJECT

private:
    static void compare(
        const std::vector<test::SdkRequest> &requests, const QList<QByteArray> &verdicts, ValidatorStrings strings) {
        QCOMPARE(std::size_t(verdicts.size()), requests.size());
        int accepted = 0;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const bool valid = verdicts[qsizetype(i)] == "{\"valid\":true}";
            accepted += valid ? 1 : 0;
            if (accepts(strings, requests[i]) != valid)
                QFAIL(QJsonDocument(test::toJson(requests[i])).toJson(QJsonDocument::Compact).constData());
        }
        QVERIFY(accepted > 100 && std::size_t(accepted) < requests.size());
    }

    static QByteArray inputOf(const std::vector<test::SdkRequest> &requests) {
        QByteArray input;
        for (const test::SdkRequest &request : requests)
            input += QJsonDocument(test::toJson(request)).toJson(QJsonDocument::Compact) + '\n';
        return input;
    }

private Q_SLOTS:
    void nodeSaysTheSame() {
        QString failure;
        std::vector<test::SdkRequest> requests = test::randomRequests(NodeFolder, 62, Requests, failure);
        std::erase_if(requests, hasOtherBody);
        for (std::size_t i = 0; i < requests.size(); ++i)
            requests[i].url = changed(requests[i].url, i);
        const QList<QByteArray> verdicts = test::linesOf(
            QStringLiteral("node"), {QStringLiteral("check-signed.mjs")}, NodeFolder, inputOf(requests), failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        compare(requests, verdicts, nodeStrings);
    }

    void pythonSaysTheSame() {
        QString failure;
        std::vector<test::SdkRequest> requests = test::randomRequests(NodeFolder, 77, Requests, failure);
        std::erase_if(requests, [](const test::SdkRequest &request) {
            return hasOtherBody(request) || hasDoubles(test::formOf(test::wire(request)));
        });
        for (std::size_t i = 0; i < requests.size(); ++i)
            requests[i].url = changed(requests[i].url, i);
        const QList<QByteArray> verdicts = test::linesOf(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("check_signed.py")}, PythonFolder, inputOf(requests), failure);
        QVERIFY2(failure.isEmpty(), qPrintable(u"is python3-twilio installed? " + failure));
        compare(requests, verdicts, pythonStrings);
    }

    // The other libraries' ways with repeated names, from their source (docs/signature.md).
    void repeatedNames_data() {
        QTest::addColumn<QString>("library");
        QTest::addColumn<QByteArray>("string");
        QTest::newRow("Node: a set") << QStringLiteral("node") << QByteArray("https://a/a1a2b");
        QTest::newRow("Python: a set") << QStringLiteral("python") << QByteArray("https://a/a1a2b");
        QTest::newRow("PHP: as they are") << QStringLiteral("php") << QByteArray("https://a/a2a1a1b");
        QTest::newRow("Go: joined, then sorted") << QStringLiteral("go") << QByteArray("https://a/a1a1a2b");
    }
    void repeatedNames() {
        QFETCH(QString, library);
        QFETCH(QByteArray, string);
        const QMap<QString, ValidatorStrings> all{{QStringLiteral("node"), nodeStrings},
            {QStringLiteral("python"), pythonStrings}, {QStringLiteral("php"), phpStrings},
            {QStringLiteral("go"), goStrings}};
        const http::Parameters form{{"b", ""}, {"a", "2"}, {"a", "1"}, {"a", "1"}};
        QCOMPARE(all[library]("https://a/", form).front(), string);
    }

    void phpComparesNumbersAsNumbers() {
        QCOMPARE(phpStrings("https://a/", {{"10", "x"}, {"9", "y"}}).front(), QByteArray("https://a/9y10x"));
        QCOMPARE(nodeStrings("https://a/", {{"10", "x"}, {"9", "y"}}).front(), QByteArray("https://a/10x9y"));
    }

    // java.net.URI's constructor decodes what it quotes: %2B is lost where the port is taken out.
    void javaRewritesTheQueryWithThePort() {
        const std::vector<QByteArray> strings = javaStrings("https://a:8443/?From=%2B1", {});
        QCOMPARE(strings, (std::vector<QByteArray>{"https://a:8443/?From=%2B1", "https://a/?From=+1"}));
        QCOMPARE(csharpStrings("https://a:8443/?From=%2B1", {}).front(), QByteArray("https://a/?From=%2B1"));
        QCOMPARE(rubyStrings("https://a/", {{"b", "2"}, {"a", "1"}}).front(), QByteArray("https://a/a1b2"));
    }
};

QTEST_GUILESS_MAIN(TestValidatorStrings)
#include "tst_validator_strings.moc"
