#include "core/session/delivery_thread.h"
#include "core/store/event_writer.h"
#include "core/store/writer_core.h"
#include "tests/core/session/app_server.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

#include <atomic>

using namespace offhook;
using namespace offhook::test;
using namespace offhook::testing;

class TestDeliveryThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWaitedBeforeIsDelivered();
    void stopsWhileARequestHangs();
    void wakingOneThatIsGoneDoesNoHarm();
};

namespace {

/// A workspace with one copy that waits for route "r".
void queueOne(const Workspace &workspace) {
    const auto core = must(store::WriterCore::open(workspace.path()));
    store::DeliveryWork work;
    work.routings = {{{{QStringLiteral("r"), {}, {}}}, {}, true}};
    const std::vector<flow::EventPtr> events{sms(1)};
    must(core->write(events, {}, false, work));
}

deliver::Route routeTo(const QString &target) {
    deliver::Route route;
    route.id = QStringLiteral("r");
    route.name = QStringLiteral("r");
    route.target = target;
    return route;
}

qint64 waiting(const Workspace &workspace) {
    return must(workspace.connect().number("SELECT count(*) FROM delivery WHERE state = 0"));
}

} // namespace

void TestDeliveryThread::whatWaitedBeforeIsDelivered() {
    const Workspace workspace;
    queueOne(workspace);
    AppServer app;
    const auto writer = must(store::EventWriter::open(workspace.path()));
    std::atomic<int> settled = 0;
    DeliveryThread thread;
    thread.start(workspace.path(), *writer,
        [&](const flow::Delivery &, const flow::Settlement &settlement) { settled = settlement.status; });
    thread.setRoutes({routeTo(app.url())});
    QTRY_COMPARE(settled.load(), 200);
    QCOMPARE(app.received.size(), std::size_t(1));
    QCOMPARE(waiting(workspace), 0);
    thread.stop();
    thread.stop();
}

void TestDeliveryThread::stopsWhileARequestHangs() {
    const Workspace workspace;
    queueOne(workspace);
    AppServer app;
    app.reply = [](const AppServer::Received &) { return AppServer::Reply{0, {}, AppServer::Manner::Hang}; };
    const auto writer = must(store::EventWriter::open(workspace.path()));
    DeliveryThread thread;
    thread.start(workspace.path(), *writer);
    thread.setRoutes({routeTo(app.url())});
    QTRY_COMPARE(app.received.size(), std::size_t(1));
    thread.stop();
    QCOMPARE(waiting(workspace), 1);
}

void TestDeliveryThread::wakingOneThatIsGoneDoesNoHarm() {
    const Workspace workspace;
    const auto writer = must(store::EventWriter::open(workspace.path()));
    auto thread = std::make_unique<DeliveryThread>();
    thread->start(workspace.path(), *writer);
    const std::function<void()> wake = thread->wake();
    wake();
    thread.reset();
    wake();
    QCOMPARE(waiting(workspace), 0);
}

QTEST_GUILESS_MAIN(TestDeliveryThread)
#include "tst_delivery_thread.moc"
