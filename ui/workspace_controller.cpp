#include "ui/workspace_controller.h"

#include "core/store/salvage.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QProgressDialog>
#include <QThreadPool>
#include <QTimer>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr auto Ending = ".offhook-workspace";

QString fileFilter() {
    return WorkspaceController::tr("Offhook workspaces (*%1);;All files (*)").arg(QLatin1StringView(Ending));
}

/// A salvage under way: shared by the pool's thread and the dialog.
struct SalvageJob {
    std::atomic<qint64> recovered{0};
    std::atomic<bool> cancelled{false};
};

} // namespace

WorkspaceController::WorkspaceController(Session &session, Banner &banner, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_banner(banner)
    , m_window(window) {
    connect(&m_banner, &Banner::actionTriggered, this, [this] {
        if (!m_setAside.isEmpty())
            askForSalvage(m_setAside);
        else if (m_offersOther)
            askForExisting();
    });
}

void WorkspaceController::open(const QString &path, store::Access access) {
    if (m_before)
        return m_before([this, path, access] { openNow(path, access); });
    openNow(path, access);
}

void WorkspaceController::openNow(const QString &path, store::Access access) {
    m_banner.clear();
    m_setAside.clear();
    m_offersOther = false;
    opening();
    if (access == store::Access::ReadOnly)
        return openReadOnly(path, {});
    const Result<QString> aside = m_session.openMending(path);
    if (!aside) {
        const ErrorCode code = aside.error().code;
        if (code == ErrorCode::WorkspaceLocked || code == ErrorCode::ReadOnly)
            return openReadOnly(path, aside.error());
        m_offersOther = true;
        m_banner.showMessage(Banner::Tone::Problem, errorText(aside.error()), tr("Open another…"));
        return Q_EMIT opened();
    }
    m_session.preferences().addRecentWorkspace(path);
    Q_EMIT opened();
    m_session.listen(m_listen.value_or(m_session.listenOptions()));
    if (!aside->isEmpty())
        opensDamaged(*aside);
}

// The panes must let go of the old workspace's store before it closes.
void WorkspaceController::opening() {
    if (m_session.events() != nullptr) {
        m_session.close();
        Q_EMIT opened();
    }
}

void WorkspaceController::openReadOnly(const QString &path, const Error &why) {
    if (const Result<void> opened = m_session.open(path, store::Access::ReadOnly); !opened) {
        m_offersOther = true;
        m_banner.showMessage(Banner::Tone::Problem, errorText(opened.error()), tr("Open another…"));
    } else {
        m_offersOther = true;
        const QString reason = why.detail.isEmpty() ? QString() : errorText(why) + u' ';
        m_banner.showMessage(
            Banner::Tone::Info, reason + tr("It is open read-only here and follows live."), tr("Open another…"));
    }
    Q_EMIT this->opened();
}

void WorkspaceController::opensDamaged(const QString &aside) {
    m_setAside = aside;
    m_banner.showMessage(Banner::Tone::Problem,
        tr("The workspace was damaged. It was kept as %1, and a fresh one is open.")
            .arg(QDir::toNativeSeparators(aside)),
        tr("Salvage…"));
}

void WorkspaceController::askForNew() {
    QString path = QFileDialog::getSaveFileName(m_window, tr("New workspace"), QString(), fileFilter());
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1StringView(Ending);
    if (QFileInfo::exists(path) && !QFile::moveToTrash(path))
        return m_banner.showMessage(
            Banner::Tone::Problem, tr("%1 is in the way and could not be moved to the trash.").arg(path));
    open(path);
}

void WorkspaceController::askForExisting() {
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Open workspace"), QString(), fileFilter());
    if (!path.isEmpty())
        open(path);
}

void WorkspaceController::askForSalvage(const QString &damaged) {
    const QString from =
        damaged.isEmpty() ? QFileDialog::getOpenFileName(m_window, tr("Salvage: the damaged workspace")) : damaged;
    if (from.isEmpty())
        return;
    const QString into =
        QFileDialog::getSaveFileName(m_window, tr("Salvage: save what is readable as"), QString(), fileFilter());
    if (!into.isEmpty())
        runSalvage(from, into);
}

void WorkspaceController::runSalvage(const QString &damaged, const QString &into) {
    auto job = std::make_shared<SalvageJob>();
    auto *dialog = new QProgressDialog(tr("Salvaging…"), tr("Cancel"), 0, 0, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setMinimumDuration(0);
    auto *timer = new QTimer(dialog);
    connect(timer, &QTimer::timeout, dialog,
        [dialog, job] { dialog->setLabelText(tr("%1 events recovered").arg(grouped(job->recovered))); });
    timer->start(200);
    connect(dialog, &QProgressDialog::canceled, this, [job] { job->cancelled = true; });
    const QPointer<WorkspaceController> self(this);
    const QPointer<QProgressDialog> open(dialog);
    QThreadPool::globalInstance()->start([=] {
        const auto report = store::salvage(
            damaged, into, [job](qint64 count) { job->recovered = count; }, &job->cancelled);
        QMetaObject::invokeMethod(
            qApp,
            [=] {
                if (open)
                    open->close();
                if (!self)
                    return;
                if (report)
                    self->m_banner.showMessage(
                        Banner::Tone::Info, tr("%1 events recovered into %2, %3 lost.")
                                                .arg(grouped(report->recovered), into, grouped(report->lost)));
                else
                    self->m_banner.showMessage(Banner::Tone::Problem, errorText(report.error()));
            },
            Qt::QueuedConnection);
    });
}

void WorkspaceController::fillRecent(QMenu *menu) {
    menu->clear();
    const QStringList recent = m_session.preferences().recentWorkspaces();
    for (const QString &path : recent) {
        // A menu takes & for a mnemonic: a path has none.
        QAction *action = menu->addAction(QString(path).replace(u'&', "&&"_L1));
        connect(action, &QAction::triggered, this, [this, path] { open(path); });
    }
    menu->setEnabled(!recent.isEmpty());
}

} // namespace offhook::ui
