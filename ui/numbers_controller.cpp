#include "ui/numbers_controller.h"

#include "core/base/text_guard.h"
#include "ui/numbers/lease_text.h"
#include "ui/numbers/numbers_dialog.h"
#include "ui/top_bar.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/banner.h"

#include <QMessageBox>
#include <QProgressDialog>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using Outcome = account::LeaseStep::Outcome;

bool isTrouble(const account::LeaseStep &step) {
    return step.outcome == Outcome::Failed || step.outcome == Outcome::Conflict || step.outcome == Outcome::Cancelled;
}

bool isTrouble(const LeaseReport &report) {
    return !report.errors.empty() || std::any_of(report.steps.begin(), report.steps.end(),
                                         [](const account::LeaseStep &step) { return isTrouble(step); });
}

QStringList wordsOf(const LeaseReport &report) {
    QStringList words{stepsSummary(report.steps)};
    for (const Error &error : report.errors)
        words.append(u"✕ "_s + errorText(error));
    words.removeAll(QString());
    return words;
}

} // namespace

NumbersController::NumbersController(
    Session &session, const Theme &theme, const Actions &actions, TopBar &topBar, Banner &banner, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_leasing(session.leasing())
    , m_theme(theme)
    , m_actions(actions)
    , m_topBar(topBar)
    , m_banner(banner)
    , m_window(window) {
    connect(actions.numbers, &QAction::triggered, this, &NumbersController::show);
    connect(&m_leasing, &Leasing::changed, this, &NumbersController::update);
    connect(&m_leasing, &Leasing::ended, this, &NumbersController::ended);
    connect(&session, &Session::publicUrlChanged, this, &NumbersController::update);
    connect(&banner, &Banner::actionTriggered, this, &NumbersController::restoreLeftovers);
    update();
}

NumbersController::~NumbersController() = default;

void NumbersController::follow() {
    delete m_dialog;
    m_mayClose = false;
    const bool writable = m_session.events() != nullptr && !m_session.isReadOnly();
    m_actions.numbers->setEnabled(writable);
    update();
    if (writable)
        offerLeftovers();
}

void NumbersController::show() {
    if (m_session.events() == nullptr || m_session.isReadOnly())
        return;
    if (m_dialog == nullptr) {
        m_dialog = new NumbersDialog(m_session, m_theme, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &NumbersDialog::tunnelAsked, m_actions.tunnel, &QAction::trigger);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void NumbersController::update() {
    const auto &entries = m_leasing.entries();
    const auto elsewhere = std::count_if(entries.begin(), entries.end(),
        [this](const account::LeaseEntry &entry) { return entry.base != m_session.publicUrl(); });
    m_topBar.setPointed(int(entries.size()), int(elsewhere));
}

// After a crash, or when the window was closed without restoring.
void NumbersController::offerLeftovers() {
    m_offer.clear();
    if (!m_leasing.hasLeftovers())
        return;
    const auto &entries = m_leasing.entries();
    m_offer = tr("An earlier run left %1 of your numbers pointed at %2. Restore what they did before?")
                  .arg(grouped(qint64(entries.size())), printable(entries.front().base, 200));
    m_banner.showMessage(Banner::Tone::Warning, m_offer, tr("Restore"));
}

void NumbersController::restoreLeftovers() {
    if (m_offer.isEmpty() || m_banner.text() != m_offer)
        return;
    m_offer.clear();
    m_banner.clear();
    m_leasing.restore({account::LeaseTerm::Session, {}, false, false});
}

void NumbersController::ended(Leasing::Work work, const LeaseReport &report) {
    if (m_leaving != nullptr)
        return leaveAfter(report);
    const QStringList words = wordsOf(report);
    // The page shows it itself.
    if (m_dialog != nullptr || words.isEmpty())
        return;
    const QString what =
        work == Leasing::Work::Follow ? tr("Your numbers follow the public URL: %1.") : tr("Your numbers: %1.");
    if (isTrouble(report))
        m_banner.showMessage(Banner::Tone::Warning, what.arg(words.join(u" · "_s)));
    else
        Q_EMIT statusMessage(what.arg(words.join(u" · "_s)));
}

bool NumbersController::mayClose() {
    if (m_mayClose || !m_leasing.isLeasing())
        return true;
    leave([this] {
        m_mayClose = true;
        m_window->close();
    });
    return false;
}

void NumbersController::leave(std::function<void()> then) {
    if (!m_leasing.isLeasing())
        return then();
    if (m_leaving != nullptr)
        return;
    m_then = std::move(then);
    m_leaving = new QProgressDialog(
        tr("Restoring what your numbers did before…"), tr("Leave them as they are"), 0, 0, m_window);
    m_leaving->setWindowTitle(tr("Point numbers"));
    m_leaving->setMinimumDuration(0);
    m_leaving->setAutoReset(false);
    m_leaving->setAutoClose(false);
    connect(m_leaving, &QProgressDialog::canceled, this, [this] {
        m_leasing.cancel();
        goOn();
    });
    connect(&m_leasing, &Leasing::stepDone, m_leaving,
        [dialog = m_leaving.data()](const account::LeaseStep &, int done, int all) {
            dialog->setMaximum(all);
            dialog->setValue(done);
        });
    m_leaving->show();
    m_leasing.cancel();
    m_leasing.restore({account::LeaseTerm::Session, {}, false, false});
}

void NumbersController::goOn() {
    m_leaving->deleteLater();
    m_leaving = nullptr;
    std::exchange(m_then, nullptr)();
}

// What could not be restored stays in the journal; the next start offers it again.
void NumbersController::leaveAfter(const LeaseReport &report) {
    if (m_leasing.isBusy())
        return;
    const QStringList words = wordsOf(report);
    if (!isTrouble(report))
        return goOn();
    m_leaving->hide();
    QMessageBox box(QMessageBox::Warning, tr("Not everything is restored"), words.join(u'\n'), {}, m_window);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(tr("Offhook knows what to restore, and offers it when this workspace is opened again."));
    QPushButton *onward = box.addButton(tr("&Go on all the same"), QMessageBox::AcceptRole);
    box.addButton(tr("&Stay"), QMessageBox::RejectRole);
    box.exec();
    if (box.clickedButton() == onward)
        return goOn();
    m_leaving->deleteLater();
    m_leaving = nullptr;
    m_then = nullptr;
}

} // namespace offhook::ui
