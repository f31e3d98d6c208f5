#include "ui/detail/detail_pane.h"

#include "core/flow/diff.h"
#include "ui/detail/body_view.h"
#include "ui/detail/diff_pane.h"
#include "ui/detail/error_strip.h"
#include "ui/detail/fields_pane.h"
#include "ui/detail/forwards_pane.h"
#include "ui/detail/message_pane.h"
#include "ui/detail/note_strip.h"
#include "ui/detail/signature_pane.h"
#include "ui/detail/styling.h"
#include "ui/detail/timeline_pane.h"
#include "ui/detail/underline_tab_bar.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace offhook::ui {
namespace {

enum Tab { FieldsTab, SignatureTab, RequestTab, ResponseTab, TimelineTab, ForwardsTab, DiffTab, TabCount };

} // namespace

class DetailPane::Private {
public:
    Private(DetailPane &pane, const Theme &theme)
        : m_pane(pane)
        , m_theme(theme) {}

    void build();
    void setSession(Session *session);
    void fetch();
    void show(flow::EventPtr event);
    void showTab();
    [[nodiscard]] ForwardsPane &forwards();
    [[nodiscard]] DiffPane &diff();
    [[nodiscard]] QWidget *pageOf(int tab);
    void showMarks();
    void setMarked(bool on);
    void compare(EventId one, EventId other);
    void markChanged();
    void keepNote(const QString &note);
    void setCopyMenu(QMenu *menu) {
        m_copy->setMenu(menu);
        m_copy->show();
    }

    Session *session = nullptr;
    EventId id = 0;
    flow::EventPtr event;
    UnderlineTabBar *tabs = nullptr;
    NoteStrip *note = nullptr;

private:
    QWidget *buildHead();
    void buildPages();
    void showEmpty(const QString &text);
    void onCommitted(const store::EventBatch &batch);
    [[nodiscard]] bool isWritable() const {
        return session != nullptr && session->events() != nullptr && session->events()->isWritable();
    }

    DetailPane &m_pane;
    const Theme &m_theme;
    QToolButton *m_copy = nullptr;
    QToolButton *m_mark = nullptr;
    QToolButton *m_noteButton = nullptr;
    PlainLabel *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
    ErrorStrip *m_error = nullptr;
    FieldsPane *m_fields = nullptr;
    SignaturePane *m_signature = nullptr;
    MessagePane *m_request = nullptr;
    MessagePane *m_response = nullptr;
    TimelinePane *m_timeline = nullptr;
    ForwardsPane *m_forwards = nullptr; ///< see forwards()
    DiffPane *m_diff = nullptr;         ///< see diff()
    std::array<flow::EventPtr, TabCount>
        m_filled; ///< what each tab was filled with: a tab is filled when it is looked at
    QMetaObject::Connection m_committed;
    quint64 m_token = 0;
};

QWidget *DetailPane::Private::buildHead() {
    auto *head = new QWidget(&m_pane);
    setGround(head, m_theme, Role::Raised);
    tabs = new UnderlineTabBar(m_theme, head);
    tabs->setAccessibleName(DetailPane::tr("Parts of the event"));
    for (const QString &title :
        {DetailPane::tr("Fields"), DetailPane::tr("Signature"), DetailPane::tr("Request"), DetailPane::tr("Response"),
            DetailPane::tr("Timeline"), DetailPane::tr("Forwards"), DetailPane::tr("Diff")})
        tabs->addTab(title);
    tabs->setTabVisible(DiffTab, false);
    m_copy = iconButton(m_theme, QStringLiteral("copy"), DetailPane::tr("Copy this event as…"), head);
    m_copy->setPopupMode(QToolButton::InstantPopup);
    m_copy->hide();
    m_mark = iconButton(m_theme, QStringLiteral("bookmark"), DetailPane::tr("Mark this event"), head);
    m_mark->setObjectName(QStringLiteral("mark"));
    m_mark->setCheckable(true);
    m_noteButton = iconButton(m_theme, QStringLiteral("note"), DetailPane::tr("Note on this event"), head);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(8, 0, 8, 0);
    layout->setSpacing(4);
    layout->addWidget(tabs);
    layout->addStretch(1);
    layout->addWidget(m_copy);
    layout->addWidget(m_mark);
    layout->addWidget(m_noteButton);
    connect(tabs, &QTabBar::currentChanged, &m_pane, [this] { showTab(); });
    connect(m_mark, &QToolButton::clicked, &m_pane, [this](bool on) { setMarked(on); });
    connect(m_noteButton, &QToolButton::clicked, &m_pane, [this] { note->edit(); });
    return head;
}

