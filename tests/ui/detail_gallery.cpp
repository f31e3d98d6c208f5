// Renders every pane and dialog of ui/detail, respond, compose, settings and widgets with realistic events, to look at.
// Usage: detail_gallery FOLDER; QT_SCALE_FACTOR=2 for high resolution. Not a test: nothing is compared.
#include "core/session/session.h"
#include "tests/ui/sample_events.h"
#include "ui/compose/send_test_dialog.h"
#include "ui/detail/detail_pane.h"
#include "ui/detail/fields_pane.h"
#include "ui/detail/message_pane.h"
#include "ui/respond/hold_panel.h"
#include "ui/respond/respond_dock.h"
#include "ui/respond/rule_form.h"
#include "ui/settings/add_key_dialog.h"
#include "ui/settings/overrides_dialog.h"
#include "ui/settings/settings_dialog.h"
#include "ui/start/first_steps_page.h"
#include "ui/start/step_row.h"
#include "ui/widgets/banner.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

class Gallery {
public:
    Gallery(Theme &theme, Session &session, const QString &folder)
        : m_theme(theme)
        , m_session(session)
        , m_folder(folder) {}

    void render() {
        detail();
        respond();
        dialogs();
        widgets();
    }

private:
    void save(QWidget &widget, const QString &name, QSize size) {
        widget.resize(size);
        widget.show();
        if (!QTest::qWaitForWindowExposed(&widget))
            qWarning("not on screen: %s", qPrintable(name));
        // Pages of a stack get their sizes only now.
        for (int turn = 0; turn < 3; ++turn)
            QCoreApplication::processEvents();
        const QString mode = m_theme.isDark() ? u"dark"_s : u"light"_s;
        widget.grab().save(m_folder + u'/' + name + u'-' + mode + u".png"_s);
    }

    void detail() {
        const QSize size(1030, 372);
        const auto tab = [&](const flow::EventPtr &event, int index, const QString &name, QSize at) {
            DetailPane pane(m_theme);
            pane.present(event);
            pane.setTab(index);
            save(pane, name, at);
        };
        tab(nullptr, 0, u"detail-empty"_s, size);
        tab(samples::inboundSms(), 0, u"fields-sms"_s, size);
        tab(samples::inboundSms(), 0, u"fields-narrow"_s, {620, 300});
        tab(samples::oddForm(), 0, u"fields-odd"_s, size);
        tab(samples::conversationsJson(), 0, u"fields-json"_s, size);
        tab(samples::inboundSms(), 1, u"signature-valid"_s, size);
        tab(samples::invalidCall(), 1, u"signature-invalid"_s, {1030, 560});
        explained();
        tab(samples::unchecked(), 1, u"signature-unchecked"_s, {700, 350});
        tab(samples::inboundSms(), 2, u"request-pretty"_s, size);
        tab(samples::conversationsJson(), 2, u"request-json"_s, size);
        tab(samples::refused(), 2, u"request-refused"_s, size);
        tab(samples::inboundSms(), 3, u"response"_s, size);
        tab(samples::forwarded(), 5, u"forwards"_s, size);
        tab(samples::inboundSms(), 5, u"forwards-none"_s, size);
        tab(samples::forwarded(), 5, u"forwards-narrow"_s, {620, 420});
        MessagePane raw(m_theme, MessagePane::Side::Request);
        raw.setEvent(samples::inboundSms());
        raw.setForm(MessagePane::Form::Raw);
        save(raw, u"request-raw"_s, size);
        raw.setForm(MessagePane::Form::Hex);
        save(raw, u"request-hex"_s, size);
        FieldsPane whole(m_theme);
        whole.setEvent(samples::oddForm());
        save(whole, u"fields-whole"_s, size);
        whole.table()->selectRow(1);
        save(whole, u"fields-whole"_s, size);
    }

    // A call that a proxy passed on as plain HTTP, explained.
    void explained() {
        twilio::SigningKey key;
        key.label = u"main account"_s;
        key.secret = SecretBytes(QByteArray("0123456789abcdef0123456789abcdef"));
        twilio::KeyRing ring({key});
        const flow::EventPtr plain = samples::invalidCall();
        auto event = std::make_shared<flow::WebhookEvent>(*plain);
        QByteArray head = event->request.head();
        const QByteArray signature = twilio::sign(
            "https://line.example.dev/voice", "POST", "application/x-www-form-urlencoded", event->request.body(), ring);
        head.replace("RSOYDt4T1cUTdK1PDd93/VVr8B8=", signature);
        event->request = http::Request(head, event->request.body());
        event->publicUrl = "http://line.example.dev";
        event->verification.checkedUrl = "http://line.example.dev/voice";
        m_session.keys().addFixed({key}, KeyEntry::Origin::Environment);
        for (const QSize size : {QSize(1030, 372), QSize(1030, 1100), QSize(620, 700)}) {
            DetailPane pane(m_theme);
            pane.setSession(&m_session);
            pane.present(event);
            pane.setTab(1);
            QThreadPool::globalInstance()->waitForDone();
            save(pane, u"signature-explained-%1x%2"_s.arg(size.width()).arg(size.height()), size);
        }
    }

