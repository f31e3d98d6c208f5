#include "core/session/tunnelling.h"
#include "core/tunnel/providers.h"
#include "tests/ui/session_fixture.h"
#include "ui/tunnel/qr_code.h"
#include "ui/tunnel/tunnel_dialog.h"
#include "ui/tunnel/tunnel_form.h"
#include "ui/tunnel/tunnel_log.h"
#include "ui/tunnel/tunnel_status.h"
#include "ui/tunnel/tunnel_text.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using tunnel::Field;
using Type = tunnel::State::Type;

class TestTunnelDialog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyProviderHasItsFields();
    void everythingHasANameAndAKey();
    void whatIsMissingIsSaid();
    void tunnelIsStartedAndStopped();
    void toolThatIsNotThereComesWithHelp();
    void loginComesWithItsCommand();
    void choiceOfEachProviderIsKept();
    void toolsTextStaysPlain();
    void warnsOfMoreThanTheListener();
    void everyStateHasAGlyphAndAWord();
    void codeHoldsTheUrl();

private:
    void choose(const QString &provider);
    QString program(const QString &name) const { return QStringLiteral(OFFHOOK_TOOLS "/") + name; }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<TunnelDialog> m_dialog;
};

void TestTunnelDialog::init() {
    m_fixture = std::make_unique<SessionFixture>();
    QVERIFY(m_fixture->listen());
    m_dialog = std::make_unique<TunnelDialog>(m_fixture->session, m_fixture->theme);
    m_dialog->show();
}

void TestTunnelDialog::cleanup() {
    m_dialog.reset();
    m_fixture.reset();
}

void TestTunnelDialog::choose(const QString &provider) {
    QListWidget *list = m_dialog->form().list();
    for (int row = 0; row < list->count(); ++row) {
        if (list->item(row)->data(Qt::UserRole).toString() == provider)
            list->setCurrentRow(row);
    }
    QCOMPARE(m_dialog->form().choice().provider, provider);
}

void TestTunnelDialog::everyProviderHasItsFields() {
    for (const auto &provider : tunnel::providers()) {
        choose(provider->description().id);
        for (const auto &use : provider->description().fields) {
            QLineEdit *line = m_dialog->form().line(use.field);
            QVERIFY2(line != nullptr && !line->accessibleName().isEmpty(), provider->description().id.data());
        }
    }
}

void TestTunnelDialog::everythingHasANameAndAKey() {
    for (auto *widget : m_dialog->findChildren<QWidget *>()) {
        if (auto *button = qobject_cast<QAbstractButton *>(widget); button && button->isVisible()) {
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty() || !button->toolTip().isEmpty());
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
    }
    QVERIFY(!m_dialog->form().list()->accessibleName().isEmpty());
    QVERIFY(!m_dialog->log().accessibleName().isEmpty());
}

void TestTunnelDialog::whatIsMissingIsSaid() {
    choose(u"ssh"_s);
    QVERIFY(!m_dialog->button()->isEnabled());
    QVERIFY(!m_dialog->form().problem().isEmpty());
    m_dialog->form().line(Field::Destination)->setText(u"me@gate.example"_s);
    QVERIFY(m_dialog->button()->isEnabled());
    m_fixture->session.stopListening();
    QTRY_VERIFY(!m_dialog->button()->isEnabled());
}

void TestTunnelDialog::tunnelIsStartedAndStopped() {
    qputenv("OFFHOOK_TOOL", "up");
    choose(u"ngrok"_s);
    m_dialog->form().line(Field::Program)->setText(program(u"ngrok"_s));
    m_dialog->form().line(Field::Server)->setText(u"127.0.0.1:1"_s);
    QTest::mouseClick(m_dialog->button(), Qt::LeftButton);
    Tunnelling &tunnelling = m_fixture->session.tunnelling();
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling.reach().type, tunnel::Reach::Type::Reached, 60'000);
    QVERIFY(m_dialog->status().stateText().startsWith(u"✓ Up since "_s));
    QVERIFY(m_dialog->status().reachText().startsWith(u"✓"_s));
    QVERIFY(!m_dialog->form().list()->isEnabled());
    QVERIFY(m_dialog->log().toPlainText().contains(u"started tunnel"_s));
    const auto buttons = m_dialog->status().findChildren<QToolButton *>();
    QVERIFY(!buttons.isEmpty());
    QTest::mouseClick(buttons.constFirst(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), m_fixture->session.publicUrl());
    QVERIFY(m_dialog->findChild<QrCode *>()->isVisible());
    QTest::mouseClick(m_dialog->button(), Qt::LeftButton);
    QCOMPARE(tunnelling.state().type, Type::Off);
    QVERIFY(m_dialog->form().list()->isEnabled());
}

