#include "core/compose/templates.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/event_table_view.h"
#include "ui/filter/filter_line.h"
#include "ui/main_window.h"
#include "ui/recover/recover_dialog.h"
#include "ui/start/first_steps_page.h"
#include "ui/widgets/banner.h"

#include <QDockWidget>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void firstStartListensAndShowsTheSteps();
    void oneButtonSendsASignedSample();
    void keysMoveMarkAndFilter();
    void secondWindowFollowsReadOnly();
    void damagedWorkspaceIsToldInTheBanner();
    void recoveringIsAboutTheOpenWorkspace();
    void theDetailsLendTheirRoomToTheFirstSteps();
    void layoutIsRemembered();
    void themeSwitchesWhileOpen();

private:
    std::unique_ptr<MainWindow> makeWindow(Session &session);
    void send(Session &session, const char *name);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<settings::Preferences> m_preferences;
    std::unique_ptr<KeyStore> m_keys;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_preferences = std::make_unique<settings::Preferences>(m_folder->filePath(u"p.ini"_s));
    m_keys = std::make_unique<KeyStore>(*m_preferences);
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_theme->install(*qApp);
    m_session = std::make_unique<Session>(*m_preferences, *m_keys);
    m_window = makeWindow(*m_session);
    m_window->openWorkspace(m_folder->filePath(u"w.offhook-workspace"_s));
    QTRY_COMPARE(m_session->listener().type, ListenerState::Type::Listening);
}

void TestMainWindow::cleanup() {
    m_window.reset();
    m_session.reset();
    m_theme.reset();
    m_keys.reset();
    m_preferences.reset();
}

std::unique_ptr<MainWindow> TestMainWindow::makeWindow(Session &session) {
    auto window = std::make_unique<MainWindow>(session, *m_theme);
    http::ListenOptions options;
    options.port = 0;
    window->setListenOptions(options);
    window->show();
    return window;
}

void TestMainWindow::send(Session &session, const char *name) {
    bool answered = false;
    session.sendTest(*compose::findTemplate(name), {}, this, [&](const Result<compose::SendResult> &result) {
        QVERIFY(result);
        answered = true;
    });
    QTRY_VERIFY(answered);
}

void TestMainWindow::firstStartListensAndShowsTheSteps() {
    auto *stack = m_window->findChild<QStackedWidget *>(u"centre"_s);
    QVERIFY(qobject_cast<FirstStepsPage *>(stack->currentWidget()) != nullptr);
    QVERIFY(m_window->actions().sendTest->isEnabled());
    QVERIFY(m_window->actions().listen->isChecked());
}

void TestMainWindow::oneButtonSendsASignedSample() {
    Q_EMIT m_window->findChild<FirstStepsPage *>()->sendTestAsked();
    QTRY_COMPARE(m_window->model().rowCount(), 1);
    QTRY_VERIFY(m_window->model().summaryAt(0) != nullptr);
    QCOMPARE(m_window->model().summaryAt(0)->verdict, twilio::Verdict::Valid);
    auto *stack = m_window->findChild<QStackedWidget *>(u"centre"_s);
    QVERIFY(qobject_cast<EventTableView *>(stack->currentWidget()) != nullptr);
}

void TestMainWindow::keysMoveMarkAndFilter() {
    for (const char *name : {"sms.inbound", "voice.inbound", "message.status.delivered"})
        send(*m_session, name);
    QTRY_COMPARE(m_window->model().rowCount(), 3);
    auto *table = m_window->findChild<EventTableView *>();
    table->setFocus();
    table->selectEvent(2);
    QTRY_COMPARE(table->currentEvent(), EventId(2));
    auto *detail = m_window->findChild<DetailPane *>();
    QTRY_VERIFY(detail->currentEvent() && detail->currentEvent()->id == 2);
    m_window->actions().mark->trigger();
    QTRY_VERIFY(m_window->model().summaryAt(m_window->model().rowOf(2))->flags.testFlag(flow::EventFlag::Marked));
    auto *filter = m_window->findChild<FilterLine *>();
    filter->setText(u"is:marked"_s);
    QTRY_COMPARE(m_window->model().rowCount(), 1);
    QCOMPARE(m_window->model().idAt(0), EventId(2));
    filter->setText({});
    QTRY_COMPARE(m_window->model().rowCount(), 3);
}

