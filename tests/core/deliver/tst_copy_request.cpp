#include "core/deliver/copy_request.h"
#include "tests/core/flow/thread_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace Qt::StringLiterals;

class TestCopyRequest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void targetsAreMapped_data();
    void targetsAreMapped();
    void fieldsGoAsTheyCame();
    void hopByHopFieldsStayBehind();
    void theAppLearnsWhatTwilioDialled();
    void aFormBecomesJsonWhereAsked();
    void anIdCannotBreakTheHead();
};

namespace {

flow::WebhookEvent eventOf(const QByteArray &head, const QByteArray &body = {}, const QByteArray &framed = {}) {
    flow::WebhookEvent event;
    event.request = http::Request(head, body, framed);
    event.decodeParams();
    return event;
}

Route routeOf(Transform transform = Transform::None) {
    Route route;
    route.id = u"r1"_s;
    route.transform = transform;
    return route;
}

QByteArray lines(const QByteArray &head) {
    return head.mid(head.indexOf("\r\n") + 2);
}

} // namespace

void TestCopyRequest::targetsAreMapped_data() {
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query"); // "-": none
    QTest::addColumn<QByteArray>("line");
    const QByteArray none = "-";
    QTest::newRow("no path keeps the event's")
        << QByteArray("/sms?a=1&b=%2F") << QByteArray() << none << QByteArray("POST /sms?a=1&b=%2F HTTP/1.1");
    QTest::newRow("a slash is no path") << QByteArray("/sms/") << QByteArray("/") << none
                                        << QByteArray("POST /sms/ HTTP/1.1");
    QTest::newRow("a path takes its place")
        << QByteArray("/sms?a=1") << QByteArray("/hook") << none << QByteArray("POST /hook?a=1 HTTP/1.1");
    QTest::newRow("a query comes first") << QByteArray("/sms?a=1") << QByteArray("/hook") << QByteArray("k=v")
                                         << QByteArray("POST /hook?k=v&a=1 HTTP/1.1");
    QTest::newRow("an empty query stays")
        << QByteArray("/sms?") << QByteArray() << none << QByteArray("POST /sms? HTTP/1.1");
    QTest::newRow("the absolute form") << QByteArray("http://a.example/sms?x=1") << QByteArray() << none
                                       << QByteArray("POST /sms?x=1 HTTP/1.1");
}

void TestCopyRequest::targetsAreMapped() {
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, line);
    const auto event = eventOf("POST " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    const CopyTarget to{"app:3000", path, query == "-" ? std::nullopt : std::optional(query)};
    const CopyRequest copy = copyRequest(event, routeOf(), to);
    QCOMPARE(copy.head.left(copy.head.indexOf("\r\n")), line);
}

void TestCopyRequest::fieldsGoAsTheyCame() {
    const auto event = eventOf("POST /sms HTTP/1.1\r\nX-Twilio-Signature: abc=\r\nhOsT: hooks.example.com\r\nx-b: 1\r\n"
                               "X-B: 2\r\ncontent-type: text/plain\r\nContent-Length: 4\r\n\r\n",
        QByteArray("a\0\xFF!", 4));
    const CopyRequest copy = copyRequest(event, routeOf(), {"127.0.0.1:3000", {}, {}});
    QCOMPARE(lines(copy.head),
        QByteArray(
            "Host: 127.0.0.1:3000\r\nX-Twilio-Signature: abc=\r\nx-b: 1\r\nX-B: 2\r\ncontent-type: text/plain\r\n"
            "X-Forwarded-Host: hooks.example.com\r\nX-Forwarded-Proto: http\r\nX-Offhook-Route: r1\r\n"
            "Content-Length: 4\r\nConnection: close\r\n\r\n"));
    QCOMPARE(copy.body, QByteArray("a\0\xFF!", 4));
}

// RFC 9110 7.6.1
void TestCopyRequest::hopByHopFieldsStayBehind() {
    const auto event = eventOf("POST /sms HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Hop\r\nKeep-Alive: 5\r\n"
                               "x-hop: 1\r\nTE: trailers\r\nUpgrade: h2c\r\nExpect: 100-continue\r\n"
                               "Transfer-Encoding: chunked\r\nX-Stays: 1\r\n\r\n",
        "hello", "5\r\nhello\r\n0\r\n\r\n");
    const CopyRequest copy = copyRequest(event, routeOf(), {"b", {}, {}});
    QCOMPARE(lines(copy.head),
        QByteArray("Host: b\r\nX-Stays: 1\r\nX-Forwarded-Host: a\r\nX-Forwarded-Proto: http\r\nX-Offhook-Route: r1\r\n"
                   "Content-Length: 5\r\nConnection: close\r\n\r\n"));
    QCOMPARE(copy.body, QByteArray("hello"));
}

void TestCopyRequest::theAppLearnsWhatTwilioDialled() {
    auto event = eventOf("POST /sms HTTP/1.1\r\nHost: 127.0.0.1:8945\r\n\r\n");
    event.publicUrl = "https://hooks.example.com:8443/prefix";
    QByteArray head = copyRequest(event, routeOf(), {"b", {}, {}}).head;
    QVERIFY(head.contains("\r\nX-Forwarded-Host: hooks.example.com:8443\r\nX-Forwarded-Proto: https\r\n"));
    event.request = http::Request("POST /sms HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: t.example\r\n"
                                  "X-Forwarded-Proto: https\r\n\r\n",
        {});
    head = copyRequest(event, routeOf(), {"b", {}, {}}).head;
    QCOMPARE(head.count("X-Forwarded-Host"), 1);
    QVERIFY(head.contains("X-Forwarded-Host: t.example\r\n"));
}

void TestCopyRequest::aFormBecomesJsonWhereAsked() {
    const QByteArray head = "POST /sms HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded; "
                            "charset=UTF-8\r\nContent-Length: 7\r\n\r\n";
    const CopyRequest copy = copyRequest(eventOf(head, "A=1&B=2"), routeOf(Transform::FormJson), {"b", {}, {}});
    QCOMPARE(copy.body, QByteArray(R"({"A":"1","B":"2"})"));
    QVERIFY(copy.head.contains("\r\nContent-Type: application/json\r\n"));
    QVERIFY(copy.head.contains("\r\nContent-Length: 17\r\n"));
    QCOMPARE(copyRequest(eventOf(head, "A=1&B=2"), routeOf(), {"b", {}, {}}).body, QByteArray("A=1&B=2"));
    const QByteArray get = "GET /sms?A=1 HTTP/1.1\r\nHost: a\r\n\r\n";
    const CopyRequest asIs = copyRequest(eventOf(get), routeOf(Transform::FormJson), {"b", {}, {}});
    QVERIFY(asIs.body.isEmpty());
    QVERIFY(!asIs.head.contains("Content-Length"));
}

void TestCopyRequest::anIdCannotBreakTheHead() {
    Route route = routeOf();
    route.id = u"a\r\nX-Evil: 1"_s;
    const QByteArray head = copyRequest(eventOf("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), route, {"b", {}, {}}).head;
    QVERIFY(!head.contains("\r\nX-Evil"));
}

QTEST_GUILESS_MAIN(TestCopyRequest)
#include "tst_copy_request.moc"