void TestTunnelDialog::toolThatIsNotThereComesWithHelp() {
    choose(u"localtunnel"_s);
    m_dialog->form().line(Field::Program)->setText(u"no-such-program-offhook"_s);
    QTest::mouseClick(m_dialog->button(), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->session.tunnelling().state().type, Type::NotInstalled);
    QCOMPARE(m_dialog->status().helpCommand(), u"npm install -g localtunnel"_s);
    QVERIFY(m_dialog->button()->isEnabled());
    QVERIFY(m_dialog->form().list()->isEnabled());
}

void TestTunnelDialog::loginComesWithItsCommand() {
    qputenv("OFFHOOK_TOOL", "login");
    choose(u"devtunnel"_s);
    m_dialog->form().line(Field::Program)->setText(program(u"devtunnel"_s));
    QTest::mouseClick(m_dialog->button(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->session.tunnelling().state().type, Type::LoginNeeded, 60'000);
    QCOMPARE(m_dialog->status().helpCommand(), u"devtunnel user login"_s);
    QVERIFY(m_dialog->status().stateText().startsWith(u"⚠"_s));
}

void TestTunnelDialog::choiceOfEachProviderIsKept() {
    choose(u"ssh"_s);
    m_dialog->form().line(Field::Destination)->setText(u"me@gate.example"_s);
    choose(u"manual"_s);
    m_dialog->form().line(Field::PublicUrl)->setText(u"https://hooks.example.test"_s);
    choose(u"ssh"_s);
    QCOMPARE(m_dialog->form().line(Field::Destination)->text(), u"me@gate.example"_s);
}

void TestTunnelDialog::toolsTextStaysPlain() {
    tunnel::State state;
    state.type = Type::Failed;
    state.words = u"<b>bold</b><img src=x>"_s;
    m_dialog->status().showTunnel(state, {}, nullptr);
    bool shown = false;
    for (auto *label : m_dialog->status().findChildren<QLabel *>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        shown = shown || label->text() == state.words;
    }
    QVERIFY(shown);
}

void TestTunnelDialog::warnsOfMoreThanTheListener() {
    QVERIFY(tunnelWarning(tunnel::Exposure::ListenerOnly).isEmpty());
    for (const auto exposure :
        {tunnel::Exposure::OtherForwards, tunnel::Exposure::SharedTunnel, tunnel::Exposure::Unknown})
        QVERIFY(tunnelWarning(exposure).startsWith(u"⚠"_s));
    choose(u"ssh"_s);
    m_dialog->form().line(Field::Arguments)->setText(u"-R 9000:localhost:5432"_s);
    const auto labels = m_dialog->form().findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [](const QLabel *label) { return label->isVisible() && label->text().startsWith(u"⚠"_s); }));
}

void TestTunnelDialog::everyStateHasAGlyphAndAWord() {
    for (int type = 0; type <= int(Type::Failed); ++type) {
        tunnel::State state;
        state.type = Type(type);
        const QString text = tunnelState(state).text;
        QVERIFY2(!text.isEmpty() && !text.at(0).isLetterOrNumber() && text.contains(u' '), qPrintable(text));
    }
    using ReachType = tunnel::Reach::Type;
    for (int type = int(ReachType::Checking); type <= int(ReachType::NotReached); ++type) {
        const QString text = tunnelReach({ReachType(type), 502, u"ngrok"_s, u"words"_s}).text;
        QVERIFY2(!text.isEmpty() && !text.at(0).isLetterOrNumber(), qPrintable(text));
    }
}

// ISO/IEC 18004: 21 modules and 4 more for each version; finder patterns in three corners.
void TestTunnelDialog::codeHoldsTheUrl() {
    QrCode code;
    code.setText("https://4f1c-93.ngrok-free.app");
    QVERIFY(code.modules() >= 21 && (code.modules() - 21) % 4 == 0);
    const int last = code.modules() - 7;
    for (const QPoint corner : {QPoint(0, 0), QPoint(last, 0), QPoint(0, last)}) {
        for (int i = 0; i < 7; ++i)
            QVERIFY(code.isDark(corner.x() + i, corner.y()) && code.isDark(corner.x(), corner.y() + i));
        QVERIFY(!code.isDark(corner.x() + 1, corner.y() + 1) && code.isDark(corner.x() + 3, corner.y() + 3));
    }
    code.setText({});
    QCOMPARE(code.modules(), 0);
}

QTEST_MAIN(TestTunnelDialog)
#include "tst_tunnel_dialog.moc"
