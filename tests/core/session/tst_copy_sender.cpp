#include "core/session/copy_sender.h"
#include "tests/core/flow/thread_support.h"
#include "tests/core/session/app_server.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::test;
using Manner = AppServer::Manner;

class TestCopySender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCameBackIsTold_data();
    void whatCameBackIsTold();
    void theRequestArrivesWhole();
    void redirectsAreFollowed();
    void aCertificateThatIsNoneFailsTls();
    void nobodyIsToldAfterTheGuardDied();
};

namespace {

deliver::Route routeTo(const QString &target) {
    deliver::Route route;
    route.id = QStringLiteral("r");
    route.name = QStringLiteral("App");
    route.target = target;
    route.timeLimit = std::chrono::seconds(1);
    return route;
}

flow::EventPtr sentStatus() {
    return flow::test::formEvent(1, flow::test::Begin, flow::test::messageStatus(1, "sent"));
}

} // namespace

void TestCopySender::whatCameBackIsTold_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("manner");
    QTest::addColumn<int>("told");
    QTest::addColumn<int>("code"); // -1: no error
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::newRow("an answer") << 204 << int(Manner::Answer) << 204 << -1 << QByteArray("7");
    QTest::newRow("a failure") << 503 << int(Manner::Answer) << 503 << -1 << QByteArray("7");
    QTest::newRow("no answer") << 0 << int(Manner::Hang) << 0 << int(ErrorCode::TimedOut) << QByteArray();
    QTest::newRow("a reset") << 0 << int(Manner::Reset) << 0 << int(ErrorCode::NetworkFailed) << QByteArray();
}

void TestCopySender::whatCameBackIsTold() {
    QFETCH(int, status);
    QFETCH(int, manner);
    QFETCH(int, told);
    QFETCH(int, code);
    QFETCH(QByteArray, retryAfter);
    AppServer app;
    QVERIFY(app.isListening());
    app.reply = [&](const AppServer::Received &) {
        return AppServer::Reply{status, "Retry-After: 7\r\n", Manner(manner)};
    };
    QObject guard;
    std::optional<deliver::TryResult> result;
    copySender()(sentStatus(), routeTo(app.url()), 2, &guard, [&](const deliver::TryResult &got) { result = got; });
    QVERIFY(!result);
    QTRY_VERIFY(result);
    QCOMPARE(result->status, told);
    QCOMPARE(result->error ? int(result->error->code) : -1, code);
    QCOMPARE(result->retryAfter, retryAfter);
    const flow::Attempt &attempt = *result->attempt;
    QCOMPARE(attempt.event, 1);
    QCOMPARE(attempt.purpose, flow::Attempt::Purpose::Copy);
    QCOMPARE(attempt.route, QStringLiteral("App"));
    QCOMPARE(attempt.number, 3);
    QCOMPARE(attempt.url, app.url().toUtf8() + "/hook");
    QCOMPARE(attempt.request.head(), app.received[0].head);
    QCOMPARE(attempt.response ? attempt.response->status : 0, told);
    QCOMPARE(attempt.error.has_value(), code >= 0);
    QVERIFY(attempt.timings.totalUs >= 0);
}

void TestCopySender::theRequestArrivesWhole() {
    AppServer app;
    QObject guard;
    bool isOver = false;
    copySender()(sentStatus(), routeTo(app.url()), 0, &guard, [&](const deliver::TryResult &) { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(app.received.size(), std::size_t(1));
    QVERIFY(app.received[0].head.startsWith("POST /hook HTTP/1.1\r\n"));
    QVERIFY(app.received[0].head.contains("\r\nHost: 127.0.0.1:"));
    QCOMPARE(app.received[0].body, flow::test::messageStatus(1, "sent"));
}

void TestCopySender::redirectsAreFollowed() {
    AppServer app;
    app.reply = [&](const AppServer::Received &got) {
        return got.head.startsWith("POST /hook ") ? AppServer::Reply{307, "Location: /there\r\n", {}}
                                                  : AppServer::Reply{204, {}, {}};
    };
    QObject guard;
    std::optional<deliver::TryResult> result;
    copySender()(sentStatus(), routeTo(app.url()), 0, &guard, [&](const deliver::TryResult &got) { result = got; });
    QTRY_VERIFY(result);
    QCOMPARE(result->status, 204);
    QCOMPARE(result->attempt->redirects, std::vector<QByteArray>{app.url().toUtf8() + "/hook"});
    QCOMPARE(app.received[1].body, flow::test::messageStatus(1, "sent"));
}

void TestCopySender::aCertificateThatIsNoneFailsTls() {
    deliver::Route route = routeTo(QStringLiteral("https://127.0.0.1:1"));
    route.certificate = QStringLiteral("/nowhere.pem");
    QObject guard;
    std::optional<deliver::TryResult> result;
    copySender()(sentStatus(), route, 0, &guard, [&](const deliver::TryResult &got) { result = got; });
    QTRY_VERIFY(result);
    QCOMPARE(result->error->code, ErrorCode::TlsFailed);
    QVERIFY(result->error->detail.contains(QStringLiteral("/nowhere.pem")));
}

void TestCopySender::nobodyIsToldAfterTheGuardDied() {
    AppServer app;
    auto guard = std::make_unique<QObject>();
    bool isTold = false;
    copySender()(sentStatus(), routeTo(app.url()), 0, guard.get(), [&](const deliver::TryResult &) { isTold = true; });
    guard.reset();
    QObject other;
    bool isOver = false;
    copySender()(sentStatus(), routeTo(QStringLiteral("nowhere")), 0, &other, [&](const deliver::TryResult &result) {
        isOver = result.error && result.error->code == ErrorCode::InvalidInput;
    });
    QTRY_VERIFY(isOver);
    QVERIFY(!isTold);
}

QTEST_GUILESS_MAIN(TestCopySender)
#include "tst_copy_sender.moc"
