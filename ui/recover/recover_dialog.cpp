#include "ui/recover/recover_dialog.h"

#include "core/session/sharing.h"
#include "ui/detail/styling.h"
#include "ui/detail/underline_tab_bar.h"
#include "ui/recover/reconcile_model.h"
#include "ui/recover/recovered_model.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/plain_table.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Steps = 1'000;
constexpr QSize FirstSize{1'180, 640};

enum Page { Requests, Records, Hint };

} // namespace

class RecoverDialog::Private {
public:
    Private(RecoverDialog &dialog, Session &session, const Theme &theme, AccountAccess &access)
        : m_dialog(dialog)
        , m_session(session)
        , m_theme(theme)
        , m_access(access) {}

    void build();
    void cancel();
    void showAccounts() { m_form->setAccounts(m_access.accounts()); }

private:
    QWidget *buildNotice();
    QWidget *buildTabs();
    QWidget *buildResults();
    QTableView *buildTable(QAbstractItemModel *model, const QString &name, std::initializer_list<int> widths);
    QWidget *buildButtons();
    void check();
    void start();
    void progressed(qint64 done, qint64 all);
    void finished(const Result<RecoveryOutcome> &outcome);
    void showOutcome(const RecoveryOutcome &outcome);
    void tell(const QString &text, Role role);
    void showRunning(bool running);
    void showPage(int page);
    void rowChosen(int page, int row);
    [[nodiscard]] bool isRunning() const { return m_cancel != nullptr; }
    [[nodiscard]] bool isTrial() const { return !m_session.sharing()->canImport(); }

    RecoverDialog &m_dialog;
    Session &m_session;
    const Theme &m_theme;
    AccountAccess &m_access;
    RecoverForm *m_form = nullptr;
    QWidget *m_notice = nullptr;
    PlainLabel *m_problem = nullptr;
    QProgressBar *m_progress = nullptr;
    PlainLabel *m_outcome = nullptr;
    QWidget *m_head = nullptr;
    UnderlineTabBar *m_tabs = nullptr;
    QCheckBox *m_onlyTrouble = nullptr;
    QStackedWidget *m_pages = nullptr;
    RecoveredModel *m_recovered = nullptr;
    ReconcileModel *m_records = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_replay = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_start = nullptr;
    Sharing::Cancel m_cancel; ///< null while nothing runs
};

// Without an account there is nothing to ask, and this says how to get one.
QWidget *RecoverDialog::Private::buildNotice() {
    m_notice = new QWidget(&m_dialog);
    auto *text = new PlainLabel(
        RecoverDialog::tr("No account can be asked yet. That takes an auth token under its AccountSid, or an API key."),
        m_notice);
    setInk(text, m_theme, Role::Warn);
    auto *add = new QPushButton(RecoverDialog::tr("Add a &key…"), m_notice);
    auto *layout = new QHBoxLayout(m_notice);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(text);
    layout->addWidget(add);
    layout->addStretch(1);
    connect(add, &QPushButton::clicked, &m_dialog, &RecoverDialog::addKeyAsked);
    return m_notice;
}

QWidget *RecoverDialog::Private::buildTabs() {
    m_head = new QWidget(&m_dialog);
    m_tabs = new UnderlineTabBar(m_theme, m_head);
    m_tabs->setAccessibleName(RecoverDialog::tr("Results"));
    m_tabs->addTab({});
    m_tabs->addTab({});
    m_onlyTrouble = new QCheckBox(RecoverDialog::tr("&Only what is missing or differs"), m_head);
    auto *layout = new QHBoxLayout(m_head);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
    layout->addStretch(1);
    layout->addWidget(m_onlyTrouble);
    connect(m_tabs, &QTabBar::currentChanged, &m_dialog, [this](int page) { showPage(page); });
    connect(m_onlyTrouble, &QCheckBox::toggled, &m_dialog, [this](bool on) { m_records->setOnlyTrouble(on); });
    m_head->hide();
    return m_head;
}

QTableView *RecoverDialog::Private::buildTable(
    QAbstractItemModel *model, const QString &name, std::initializer_list<int> widths) {
    auto *table = new QTableView(m_pages);
    table->setModel(model);
    setUpPlainTable(*table, name, m_theme);
    QHeaderView *header = table->horizontalHeader();
    int column = 0;
    for (const int width : widths)
        header->resizeSection(column++, width);
    header->setStretchLastSection(true);
    return table;
}

