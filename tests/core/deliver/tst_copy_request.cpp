#include "core/deliver/copy_request.h"
#include "core/deliver/forward_target.h"
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
    void theEventStaysAsItIs();
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

/// What goes over the wire, as far as one request tells.
ForwardRequest sent(const flow::WebhookEvent &event, Route route, const QString &target = u"http://b"_s) {
    route.target = target;
    const auto request =
        forwardRequest(*copyOf(std::make_shared<const flow::WebhookEvent>(event), route), copyTarget(route));
    return request ? *request : ForwardRequest();
}

} // namespace

void TestCopyRequest::targetsAreMapped_data() {
    QTest::addColumn<QByteArray>("of");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no path keeps the event's")
        << QByteArray("/sms?a=1&b=%2F") << u"http://app:3000"_s << QByteArray("POST /sms?a=1&b=%2F HTTP/1.1");
    QTest::newRow("a slash is no path") << QByteArray("/sms/") << u"http://app:3000/"_s
                                        << QByteArray("POST /sms/ HTTP/1.1");
    QTest::newRow("a path takes its place")
        << QByteArray("/sms?a=1") << u"http://app:3000/hook"_s << QByteArray("POST /hook?a=1 HTTP/1.1");
    QTest::newRow("a query comes first") << QByteArray("/sms?a=1") << u"http://app:3000/hook?k=v"_s
                                         << QByteArray("POST /hook?k=v&a=1 HTTP/1.1");
    QTest::newRow("an empty query stays")
        << QByteArray("/sms?") << u"http://app:3000"_s << QByteArray("POST /sms? HTTP/1.1");
    QTest::newRow("the absolute form") << QByteArray("http://a.example/sms?x=1") << u"http://app:3000"_s
                                       << QByteArray("POST /sms?x=1 HTTP/1.1");
}

void TestCopyRequest::targetsAreMapped() {
    QFETCH(QByteArray, of);
    QFETCH(QString, target);
    QFETCH(QByteArray, line);
    const ForwardRequest copy = sent(eventOf("POST " + of + " HTTP/1.1\r\nHost: a\r\n\r\n"), routeOf(), target);
    QCOMPARE(copy.head.left(copy.head.indexOf("\r\n")), line);
}

void TestCopyRequest::fieldsGoAsTheyCame() {
    const auto event = eventOf("POST /sms HTTP/1.1\r\nX-Twilio-Signature: abc=\r\nhOsT: hooks.example.com\r\nx-b: 1\r\n"
                               "X-B: 2\r\ncontent-type: text/plain\r\nContent-Length: 4\r\n\r\n",
        QByteArray("a\0\xFF!", 4));
    const ForwardRequest copy = sent(event, routeOf(), u"http://127.0.0.1:3000"_s);
    QVERIFY(lines(copy.head).startsWith(
        "X-Twilio-Signature: abc=\r\nhOsT: 127.0.0.1:3000\r\nx-b: 1\r\nX-B: 2\r\ncontent-type: text/plain\r\n"
        "Content-Length: 4\r\nX-Offhook-Route: r1\r\n"));
    QCOMPARE(copy.body, QByteArray("a\0\xFF!", 4));
}

void TestCopyRequest::theEventStaysAsItIs() {
    const auto event = std::make_shared<const flow::WebhookEvent>(
        eventOf("GET / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n", "A=1"));
    const flow::WebhookEvent before = *event;
    const auto copy = copyOf(event, routeOf(Transform::FormJson));
    QVERIFY(copy != event);
    QCOMPARE(event->request.head(), before.request.head());
    QCOMPARE(event->request.body(), QByteArray("A=1"));
    QVERIFY(!event->request.hasHeader(RouteHeader));
    QCOMPARE(copy->request.header(RouteHeader), QByteArrayView("r1"));
}

void TestCopyRequest::theAppLearnsWhatTwilioDialled() {
    auto event = eventOf("POST /sms HTTP/1.1\r\nHost: 127.0.0.1:8945\r\n\r\n");
    event.publicUrl = "https://hooks.example.com:8443/prefix";
    const QByteArray head = sent(event, routeOf()).head;
    QVERIFY(head.contains("\r\nHost: b\r\n"));
    QVERIFY(head.contains("\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: hooks.example.com:8443\r\n"));
}

void TestCopyRequest::aFormBecomesJsonWhereAsked() {
    const QByteArray head = "POST /sms HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded; "
                            "charset=UTF-8\r\nTransfer-Encoding: chunked\r\nX-Stays: 1\r\n\r\n";
    const QByteArray framed = "7\r\nA=1&B=2\r\n0\r\n\r\n";
    const ForwardRequest copy = sent(eventOf(head, "A=1&B=2", framed), routeOf(Transform::FormJson));
    QCOMPARE(copy.body, QByteArray(R"({"A":"1","B":"2"})"));
    QVERIFY(copy.head.contains("\r\nX-Stays: 1\r\nContent-Type: application/json\r\nContent-Length: 17\r\n"));
    QCOMPARE(copy.head.count("Content-Type"), 1);
    QVERIFY(!copy.head.contains("chunked"));
    QCOMPARE(sent(eventOf(head, "A=1&B=2", framed), routeOf()).body, QByteArray("A=1&B=2"));
    const ForwardRequest asIs = sent(eventOf("GET /sms?A=1 HTTP/1.1\r\nHost: a\r\n\r\n"), routeOf(Transform::FormJson));
    QVERIFY(asIs.body.isEmpty());
    QVERIFY(!asIs.head.contains("Content-Length"));
}

void TestCopyRequest::anIdCannotBreakTheHead() {
    Route route = routeOf();
    route.id = u"a\r\nX-Evil: 1"_s;
    QVERIFY(!sent(eventOf("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), route).head.contains("\r\nX-Evil"));
}

QTEST_GUILESS_MAIN(TestCopyRequest)
#include "tst_copy_request.moc"
