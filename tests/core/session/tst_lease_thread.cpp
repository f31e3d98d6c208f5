#include "core/session/lease_thread.h"
#include "tests/core/account/fake_api.h"
#include "tests/core/account/lease_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestLeaseThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void numbersAreListed();
    void refusalIsTold();
    void journalIsLockedWhileASessionLeases();
    void journalThatCannotBeOpenedIsTold();
    void accountsAreWorkedOnSideBySide();
    void newCredentialsAreUsed();
    void stoppedNobodyHearsAnyMore();

private:
    using Entries = std::vector<LeaseEntry>;
    LeasePlan plan() const {
        LeasePlan plan;
        plan.base = "https://one.test";
        for (int i = 1; i <= 3; ++i)
            plan.changes.push_back({ResourceKind::Number, sid("PN", i), {},
                {{Hook::Voice, u"https://demo.twilio.com/welcome/voice/"_s, u"https://one.test/voice"_s}}});
        return plan;
    }
    static LeaseThread::Task pointTask(const Credentials &with, const LeasePlan &plan) {
        return {with, [plan](Lease &lease, QObject *guard, const Lease::OnStep &onStep, const Lease::Done &done) {
                    lease.point(plan, {}, guard, onStep, done);
                }};
    }
    static LeaseThread::Task restoreTask(const Credentials &with) {
        return {with, [](Lease &lease, QObject *guard, const Lease::OnStep &onStep, const Lease::Done &done) {
                    lease.restore({}, guard, onStep, done);
                }};
    }
    LeaseReport run(std::vector<LeaseThread::Task> tasks) {
        std::optional<LeaseReport> told;
        m_steps = 0;
        m_thread->run(
            std::move(tasks),
            [this](const LeaseStep &, int done, int all) {
                ++m_steps;
                m_onOwnThread = m_onOwnThread && QThread::currentThread() == thread() && done <= all;
            },
            [&](const LeaseReport &report, const Entries &entries) {
                told = report;
                m_entries = entries;
            });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(told.has_value(), 60'000); }();
        return told ? *told : LeaseReport{};
    }
    [[nodiscard]] QString journalPath() const { return m_folder->filePath(u"lease"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeApi> m_fake;
    std::unique_ptr<LeaseThread> m_thread;
    Entries m_entries;
    int m_steps = 0;
    bool m_onOwnThread = true;
};

void TestLeaseThread::init() {
    m_thread.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    QJsonArray numbers;
    for (int i = 1; i <= 3; ++i)
        numbers.append(QJsonObject{{u"sid"_s, text(sid("PN", i))}, {u"phone_number"_s, u"+1500%1"_s.arg(i)}});
    m_fake = std::make_unique<FakeApi>(
        QJsonObject{{u"account"_s, text(Account)}, {u"token"_s, text(Token)}, {u"numbers"_s, numbers}});
    m_thread = std::make_unique<LeaseThread>();
    m_thread->start(journalPath(), m_fake->base());
    m_thread->setPace(quickPace());
}

void TestLeaseThread::numbersAreListed() {
    Told<Inventory> told;
    int known = 0;
    m_thread->load(
        credentials(), [&](int count) { known = count; }, told.callback());
    QCOMPARE(told.result()->numbers.size(), 3u);
    QCOMPARE(known, 3);
}

void TestLeaseThread::refusalIsTold() {
    Credentials wrong = credentials();
    wrong.secret = SecretBytes(QByteArray("not the token"));
    Told<Inventory> told;
    m_thread->load(wrong, {}, told.callback());
    QCOMPARE(told.result().error().code, ErrorCode::NoKey);
}

void TestLeaseThread::journalIsLockedWhileASessionLeases() {
    QVERIFY(run({pointTask(credentials(), plan())}).errors.empty());
    QCOMPARE(m_steps, 3);
    QVERIFY(m_onOwnThread);
    QCOMPARE(m_entries.size(), 3u);
    QCOMPARE(LeaseJournal::open(journalPath()).error().code, ErrorCode::WorkspaceLocked);
    QVERIFY(run({restoreTask(credentials())}).errors.empty());
    QVERIFY(m_entries.empty());
    QTRY_VERIFY(LeaseJournal::open(journalPath()));
}

void TestLeaseThread::journalThatCannotBeOpenedIsTold() {
    const auto other = LeaseJournal::open(journalPath());
    QVERIFY(other);
    QVERIFY((*other)->take(bare(leasedNumber(1)), firstChanges()));
    const LeaseReport report = run({pointTask(credentials(), plan())});
    QCOMPARE(report.errors.size(), 1u);
    QCOMPARE(report.errors[0].code, ErrorCode::WorkspaceLocked);
    QVERIFY(report.steps.empty());
    QCOMPARE(m_entries.size(), 1u); // the other program's
}

void TestLeaseThread::accountsAreWorkedOnSideBySide() {
    Credentials other = credentials();
    other.accountSid = "AC" + QByteArray(32, 'f');
    const LeaseReport report = run({pointTask(credentials(), plan()), pointTask(other, plan())});
    QCOMPARE(report.steps.size(), 6u);
    const auto failed = std::count_if(report.steps.begin(), report.steps.end(),
        [](const LeaseStep &step) { return step.outcome == LeaseStep::Outcome::Failed; });
    QCOMPARE(failed, 3); // the fake knows one account
    QCOMPARE(m_entries.size(), 3u);
}

void TestLeaseThread::newCredentialsAreUsed() {
    Credentials wrong = credentials();
    wrong.secret = SecretBytes(QByteArray("not the token"));
    QCOMPARE(run({pointTask(wrong, plan())}).steps.at(0).error.code, ErrorCode::NoKey);
    QVERIFY(run({pointTask(credentials(), plan())}).steps.at(0).outcome == LeaseStep::Outcome::Pointed);
}

void TestLeaseThread::stoppedNobodyHearsAnyMore() {
    int told = 0;
    m_thread->run(
        {pointTask(credentials(), plan())}, [&](const LeaseStep &, int, int) { ++told; },
        [&](const LeaseReport &, const Entries &) { ++told; });
    m_thread->cancel();
    m_thread->stop();
    m_thread->stop();
    QCoreApplication::processEvents();
    QCOMPARE(told, 0);
    QVERIFY(LeaseJournal::open(journalPath()));
}

QTEST_GUILESS_MAIN(TestLeaseThread)
#include "tst_lease_thread.moc"
