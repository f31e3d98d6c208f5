#include "core/session/recovery.h"

#include "core/session/workspace_settings.h"
#include "core/store/event_reader.h"

#include <QFileInfo>

namespace offhook {
namespace {

using Importer = std::unique_ptr<store::WorkspaceImporter>;

/// The public URLs of the workspace, now and before.
Result<QList<QByteArray>> ownUrls(const QString &workspace) {
    namespace ws = workspace_settings;
    if (!QFileInfo::exists(workspace))
        return QList<QByteArray>();
    auto reader = store::EventReader::open(workspace);
    if (!reader)
        return reader.error();
    auto settings = (*reader)->settings();
    if (!settings)
        return settings.error();
    QList<QByteArray> urls = ws::urlsFrom((*settings)[ws::FormerPublicUrls]);
    if (const QByteArray now = (*settings)[ws::PublicUrl]; !now.isEmpty())
        urls.prepend(now);
    return urls;
}

Result<std::vector<ReconcileRow>> compared(const AccountLog &log, const RecoverReport &report, const QString &workspace,
    const TimeWindow &window, const ShareControl &control) {
    QSet<QByteArray> sids;
    for (const TwilioRecord &record : recordsOf(log))
        sids.insert(record.sid);
    const auto captured = capturedThreads(workspace, window, sids, control);
    if (!captured)
        return captured.error();
    const auto urls = ownUrls(workspace);
    if (!urls)
        return urls.error();
    return reconcile(log, *captured, report, *urls);
}

} // namespace

Result<RecoveryOutcome> runRecovery(
    const RecoveryPlan &plan, const QString &workspace, const OpenImporter &open, const ShareControl &control) {
    account::RestClient client(plan.credentials, plan.base);
    const auto log = fetchAccountLog(client, plan.log, control);
    if (!log)
        return log.error();
    auto importer = open ? open() : Result<Importer>(Importer());
    if (!importer)
        return importer.error();
    auto report = recoverWebhooks(*log, workspace, plan.log.window, importer->get(), control);
    if (!report)
        return report.error();
    RecoveryOutcome outcome;
    outcome.report = std::move(*report);
    if (!plan.log.records)
        return outcome;
    auto rows = compared(*log, outcome.report, workspace, plan.log.window, control);
    if (!rows)
        return rows.error();
    outcome.rows = std::move(*rows);
    return outcome;
}

} // namespace offhook
