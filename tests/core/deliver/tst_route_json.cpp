#include "core/deliver/route_json.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using std::chrono::seconds;

class TestRouteJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadAgain();
    void whatIsLeftOutHasItsDefault();
    void theExampleOfTheDocumentIsRead();
    void mistakesNameTheirPlace_data();
    void mistakesNameTheirPlace();
};

namespace {

Route fullRoute() {
    Route route;
    route.id = u"r1"_s;
    route.name = u"My \"app\""_s;
    route.isEnabled = false;
    route.target = u"https://app.example.com/hooks"_s;
    route.condition = u"kind:sms"_s;
    route.transform = Transform::FormJson;
    route.certificate = u"/etc/app.pem"_s;
    route.rate = {10, seconds(2)};
    route.concurrency = 64;
    route.dedupe = Dedupe::SidAndStatus;
    route.ordering = {true, milliseconds(2'500)};
    route.drop = {u"status:queued"_s, false};
    route.timeLimit = seconds(300);
    route.retries = {50, milliseconds(250), milliseconds(3'600'000)};
    return route;
}

QByteArray around(const QByteArray &route) {
    return "{\"offhookRoutes\": 1, \"routes\": [\n" + route + "]}";
}

} // namespace

void TestRouteJson::whatIsWrittenIsReadAgain() {
    Route plain;
    plain.id = u"r2"_s;
    plain.name = u"plain"_s;
    plain.target = u"http://localhost"_s;
    const RouteList routes{fullRoute(), plain};
    const auto read = routesFromJson(toJson(routes, true));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    QCOMPARE(*read, routes);
    const auto withoutIds = routesFromJson(toJson(routes, false));
    QVERIFY(withoutIds);
    QCOMPARE(withoutIds->front().id, idOfName(u"my \"APP\""_s));
    QVERIFY(routesFromJson(toJson({}, true))->empty());
}

void TestRouteJson::whatIsLeftOutHasItsDefault() {
    const auto read = routesFromJson(around(R"({"name": "a", "target": "http://localhost:3000"})"));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    Route expected;
    expected.id = read->front().id;
    expected.name = u"a"_s;
    expected.target = u"http://localhost:3000"_s;
    QCOMPARE(*read, RouteList{expected});
}

void TestRouteJson::theExampleOfTheDocumentIsRead() {
    QFile file(QStringLiteral(OFFHOOK_SOURCE_DIR "/docs/routes.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    const qsizetype begin = text.indexOf("```json\n") + 8;
    QVERIFY(begin > 8);
    const auto read = routesFromJson(text.mid(begin, text.indexOf("```", begin) - begin));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    QVERIFY(read->size() >= 2);
}

void TestRouteJson::mistakesNameTheirPlace_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("words");
    const QByteArray begin = R"({"name": "a", "target": "http://localhost", )";
    QTest::newRow("no JSON") << QByteArray("{\n\"offhookRoutes\" 1}") << u"line 2"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"line 1: a JSON object is wanted"_s;
    QTest::newRow("a newer format") << QByteArray("{\"offhookRoutes\": 2, \"routes\": []}")
                                    << u"offhookRoutes: wants"_s;
    QTest::newRow("no routes") << QByteArray("{\"offhookRoutes\": 1}") << u"routes: is missing"_s;
    QTest::newRow("no name") << around(R"({"target": "http://localhost"})") << u"line 2, routes[0].name: is missing"_s;
    QTest::newRow("no target") << around(R"({"name": "a"})") << u"routes[0].target: is missing"_s;
    QTest::newRow("a target that is none") << around(R"({"name": "a", "target": "localhost"})")
                                           << u"line 2, routes[0].target: the URL starts with http:// or https://"_s;
    QTest::newRow("a mistake in the condition") << around(begin + R"("when": "status:"})") << u"routes[0].when: "_s;
    QTest::newRow("a mistake in what is dropped")
        << around(begin + R"("drop": {"when": "nokey:1"}})") << u"routes[0].drop.when: "_s;
    QTest::newRow("a drop of everything") << around(begin + R"("drop": {}})") << u"routes[0].drop.when: is missing"_s;
    QTest::newRow("too many tries") << around(begin + R"("retries": {"most": 51}})")
                                    << u"routes[0].retries.most: wants a whole number from 0 to 50"_s;
    QTest::newRow("no time") << around(begin + R"("timeLimitSeconds": 0})")
                             << u"routes[0].timeLimitSeconds: wants a whole number from 1 to 300"_s;
    QTest::newRow("too long a time") << around(begin + R"("timeLimitSeconds": 301})") << u"from 1 to 300"_s;
    QTest::newRow("no request at a time") << around(begin + R"("concurrency": 0})") << u"from 1 to 64"_s;
    QTest::newRow("an unknown transform")
        << around(begin + R"("transform": "xml"})") << u"routes[0].transform: wants one of: none, form-json"_s;
    QTest::newRow("an unknown member") << around(begin + R"("retry": 1})") << u"routes[0].retry: is not known here"_s;
    QTest::newRow("a name that is there")
        << around(R"({"name": "a", "target": "http://a"}, {"name": "A", "target": "http://b"})")
        << u"routes[1].name: is that of an earlier route"_s;
}

void TestRouteJson::mistakesNameTheirPlace() {
    QFETCH(QByteArray, json);
    QFETCH(QString, words);
    const auto read = routesFromJson(json);
    QVERIFY(!read);
    QVERIFY2(read.error().detail.contains(words), qPrintable(read.error().detail));
    QVERIFY(read.error().offset >= 0);
}

QTEST_GUILESS_MAIN(TestRouteJson)
#include "tst_route_json.moc"