void DetailPane::Private::buildPages() {
    m_pages = new QStackedWidget(&m_pane);
    m_fields = new FieldsPane(m_theme, m_pages);
    m_signature = new SignaturePane(m_theme, m_pages);
    m_request = new MessagePane(m_theme, MessagePane::Side::Request, m_pages);
    m_response = new MessagePane(m_theme, MessagePane::Side::Response, m_pages);
    m_timeline = new TimelinePane(m_theme, m_pages);
    for (QWidget *page : std::initializer_list<QWidget *>{m_fields, m_signature, m_request, m_response, m_timeline})
        m_pages->addWidget(page);
    m_empty = new PlainLabel(m_pages);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setInk(m_empty, m_theme, Role::Muted);
    m_pages->addWidget(m_empty);
    connect(m_fields, &FieldsPane::filterAsked, &m_pane, &DetailPane::filterAsked);
    connect(m_fields, &FieldsPane::statusMessage, &m_pane, &DetailPane::statusMessage);
    connect(m_signature, &SignaturePane::statusMessage, &m_pane, &DetailPane::statusMessage);
    connect(m_signature, &SignaturePane::addKeyAsked, &m_pane, &DetailPane::addKeyAsked);
    connect(m_request, &MessagePane::statusMessage, &m_pane, &DetailPane::statusMessage);
    connect(m_response, &MessagePane::statusMessage, &m_pane, &DetailPane::statusMessage);
    connect(m_response, &MessagePane::ruleAsked, &m_pane, &DetailPane::ruleAsked);
    connect(m_timeline, &TimelinePane::statusMessage, &m_pane, &DetailPane::statusMessage);
    connect(m_timeline, &TimelinePane::eventAsked, &m_pane, &DetailPane::eventAsked);
}

// Seldom looked at first, and the window is to be there at once.
ForwardsPane &DetailPane::Private::forwards() {
    if (m_forwards == nullptr) {
        m_forwards = new ForwardsPane(m_theme, m_pages);
        m_pages->addWidget(m_forwards);
        connect(m_forwards, &ForwardsPane::statusMessage, &m_pane, &DetailPane::statusMessage);
    }
    return *m_forwards;
}

DiffPane &DetailPane::Private::diff() {
    if (m_diff == nullptr) {
        m_diff = new DiffPane(m_theme, m_pages);
        m_diff->setSession(session);
        m_pages->addWidget(m_diff);
        connect(m_diff, &DiffPane::statusMessage, &m_pane, &DetailPane::statusMessage);
    }
    return *m_diff;
}

QWidget *DetailPane::Private::pageOf(int tab) {
    switch (tab) {
    case FieldsTab:
        return m_fields;
    case SignatureTab:
        return m_signature;
    case RequestTab:
        return m_request;
    case ResponseTab:
        return m_response;
    case ForwardsTab:
        return &forwards();
    default:
        return m_timeline;
    }
}

