#include "core/deliver/dispatcher.h"
#include "tests/core/deliver/deliver_support.h"

#include <QSignalSpy>
#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace offhook::deliver::test;
using namespace std::chrono_literals;

class TestDispatcher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachRouteHasItsOwnCopies();
    void statesAreTold();
    void aRouteThatComesBackFindsItsCopies();
    void stoppingWaitsForWhatIsInFlight();
    void stoppingWaitsNoLongerThanTheGrace();

private:
    std::unique_ptr<Dispatcher> dispatcher() {
        return std::make_unique<Dispatcher>(
            RouteWorker::Tools{*m_outbox, m_sender->send(), *m_clock, [] { return 1.0; }});
    }

    std::unique_ptr<HandClock> m_clock;
    std::unique_ptr<MemoryOutbox> m_outbox;
    std::unique_ptr<HandSender> m_sender;
};

void TestDispatcher::init() {
    m_clock = std::make_unique<HandClock>();
    m_outbox = std::make_unique<MemoryOutbox>();
    m_sender = std::make_unique<HandSender>();
}

void TestDispatcher::eachRouteHasItsOwnCopies() {
    m_outbox->add(1, QStringLiteral("a"));
    m_outbox->add(2, QStringLiteral("b"));
    m_outbox->add(3, QStringLiteral("gone"));
    const auto all = dispatcher();
    all->setRoutes({route(QStringLiteral("a")), route(QStringLiteral("b"))});
    QCOMPARE(m_sender->sent, (std::vector<EventId>{1, 2}));
    m_outbox->add(4, QStringLiteral("a"));
    all->lookForMore();
    QCOMPARE(m_sender->sent, (std::vector<EventId>{1, 2, 4}));
}

void TestDispatcher::statesAreTold() {
    m_outbox->add(1, QStringLiteral("a"));
    const auto all = dispatcher();
    QSignalSpy told(all.get(), &Dispatcher::statesChanged);
    all->setRoutes({route(QStringLiteral("a")), route(QStringLiteral("b"))});
    QTRY_COMPARE(told.count(), 1);
    auto states = told[0][0].value<RouteStates>();
    QCOMPARE(states.size(), std::size_t(2));
    QCOMPARE(states[QStringLiteral("a")].inFlight, 1);
    m_sender->answer(1, 200);
    QTRY_VERIFY(all->states().at(QStringLiteral("a")).inFlight == 0);
    QTRY_VERIFY(told.count() > 1);
    states = told.last()[0].value<RouteStates>();
    QVERIFY(states[QStringLiteral("a")].health.isReachable);
    QVERIFY(!states[QStringLiteral("b")].health.isKnown);
}

void TestDispatcher::aRouteThatComesBackFindsItsCopies() {
    m_outbox->add(1, QStringLiteral("a"));
    const auto all = dispatcher();
    all->setRoutes({route(QStringLiteral("a"))});
    all->setRoutes({});
    QVERIFY(all->states().empty());
    all->setRoutes({route(QStringLiteral("a"))});
    QCOMPARE(m_sender->sent, (std::vector<EventId>{1, 1})); // the first was cut off, nobody knows how far it came
}

void TestDispatcher::stoppingWaitsForWhatIsInFlight() {
    m_outbox->add(1, QStringLiteral("a"));
    const auto all = dispatcher();
    all->setRoutes({route(QStringLiteral("a"))});
    QSignalSpy stopped(all.get(), &Dispatcher::stopped);
    all->stop(1h);
    m_outbox->add(2, QStringLiteral("a"));
    all->lookForMore();
    QCOMPARE(m_sender->sent, std::vector<EventId>{1});
    m_sender->answer(1, 200);
    QTRY_VERIFY(!stopped.isEmpty());
    QCOMPARE(m_outbox->settled.size(), std::size_t(1));
}

void TestDispatcher::stoppingWaitsNoLongerThanTheGrace() {
    m_outbox->add(1, QStringLiteral("a"));
    const auto all = dispatcher();
    all->setRoutes({route(QStringLiteral("a"))});
    QSignalSpy stopped(all.get(), &Dispatcher::stopped);
    all->stop(1ms);
    QTRY_VERIFY(!stopped.isEmpty());
    QVERIFY(m_outbox->settled.empty());
}

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
