#include "app/cli/accounts.h"
#include "app/cli/background.h"
#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/recover_options.h"
#include "app/cli/workspace_reader.h"
#include "core/account/rest_error.h"
#include "core/base/clock.h"
#include "core/base/text_guard.h"
#include "core/session/recovery.h"

#include <QFileInfo>
#include <QJsonArray>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using Outcome = RecoveredItem::Outcome;
using Ran = Result<RecoveryOutcome>;

constexpr qsizetype SummaryLength = 40;

QString text(const QByteArray &bytes) {
    return QString::fromUtf8(bytes);
}

QByteArray cell(const QByteArray &bytes, qsizetype width) {
    return printable(bytes, SummaryLength).toUtf8().leftJustified(width) + "  ";
}

ExitCode exitCodeOf(const Error &error) {
    if (error.code == ErrorCode::NoKey)
        return NoKey;
    return error.code == ErrorCode::InvalidInput && account::twilioCode(error) == 0 ? Usage : Failed;
}

/// Exit code of bad options or credentials; else runs, and hands over what came of it.
int run(const QCommandLineParser &parser, bool isTrial, bool records,
    const std::function<int(const LogOptions &, const RecoveryOutcome &)> &tell) {
    const auto options = logOptions(parser, Clock::system().wall());
    if (!options)
        return fail(Usage, options.error());
    const auto accounts = Accounts::open(parser);
    if (!accounts)
        return fail(Usage, accounts.error());
    auto credentials = chosenAccount(parser, (*accounts)->access());
    if (!credentials)
        return fail(exitCodeOf(credentials.error()), credentials.error(), howToGiveAnAccount());
    if (isTrial && QFileInfo::exists(options->workspace)) {
        if (const Result<void> ready = prepareForReading(options->workspace); !ready)
            return fail(Failed, ready.error());
    }
    RecoveryPlan plan;
    plan.credentials = std::move(*credentials);
    plan.log.window = options->window;
    plan.log.records = records;
    const OpenImporter open = [&] { return store::WorkspaceImporter::open(options->workspace); };
    const Ran ran = inBackground<Ran>([&](const ShareControl &control) {
        return runRecovery(plan, options->workspace, isTrial ? OpenImporter() : open, control);
    });
    if (!ran)
        return fail(exitCodeOf(ran.error()), ran.error());
    return tell(*options, *ran);
}

void tellProblems(const QStringList &problems) {
    for (const QString &problem : problems)
        writeErr(problem.toUtf8() + '\n');
}

QJsonObject itemJson(const RecoveredItem &item) {
    QJsonObject json{{u"outcome"_s, QString::fromLatin1(outcomeName(item.outcome))}, {u"source"_s, text(item.source)}};
    if (item.outcome == Outcome::NotRebuilt) {
        json.insert(u"why"_s, item.why);
        return json;
    }
    json.insert(u"time"_s, QString::fromLatin1(isoTime(item.at)));
    json.insert(u"kind"_s, text(item.kindName));
    json.insert(u"sid"_s, text(item.sid));
    json.insert(u"status"_s, text(item.status));
    json.insert(u"responseStatus"_s, item.responseStatus);
    if (item.id > 0)
        json.insert(u"id"_s, item.id);
    return json;
}

QByteArray itemLine(const RecoveredItem &item) {
    const QByteArray outcome = cell(outcomeName(item.outcome), 12);
    if (item.outcome == Outcome::NotRebuilt)
        return outcome + cell(item.source, 34) + item.why.toUtf8() + '\n';
    const QByteArray answer = item.responseStatus > 0 ? QByteArray::number(item.responseStatus) : QByteArray("-");
    return outcome + isoTime(item.at) + "  " + cell(item.kindName, 24) + cell(item.sid, 34) + answer + '\n';
}

int tellRecovered(const LogOptions &options, const RecoverReport &report, bool isTrial) {
    for (const RecoveredItem &item : report.items) {
        if (options.json)
            writeOut(jsonLine(itemJson(item)));
        else if (item.outcome != Outcome::AlreadyHere)
            writeOut(itemLine(item));
    }
    const qint64 recovered = report.count(Outcome::Recovered);
    const qint64 here = report.count(Outcome::AlreadyHere);
    const qint64 notRebuilt = report.count(Outcome::NotRebuilt);
    tellProblems(report.problems);
    if (options.json) {
        writeOut(jsonLine({{u"recovered"_s, recovered}, {u"alreadyHere"_s, here}, {u"notRebuilt"_s, notRebuilt},
            {u"dryRun"_s, isTrial}, {u"workspace"_s, options.workspace},
            {u"problems"_s, QJsonArray::fromStringList(report.problems)}}));
    } else {
        writeOut(QByteArray::number(recovered) + (isTrial ? " would be recovered into " : " recovered into ") +
                 options.workspace.toUtf8() + ", " + QByteArray::number(here) + " were there already, " +
                 QByteArray::number(notRebuilt) + " cannot be rebuilt\n");
    }
    return report.problems.isEmpty() ? Ok : Failed;
}

