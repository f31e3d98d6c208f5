#include "ui/replay/replay_dialog.h"

#include "core/deliver/replayed_event.h"
#include "core/session/replay_exchange.h"
#include "core/session/replay_run.h"
#include "core/session/sharing.h"
#include "ui/detail/diff_delegate.h"
#include "ui/detail/diff_model.h"
#include "ui/detail/styling.h"
#include "ui/replay/attempts_model.h"
#include "ui/replay/replay_form.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/plain_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Steps = 1'000;
constexpr int RoomForResults = 360;

} // namespace

class ReplayDialog::Private {
public:
    Private(ReplayDialog &dialog, Session &session, const Theme &theme, std::optional<deliver::RequestDraft> edited)
        : m_dialog(dialog)
        , m_session(session)
        , m_theme(theme)
        , m_edited(std::move(edited)) {}

    void build(ShareChoices choices);

private:
    QWidget *buildResults();
    QWidget *buildDiff();
    QWidget *buildButtons();
    void check();
    void start();
    [[nodiscard]] bool isConfirmed(const deliver::ReplayTarget &target);
    void run(deliver::ReplayPlan plan);
    void growOnScreen();
    void togglePause();
    void attempted(const std::vector<deliver::ReplayAttempt> &attempts);
    void keep(const std::vector<deliver::ReplayAttempt> &attempts);
    void finished(const Result<void> &outcome);
    void showCounts();
    void showDifferences(int row);
    void showRunning(bool running);
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }

    ReplayDialog &m_dialog;
    Session &m_session;
    const Theme &m_theme;
    std::optional<deliver::RequestDraft> m_edited;
    ReplayForm *m_form = nullptr;
    PlainLabel *m_problem = nullptr;
    QProgressBar *m_progress = nullptr;
    PlainLabel *m_outcome = nullptr;
    QWidget *m_results = nullptr;
    AttemptsModel *m_attempts = nullptr;
    QTableView *m_table = nullptr;
    PlainLabel *m_caption = nullptr;
    DiffModel *m_differences = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_close = nullptr;
    qint64 m_total = -1;
    bool m_isPaused = false;
    std::unique_ptr<ReplayRun> m_run; ///< last: goes first, and its observers with it
};

QWidget *ReplayDialog::Private::buildResults() {
    auto *split = new QSplitter(Qt::Vertical, &m_dialog);
    split->setChildrenCollapsible(false);
    m_attempts = new AttemptsModel(m_theme, &m_dialog);
    m_table = new QTableView(split);
    m_table->setModel(m_attempts);
    setUpPlainTable(*m_table, ReplayDialog::tr("Answers"), m_theme);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(AttemptsModel::Event, 210);
    header->resizeSection(AttemptsModel::Verdict, 104);
    header->resizeSection(AttemptsModel::Status, 64);
    header->resizeSection(AttemptsModel::Took, 76);
    header->setStretchLastSection(true);
    split->addWidget(m_table);
    split->addWidget(buildDiff());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, &m_dialog,
        [this](const QModelIndex &row) { showDifferences(row.isValid() ? row.row() : -1); });
    m_results = split;
    m_results->hide();
    return split;
}

QWidget *ReplayDialog::Private::buildDiff() {
    auto *box = new QWidget(&m_dialog);
    m_caption = new PlainLabel(box);
    setInk(m_caption, m_theme, Role::Muted);
    m_differences = new DiffModel(&m_dialog);
    auto *table = new QTableView(box);
    table->setModel(m_differences);
    table->setItemDelegate(new DiffDelegate(m_theme, table));
    setUpPlainTable(*table, ReplayDialog::tr("What differs in the answer"), m_theme, DiffDelegate::RowHeight);
    table->horizontalHeader()->resizeSection(DiffModel::Name, 120);
    table->horizontalHeader()->setSectionResizeMode(DiffModel::Before, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(DiffModel::After, QHeaderView::Stretch);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_caption);
    layout->addWidget(table, 1);
    return box;
}

QWidget *ReplayDialog::Private::buildButtons() {
    auto *box = new QWidget(&m_dialog);
    m_start = new QPushButton(ReplayDialog::tr("&Replay"), box);
    makePrimary(m_start);
    m_start->setDefault(true);
    m_pause = new QPushButton(ReplayDialog::tr("&Pause"), box);
    m_close = new QPushButton(ReplayDialog::tr("&Close"), box);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(m_pause);
    layout->addWidget(m_close);
    layout->addWidget(m_start);
    connect(m_start, &QPushButton::clicked, &m_dialog, [this] { start(); });
    connect(m_pause, &QPushButton::clicked, &m_dialog, [this] { togglePause(); });
    connect(m_close, &QPushButton::clicked, &m_dialog, [this] { isRunning() ? m_run->cancel() : m_dialog.reject(); });
    return box;
}

