#include "core/account/lease_journal.h"
#include "core/session/leasing.h"
#include "tests/ui/numbers/numbers_account.h"
#include "ui/main_window.h"
#include "ui/numbers/numbers_dialog.h"
#include "ui/start/first_steps_page.h"
#include "ui/start/step_row.h"
#include "ui/top_bar.h"
#include "ui/widgets/banner.h"

#include <QProgressDialog>
#include <QPushButton>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using account::FakeApi;

/// The numbers in the whole window.
class TestNumbersController final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_api = std::make_unique<FakeApi>(accountState(3));
        qputenv("OFFHOOK_TWILIO_API", m_api->origin().toLatin1());
    }

    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        m_window = std::make_unique<MainWindow>(m_fixture->session, m_fixture->theme);
        m_window->setListenOptions({});
        open(u"w.offhook-workspace"_s);
        QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        m_fixture->session.setPublicUrl("https://me.example.test");
    }
    void cleanup() {
        m_window.reset();
        m_fixture.reset();
    }

    void topBarOpensThePageAndSaysWhatIsPointed() {
        QVERIFY(barButton(u"Point numbers…"_s) != nullptr);
        barButton(u"Point numbers…"_s)->click();
        QTRY_VERIFY(m_window->findChild<NumbersDialog *>() != nullptr);
        QVERIFY(point({1, 3}));
        QVERIFY(barButton(u"2 numbers pointed here"_s) != nullptr);
        auto *page = m_window->findChild<FirstStepsPage *>();
        QCOMPARE(page->row(FirstSteps::Step::Number)->state(), FirstSteps::State::Done);
        QVERIFY(restore());
        QVERIFY(barButton(u"Point numbers…"_s) != nullptr);
        QCOMPARE(page->row(FirstSteps::Step::Number)->state(), FirstSteps::State::Waiting);
    }

    void numbersFollowThePublicUrl() {
        QVERIFY(point({1}));
        m_fixture->session.setPublicUrl("https://new.example.test");
        QTRY_COMPARE_WITH_TIMEOUT(voiceUrl(1), u"https://new.example.test/voice"_s, Long);
        QTRY_VERIFY_WITH_TIMEOUT(!leasing().isBusy(), Long);
        QVERIFY(barButton(u"1 number pointed here"_s) != nullptr);
        QVERIFY(restore());
    }

    void closingRestoresFirst() {
        QVERIFY(point({1, 3}));
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), Long);
        QCOMPARE(voiceUrl(1), u"https://app.example.test/voice"_s);
        QCOMPARE(voiceUrl(3), u"https://app.example.test/voice"_s);
        QVERIFY(leasing().entries().empty());
    }

    void closingLeavesThemWhenAsked() {
        QVERIFY(point({1}));
        m_api->addFault({{u"kind"_s, u"delay"_s}, {u"count"_s, 1}, {u"delay_ms"_s, 1000}});
        QVERIFY(!m_window->close());
        auto *progress = m_window->findChild<QProgressDialog *>();
        QVERIFY(progress != nullptr);
        Q_EMIT progress->canceled(); // as its button does
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), Long);
        QTRY_VERIFY_WITH_TIMEOUT(!leasing().isBusy(), Long);
        QCOMPARE(leasing().entries().size(), 1U);
        leaveAndComeBack();
        QVERIFY(restore());
    }

    void anotherWorkspaceIsOpenedAfterRestoring() {
        QVERIFY(point({1}));
        open(u"other.offhook-workspace"_s);
        QVERIFY(m_fixture->session.path().endsWith(u"/w.offhook-workspace"));
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->session.path().endsWith(u"/other.offhook-workspace"), Long);
        QCOMPARE(voiceUrl(1), u"https://app.example.test/voice"_s);
    }

    void whatAnEarlierRunLeftIsOffered() {
        QVERIFY(point({1}));
        leaveAndComeBack();
        QVERIFY(leasing().hasLeftovers());
        auto *banner = m_window->findChild<Banner *>(u"banner"_s);
        QVERIFY2(
            banner->isVisible() && banner->text().startsWith(u"An earlier run left 1 "), qPrintable(banner->text()));
        QCOMPARE(voiceUrl(1), u"https://me.example.test/voice"_s);
        Q_EMIT banner->actionTriggered();
        QTRY_VERIFY_WITH_TIMEOUT(leasing().entries().empty() && !leasing().isBusy(), Long);
        QCOMPARE(voiceUrl(1), u"https://app.example.test/voice"_s);
        QVERIFY(!banner->isVisible());
    }

    void readOnlyWorkspacePointsNothing() {
        m_window->openWorkspace(m_fixture->session.path(), store::Access::ReadOnly);
        QVERIFY(!m_window->actions().numbers->isEnabled());
    }

private:
    [[nodiscard]] Leasing &leasing() const { return m_fixture->session.leasing(); }
    void open(const QString &name) {
        m_window->show();
        m_window->openWorkspace(m_fixture->folder.filePath(name));
        leasing().setPace(account::quickPace());
    }
    // As after a crash: the journal is all that is left.
    void leaveAndComeBack() {
        m_fixture->session.close();
        open(u"w.offhook-workspace"_s);
        m_fixture->session.setPublicUrl("https://me.example.test");
    }
    bool point(const std::vector<int> &numbers) {
        std::optional<Result<account::Inventory>> inventory;
        leasing().load(OwnAccount, this, {}, [&](const Result<account::Inventory> &loaded) { inventory = loaded; });
        if (!QTest::qWaitFor([&] { return inventory.has_value(); }, Long) || !*inventory)
            return false;
        account::LeaseRequest request;
        for (const int n : numbers)
            request.sids.push_back(numberSid(n).toLatin1());
        request.publicUrl = "https://me.example.test";
        leasing().point(OwnAccount, account::planLease(request, **inventory), {});
        return QTest::qWaitFor(
            [&] { return !leasing().isBusy() && leasing().entries().size() == numbers.size(); }, Long);
    }
    bool restore() {
        leasing().restore({});
        return QTest::qWaitFor([&] { return !leasing().isBusy() && leasing().entries().empty(); }, Long);
    }
    [[nodiscard]] QString voiceUrl(int number) {
        return m_api->resource(u"numbers"_s, numberSid(number).toLatin1()).value(u"voice_url"_s).toString();
    }
    [[nodiscard]] QPushButton *barButton(const QString &text) const {
        for (auto *each : m_window->findChild<TopBar *>()->findChildren<QPushButton *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }

    std::unique_ptr<FakeApi> m_api;
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestNumbersController)
#include "tst_numbers_controller.moc"