QByteArray reasonWords(const ReconcileRow &row) {
    switch (row.reason) {
    case ReconcileReason::AllHere:
        return "what had to come is here";
    case ReconcileReason::InboundMissing:
        return "the webhook for it is not here";
    case ReconcileReason::RequestsMissing:
        return QByteArray::number(row.missing) + " of the " + QByteArray::number(row.told) +
               " requests that Twilio made are not here";
    case ReconcileReason::StatusMissing:
        return "the callback with this status is not here";
    case ReconcileReason::StatusCallbackMissing:
        return "a status callback is set, and none is here";
    case ReconcileReason::StatusDiffers:
        return "the callbacks told another status";
    case ReconcileReason::CallbackUnknown:
        return "Twilio does not tell whether a callback was asked for";
    case ReconcileReason::NoWebhook:
        return "no webhook is set for the number now";
    case ReconcileReason::LeadsElsewhere:
        return "the number's webhook leads elsewhere now";
    case ReconcileReason::NotFinished:
        break;
    }
    return "not finished yet";
}

QJsonObject rowJson(const ReconcileRow &row) {
    const TwilioRecord &record = row.record;
    QJsonArray statuses;
    for (const QByteArray &status : row.captured.statuses)
        statuses.append(text(status));
    QJsonArray events;
    for (const EventId id : row.captured.events)
        events.append(id);
    return {{u"sid"_s, text(record.sid)},
        {u"type"_s, record.type == TwilioRecord::Type::Call ? u"call"_s : u"message"_s},
        {u"direction"_s, text(record.direction)}, {u"from"_s, text(record.from)}, {u"to"_s, text(record.to)},
        {u"time"_s, QString::fromLatin1(isoTime(record.at))}, {u"twilioStatus"_s, text(record.status)},
        {u"capturedStatus"_s, text(row.captured.status)}, {u"capturedStatuses"_s, statuses}, {u"events"_s, events},
        {u"recovered"_s, row.captured.recovered}, {u"told"_s, row.told}, {u"missing"_s, row.missing},
        {u"verdict"_s, QString::fromLatin1(verdictName(row.verdict))},
        {u"reason"_s, QString::fromLatin1(reasonName(row.reason))}};
}

QByteArray rowLine(const ReconcileRow &row) {
    return cell(verdictName(row.verdict), 10) + isoTime(row.record.at) + "  " + cell(row.record.sid, 34) +
           cell(row.record.direction, 13) + cell(row.record.status, 11) + reasonWords(row) + '\n';
}

int tellReconciled(const LogOptions &options, const RecoveryOutcome &outcome) {
    bool isWhole = outcome.report.problems.isEmpty();
    std::map<ReconcileVerdict, qint64> counts;
    for (const ReconcileRow &row : outcome.rows) {
        ++counts[row.verdict];
        if (options.json)
            writeOut(jsonLine(rowJson(row)));
        else if (row.verdict != ReconcileVerdict::Complete)
            writeOut(rowLine(row));
    }
    tellProblems(outcome.report.problems);
    if (!options.json) {
        QByteArray summary = QByteArray::number(qint64(outcome.rows.size())) + " messages and calls";
        for (const auto &[verdict, count] : counts)
            summary += ", " + QByteArray::number(count) + ' ' + verdictName(verdict);
        writeOut(summary + '\n');
    }
    isWhole = isWhole && counts[ReconcileVerdict::Missing] == 0 && counts[ReconcileVerdict::Differs] == 0;
    return isWhole ? Ok : Failed;
}

} // namespace

int recover(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Asks Twilio which webhooks it sent and adds those that were missed to a workspace, flagged recovered: from "
        u"its "
        "alerts (30 days) and the events of calls. What is there already is left out. Exit: 0, 1 when something could "
        "not be asked for, 4 without a key."_s);
    addLogOptions(parser);
    addAccountOptions(parser);
    parser.addOption({u"dry-run"_s, u"Only tells what would be recovered."_s});
    if (const auto done = parse(parser, "recover", arguments))
        return *done;
    const bool isTrial = parser.isSet(u"dry-run"_s);
    return run(parser, isTrial, false, [isTrial](const LogOptions &options, const RecoveryOutcome &outcome) {
        return tellRecovered(options, outcome.report, isTrial);
    });
}

int reconcile(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Sets the messages and calls that Twilio remembers against the events of a workspace. Exit: 0, 1 when a "
        u"webhook "
        "is missing, a status differs or something could not be asked for, 4 without a key."_s);
    addLogOptions(parser);
    addAccountOptions(parser);
    if (const auto done = parse(parser, "reconcile", arguments))
        return *done;
    return run(parser, true, true, tellReconciled);
}

} // namespace offhook::cli