void ReplayDialog::Private::build(ShareChoices choices) {
    m_dialog.setWindowTitle(m_edited ? ReplayDialog::tr("Replay the edited request") : ReplayDialog::tr("Replay"));
    auto *layout = new QVBoxLayout(&m_dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    if (m_edited) {
        // The edited request is one event, whatever is selected or filtered.
        choices = {{choices.selected.front()}, {}, 0, choices.all};
    }
    m_form = new ReplayForm(m_session, std::move(choices), &m_dialog);
    layout->addWidget(m_form);
    m_problem = new PlainLabel(&m_dialog);
    m_problem->setWordWrap(true);
    setInk(m_problem, m_theme, Role::Invalid);
    layout->addWidget(m_problem);
    m_progress = new QProgressBar(&m_dialog);
    m_progress->setAccessibleName(ReplayDialog::tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_progress->hide();
    layout->addWidget(m_progress);
    m_outcome = new PlainLabel(&m_dialog);
    m_outcome->setWordWrap(true);
    m_outcome->hide();
    layout->addWidget(m_outcome);
    layout->addWidget(buildResults(), 1);
    layout->addWidget(buildButtons());
    connect(m_form, &ReplayForm::changed, &m_dialog, [this] { check(); });
    showRunning(false);
    check();
    layout->activate();
    m_dialog.resize(760, m_dialog.sizeHint().height());
    m_form->focusTarget();
}

void ReplayDialog::Private::check() {
    const auto plan = m_form->plan();
    m_problem->setText(plan ? QString() : ReplayDialog::tr("This will not do: %1.").arg(plan.error().detail));
    m_problem->setVisible(!plan);
    m_start->setEnabled(bool(plan));
}

void ReplayDialog::Private::start() {
    auto plan = m_form->plan();
    if (!plan || isRunning() || !isConfirmed(plan->options.target))
        return;
    m_form->remember();
    if (m_edited)
        plan->edit = [edited = *m_edited, after = std::exchange(plan->edit, {})](deliver::RequestDraft &draft) {
            draft = edited;
            return after ? after(draft) : Result<void>();
        };
    run(std::move(*plan));
}

bool ReplayDialog::Private::isConfirmed(const deliver::ReplayTarget &target) {
    if (isReplayAllowed(target, m_session.preferences()))
        return true;
    const QString host = QString::fromUtf8(target.host);
    QMessageBox box(QMessageBox::Warning, ReplayDialog::tr("Replay to another machine"),
        ReplayDialog::tr("Send captured requests to %1?").arg(host), QMessageBox::Cancel, &m_dialog);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(
        ReplayDialog::tr("They hold phone numbers and texts of real people, and %1 is not this machine. Offhook will "
                         "remember that you allowed it.")
            .arg(host));
    QPushButton *allow = box.addButton(ReplayDialog::tr("&Allow and send"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != allow)
        return false;
    m_session.preferences().allowReplayTo(target.host);
    return true;
}

void ReplayDialog::Private::run(deliver::ReplayPlan plan) {
    m_attempts->clear();
    m_differences->setLines({});
    m_caption->clear();
    m_total = -1;
    m_isPaused = false;
    m_progress->setRange(0, 0);
    if (m_results->isHidden()) {
        m_results->show();
        growOnScreen();
    }
    const ShareSelection selection = m_form->selection();
    m_run = std::make_unique<ReplayRun>(
        [path = m_session.path(), selection](
            const ReplayCancel &cancel) { return workspaceEvents(path, selection, cancel); },
        std::move(plan),
        ReplayRun::Observer{[this](qint64 count) {
                                m_total = count;
                                m_progress->setRange(0, Steps);
                                showCounts();
                            },
            [this](const std::vector<deliver::ReplayAttempt> &attempts) { attempted(attempts); },
            [this](const Result<void> &outcome) { finished(outcome); }});
    showRunning(true);
    m_outcome->setText(ReplayDialog::tr("Finding the events…"));
    setInk(m_outcome, m_theme, Role::Muted);
    m_run->start();
}

// Room for the results, without leaving the screen.
void ReplayDialog::Private::growOnScreen() {
    const QRect screen = m_dialog.screen()->availableGeometry();
    const int frame = m_dialog.frameGeometry().height() - m_dialog.height();
    const int height = std::min(m_dialog.height() + RoomForResults, screen.height() - frame);
    const int top = std::max(screen.top(), std::min(m_dialog.y(), screen.bottom() + 1 - height - frame));
    m_dialog.resize(m_dialog.width(), height);
    m_dialog.move(m_dialog.x(), top);
}

void ReplayDialog::Private::togglePause() {
    if (!isRunning())
        return;
    m_isPaused = !m_isPaused;
    m_isPaused ? m_run->pause() : m_run->resume();
    m_pause->setText(m_isPaused ? ReplayDialog::tr("&Resume") : ReplayDialog::tr("&Pause"));
    showCounts();
}

void ReplayDialog::Private::attempted(const std::vector<deliver::ReplayAttempt> &attempts) {
    keep(attempts);
    m_attempts->add(attempts);
    if (!m_table->currentIndex().isValid() && m_attempts->rowCount() > 0)
        m_table->selectRow(0);
    showCounts();
}

// With their events. An edited request becomes an event of its own too, unless it went to Offhook itself.
void ReplayDialog::Private::keep(const std::vector<deliver::ReplayAttempt> &attempts) {
    if (m_session.sharing() == nullptr)
        return;
    std::vector<flow::Attempt> records;
    for (const deliver::ReplayAttempt &attempt : attempts)
        if (!attempt.request.url.isEmpty())
            records.push_back(deliver::attemptRecord(attempt));
    m_session.sharing()->keep(std::move(records));
    if (!m_edited)
        return;
    const QByteArray own = m_session.listener().url().toUtf8();
    for (const deliver::ReplayAttempt &attempt : attempts) {
        const bool isOwn = !own.isEmpty() && attempt.request.url.startsWith(QByteArray(own + '/'));
        if (auto event = isOwn ? nullptr : deliver::replayedEvent(attempt); event)
            m_session.sharing()->keep(std::move(event));
    }
}

void ReplayDialog::Private::showCounts() {
    QStringList parts;
    for (int i = 0; i < deliver::ReplayVerdictCount; ++i) {
        const auto verdict = deliver::ReplayVerdict(i);
        if (const qint64 count = m_attempts->count(verdict); count > 0)
            parts.append(u"%1 %2"_s.arg(grouped(count), AttemptsModel::verdictLabel(verdict)));
    }
    const QString done = m_total < 0 ? grouped(m_attempts->count())
                                     : ReplayDialog::tr("%1 of %2").arg(grouped(m_attempts->count()), grouped(m_total));
    QString text = parts.isEmpty() ? done : QString(done + u" · "_s + parts.join(u" · "_s));
    if (m_isPaused)
        text += u" · "_s + ReplayDialog::tr("paused");
    m_outcome->setText(text);
    m_progress->setValue(m_total > 0 ? int(m_attempts->count() * Steps / m_total) : 0);
}

void ReplayDialog::Private::finished(const Result<void> &outcome) {
    m_isPaused = false;
    showCounts();
    if (!outcome) {
        const bool byUser = outcome.error().code == ErrorCode::Cancelled;
        m_outcome->setText(
            m_outcome->text() + u" · "_s + (byUser ? ReplayDialog::tr("cancelled") : errorText(outcome.error())));
        setInk(m_outcome, m_theme, byUser ? Role::Muted : Role::Invalid);
    } else {
        setInk(m_outcome, m_theme, Role::Text);
    }
    m_run.release()->deleteLater(); // this is one of its observers
    showRunning(false);
}

void ReplayDialog::Private::showDifferences(int row) {
    if (row < 0)
        return;
    m_differences->setLines(m_attempts->lines(row));
    const QString event = grouped(m_attempts->event(row));
    const int differences = m_differences->differences();
    m_caption->setText(differences == 0 ? ReplayDialog::tr("#%1: nothing differs that is compared").arg(event)
                                        : ReplayDialog::tr("#%1: the answer before, and now").arg(event));
}

void ReplayDialog::Private::showRunning(bool running) {
    m_form->setEnabled(!running);
    m_progress->setVisible(running);
    m_outcome->setVisible(running || m_attempts->count() > 0 || !m_outcome->text().isEmpty());
    m_pause->setVisible(running);
    m_pause->setText(ReplayDialog::tr("&Pause"));
    m_start->setVisible(!running);
    m_close->setText(running ? ReplayDialog::tr("&Cancel") : ReplayDialog::tr("&Close"));
    m_start->setText(m_attempts->count() > 0 ? ReplayDialog::tr("&Replay again") : ReplayDialog::tr("&Replay"));
}

ReplayDialog::ReplayDialog(Session &session, const Theme &theme, ShareChoices choices,
    std::optional<deliver::RequestDraft> edited, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(*this, session, theme, std::move(edited))) {
    m_d->build(std::move(choices));
}

ReplayDialog::~ReplayDialog() = default;

} // namespace offhook::ui
