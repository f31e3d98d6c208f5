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

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using Outcome = account::LeaseStep::Outcome;

bool isTrouble(const account::LeaseStep &step) {
    return step.outcome == Outcome::Failed || step.outcome == Outcome::Conflict || step.outcome == Outcome::Cancelled;
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
    if (m_closing != nullptr)
        return closeAfter(report);
    QStringList words{stepsSummary(report.steps)};
    for (const Error &error : report.errors)
        words.append(u"✕ "_s + errorText(error));
    words.removeAll(QString());
    const bool trouble = !report.errors.empty() || std::any_of(report.steps.begin(), report.steps.end(), isTrouble);
    // The page shows it itself.
    if (m_dialog != nullptr || words.isEmpty())
        return;
    const QString what =
        work == Leasing::Work::Follow ? tr("Your numbers follow the public URL: %1.") : tr("Your numbers: %1.");
    if (trouble)
        m_banner.showMessage(Banner::Tone::Warning, what.arg(words.join(u" · "_s)));
    else
        Q_EMIT statusMessage(what.arg(words.join(u" · "_s)));
}

bool NumbersController::mayClose() {
    if (m_mayClose || !m_leasing.isLeasing())
        return true;
    if (m_closing != nullptr)
        return false;
    m_closing =
        new QProgressDialog(tr("Restoring what your numbers did before…"), tr("Leave them and close"), 0, 0, m_window);
    m_closing->setMinimumDuration(0);
    m_closing->setAutoReset(false);
    m_closing->setAutoClose(false);
    connect(m_closing, &QProgressDialog::canceled, this, [this] {
        m_closing->deleteLater();
        m_closing = nullptr;
        m_leasing.cancel();
        m_mayClose = true;
        m_window->close();
    });
    connect(&m_leasing, &Leasing::stepDone, m_closing,
        [dialog = m_closing.data()](const account::LeaseStep &, int done, int all) {
            dialog->setMaximum(all);
            dialog->setValue(done);
        });
    m_closing->show();
    m_leasing.cancel();
    m_leasing.restore({account::LeaseTerm::Session, {}, false, false});
    return false;
}

// What could not be restored stays in the journal; the next start offers it again.
void NumbersController::closeAfter(const LeaseReport &report) {
    if (m_leasing.isBusy())
        return;
    m_closing->deleteLater();
    m_closing = nullptr;
    const bool trouble = !report.errors.empty() || std::any_of(report.steps.begin(), report.steps.end(), isTrouble);
    if (trouble) {
        QStringList words{stepsSummary(report.steps)};
        for (const Error &error : report.errors)
            words.append(u"✕ "_s + errorText(error));
        words.removeAll(QString());
        QMessageBox box(QMessageBox::Warning, tr("Not everything is restored"), words.join(u'\n'), {}, m_window);
        box.setTextFormat(Qt::PlainText);
        box.setInformativeText(tr("Offhook knows what to restore and offers it at its next start."));
        QPushButton *close = box.addButton(tr("&Close all the same"), QMessageBox::AcceptRole);
        box.addButton(tr("&Stay"), QMessageBox::RejectRole);
        box.exec();
        if (box.clickedButton() != close)
            return;
    }
    m_mayClose = true;
    m_window->close();
}

} // namespace offhook::ui
