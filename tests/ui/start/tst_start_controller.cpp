#include "tests/ui/start/signed_request.h"
#include "ui/events/event_table_view.h"
#include "ui/main_window.h"
#include "ui/start/first_steps_page.h"
#include "ui/start/first_steps_strip.h"
#include "ui/start/step_row.h"

#include <QPushButton>
#include <QStackedWidget>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Step = FirstSteps::Step;

/// The steps in the whole window.
class TestStartController final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        m_window = std::make_unique<MainWindow>(m_fixture->session, m_fixture->theme);
        http::ListenOptions options;
        options.port = 0;
        m_window->setListenOptions(options);
        m_window->show();
        m_window->openWorkspace(m_fixture->folder.filePath(u"w.offhook-workspace"_s));
        QTRY_COMPARE(m_fixture->session.listener().type, ListenerState::Type::Listening);
    }
    void cleanup() {
        m_window.reset();
        m_fixture.reset();
    }

    void stepsStayInReachAfterTheTestRequest() {
        QVERIFY(pageIsShown());
        QVERIFY(!strip()->isVisible());
        press(u"Send a test request"_s);
        QTRY_VERIFY(!pageIsShown());
        QTRY_VERIFY(strip()->isVisible());
        strip()->findChild<QPushButton *>()->click();
        QVERIFY(pageIsShown());
        QVERIFY(!strip()->isVisible());
        press(u"Back to the events"_s);
        QVERIFY(!pageIsShown());
        QVERIFY(strip()->isVisible());
    }

    void firstRealEventIsOpenedAndEndsTheSteps() {
        QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        QCOMPARE(page()->row(Step::Key)->state(), FirstSteps::State::Done);
        const QString url = m_fixture->session.listener().url();
        QCOMPARE(sendSigned(url, "voice.inbound", OwnAccount, OwnToken), 200);
        QTRY_VERIFY(!pageIsShown());
        auto *table = m_window->findChild<EventTableView *>();
        QTRY_COMPARE(table->currentEvent(), EventId(1));
        QVERIFY(strip()->isVisible());
        Q_EMIT strip()->dismissed();
        QVERIFY(!strip()->isVisible());
        QCOMPARE(sendSigned(url, "voice.inbound", OwnAccount, OwnToken), 200);
        QTRY_COMPARE(m_window->model().rowCount(), 2);
        QVERIFY(!strip()->isVisible());
    }

    void comesBackFromHelp() {
        press(u"Send a test request"_s);
        QTRY_VERIFY(strip()->isVisible());
        Q_EMIT strip()->dismissed();
        QVERIFY(!strip()->isVisible());
        m_window->actions().firstSteps->trigger();
        QVERIFY(pageIsShown());
        press(u"Back to the events"_s);
        QVERIFY(!strip()->isVisible()); // still dismissed
    }

    void isRememberedAsDismissed() {
        press(u"Send a test request"_s);
        QTRY_VERIFY(strip()->isVisible());
        Q_EMIT strip()->dismissed();
        m_window->openWorkspace(m_fixture->folder.filePath(u"other.offhook-workspace"_s));
        QTRY_COMPARE(m_fixture->session.listener().type, ListenerState::Type::Listening);
        QVERIFY(pageIsShown());
        press(u"Send a test request"_s);
        QTRY_VERIFY(!pageIsShown());
        QVERIFY(!strip()->isVisible());
    }

    void publicUrlMovesOnToTheNumber() {
        QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        QVERIFY(page()->row(Step::Tunnel)->isOpen());
        m_fixture->session.setPublicUrl("https://hooks.example.com");
        QVERIFY(page()->row(Step::Number)->isOpen());
    }

private:
    [[nodiscard]] FirstStepsPage *page() const { return m_window->findChild<FirstStepsPage *>(); }
    [[nodiscard]] FirstStepsStrip *strip() const { return m_window->findChild<FirstStepsStrip *>(); }
    [[nodiscard]] bool pageIsShown() const {
        return m_window->findChild<QStackedWidget *>(u"centre"_s)->currentWidget() == page();
    }
    void press(const QString &text) {
        for (auto *each : page()->findChildren<QPushButton *>()) {
            if (each->text().remove(u'&') == text && each->isVisible())
                return each->click();
        }
        QFAIL(qPrintable(text));
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestStartController)
#include "tst_start_controller.moc"