QWidget *RecoverDialog::Private::buildResults() {
    m_pages = new QStackedWidget(&m_dialog);
    m_recovered = new RecoveredModel(m_theme, &m_dialog);
    m_records = new ReconcileModel(m_theme, &m_dialog);
    m_pages->addWidget(buildTable(m_recovered, RecoverDialog::tr("Requests"), {110, 124, 176, 110, 64}));
    m_pages->addWidget(
        buildTable(m_records, RecoverDialog::tr("Messages and calls"), {100, 96, 94, 128, 92, 164, 100}));
    for (const int page : {Requests, Records})
        connect(qobject_cast<QTableView *>(m_pages->widget(page)), &QTableView::activated, &m_dialog,
            [this, page](const QModelIndex &index) { rowChosen(page, index.row()); });
    auto *hint = new PlainLabel(
        RecoverDialog::tr(
            "Twilio remembers requests that failed for 30 days, and every request of a call. Those that are "
            "not here are added as events flagged “recovered”, with the answer Twilio got.\n\nMessages and "
            "calls are then set against what was captured. Nothing is changed at Twilio."),
        m_pages);
    hint->setWordWrap(true);
    hint->setAlignment(Qt::AlignCenter);
    hint->setContentsMargins(120, 0, 120, 0);
    setInk(hint, m_theme, Role::Muted);
    m_pages->addWidget(hint);
    m_pages->setCurrentIndex(Hint);
    return m_pages;
}

QWidget *RecoverDialog::Private::buildButtons() {
    auto *box = new QWidget(&m_dialog);
    m_show = new QPushButton(RecoverDialog::tr("Show in &table"), box);
    m_replay = new QPushButton(RecoverDialog::tr("Re&play to the app…"), box);
    m_close = new QPushButton(box);
    m_start = new QPushButton(box);
    makePrimary(m_start);
    m_start->setDefault(true);
    for (QPushButton *button : {m_show, m_replay, m_close})
        button->setAutoDefault(false);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_show);
    layout->addWidget(m_replay);
    layout->addStretch(1);
    layout->addWidget(m_close);
    layout->addWidget(m_start);
    connect(m_show, &QPushButton::clicked, &m_dialog, [this] {
        Q_EMIT m_dialog.showAsked(u"is:recovered"_s);
        m_dialog.accept(); // it would stand in front of the table
    });
    connect(m_replay, &QPushButton::clicked, &m_dialog, [this] { Q_EMIT m_dialog.replayAsked(m_recovered->events()); });
    connect(m_close, &QPushButton::clicked, &m_dialog, [this] { isRunning() ? cancel() : m_dialog.reject(); });
    connect(m_start, &QPushButton::clicked, &m_dialog, [this] { start(); });
    return box;
}