    void respond() {
        RespondDock dock(m_theme);
        dock.setSession(&m_session);
        m_session.setAnswer({});
        save(dock, u"respond-automatic"_s, {340, 740});
        m_session.setAnswer({false, 200, "text/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <!-- greet -->\n  <Say "
            "voice=\"Polly.Joanna\">Thanks for calling.</Say>\n  <Gather numDigits=\"1\" action='/handle-key'>\n    "
            "<Say>Press 1.</Say>\n  </Gathr>\n</Response>\n"});
        save(dock, u"respond-custom"_s, {340, 740});
        rules::RuleList rules = rules::defaultRules();
        rules.front().action.type = rules::Action::Type::Forward;
        rules.front().action.forwardTo.url = u"http://localhost:3000"_s;
        m_session.answering().setRules(rules);
        auto *form = dock.findChild<RuleForm *>();
        form->setUnfolded(true);
        form->setTargets({{"http://localhost:3000", true, Clock::system().wall(), {}}});
        save(dock, u"respond-forward"_s, {340, 740});
        form->setTargets({{"http://localhost:3000", false, Clock::system().wall(), u"Connection refused"_s}});
        save(dock, u"respond-forward-down"_s, {420, 740});
        rules::HeldRequest held;
        held.id = 7;
        held.request = samples::inboundSms();
        held.startedAt = Clock::system().monotonic();
        held.limitAt = held.startedAt + std::chrono::seconds(12);
        held.answersAt = held.limitAt - std::chrono::seconds(1);
        held.canPark = true;
        held.forwardError = u"Connection refused"_s;
        HoldPanel hold(m_theme);
        hold.setHeld({held});
        save(hold, u"hold-forward"_s, {340, 140});
        m_session.answering().setRules(rules::defaultRules());
        m_session.setAnswer({});
    }

    void dialogs() {
        SendTestDialog send(m_session, m_theme);
        save(send, u"send-test"_s, {880, 580});
        SettingsDialog settings(m_session, m_theme);
        const QStringList names{u"listener"_s, u"public-url"_s, u"keys"_s, u"storage"_s, u"appearance"_s};
        for (int i = 0; i < names.size(); ++i) {
            settings.showPage(SettingsDialog::Page(i));
            save(settings, u"settings-"_s + names[i], {820, 560});
        }
        settings.showPage(SettingsDialog::Page(1));
        settings.findChild<QLineEdit *>(u"publicUrl"_s)
            ->setText(u"https://example.ngrok.app?Retry=3#rt=3000&rc=2&e=dublin,ashburn-ix&foo=1"_s);
        save(settings, u"settings-overrides"_s, {820, 560});
        OverridesDialog overrides(m_theme, twilio::readOverrides("#ct=2000&rt=4000&rc=3&rp=ct,rt").overrides);
        save(overrides, u"overrides"_s, overrides.sizeHint());
        AddKeyDialog addKey(m_session.keys(), m_theme, "AC1234567890abcdef1234567890abcdef");
        save(addKey, u"add-key"_s, addKey.sizeHint());
    }

    void widgets() {
        FirstSteps steps(m_session);
        FirstStepsPage page(m_theme);
        page.showSteps(steps);
        save(page, u"first-steps-not-listening"_s, {700, 350});
        page.setListenerUrl(u"http://127.0.0.1:8945"_s);
        page.setPublicUrl(u"https://4f1c-93.ngrok.app"_s);
        page.row(FirstSteps::Step::Number)->head()->click();
        page.showSteps(steps);
        save(page, u"first-steps-number"_s, {700, 420});
        Banner banner(m_theme);
        banner.showMessage(Banner::Tone::Problem,
            u"The disk is full: 12 requests were refused with 503. Nothing acknowledged is missing; capture resumes by itself."_s);
        save(banner, u"banner-problem"_s, {1000, 40});
        banner.showMessage(Banner::Tone::Warning,
            u"Another Offhook writes to this workspace. It is open read-only and follows live."_s, u"Open &another…"_s);
        save(banner, u"banner-warning"_s, {1000, 44});
        banner.showMessage(Banner::Tone::Info, u"The damaged file was kept aside."_s, u"&Show"_s);
        save(banner, u"banner-info"_s, {500, 44});
    }

    Theme &m_theme;
    Session &m_session;
    QString m_folder;
};

} // namespace

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"gallery"_s;
    QDir().mkpath(folder);
    QTemporaryDir own;
    settings::Preferences preferences(own.filePath(u"preferences.ini"_s));
    Theme theme(preferences);
    theme.install(application);
    KeyStore keys(preferences);
    Session session(preferences, keys);
    if (const Result<void> opened = session.open(own.filePath(u"gallery.offhook-workspace"_s)); !opened)
        qWarning("no workspace: %s", qPrintable(opened.error().detail));
    for (const auto mode : {settings::Preferences::Theme::Light, settings::Preferences::Theme::Dark}) {
        theme.setMode(mode);
        Gallery(theme, session, folder).render();
    }
    return 0;
}
