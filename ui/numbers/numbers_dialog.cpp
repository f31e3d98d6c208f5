#include "ui/numbers/numbers_dialog.h"

#include "core/session/leasing.h"
#include "ui/detail/styling.h"
#include "ui/numbers/account_head.h"
#include "ui/numbers/conflicts_dialog.h"
#include "ui/numbers/lease_text.h"
#include "ui/numbers/no_account_page.h"
#include "ui/numbers/numbers_view.h"
#include "ui/numbers/paths_form.h"
#include "ui/numbers/plan_view.h"
#include "ui/numbers/waiting_page.h"
#include "ui/settings/add_api_key_dialog.h"
#include "ui/settings/add_key_dialog.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using account::LeaseStep;

constexpr int PathsWidth = 330;

/// What the API said of a step, put into what is known of the account.
void take(account::Inventory &inventory, const LeaseStep &step) {
    const auto set = [&step](auto &resources) {
        for (account::Resource &resource : resources) {
            if (resource.sid != step.sid)
                continue;
            for (const account::FieldChange &change : step.changes)
                resource.hooks[std::size_t(change.hook)].url = change.after;
            for (const account::LeaseConflict &conflict : step.conflicts)
                resource.hooks[std::size_t(conflict.hook)].url = conflict.present;
        }
    };
    set(inventory.numbers);
    set(inventory.applications);
    set(inventory.services);
}

} // namespace

class NumbersDialog::Private {
public:
    Private(NumbersDialog &dialog, Session &session, const Theme &theme)
        : m_dialog(dialog)
        , m_session(session)
        , m_access(session.accountAccess())
        , m_leasing(session.leasing())
        , m_theme(theme)
        , m_model(theme) {}

    void build();

private:
    QWidget *buildContent();
    QWidget *buildEnd();
    void connectParts();
    void load();
    void loaded(const Result<account::Inventory> &inventory);
    void show(QWidget *page);
    void showUrl();
    void showLease();
    void replan();
    [[nodiscard]] QString obstacle() const;
    void point();
    void restore();
    void stepped(const LeaseStep &step, int done, int all);
    void ended(Leasing::Work work, const LeaseReport &report);
    void showAccounts();
    void decide(const std::vector<LeaseStep> &steps);
    void showBusy();
    [[nodiscard]] std::vector<QByteArray> leased(bool tickedOnly) const;

    NumbersDialog &m_dialog;
    Session &m_session;
    AccountAccess &m_access;
    Leasing &m_leasing;
    const Theme &m_theme;
    NumbersModel m_model;
    account::LeasePlan m_plan;
    AccountHead *m_head = nullptr;
    QStackedWidget *m_stack = nullptr;
    NoAccountPage *m_noAccount = nullptr;
    WaitingPage *m_waiting = nullptr;
    QWidget *m_content = nullptr;
    NumbersView *m_view = nullptr;
    PathsForm *m_paths = nullptr;
    PlanView *m_planView = nullptr;
    QProgressBar *m_progress = nullptr;
    PlainLabel *m_outcome = nullptr;
    QCheckBox *m_untilExit = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_point = nullptr;
    QHash<QByteArray, NumberState> m_troubles; ///< of the latest run: what a row says until the next
    QByteArray m_shownAccount;
    bool m_decides = false; ///< a restoration that this dialog began asks about conflicts
    int m_load = 0;         ///< answers of an older one are dropped
};

QWidget *NumbersDialog::Private::buildContent() {
    auto *split = new QSplitter(Qt::Vertical, &m_dialog);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(12);
    split->setStyleSheet(u"QSplitter::handle { background: transparent; }"_s);
    m_view = new NumbersView(m_model, m_theme, split);
    auto *what = new QWidget(split);
    m_paths = new PathsForm(m_theme, what);
    m_paths->setFixedWidth(PathsWidth);
    m_planView = new PlanView(m_theme, what);
    auto *row = new QHBoxLayout(what);
    row->setContentsMargins({});
    row->setSpacing(16);
    row->addWidget(m_paths);
    row->addWidget(m_planView, 1);
    split->addWidget(m_view);
    split->addWidget(what);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    m_content = split;
    return split;
}