void DetailPane::Private::build() {
    setGround(&m_pane, m_theme, Role::Surface);
    QWidget *head = buildHead();
    note = new NoteStrip(m_theme, &m_pane);
    connect(note, &NoteStrip::noteChanged, &m_pane, [this](const QString &text) { keepNote(text); });
    buildPages();
    auto *layout = new QVBoxLayout(&m_pane);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(horizontalLine(m_theme, &m_pane));
    layout->addWidget(note);
    m_error = new ErrorStrip(m_theme, &m_pane);
    connect(m_error, &ErrorStrip::eventAsked, &m_pane, &DetailPane::eventAsked);
    layout->addWidget(m_error);
    layout->addWidget(m_pages, 1);
    show(nullptr);
}

void DetailPane::Private::setSession(Session *newSession) {
    QObject::disconnect(m_committed);
    session = newSession;
    m_signature->setSession(newSession);
    id = 0;
    m_timeline->setSession(newSession);
    m_error->setSession(newSession);
    if (m_diff != nullptr)
        m_diff->setSession(newSession);
    compare(0, 0);
    show(nullptr);
    if (session == nullptr || session->events() == nullptr)
        return;
    m_committed = connect(session->events(), &store::EventStore::committed, &m_pane,
        [this](const store::EventBatch &batch) { onCommitted(batch); });
}

void DetailPane::Private::onCommitted(const store::EventBatch &batch) {
    const bool concerned = id != 0 && std::any_of(batch.updated.begin(), batch.updated.end(),
                                          [this](const flow::EventSummary &row) { return row.id == id; });
    // A note that is being written is not overwritten under the hands of its writer.
    if (concerned && !note->line()->isModified())
        fetch();
}

void DetailPane::Private::fetch() {
    const quint64 token = ++m_token;
    session->events()->fetch(id, &m_pane, [this, token](const Result<flow::EventPtr> &fetched) {
        if (token != m_token)
            return;
        if (fetched)
            return show(*fetched);
        show(nullptr);
        showEmpty(errorText(fetched.error()));
    });
}

void DetailPane::Private::showEmpty(const QString &text) {
    m_empty->setText(text);
    m_pages->setCurrentWidget(m_empty);
}

void DetailPane::Private::show(flow::EventPtr shown) {
    ++m_token;
    // The same event again, with its answer's time, marks or note: what came over the wire is on show already, and a
    // selection in it must not be lost.
    for (const int tab : {FieldsTab, SignatureTab, RequestTab}) {
        if (event && shown && event->id == shown->id && m_filled[std::size_t(tab)] == event)
            m_filled[std::size_t(tab)] = shown;
    }
    event = std::move(shown);
    showMarks();
    const bool invalid = event && event->verification.verdict == twilio::Verdict::Invalid;
    tabs->setDot(SignatureTab, invalid, DetailPane::tr("invalid"));
    note->setWritable(isWritable());
    note->setNote(event ? event->note : QString());
    const bool alert = event && event->flags.testFlag(flow::EventFlag::Alert);
    tabs->setDot(ResponseTab, alert, DetailPane::tr("Twilio would log an alert"));
    const bool forwardFailed = event && !event->attempts.empty() && event->attempts.back().error;
    tabs->setDot(ForwardsTab, forwardFailed, DetailPane::tr("the last attempt failed"));
    if (!event)
        m_filled.fill(nullptr);
    showTab();
    Q_EMIT m_pane.eventShown();
}

void DetailPane::Private::showMarks() {
    const bool marked = event && event->flags.testFlag(flow::EventFlag::Marked);
    m_mark->setChecked(marked);
    m_mark->setIcon(m_theme.icon(QStringLiteral("bookmark"), marked ? Role::Accent : Role::Muted));
    m_mark->setEnabled(event && isWritable());
    m_noteButton->setEnabled(event && isWritable());
}

