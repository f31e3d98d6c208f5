// Pictures of the event table, facets and filter line in both themes and two sizes, for looking at, not a test.
// Usage: events_gallery FOLDER; QT_SCALE_FACTOR=2 doubles the scale.

#include "core/session/session.h"
#include "tests/ui/event_workspace.h"
#include "ui/events/event_table_view.h"
#include "ui/facets/facet_panel.h"
#include "ui/filter/filter_edit.h"
#include "ui/filter/filter_line.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QTest>

#include <array>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using flow::EventFlag;
using twilio::Verdict;
using twilio::WebhookKind;
using Sample = EventWorkspace::Sample;

namespace {

constexpr WallTime Second = 1'000'000;

std::vector<Sample> day() {
    return {{.kind = WebhookKind::WhatsAppInbound,
                .from = "whatsapp:+5511955550134",
                .to = "whatsapp:+12125550199",
                .summary = "Photo · 1 media",
                .status = 200,
                .contentType = "text/xml",
                .tookUs = 12'000},
        {.kind = WebhookKind::MessageStatus,
            .from = "+12125550199",
            .to = "+14155550101",
            .summary = "queued",
            .flags = EventFlag::Retry,
            .tookUs = 800},
        {.kind = WebhookKind::ConversationsPost,
            .from = "chat_ana",
            .to = "CH1f0a3b4c5d6e7f8091a2b3c4d5e6607a",
            .summary = "Is my order there?",
            .kindName = "conversations.post.onMessageAdded",
            .status = 200,
            .contentType = "application/json",
            .tookUs = 4000},
        {.kind = WebhookKind::RecordingStatus,
            .from = "CA5e1f2a3b4c5d6e7f8091a2b3c4d5e91c",
            .to = "",
            .summary = "completed · 12 s",
            .verdict = Verdict::Unsigned},
        {.kind = WebhookKind::CallStatus, .from = "+442079460958", .summary = "completed · 42 s"},
        {.kind = WebhookKind::Gather,
            .from = "+442079460958",
            .summary = "Digits 1",
            .flags = EventFlag::ClientGone,
            .status = 200,
            .contentType = "text/xml",
            .tookUs = 212'000},
        {.kind = WebhookKind::Other,
            .from = "",
            .to = "",
            .summary = "",
            .verdict = Verdict::Unchecked,
            .flags = EventFlag::Malformed,
            .status = 400,
            .contentType = "text/plain",
            .tookUs = 300},
        {.kind = WebhookKind::MessageStatus,
            .from = "+12125550199",
            .to = "+14155550177",
            .summary = "undelivered · 30003 Unreachable destination handset"},
        {.kind = WebhookKind::VoiceInbound,
            .from = "+442079460958",
            .summary = "ringing",
            .verdict = Verdict::Invalid,
            .status = 200,
            .contentType = "text/xml",
            .tookUs = 9000},
        {.kind = WebhookKind::MessageStatus,
            .from = "+12125550199",
            .to = "+14155550101",
            .summary = "sent",
            .flags = EventFlag::Late,
            .tookUs = 16 * Second},
        {.kind = WebhookKind::MessageStatus, .from = "+12125550199", .to = "+14155550101", .summary = "delivered"},
        {.summary = "Hello from Twilio, is my order on its way already?",
            .flags = EventFlag::Test,
            .status = 200,
            .contentType = "text/xml",
            .tookUs = 14'000}};
}

void fill(EventWorkspace &workspace) {
    const std::vector<Sample> samples = day();
    constexpr int Rounds = 20;
    for (int round = 0; round < Rounds; ++round) {
        for (Sample sample : samples) {
            sample.ago = WallTime(Rounds - 1 - round) * (Rounds - round) * 2 * Second;
            workspace.add(sample);
        }
    }
}

// The table between side panes as wide as in the window.
struct Scene {
    Scene(Session &session, const Theme &theme, QSize size)
        : model(theme)
        , facets(new FacetPanel(theme, &window))
        , filter(new FilterLine(theme, &window))
        , table(new EventTableView(model, theme, &window)) {
        const bool small = size.width() < 1400;
        facets->setFixedWidth(small ? 188 : 196);
        auto *centre = new QVBoxLayout;
        centre->setSpacing(0);
        centre->addWidget(filter);
        centre->addWidget(table, 1);
        auto *row = new QHBoxLayout(&window);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addWidget(facets);
        row->addLayout(centre, 1);
        row->addSpacing(small ? 330 : 450);
        window.resize(size);
        window.show();
        facets->setSession(&session);
        facets->setCurrentFilter({});
        filter->setSession(&session);
        model.setStore(session.events());
    }

    void settle() {
        (void)QTest::qWaitFor([this] { return model.rowCount() > 0 && model.summaryAt(0) != nullptr; });
        QTest::qWait(200);
    }

    EventTableModel model;
    QWidget window;
    FacetPanel *facets;
    FilterLine *filter;
    EventTableView *table;
};

void take(Session &session, Theme &theme, QSize size, const QString &name) {
    Scene scene(session, theme, size);
    scene.settle();
    scene.window.grab().save(name + u".png"_s);
    scene.filter->focusLine();
    QTest::keyClicks(scene.filter->findChild<FilterEdit *>(), u"kind:sms f"_s);
    scene.settle();
    scene.window.grab().save(name + u"-completion.png"_s);
    scene.filter->setText(u"kind:sms nothing:here after:xx"_s);
    scene.settle();
    scene.window.grab().save(name + u"-mistake.png"_s);
    scene.model.setStore(nullptr);
}

} // namespace

int main(int argc, char *argv[]) {
    QApplication application(argc, argv);
    const QString folder = application.arguments().value(1, u"."_s);
    EventWorkspace workspace;
    fill(workspace);
    workspace.store()->setMarked({233, 238}, true);
    workspace.store()->setNote(239, u"asked the carrier"_s);
    QTest::qWait(100);
    workspace.close();
    QTemporaryDir own;
    settings::Preferences preferences(own.filePath(u"preferences.ini"_s));
    Theme theme(preferences);
    theme.install(application);
    KeyStore keys(preferences);
    Session session(preferences, keys);
    if (!session.open(workspace.path()))
        return 1;
    session.setSavedFilters({{u"Failed messages"_s, u"kind:status status:failed|undelivered"_s}});
    for (const auto mode : {settings::Preferences::Theme::Light, settings::Preferences::Theme::Dark}) {
        theme.setMode(mode);
        for (const QSize size : {QSize(1280, 800), QSize(1680, 960)}) {
            take(session, theme, size,
                u"%1/%2-%3"_s.arg(folder, theme.isDark() ? u"dark"_s : u"light"_s).arg(size.width()));
        }
    }
    return 0;
}