QWidget *NumbersDialog::Private::buildEnd() {
    auto *end = new QWidget(&m_dialog);
    m_untilExit = new QCheckBox(NumbersDialog::tr("Restore them when Offhook &ends"), end);
    m_untilExit->setChecked(true);
    m_restore = new QPushButton(end);
    m_close = new QPushButton(end);
    m_point = new QPushButton(end);
    makePrimary(m_point);
    for (QPushButton *button : {m_restore, m_close})
        button->setAutoDefault(false);
    m_point->setDefault(true);
    auto *layout = new QHBoxLayout(end);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_restore);
    layout->addStretch(1);
    layout->addWidget(m_untilExit);
    layout->addSpacing(8);
    layout->addWidget(m_close);
    layout->addWidget(m_point);
    return end;
}

void NumbersDialog::Private::build() {
    m_dialog.setWindowTitle(NumbersDialog::tr("Point numbers"));
    m_stack = new QStackedWidget(&m_dialog);
    m_noAccount = new NoAccountPage(m_theme, m_stack);
    m_stack->addWidget(m_noAccount);
    m_waiting = new WaitingPage(m_theme, m_stack);
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(buildContent());
    m_progress = new QProgressBar(&m_dialog);
    m_progress->setAccessibleName(NumbersDialog::tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_outcome = new PlainLabel(&m_dialog);
    m_outcome->setObjectName(u"outcome"_s);
    m_outcome->setWordWrap(true);
    auto *layout = new QVBoxLayout(&m_dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    m_head = new AccountHead(m_theme, &m_dialog);
    layout->addWidget(m_head);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_outcome);
    layout->addWidget(buildEnd());
    m_dialog.resize(1160, 760);
    m_outcome->hide();
    connectParts();
    showUrl();
    load();
    showAccounts();
}

void NumbersDialog::Private::connectParts() {
    connect(m_head, &AccountHead::accountChanged, &m_dialog, [this] { load(); });
    connect(m_head, &AccountHead::reloadAsked, &m_dialog, [this] { load(); });
    connect(m_head, &AccountHead::tunnelAsked, &m_dialog, &NumbersDialog::tunnelAsked);
    connect(m_waiting, &WaitingPage::againAsked, &m_dialog, [this] { load(); });
    connect(m_noAccount, &NoAccountPage::addKeyAsked, &m_dialog,
        [this] { AddKeyDialog(m_session.keys(), m_theme, {}, &m_dialog).exec(); });
    connect(m_noAccount, &NoAccountPage::addApiKeyAsked, &m_dialog,
        [this] { AddApiKeyDialog(m_access, m_theme, {}, &m_dialog).exec(); });
    connect(&m_model, &NumbersModel::tickedChanged, &m_dialog, [this] { replan(); });
    connect(m_paths, &PathsForm::edited, &m_dialog, [this] { replan(); });
    connect(m_planView, &PlanView::edited, &m_dialog, [this] { replan(); });
    connect(m_point, &QPushButton::clicked, &m_dialog, [this] { point(); });
    connect(m_restore, &QPushButton::clicked, &m_dialog, [this] { restore(); });
    connect(m_close, &QPushButton::clicked, &m_dialog,
        [this] { m_leasing.isBusy() ? m_leasing.cancel() : m_dialog.reject(); });
    connect(&m_session, &Session::publicUrlChanged, &m_dialog, [this] { showUrl(); });
    connect(&m_access, &AccountAccess::changed, &m_dialog, [this] { showAccounts(); });
    connect(&m_leasing, &Leasing::changed, &m_dialog, [this] { showLease(); });
    connect(&m_leasing, &Leasing::stepDone, &m_dialog,
        [this](const LeaseStep &step, int done, int all) { stepped(step, done, all); });
    connect(&m_leasing, &Leasing::ended, &m_dialog,
        [this](Leasing::Work work, const LeaseReport &report) { ended(work, report); });
}

void NumbersDialog::Private::showAccounts() {
    std::vector<QByteArray> sids;
    for (const ReachableAccount &account : m_access.accounts())
        sids.push_back(account.accountSid);
    m_head->setAccounts(sids);
}

void NumbersDialog::Private::show(QWidget *page) {
    m_stack->setCurrentWidget(page);
    showBusy();
}

void NumbersDialog::Private::load() {
    const int number = ++m_load;
    m_troubles.clear();
    if (m_head->account() != m_shownAccount)
        m_model.setInventory({}); // read again, the same keeps its ticks
    m_shownAccount = m_head->account();
    m_outcome->hide();
    if (m_head->account().isEmpty())
        return show(m_noAccount);
    m_waiting->setKnown(0);
    show(m_waiting);
    m_leasing.load(
        m_head->account(), &m_dialog,
        [this, number](int known) {
            if (number == m_load)
                m_waiting->setKnown(known);
        },
        [this, number](const Result<account::Inventory> &inventory) {
            if (number == m_load)
                loaded(inventory);
        });
}

void NumbersDialog::Private::loaded(const Result<account::Inventory> &inventory) {
    if (!inventory)
        return m_waiting->setProblem(errorText(inventory.error()));
    show(m_content);
    m_model.setInventory(*inventory);
    showLease();
    m_view->search()->setFocus();
    QStringList unread;
    if (inventory->applicationsError)
        unread.append(NumbersDialog::tr("TwiML apps: %1").arg(errorText(*inventory->applicationsError)));
    if (inventory->servicesError)
        unread.append(NumbersDialog::tr("Messaging Services: %1").arg(errorText(*inventory->servicesError)));
    m_outcome->setVisible(!unread.isEmpty());
    setInk(m_outcome, m_theme, Role::Warn);
    m_outcome->setText(
        NumbersDialog::tr("! Not everything could be read, so what decides is not sure. %1").arg(unread.join(u' ')));
}

void NumbersDialog::Private::showUrl() {
    const QString url = QString::fromUtf8(m_session.publicUrl());
    m_head->setPublicUrl(url);
    m_model.setPublicUrl(url);
    showLease();
}

void NumbersDialog::Private::showLease() {
    QHash<QByteArray, NumberState> states;
    for (const account::LeaseEntry &entry : m_leasing.entries())
        states.insert(entry.sid, leaseState(entry, m_session.publicUrl()));
    for (auto trouble = m_troubles.cbegin(); trouble != m_troubles.cend(); ++trouble)
        states.insert(trouble.key(), trouble.value());
    m_model.setStates(states);
    replan();
}

std::vector<QByteArray> NumbersDialog::Private::leased(bool tickedOnly) const {
    const std::vector<QByteArray> ticked = m_model.ticked();
    std::vector<QByteArray> sids;
    for (const account::LeaseEntry &entry : m_leasing.entries()) {
        if (!tickedOnly || std::find(ticked.begin(), ticked.end(), entry.sid) != ticked.end())
            sids.push_back(entry.sid);
    }
    return sids;
}

QString NumbersDialog::Private::obstacle() const {
    if (m_session.publicUrl().isEmpty())
        return NumbersDialog::tr("Without a public URL there is nothing to point at: start a tunnel.");
    if (m_model.ticked().empty())
        return NumbersDialog::tr("Tick what is to be pointed here; what will change is shown before it is done.");
    return m_paths->problem();
}

void NumbersDialog::Private::replan() {
    m_plan = {};
    if (const QString why = obstacle(); !why.isEmpty()) {
        m_planView->setMessage(why);
        return showBusy();
    }
    account::LeaseRequest request;
    request.sids = m_model.ticked();
    request.publicUrl = m_session.publicUrl();
    request.fragment = m_session.overrides();
    request.paths = m_paths->paths();
    request.changesDecider = m_planView->changesDecider();
    m_plan = account::planLease(request, m_model.inventory());
    m_planView->setPlan(m_plan);
    showBusy();
}

void NumbersDialog::Private::point() {
    m_troubles.clear();
    const auto term = m_untilExit->isChecked() ? account::LeaseTerm::Session : account::LeaseTerm::Asked;
    m_leasing.point(m_head->account(), m_plan, {term, false});
}

void NumbersDialog::Private::restore() {
    m_troubles.clear();
    m_decides = true;
    account::RestoreOptions options;
    options.sids = leased(true);
    m_leasing.restore(options);
}

void NumbersDialog::Private::stepped(const LeaseStep &step, int done, int all) {
    m_progress->setRange(0, all);
    m_progress->setValue(done);
    m_outcome->setVisible(true);
    setInk(m_outcome, m_theme, Role::Muted);
    m_outcome->setText(NumbersDialog::tr("%1 of %2").arg(grouped(done), grouped(all)));
    const bool fine = step.outcome == LeaseStep::Outcome::Pointed || step.outcome == LeaseStep::Outcome::Restored;
    if (!fine)
        m_troubles.insert(step.sid, stepState(step));
    m_model.setState(step.sid, stepState(step));
}

void NumbersDialog::Private::ended(Leasing::Work work, const LeaseReport &report) {
    account::Inventory inventory = m_model.inventory();
    for (const LeaseStep &step : report.steps)
        take(inventory, step);
    m_model.setInventory(std::move(inventory));
    const auto count = [&report](LeaseStep::Outcome outcome) {
        return std::count_if(report.steps.begin(), report.steps.end(),
            [outcome](const LeaseStep &step) { return step.outcome == outcome; });
    };
    QStringList words{stepsSummary(report.steps)};
    for (const Error &error : report.errors)
        words.append(u"✕ "_s + errorText(error));
    words.removeAll(QString());
    const bool failed = count(LeaseStep::Outcome::Failed) > 0 || !report.errors.empty();
    setInk(m_outcome, m_theme, failed ? Role::Invalid : Role::Text);
    m_outcome->setText(words.join(u" · "_s));
    m_outcome->setVisible(!words.isEmpty());
    if (work != Leasing::Work::Restore || !std::exchange(m_decides, false))
        return;
    if (count(LeaseStep::Outcome::Conflict) > 0)
        QMetaObject::invokeMethod(
            &m_dialog, [this, steps = report.steps] { decide(steps); }, Qt::QueuedConnection);
}

void NumbersDialog::Private::decide(const std::vector<LeaseStep> &steps) {
    ConflictsDialog dialog(m_theme, steps, &m_dialog);
    if (dialog.exec() != QDialog::Accepted)
        return;
    account::RestoreOptions over;
    over.sids = dialog.model().ticked();
    over.force = true;
    account::RestoreOptions leave;
    leave.sids = dialog.model().others();
    leave.keepsTheirs = true;
    for (const account::RestoreOptions &options : {over, leave}) {
        if (!options.sids.empty())
            m_leasing.restore(options);
    }
}

void NumbersDialog::Private::showBusy() {
    const bool busy = m_leasing.isBusy();
    const bool ready = m_stack->currentWidget() == m_content;
    m_model.setLocked(busy);
    m_progress->setVisible(busy);
    m_head->setBusy(busy);
    m_paths->setEnabled(!busy);
    m_planView->setEnabled(!busy);
    m_untilExit->setEnabled(!busy);
    m_close->setText(busy ? NumbersDialog::tr("&Cancel") : NumbersDialog::tr("&Close"));
    const std::size_t changes = m_plan.changes.size();
    m_point->setText(
        changes == 0 ? NumbersDialog::tr("&Point here") : NumbersDialog::tr("&Point %1 here").arg(changes));
    m_point->setEnabled(ready && !busy && changes > 0);
    const std::size_t ticked = leased(true).size();
    const std::size_t all = leased(false).size();
    m_restore->setText(
        ticked > 0 ? NumbersDialog::tr("&Restore %1").arg(ticked) : NumbersDialog::tr("&Restore all %1").arg(all));
    m_restore->setVisible(all > 0);
    m_restore->setEnabled(!busy);
    m_untilExit->setVisible(ready);
}

NumbersDialog::NumbersDialog(Session &session, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(*this, session, theme)) {
    m_d->build();
}

NumbersDialog::~NumbersDialog() = default;

} // namespace offhook::ui
