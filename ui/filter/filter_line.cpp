#include "ui/filter/filter_line.h"

#include "core/base/clock.h"
#include "ui/filter/filter_completer.h"
#include "ui/filter/save_filter_popup.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPointer>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int PauseMs = 200;
constexpr int NameLength = 40;

} // namespace

class FilterLine::Private {
public:
    Private(FilterLine &line, const Theme &theme);

    void createLayout();
    void connectParts();
    void edited();
    void apply();
    bool takesKey(QKeyEvent &event);
    void showProblems(const std::vector<filter::Problem> &problems);
    void saveAs(const QString &name);
    void restyle();

    FilterLine &q;
    const Theme &theme;
    QPointer<Session> session;
    FilterEdit *edit;
    FilterCompleter *completer;
    PlainLabel *message;
    QPushButton *save;
    QAction *clear = nullptr;
    SaveFilterPopup *savePopup = nullptr;
    QTimer pause;
    QString applied; ///< the filter in force
};

FilterLine::Private::Private(FilterLine &line, const Theme &theTheme)
    : q(line)
    , theme(theTheme)
    , edit(new FilterEdit(theme, &line))
    , completer(new FilterCompleter(*edit, theme))
    , message(new PlainLabel(&line))
    , save(new QPushButton(FilterLine::tr("Save filter"), &line)) {
    edit->setPlaceholderText(FilterLine::tr("Filter e.g. from:+1415 kind:sms sig:invalid \"order\""));
    edit->setAccessibleName(FilterLine::tr("Filter"));
    edit->addAction(theme.icon(u"search"_s, Role::Text), QLineEdit::LeadingPosition);
    clear = edit->addAction(theme.icon(u"cross"_s, Role::Muted), QLineEdit::TrailingPosition);
    clear->setToolTip(FilterLine::tr("Clear the filter (Esc)"));
    clear->setVisible(false);
    save->setEnabled(false);
    message->setFont(theme.font(-1));
    message->hide();
    pause.setSingleShot(true);
    pause.setInterval(PauseMs);
    createLayout();
    connectParts();
    restyle();
}

void FilterLine::Private::createLayout() {
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(edit, 1);
    row->addWidget(save);
    auto *column = new QVBoxLayout(&q);
    column->setContentsMargins(10, 7, 10, 7);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(message);
}

void FilterLine::Private::connectParts() {
    connect(&theme, &Theme::changed, &q, [this] { restyle(); });
    connect(&pause, &QTimer::timeout, &q, [this] { apply(); });
    connect(edit, &QLineEdit::textEdited, &q, [this] { edited(); });
    connect(edit, &QLineEdit::textChanged, &q, [this](const QString &text) { clear->setVisible(!text.isEmpty()); });
    connect(completer, &FilterCompleter::completed, &q, [this] { pause.start(); });
    connect(clear, &QAction::triggered, &q, [this] { q.setText({}); });
    connect(save, &QPushButton::clicked, &q, [this] {
        if (savePopup == nullptr) {
            savePopup = new SaveFilterPopup(&q);
            connect(savePopup, &SaveFilterPopup::nameGiven, &q, [this](const QString &name) { saveAs(name); });
        }
        savePopup->openAt(*save, applied.left(NameLength));
    });
    completer->setKeyFilter([this](QKeyEvent &event) { return takesKey(event); });
}

void FilterLine::Private::restyle() {
    QPalette palette = message->palette();
    palette.setColor(QPalette::WindowText, theme.color(Role::Invalid));
    message->setPalette(palette);
}

void FilterLine::Private::edited() {
    showProblems({});
    pause.start();
}

void FilterLine::Private::apply() {
    pause.stop();
    const QString text = edit->text().trimmed();
    const filter::ParseResult parsed = filter::parse(edit->text(), Clock::system().wall());
    showProblems(parsed.problems);
    save->setEnabled(parsed.ok() && !text.isEmpty() && session != nullptr && !session->isReadOnly());
    // The last good filter stays in force while there is a mistake.
    if (!parsed.ok() || text == applied)
        return;
    applied = text;
    Q_EMIT q.filterChanged(text, parsed.expression);
}

void FilterLine::Private::showProblems(const std::vector<filter::Problem> &problems) {
    edit->setProblems(problems);
    message->setVisible(!problems.empty());
    edit->setAccessibleDescription(problems.empty() ? QString() : ui::problemText(problems.front()));
    if (problems.empty())
        return;
    message->setText(ui::problemText(problems.front()));
    const int most = q.width() - message->sizeHint().width() - 24;
    message->setIndent(std::clamp(edit->xOf(problems.front().begin), 4, std::max(4, most)));
}

bool FilterLine::Private::takesKey(QKeyEvent &event) {
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        completer->close();
        apply();
        return true;
    }
    if (event.key() == Qt::Key_Escape) {
        q.setText({});
        return true;
    }
    return false;
}

void FilterLine::Private::saveAs(const QString &name) {
    if (session == nullptr)
        return;
    QList<SavedFilter> saved = session->savedFilters();
    const auto same =
        std::find_if(saved.begin(), saved.end(), [&name](const SavedFilter &filter) { return filter.name == name; });
    if (same != saved.end())
        same->text = applied;
    else
        saved.append({name, applied});
    session->setSavedFilters(saved);
}

FilterLine::FilterLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {}

FilterLine::~FilterLine() = default;

void FilterLine::setSession(Session *session) {
    m_d->session = session;
    m_d->completer->setSession(session);
    m_d->apply();
}

QString FilterLine::text() const {
    return m_d->edit->text();
}

void FilterLine::setText(const QString &text) {
    m_d->completer->close();
    m_d->edit->setText(text);
    m_d->apply();
}

void FilterLine::focusLine() {
    m_d->edit->setFocus(Qt::ShortcutFocusReason);
    m_d->edit->selectAll();
}

} // namespace offhook::ui
