#include "core/rules/agenda.h"
#include "tests/core/rules/rules_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::rules;
using namespace std::chrono_literals;

class TestAgenda : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workIsDoneInOrderOfItsTime();
    void whatIsCancelledIsNotDone();
    void workMayEnterMoreWork();
    void timerDoesWhatIsDue();
    void allIsDoneAtOnceWhenAsked();
};

void TestAgenda::workIsDoneInOrderOfItsTime() {
    HandClock clock;
    Agenda agenda(clock);
    QByteArray done;
    agenda.at(clock.now + 2s, [&] { done += 'c'; });
    agenda.at(clock.now + 1s, [&] { done += 'a'; });
    agenda.at(clock.now + 1s, [&] { done += 'b'; });
    agenda.run();
    QCOMPARE(done, QByteArray());
    clock.now += 1s;
    agenda.run();
    QCOMPARE(done, QByteArray("ab"));
    clock.now += 1s;
    agenda.run();
    QCOMPARE(done, QByteArray("abc"));
}

void TestAgenda::whatIsCancelledIsNotDone() {
    HandClock clock;
    Agenda agenda(clock);
    int done = 0;
    const Agenda::Entry entry = agenda.at(clock.now, [&] { ++done; });
    agenda.cancel(entry);
    agenda.run();
    QCOMPARE(done, 0);
    agenda.at(clock.now, [&] { ++done; });
    agenda.run();
    agenda.cancel(entry);
    QCOMPARE(done, 1);
}

void TestAgenda::workMayEnterMoreWork() {
    HandClock clock;
    Agenda agenda(clock);
    int done = 0;
    agenda.at(clock.now, [&] {
        ++done;
        agenda.at(clock.now, [&] { ++done; });
        agenda.at(clock.now + 1s, [&] { ++done; });
    });
    agenda.run();
    QCOMPARE(done, 2);
    QCOMPARE(agenda.size(), std::size_t(1));
}

void TestAgenda::timerDoesWhatIsDue() {
    Agenda agenda;
    bool first = false;
    bool second = false;
    agenda.at(Clock::system().monotonic() + 20ms, [&] { second = first; });
    agenda.at(Clock::system().monotonic() + 1ms, [&] { first = true; });
    QTRY_VERIFY(second);
    QCOMPARE(agenda.size(), std::size_t(0));
}

void TestAgenda::allIsDoneAtOnceWhenAsked() {
    HandClock clock;
    Agenda agenda(clock);
    int done = 0;
    agenda.at(clock.now + 1h, [&] {
        ++done;
        agenda.at(clock.now + 2h, [&] { ++done; });
    });
    agenda.runAll();
    QCOMPARE(done, 2);
}

QTEST_GUILESS_MAIN(TestAgenda)
#include "tst_agenda.moc"
