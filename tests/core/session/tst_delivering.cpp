#include "core/session/delivering.h"
#include "core/session/session.h"
#include "tests/core/session/app_server.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace offhook;
using namespace offhook::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Manner = AppServer::Manner;

namespace {

constexpr char Head[] = "POST /status HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        "Connection: close\r\nContent-Length: ";

deliver::Route routeTo(const QString &target) {
    deliver::Route route;
    route.id = u"app"_s;
    route.name = u"App"_s;
    route.target = target;
    route.timeLimit = 1s;
    route.retries = {50, 5ms, 20ms};
    return route;
}

} // namespace

class TestDelivering : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anEventIsAnsweredAndCopied();
    void routesAreKept();
    void routesForThisRunAreNot();
    void failuresAreTriedAgainUntilTheAppHasIt();
    void anAppThatIsDownFindsEverythingLater();
    void whatIsRefusedRestsThroughARestart();
    void undeliveredOnesAreDiscardedAndRestored();
    void whatWaitsForARouteThatIsGoneRests();
    void theAppMayBeOffhookItself();
    void droppedCallbacksAreAnsweredAndNotKept();

private:
    void open();
    void send(int n, const QByteArray &status = "sent");
    [[nodiscard]] std::vector<store::UndeliveredCopy> undelivered();
    [[nodiscard]] Delivering &delivering() { return m_session->delivering(); }
    [[nodiscard]] flow::DeliveryCounts counts() { return delivering().counts(u"app"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<settings::Preferences> m_preferences;
    std::unique_ptr<KeyStore> m_keys;
    std::unique_ptr<Session> m_session;
};

void TestDelivering::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_preferences = std::make_unique<settings::Preferences>(m_folder->filePath(u"preferences.ini"_s));
    m_keys = std::make_unique<KeyStore>(*m_preferences);
    open();
}

void TestDelivering::cleanup() {
    m_session.reset();
    m_keys.reset();
    m_preferences.reset();
    m_folder.reset();
}

void TestDelivering::open() {
    m_session.reset();
    m_session = std::make_unique<Session>(*m_preferences, *m_keys);
    QVERIFY(m_session->open(m_folder->filePath(u"w.offhook-workspace"_s)));
    http::ListenOptions options;
    options.port = 0;
    m_session->listen(options);
    QTRY_VERIFY(m_session->listener().type == ListenerState::Type::Listening);
}