void TestMainWindow::secondWindowFollowsReadOnly() {
    Session second(*m_preferences, *m_keys);
    auto window = makeWindow(second);
    window->openWorkspace(m_session->path());
    QVERIFY(second.isReadOnly());
    QVERIFY(window->findChild<Banner *>(u"banner"_s)->isVisible());
    QVERIFY(!window->actions().sendTest->isEnabled());
    send(*m_session, "sms.inbound");
    QTRY_COMPARE(window->model().rowCount(), 1);
}

void TestMainWindow::damagedWorkspaceIsToldInTheBanner() {
    const QString path = m_folder->filePath(u"broken.offhook-workspace"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, '\x42'));
    file.close();
    m_window->openWorkspace(path);
    QVERIFY(m_window->findChild<Banner *>(u"banner"_s)->isVisible());
    QTRY_COMPARE(m_session->listener().type, ListenerState::Type::Listening);
    QCOMPARE(QDir(m_folder->path()).entryList({u"*.damaged-*"_s}).size(), 1);
}

void TestMainWindow::recoveringIsAboutTheOpenWorkspace() {
    m_window->actions().recover->trigger();
    m_window->actions().recover->trigger();
    const auto dialogs = m_window->findChildren<RecoverDialog *>();
    QCOMPARE(dialogs.size(), 1);
    QVERIFY(dialogs.front()->isVisible());
    Q_EMIT dialogs.front()->showAsked(u"is:recovered"_s);
    QCOMPARE(m_window->findChild<FilterLine *>()->text(), u"is:recovered"_s);
    m_window->openWorkspace(m_folder->filePath(u"other.offhook-workspace"_s));
    QTRY_VERIFY(m_window->findChildren<RecoverDialog *>().isEmpty());
}

void TestMainWindow::theDetailsLendTheirRoomToTheFirstSteps() {
    const auto detailOf = [](MainWindow &window) { return window.findChild<QDockWidget *>(u"detail"_s); };
    QDockWidget *detail = detailOf(*m_window);
    QTRY_VERIFY(!detail->isVisible());
    send(*m_session, "sms.inbound");
    QTRY_VERIFY(detail->isVisible());
    m_window->openWorkspace(m_folder->filePath(u"other.offhook-workspace"_s));
    QTRY_VERIFY(!detail->isVisible());
    m_window->close(); // lent: it is not hidden for good
    m_session.reset();
    Session second(*m_preferences, *m_keys);
    auto window = makeWindow(second);
    window->openWorkspace(m_folder->filePath(u"w.offhook-workspace"_s));
    QTRY_VERIFY(window->model().rowCount() == 1 && detailOf(*window)->isVisible());
    window->openWorkspace(m_folder->filePath(u"third.offhook-workspace"_s));
    QTRY_VERIFY(!detailOf(*window)->isVisible());
    detailOf(*window)->toggleViewAction()->trigger(); // asked for, it stays
    Q_EMIT window->findChild<FirstStepsPage *>()->closeAsked();
    QVERIFY(detailOf(*window)->isVisible());
}

void TestMainWindow::layoutIsRemembered() {
    auto *respond = m_window->findChild<QDockWidget *>(u"respond"_s);
    QVERIFY(respond->isVisible());
    respond->hide();
    m_window->close();
    Session second(*m_preferences, *m_keys);
    auto window = makeWindow(second);
    QVERIFY(!window->findChild<QDockWidget *>(u"respond"_s)->isVisible());
}

void TestMainWindow::themeSwitchesWhileOpen() {
    QSignalSpy changed(m_theme.get(), &Theme::changed);
    m_window->actions().themeDark->trigger();
    QVERIFY(m_theme->isDark());
    m_window->actions().themeLight->trigger();
    QVERIFY(!m_theme->isDark());
    QVERIFY(changed.size() >= 2);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