void RecoverDialog::Private::build() {
    m_dialog.setWindowTitle(RecoverDialog::tr("Recover missed requests"));
    auto *layout = new QVBoxLayout(&m_dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    m_form = new RecoverForm(&m_dialog);
    layout->addWidget(m_form);
    layout->addWidget(buildNotice());
    m_problem = new PlainLabel(&m_dialog);
    m_problem->setWordWrap(true);
    setInk(m_problem, m_theme, Role::Invalid);
    layout->addWidget(m_problem);
    m_progress = new QProgressBar(&m_dialog);
    m_progress->setAccessibleName(RecoverDialog::tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    layout->addWidget(m_progress);
    m_outcome = new PlainLabel(&m_dialog);
    m_outcome->setWordWrap(true);
    layout->addWidget(m_outcome);
    layout->addWidget(buildTabs());
    layout->addWidget(buildResults(), 1);
    layout->addWidget(buildButtons());
    connect(m_form, &RecoverForm::changed, &m_dialog, [this] { check(); });
    connect(&m_access, &AccountAccess::changed, &m_dialog, [this] { showAccounts(); });
    showRunning(false);
    showAccounts();
    m_dialog.resize(FirstSize);
    m_form->focusFirst();
}

void RecoverDialog::Private::check() {
    const Result<void> checked = m_form->check();
    m_problem->setText(checked ? QString() : RecoverDialog::tr("This will not do: %1.").arg(checked.error().detail));
    m_problem->setVisible(!checked);
    m_notice->setVisible(m_form->account().isEmpty());
    m_start->setEnabled(checked && !m_form->account().isEmpty());
}

void RecoverDialog::Private::start() {
    auto credentials = m_access.credentials(m_form->account());
    if (isRunning() || m_session.sharing() == nullptr)
        return;
    if (!credentials)
        return tell(errorText(credentials.error()), Role::Invalid);
    RecoveryPlan plan;
    plan.credentials = std::move(*credentials);
    plan.log = {m_form->window(), true};
    tell(RecoverDialog::tr("Asking Twilio…"), Role::Text);
    m_progress->setRange(0, 0);
    m_cancel = m_session.sharing()->recover(
        plan, &m_dialog, [this](qint64 done, qint64 all) { progressed(done, all); },
        [this](const Result<RecoveryOutcome> &outcome) { finished(outcome); });
    showRunning(true);
    m_close->setFocus(Qt::OtherFocusReason);
}

void RecoverDialog::Private::progressed(qint64 done, qint64 all) {
    if (all <= 0)
        return;
    m_progress->setRange(0, Steps);
    m_progress->setValue(int(done * Steps / all));
    m_outcome->setText(RecoverDialog::tr("%1 of %2").arg(grouped(done), grouped(all)));
}

void RecoverDialog::Private::cancel() {
    if (isRunning())
        *m_cancel = true;
}

void RecoverDialog::Private::finished(const Result<RecoveryOutcome> &outcome) {
    m_cancel.reset();
    showRunning(false);
    if (outcome)
        return showOutcome(*outcome);
    if (outcome.error().code == ErrorCode::Cancelled)
        tell(RecoverDialog::tr("Cancelled. The workspace is as it was."), Role::Muted);
    else
        tell(errorText(outcome.error()), Role::Invalid);
}

void RecoverDialog::Private::showOutcome(const RecoveryOutcome &outcome) {
    using What = RecoveredItem::Outcome;
    const RecoverReport &report = outcome.report;
    m_recovered->setReport(report, isTrial());
    m_records->setRows(outcome.rows);
    QStringList parts{(isTrial() ? RecoverDialog::tr("%1 are missing here, and this workspace is open for reading only")
                                 : RecoverDialog::tr("%1 recovered"))
                          .arg(grouped(report.count(What::Recovered)))};
    parts.append(RecoverDialog::tr("%1 were here already").arg(grouped(report.count(What::AlreadyHere))));
    if (!report.problems.isEmpty())
        parts.append(RecoverDialog::tr("%n could not be asked for", nullptr, int(report.problems.size())));
    const int trouble = m_records->count(ReconcileVerdict::Missing) + m_records->count(ReconcileVerdict::Differs);
    if (trouble > 0)
        parts.append(RecoverDialog::tr("%1 messages or calls are missing something or differ").arg(grouped(trouble)));
    tell(parts.join(u" · "_s), report.problems.isEmpty() ? Role::Text : Role::Warn);
    m_tabs->setTabText(Requests, RecoverDialog::tr("Requests (%1)").arg(grouped(m_recovered->rowCount())));
    m_tabs->setTabText(Records, RecoverDialog::tr("Messages and calls (%1)").arg(grouped(qint64(outcome.rows.size()))));
    m_tabs->setDot(Records, trouble > 0, RecoverDialog::tr("%n are missing or differ", nullptr, trouble));
    m_head->show();
    showPage(m_tabs->currentIndex());
    showRunning(false);
    for (const int page : {Requests, Records})
        qobject_cast<QTableView *>(m_pages->widget(page))->selectRow(0);
    m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void RecoverDialog::Private::tell(const QString &text, Role role) {
    m_outcome->setText(text);
    m_outcome->setVisible(!text.isEmpty());
    setInk(m_outcome, m_theme, role);
}

void RecoverDialog::Private::showRunning(bool running) {
    m_form->setEnabled(!running);
    m_progress->setVisible(running);
    m_outcome->setVisible(!m_outcome->text().isEmpty());
    m_close->setText(running ? RecoverDialog::tr("&Cancel") : RecoverDialog::tr("&Close"));
    m_start->setText(m_head->isHidden() ? RecoverDialog::tr("&Recover") : RecoverDialog::tr("&Recover again"));
    m_start->setVisible(!running);
    const bool any = !running && !m_recovered->events().empty();
    m_show->setVisible(any);
    m_replay->setVisible(any);
}

void RecoverDialog::Private::showPage(int page) {
    m_pages->setCurrentIndex(page);
    m_onlyTrouble->setVisible(page == Records);
}

// The thread of the message or call; an event of its own where it was added.
void RecoverDialog::Private::rowChosen(int page, int row) {
    const QByteArray sid = page == Records ? m_records->row(row).record.sid : m_recovered->sid(row);
    if (!sid.isEmpty())
        Q_EMIT m_dialog.showAsked(u"sid:"_s + QString::fromUtf8(sid));
}

RecoverDialog::RecoverDialog(Session &session, const Theme &theme, AccountAccess &access, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(*this, session, theme, access)) {
    m_d->build();
}

RecoverDialog::~RecoverDialog() {
    m_d->cancel();
}

} // namespace offhook::ui