void TestDelivering::send(int n, const QByteArray &status) {
    const QByteArray body =
        "MessageSid=SM" + QByteArray::number(n).rightJustified(32, '0') + "&MessageStatus=" + status;
    QTcpSocket socket;
    socket.connectToHost(m_session->listener().address, m_session->listener().port);
    socket.write(Head + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 2"));
}

std::vector<store::UndeliveredCopy> TestDelivering::undelivered() {
    std::optional<std::vector<store::UndeliveredCopy>> found;
    m_session->events()->undelivered({}, this, [&](Result<std::vector<store::UndeliveredCopy>> copies) {
        found = copies ? std::move(*copies) : std::vector<store::UndeliveredCopy>();
    });
    (void)QTest::qWaitFor([&] { return found.has_value(); }, 60'000);
    return found.value_or(std::vector<store::UndeliveredCopy>());
}

void TestDelivering::anEventIsAnsweredAndCopied() {
    AppServer app;
    QSignalSpy counted(&delivering(), &Delivering::countsChanged);
    QSignalSpy states(&delivering(), &Delivering::statesChanged);
    delivering().setRoutes({routeTo(app.url())});
    send(1);
    QTRY_COMPARE(app.received.size(), std::size_t(1));
    QVERIFY(app.received[0].body.contains("MessageStatus=sent"));
    QTRY_COMPARE(counts(), (flow::DeliveryCounts{0, 0, 1, 0, 0}));
    QTRY_VERIFY(delivering().state(u"app"_s).health.isReachable);
    QVERIFY(!counted.isEmpty() && !states.isEmpty());
}

void TestDelivering::routesAreKept() {
    const deliver::RouteList routes{routeTo(u"http://127.0.0.1:1"_s)};
    QSignalSpy changed(&delivering(), &Delivering::routesChanged);
    delivering().setRoutes(routes);
    delivering().setRoutes(routes);
    QCOMPARE(changed.count(), 1);
    open();
    QCOMPARE(delivering().routes(), routes);
}

void TestDelivering::routesForThisRunAreNot() {
    delivering().setRoutesForThisRun({routeTo(u"http://127.0.0.1:1"_s)});
    open();
    QVERIFY(delivering().routes().empty());
}

void TestDelivering::failuresAreTriedAgainUntilTheAppHasIt() {
    AppServer app;
    int requests = 0;
    app.reply = [&](const AppServer::Received &) {
        const AppServer::Reply replies[] = {{500, {}, Manner::Answer}, {0, {}, Manner::Reset}, {0, {}, Manner::Hang},
            {429, "Retry-After: 0\r\n", Manner::Answer}, {200, {}, Manner::Answer}};
        return replies[std::min(requests++, 4)];
    };
    delivering().setRoutes({routeTo(app.url())});
    send(1);
    QTRY_COMPARE_WITH_TIMEOUT(counts().delivered, 1, 60'000);
    QCOMPARE(app.received.size(), std::size_t(5));
    QCOMPARE(app.received[4].body, app.received[0].body);
    flow::EventPtr event;
    m_session->events()->fetch(1, this, [&](Result<flow::EventPtr> fetched) { event = fetched ? *fetched : nullptr; });
    QTRY_VERIFY(event);
    QStringList tries; // each is kept with its event
    for (const flow::Attempt &attempt : event->attempts)
        tries.append(u"%1 %2 %3"_s.arg(attempt.route)
                         .arg(attempt.number)
                         .arg(attempt.response ? QString::number(attempt.response->status)
                                               : QString(errorName(attempt.error->code))));
    QCOMPARE(tries,
        (QStringList{u"App 1 500"_s, u"App 2 network-failed"_s, u"App 3 timed-out"_s, u"App 4 429"_s, u"App 5 200"_s}));
}

void TestDelivering::anAppThatIsDownFindsEverythingLater() {
    auto app = std::make_unique<AppServer>();
    const quint16 port = app->port();
    delivering().setRoutes({routeTo(app->url())});
    app.reset();
    for (int n = 1; n <= 5; ++n)
        send(n);
    QTRY_VERIFY(delivering().state(u"app"_s).health.isKnown);
    QVERIFY(!delivering().state(u"app"_s).health.isReachable);
    QVERIFY(!delivering().state(u"app"_s).health.error.isEmpty());
    app = std::make_unique<AppServer>(port);
    QVERIFY(app->isListening());
    QTRY_COMPARE_WITH_TIMEOUT(counts().delivered, 5, 60'000);
    std::set<QByteArray> bodies;
    for (const AppServer::Received &one : app->received)
        bodies.insert(one.body);
    QCOMPARE(bodies.size(), std::size_t(5));
    QTRY_VERIFY(delivering().state(u"app"_s).health.isReachable);
}

void TestDelivering::whatIsRefusedRestsThroughARestart() {
    AppServer app;
    int status = 404;
    app.reply = [&](const AppServer::Received &) { return AppServer::Reply{status, {}, Manner::Answer}; };
    delivering().setRoutes({routeTo(app.url())});
    send(1);
    send(2);
    QTRY_COMPARE(counts().undelivered, 2);
    open();
    QTRY_COMPARE(counts().undelivered, 2);
    QCOMPARE(app.received.size(), std::size_t(2));
    const auto resting = undelivered();
    QCOMPARE(resting.size(), std::size_t(2));
    QCOMPARE(resting[0].delivery.status, 404);
    QCOMPARE(resting[0].event.status, QByteArray("sent"));
    status = 200;
    delivering().retry({resting[0].delivery.id});
    QTRY_COMPARE(counts(), (flow::DeliveryCounts{0, 1, 1, 0, 0}));
    QCOMPARE(app.received.size(), std::size_t(3));
}

void TestDelivering::undeliveredOnesAreDiscardedAndRestored() {
    AppServer app;
    app.reply = [](const AppServer::Received &) { return AppServer::Reply{400, {}, Manner::Answer}; };
    delivering().setRoutes({routeTo(app.url())});
    send(1);
    QTRY_COMPARE(counts().undelivered, 1);
    const qint64 id = undelivered().at(0).delivery.id;
    delivering().discard({id});
    QTRY_COMPARE(counts().undelivered, 0);
    QVERIFY(undelivered().empty());
    delivering().restore({id});
    QTRY_COMPARE(counts().undelivered, 1);
    delivering().discard({id});
    QTRY_COMPARE(counts().undelivered, 0);
    open();
    delivering().restore({id}); // that is over
    QVERIFY(undelivered().empty());
}

void TestDelivering::whatWaitsForARouteThatIsGoneRests() {
    deliver::Route off = routeTo(u"http://127.0.0.1:1"_s);
    off.retries = {50, 1h, 1h};
    delivering().setRoutes({off});
    send(1);
    QTRY_COMPARE(counts().waiting, 1);
    delivering().setRoutes({});
    open();
    QTRY_COMPARE(counts(), (flow::DeliveryCounts{0, 1, 0, 0, 0}));
}

void TestDelivering::theAppMayBeOffhookItself() {
    delivering().setRoutes({routeTo(m_session->listener().url())});
    send(1);
    QTRY_COMPARE(counts().delivered, 1);
    QTRY_COMPARE(counts().waiting, 0);
    std::optional<qint64> total;
    m_session->events()->facets(
        this, [&](const Result<store::FacetCounts> &facets) { total = facets ? facets->total : -1; });
    QTRY_VERIFY(total);
    QCOMPARE(*total, 2); // the event, and its copy, which is not copied again
}

void TestDelivering::droppedCallbacksAreAnsweredAndNotKept() {
    AppServer app;
    deliver::Route route = routeTo(app.url());
    route.drop = {u"status:queued"_s, false};
    delivering().setRoutes({route});
    send(1, "queued");
    send(1, "sent");
    QTRY_COMPARE(counts(), (flow::DeliveryCounts{0, 0, 1, 1, 0}));
    QCOMPARE(app.received.size(), std::size_t(1));
    std::optional<qint64> total;
    m_session->events()->facets(
        this, [&](const Result<store::FacetCounts> &facets) { total = facets ? facets->total : -1; });
    QTRY_VERIFY(total);
    QCOMPARE(*total, 1);
}

QTEST_GUILESS_MAIN(TestDelivering)
#include "tst_delivering.moc"