void DetailPane::Private::showTab() {
    m_error->setEvent(tabs->currentIndex() == FieldsTab ? event : nullptr);
    if (tabs->currentIndex() == DiffTab)
        return m_pages->setCurrentWidget(&diff());
    if (!event)
        return showEmpty(id == 0 ? DetailPane::tr("Select an event to see what it says.") : QString());
    const int tab = std::clamp(tabs->currentIndex(), 0, int(TabCount) - 1);
    m_pages->setCurrentWidget(pageOf(tab));
    flow::EventPtr &filled = m_filled[std::size_t(tab)];
    if (filled == event)
        return;
    filled = event;
    switch (tab) {
    case FieldsTab:
        m_fields->setEvent(event);
        return markChanged();
    case SignatureTab:
        return m_signature->setEvent(event);
    case RequestTab:
        return m_request->setEvent(event);
    case ResponseTab:
        return m_response->setEvent(event);
    case ForwardsTab:
        return forwards().setEvent(event);
    default:
        return m_timeline->setEvent(event);
    }
}

void DetailPane::Private::markChanged() {
    if (session == nullptr || session->events() == nullptr || event->id == 0 || event->refusal)
        return;
    session->events()->previousOfKind(
        event->id, &m_pane, [this, shown = event](const Result<flow::EventPtr> &previous) {
            if (previous && *previous && m_fields->model()->event() && m_fields->model()->event()->id == shown->id)
                m_fields->model()->setChanged(flow::changedParameters(**previous, *shown));
        });
}

void DetailPane::Private::compare(EventId one, EventId other) {
    if (one != 0 || m_diff != nullptr)
        diff().setEvents(one, other);
    tabs->setTabVisible(DiffTab, one != 0);
    tabs->updateGeometry(); // the bar does not ask for room by itself
}

void DetailPane::Private::setMarked(bool on) {
    if (event && isWritable())
        session->events()->setMarked({event->id}, on);
    m_mark->setIcon(m_theme.icon(QStringLiteral("bookmark"), on ? Role::Accent : Role::Muted));
}

void DetailPane::Private::keepNote(const QString &text) {
    if (event && isWritable())
        session->events()->setNote(event->id, text);
}

DetailPane::DetailPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    m_d->build();
}

DetailPane::~DetailPane() = default;

void DetailPane::setSession(Session *session) {
    m_d->setSession(session);
}

void DetailPane::setEvent(EventId id) {
    if (id == m_d->id)
        return;
    // Leaving an event keeps its note: the line's editing ends before the next event is on show.
    if (m_d->note->line()->hasFocus())
        m_d->note->line()->clearFocus();
    m_d->id = id;
    m_d->event = nullptr;
    if (id == 0 || m_d->session == nullptr || m_d->session->events() == nullptr)
        return m_d->show(nullptr);
    m_d->fetch();
}

void DetailPane::present(flow::EventPtr event) {
    m_d->id = event ? event->id : 0;
    m_d->show(std::move(event));
}

void DetailPane::setCompared(EventId one, EventId other) {
    m_d->compare(one, other);
}

void DetailPane::compareWithPrevious() {
    if (!m_d->event || m_d->session == nullptr || m_d->session->events() == nullptr)
        return;
    const EventId id = m_d->id;
    m_d->session->events()->previousOfKind(id, this, [this, id](const Result<flow::EventPtr> &previous) {
        if (!previous || id != m_d->id)
            return;
        if (*previous == nullptr) {
            Q_EMIT statusMessage(tr("There is no earlier event of this kind"));
            return;
        }
        m_d->compare((*previous)->id, id);
        showDiff();
    });
}

void DetailPane::showDiff() {
    if (m_d->tabs->isTabVisible(DiffTab))
        m_d->tabs->setCurrentIndex(DiffTab);
}

flow::EventPtr DetailPane::currentEvent() const {
    return m_d->event;
}

void DetailPane::setCopyMenu(QMenu *menu) {
    m_d->setCopyMenu(menu);
}

void DetailPane::setTab(int index) {
    m_d->tabs->setCurrentIndex(index);
}

int DetailPane::tab() const {
    return m_d->tabs->currentIndex();
}

void DetailPane::editNote() {
    if (m_d->event)
        m_d->note->edit();
}

} // namespace offhook::ui
