#include "core/deliver/forward_target.h"

#include <QTest>

using namespace offhook;
using namespace offhook::deliver;

namespace {

flow::WebhookEvent eventOf(const QByteArray &target = "/sms?bodySHA256=ab", const QByteArray &method = "POST") {
    flow::WebhookEvent event;
    event.peer = "[::1]:50123";
    event.request = http::Request(
        method + ' ' + target + " HTTP/1.1\r\nHost: public.example\r\nContent-Length: 3\r\nA: 1\r\n\r\n", "a=b");
    event.publicUrl = "https://public.example";
    return event;
}

flow::ForwardTo to(const QString &url) {
    flow::ForwardTo made;
    made.url = url;
    made.addsForwarded = false;
    return made;
}

http::ClientResponse redirect(int status, const QByteArray &location) {
    return {status, "HTTP/1.1 " + QByteArray::number(status) + " x\r\nLocation: " + location + "\r\n\r\n", {}, {}};
}

} // namespace

class TestForwardTarget final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pathsAreMapped_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("replaces");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("a bare host keeps path and query")
            << "http://localhost:3000" << false << QByteArray("/sms?a=%20b")
            << QByteArray("http://localhost:3000/sms?a=%20b");
        QTest::newRow("a slash alone does too")
            << "http://localhost:3000/" << false << QByteArray("/sms") << QByteArray("http://localhost:3000/sms");
        QTest::newRow("a path goes before the request's")
            << "http://localhost/app" << false << QByteArray("/sms?a=b") << QByteArray("http://localhost/app/sms?a=b");
        QTest::newRow("a path with a slash does too")
            << "http://localhost/app/" << false << QByteArray("/sms") << QByteArray("http://localhost/app/sms");
        QTest::newRow("a path in place of the request's")
            << "http://localhost/app" << true << QByteArray("/sms?a=b") << QByteArray("http://localhost/app?a=b");
        QTest::newRow("no path to put in its place")
            << "http://localhost" << true << QByteArray("/sms") << QByteArray("http://localhost/sms");
        QTest::newRow("queries are joined, the target's first")
            << "http://localhost/?k=1" << false << QByteArray("/sms?a=b") << QByteArray("http://localhost/sms?k=1&a=b");
        QTest::newRow("an empty query stays one")
            << "http://localhost" << false << QByteArray("/sms?") << QByteArray("http://localhost/sms?");
        QTest::newRow("an absolute target")
            << "http://localhost" << false << QByteArray("http://public.example/sms?a=b")
            << QByteArray("http://localhost/sms?a=b");
        QTest::newRow("bytes of the path stay as they are")
            << "http://localhost" << false << QByteArray("/a%2fb//c") << QByteArray("http://localhost/a%2fb//c");
    }
    void pathsAreMapped() {
        QFETCH(QString, url);
        QFETCH(bool, replaces);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, expected);
        flow::ForwardTo where = to(url);
        where.replacesPath = replaces;
        const auto request = forwardRequest(eventOf(target), where);
        QVERIFY(request);
        QCOMPARE(request->url, expected);
        QCOMPARE(request->body, QByteArray("a=b"));
    }

    void theEndpointIsTheTargets() {
        const auto request = forwardRequest(eventOf(), to(QStringLiteral("https://[::1]:8443")));
        QVERIFY(request);
        QCOMPARE(request->to, (http::Endpoint{true, "::1", 8443}));
    }

    void hostAndForwardedFieldsAreThoseTwilioKnows() {
        flow::ForwardTo where;
        where.url = QStringLiteral("http://localhost:3000");
        const auto request = forwardRequest(eventOf(), where);
        QCOMPARE(request->head,
            QByteArray("POST /sms?bodySHA256=ab HTTP/1.1\r\nHost: public.example\r\nContent-Length: 3\r\nA: 1\r\n"
                       "X-Forwarded-Proto: https\r\nX-Forwarded-Host: public.example\r\nX-Forwarded-For: ::1\r\n"
                       "Connection: close\r\n\r\n"));
        where.keepsHost = false;
        QVERIFY(forwardRequest(eventOf(), where)->head.contains("\r\nHost: localhost:3000\r\n"));
    }

    void theSignaturesUrlIsKnownBest() {
        flow::WebhookEvent event = eventOf();
        QCOMPARE(publicOrigin(event), QByteArray("https://public.example"));
        event.verification.matchedUrl = "https://signed.example:8443/sms?x";
        QCOMPARE(publicOrigin(event), QByteArray("https://signed.example:8443"));
        event = eventOf();
        event.publicUrl.clear();
        QCOMPARE(publicOrigin(event), QByteArray("http://public.example"));
    }

    void thePasswordOfTheUrlIsSent() {
        const auto request = forwardRequest(eventOf(), to(QStringLiteral("http://us%20er:pass@localhost")));
        QVERIFY(
            request->head.contains(QByteArray("Authorization: Basic " + QByteArray("us er:pass").toBase64() + "\r\n")));
        QVERIFY(!request->url.contains("pass"));
    }

    void whatIsNoUrlFails() {
        QCOMPARE(forwardRequest(eventOf(), to(QStringLiteral("localhost"))).error().code, ErrorCode::InvalidInput);
    }

    // Twilio follows 301, 302, 303 and 307 (error 11216); the method after them is that of RFC 9110 15.4.
    void redirectsAreFollowed_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("method");
        const QByteArray base = "http://localhost:3000";
        QTest::newRow("301") << 301 << QByteArray("/new") << base + "/new" << QByteArray("GET");
        QTest::newRow("302") << 302 << QByteArray("/new?x=1") << base + "/new?x=1" << QByteArray("GET");
        QTest::newRow("303") << 303 << QByteArray("new") << base + "/new" << QByteArray("GET");
        QTest::newRow("307") << 307 << QByteArray("/new#part") << base + "/new" << QByteArray("POST");
        QTest::newRow("to another host") << 307 << QByteArray("https://other.example/")
                                         << QByteArray("https://other.example/") << QByteArray("POST");
        QTest::newRow("to the public URL, which is the application's own")
            << 307 << QByteArray("https://public.example/b") << base + "/b" << QByteArray("POST");
        QTest::newRow("without a scheme")
            << 302 << QByteArray("//other.example/x") << QByteArray("http://other.example/x") << QByteArray("GET");
    }
    void redirectsAreFollowed() {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, method);
        const flow::ForwardTo where = to(QStringLiteral("http://localhost:3000"));
        const auto first = forwardRequest(eventOf(), where);
        const auto next = redirectedRequest(eventOf(), where, *first, redirect(status, location));
        QVERIFY(next);
        QCOMPARE(next->url, url);
        QVERIFY(next->head.startsWith(QByteArray(method + ' ')));
        QCOMPARE(next->body, method == "POST" ? QByteArray("a=b") : QByteArray());
        QCOMPARE(next->head.contains("Content-Length"), method == "POST");
        const bool isOther = url.contains("other.example");
        QVERIFY(next->head.contains(isOther ? "\r\nHost: other.example\r\n" : "\r\nHost: public.example\r\n"));
    }

    void aGetStaysOneAfterItBecameOne() {
        const flow::ForwardTo where = to(QStringLiteral("http://localhost:3000"));
        const auto first = forwardRequest(eventOf(), where);
        const auto second = redirectedRequest(eventOf(), where, *first, redirect(302, "/b"));
        const auto third = redirectedRequest(eventOf(), where, *second, redirect(307, "/c"));
        QVERIFY(third->head.startsWith("GET /c "));
        QVERIFY(third->body.isEmpty());
    }

    void otherAnswersAreTakenAsTheyAre_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("no redirect") << 200 << QByteArray("/new");
        QTest::newRow("308, which Twilio does not follow") << 308 << QByteArray("/new");
        QTest::newRow("without a Location") << 302 << QByteArray();
        QTest::newRow("to another protocol") << 302 << QByteArray("ftp://a/b");
    }
    void otherAnswersAreTakenAsTheyAre() {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        const flow::ForwardTo where = to(QStringLiteral("http://localhost:3000"));
        const auto first = forwardRequest(eventOf(), where);
        QVERIFY(!redirectedRequest(eventOf(), where, *first, redirect(status, location)));
    }
};

QTEST_GUILESS_MAIN(TestForwardTarget)
#include "tst_forward_target.moc"
