#include "ui/share/share_controller.h"

#include "core/exchange/formats.h"
#include "core/session/sharing.h"
#include "ui/share/share_dialog.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/banner.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QProgressDialog>
#include <QPushButton>
#include <QTemporaryDir>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t MostCopied = 1'000; ///< a clipboard is no file
constexpr int FewProblems = 20;

QString problemText(const exchange::ImportProblems &problems) {
    QStringList lines;
    for (const exchange::ImportProblem &problem : problems.kept()) {
        if (lines.size() == FewProblems)
            break;
        lines.append(
            problem.line > 0 ? ShareController::tr("Line %1: %2").arg(problem.line).arg(problem.what) : problem.what);
    }
    if (problems.count() > lines.size())
        lines.append(ShareController::tr("… and %1 more").arg(grouped(problems.count() - lines.size())));
    return lines.join(u'\n');
}

} // namespace

ShareController::ShareController(Session &session, const Theme &theme, Banner &banner, Choices choices, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_theme(theme)
    , m_banner(banner)
    , m_choices(std::move(choices))
    , m_window(window) {
    buildCopyMenu();
}

void ShareController::buildCopyMenu() {
    m_copyMenu = new QMenu(tr("Copy &as"), m_window);
    auto last = exchange::Purpose::Request;
    for (const exchange::Format &format : exchange::formats()) {
        if (format.purpose != last)
            m_copyMenu->addSeparator();
        last = format.purpose;
        QAction *action = m_copyMenu->addAction(QString::fromUtf8(format.label));
        connect(action, &QAction::triggered, this, [this, name = QByteArray(format.name)] { copyAs(name); });
    }
    m_copyMenu->addSeparator();
    m_copySafely = m_copyMenu->addAction(tr("Make copies &safe to share"));
    m_copySafely->setCheckable(true);
}

void ShareController::copyAs(const QByteArray &format) {
    ShareSelection selection{m_choices().selected, {}};
    std::sort(selection.ids.begin(), selection.ids.end());
    if (selection.ids.empty() || m_session.sharing() == nullptr)
        return;
    if (selection.ids.size() > MostCopied)
        return Q_EMIT statusMessage(
            tr("Up to %1 events can be copied; File > Share saves more.").arg(grouped(qint64(MostCopied))));
    exchange::ExportOptions options;
    options.format = exchange::findFormat(format);
    if (m_copySafely->isChecked())
        options.redaction.emplace();
    const QString label = QString::fromUtf8(options.format->label);
    m_session.sharing()->exportText(selection, options, this, [this, label](const Result<QByteArray> &text) {
        if (!text)
            return m_banner.showMessage(Banner::Tone::Problem, errorText(text.error()));
        if (text->isEmpty())
            return Q_EMIT statusMessage(tr("This event has no form as %1.").arg(label));
        QGuiApplication::clipboard()->setText(QString::fromUtf8(*text));
        Q_EMIT statusMessage(tr("Copied as %1").arg(label));
    });
}

void ShareController::share() {
    if (m_session.sharing() == nullptr)
        return;
    ShareDialog dialog(m_session, m_theme, m_choices(), m_window);
    connect(&dialog, &ShareDialog::saved, this, &ShareController::statusMessage);
    dialog.exec();
}

void ShareController::askForImport() {
    const QString file = QFileDialog::getOpenFileName(m_window, tr("Import events"), QString(),
        tr("Events (*.offhook *.har *.json *.jsonl *.http *.txt *.sh);;All files (*)"));
    if (!file.isEmpty())
        import(file);
}

bool ShareController::isEventFile(const QString &file) {
    const QString ending = QFileInfo(file).suffix().toLower();
    return QStringList{u"offhook"_s, u"har"_s, u"json"_s, u"jsonl"_s, u"http"_s, u"txt"_s, u"sh"_s}.contains(ending);
}

void ShareController::openFile(const QString &file) {
    QMessageBox box(QMessageBox::Question, tr("Open events"),
        tr("Look at the events of %1, or add them to this workspace?").arg(QFileInfo(file).fileName()),
        QMessageBox::Cancel, m_window);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(tr("Looking leaves the workspace as it is. Adding leaves out what is there already."));
    QPushButton *look = box.addButton(tr("&Look at them"), QMessageBox::AcceptRole);
    QPushButton *add = box.addButton(tr("&Add them"), QMessageBox::AcceptRole);
    add->setEnabled(m_session.sharing() != nullptr && m_session.sharing()->canImport());
    box.setDefaultButton(look);
    box.exec();
    if (box.clickedButton() == look)
        view(file);
    else if (box.clickedButton() == add)
        import(file);
}

void ShareController::import(const QString &file) {
    if (m_session.sharing() == nullptr)
        return;
    runImport(tr("Adding the events of %1…").arg(QFileInfo(file).fileName()),
        [this, file](auto progress, auto done) { return m_session.sharing()->importFrom(file, this, progress, done); },
        {});
}

// The copy stands beside other temporary files, and is gone after a restart of the machine.
void ShareController::view(const QString &file) {
    if (m_session.sharing() == nullptr)
        return;
    QTemporaryDir folder(QDir::tempPath() + u"/offhook-view-XXXXXX"_s);
    folder.setAutoRemove(false);
    const QString workspace = folder.filePath(QFileInfo(file).completeBaseName() + u".offhook-workspace"_s);
    runImport(
        tr("Reading %1…").arg(QFileInfo(file).fileName()),
        [this, file, workspace](
            auto progress, auto done) { return m_session.sharing()->unpack(file, workspace, this, progress, done); },
        [this, workspace] { Q_EMIT viewAsked(workspace); });
}

void ShareController::runImport(const QString &title, const Work &work, const std::function<void()> &whenDone) {
    auto *dialog = new QProgressDialog(title, tr("Cancel"), 0, 0, m_window);
    dialog->setWindowTitle(tr("Import events"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAutoClose(false);
    dialog->setAutoReset(false);
    dialog->setMinimumDuration(300);
    const QPointer<QProgressDialog> shown(dialog);
    const auto cancel = work(
        [shown](qint64 done, qint64 all) {
            if (!shown || all <= 0)
                return;
            shown->setMaximum(1'000);
            shown->setValue(int(done * 999 / all));
        },
        [this, shown, whenDone](const Result<exchange::ImportReport> &report) {
            if (shown)
                shown->close();
            if (report && whenDone)
                whenDone();
            tellImport(report);
        });
    connect(dialog, &QProgressDialog::canceled, this, [cancel] { *cancel = true; });
}

void ShareController::tellImport(const Result<exchange::ImportReport> &report) {
    if (!report)
        return m_banner.showMessage(Banner::Tone::Problem, errorText(report.error()));
    QString text = tr("%1 events read").arg(grouped(report->imported));
    if (report->duplicates > 0)
        text += tr(", %1 were there already").arg(grouped(report->duplicates));
    Q_EMIT statusMessage(text);
    if (report->problems.count() == 0)
        return;
    QMessageBox box(QMessageBox::Warning, tr("Import events"), text + u". "_s + tr("Not everything could be read."),
        QMessageBox::Ok, m_window);
    box.setTextFormat(Qt::PlainText);
    box.setDetailedText(problemText(report->problems));
    box.exec();
}

} // namespace offhook::ui
