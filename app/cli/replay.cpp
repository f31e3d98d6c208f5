#include "app/cli/command_line.h"
#include "app/cli/filter_option.h"
#include "app/cli/interrupt.h"
#include "app/cli/keys.h"
#include "app/cli/output.h"
#include "app/cli/replay_options.h"
#include "app/cli/workspace_reader.h"
#include "core/base/text_guard.h"
#include "core/deliver/junit_report.h"
#include "core/deliver/replay_route.h"
#include "core/deliver/route_json.h"
#include "core/session/replay_exchange.h"
#include "core/session/workspace_settings.h"
#include "core/store/workspace_file.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QJsonArray>
#include <QSaveFile>

#include <array>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using deliver::ReplayAttempt;
using deliver::ReplayVerdict;

QByteArray milliseconds(qint64 tookUs) {
    return QByteArray::number(double(tookUs) / 1000.0, 'f', 1);
}

QByteArray attemptJson(const ReplayAttempt &attempt) {
    QJsonObject line{{u"id"_s, attempt.origin->id}, {u"url"_s, QString::fromUtf8(attempt.request.url)},
        {u"verdict"_s, QLatin1StringView(deliver::replayVerdictName(attempt.comparison.verdict))}};
    if (attempt.error) {
        line.insert(u"error"_s, attempt.error->detail);
        return jsonLine(line);
    }
    line.insert(u"status"_s, attempt.answer.status);
    line.insert(u"tookMs"_s, double(attempt.tookUs) / 1000.0);
    const QStringList differences = deliver::differencesIn(attempt.comparison.lines);
    if (!differences.isEmpty() && attempt.comparison.verdict != ReplayVerdict::New)
        line.insert(u"differences"_s, QJsonArray::fromStringList(differences));
    return jsonLine(line);
}

QByteArray attemptText(const ReplayAttempt &attempt, bool withDifferences) {
    const ReplayVerdict verdict = attempt.comparison.verdict;
    QByteArray text = '#' + QByteArray::number(attempt.origin->id) + "  " +
                      QByteArray(deliver::replayVerdictName(verdict)).leftJustified(10);
    if (attempt.error)
        return text + printable(attempt.error->detail).toUtf8() + '\n';
    text += QByteArray::number(attempt.answer.status) + "  " + milliseconds(attempt.tookUs) + " ms  " +
            printable(attempt.request.url).toUtf8() + '\n';
    if (withDifferences && verdict != ReplayVerdict::New)
        for (const QString &difference : deliver::differencesIn(attempt.comparison.lines))
            text += "    " + difference.toUtf8() + '\n';
    return text;
}

/// One run of the command.
struct Replay {
    bool json = false;
    bool expect = false;
    QString junit;
    std::array<int, deliver::ReplayVerdictCount> counts{};
    bool isRefused = false; ///< an answer of 400 or more
    bool lacksKey = false;
    std::deque<deliver::SuiteCase> cases{};

    void take(const ReplayAttempt &attempt);
    [[nodiscard]] QByteArray summary() const;
    [[nodiscard]] bool isGood() const;
};

void Replay::take(const ReplayAttempt &attempt) {
    ++counts.at(std::size_t(attempt.comparison.verdict));
    isRefused = isRefused || attempt.answer.status >= 400;
    lacksKey = lacksKey || (attempt.error && attempt.error->code == ErrorCode::NoKey);
    if (!junit.isEmpty())
        cases.push_back(deliver::suiteCase(attempt));
    writeOut(json ? attemptJson(attempt) : attemptText(attempt, expect));
}

QByteArray Replay::summary() const {
    QByteArrayList parts;
    for (int i = 0; i < deliver::ReplayVerdictCount; ++i)
        if (const int count = counts.at(std::size_t(i)); count > 0)
            parts.append(QByteArray::number(count) + ' ' + deliver::replayVerdictName(ReplayVerdict(i)));
    return parts.isEmpty() ? QByteArray("nothing to replay") : parts.join(", ");
}

bool Replay::isGood() const {
    const auto of = [this](ReplayVerdict verdict) { return counts.at(std::size_t(verdict)); };
    if (!expect)
        return of(ReplayVerdict::Failed) == 0 && !isRefused;
    return of(ReplayVerdict::Same) + of(ReplayVerdict::Fixed) > 0 && of(ReplayVerdict::Failed) == 0 &&
           of(ReplayVerdict::Changed) == 0 && of(ReplayVerdict::Regressed) == 0 && of(ReplayVerdict::New) == 0;
}

Result<void> awaitReplay(deliver::ReplayPlan plan, Replay &replay) {
    QEventLoop loop;
    Result<void> outcome;
    deliver::ReplayExchange exchange = networkExchange(plan.certificate);
    deliver::Replayer replayer(std::move(plan), std::move(exchange),
        {[&](const ReplayAttempt &attempt) { replay.take(attempt); },
            [&](const Result<void> &result) {
                outcome = result;
                loop.quit();
            }});
    onInterrupt(&loop, [&] { replayer.cancel(); });
    replayer.start();
    loop.exec();
    return outcome;
}

Result<void> writeReport(const QString &name, const QByteArray &report) {
    QSaveFile file(name);
    if (file.open(QIODevice::WriteOnly) && file.write(report) == report.size() && file.commit())
        return {};
    return Error{ErrorCode::FileUnwritable, name + u": "_s + file.errorString(), -1};
}

int tellProblems(const QString &file, const exchange::ImportProblems &problems) {
    for (const exchange::ImportProblem &problem : problems.kept())
        writeErr(file.toUtf8() + ':' + QByteArray::number(problem.line) + ": " +
                 printable(problem.what, 1000).toUtf8() + '\n');
    return problems.count() == 0 ? Ok : Failed;
}

int run(deliver::ReplayPlan plan, const ReplaySource &source, const QString &file, Replay &replay) {
    plan.next = source.next;
    const WallTime startedAt = Clock::system().wall();
    QElapsedTimer watch;
    watch.start();
    const Result<void> outcome = awaitReplay(std::move(plan), replay);
    writeErr("offhook-cli: " + replay.summary() + '\n');
    if (!replay.junit.isEmpty()) {
        const QString suite = file.isEmpty() ? u"offhook"_s : QFileInfo(file).completeBaseName();
        const QByteArray report =
            deliver::junitReport(suite, startedAt, double(watch.elapsed()) / 1000.0, replay.cases);
        if (const Result<void> written = writeReport(replay.junit, report); !written)
            return fail(Failed, written.error());
    }
    const int unread = source.problems ? tellProblems(file, *source.problems) : Ok;
    if (!outcome)
        return fail(Failed, outcome.error());
    if (replay.lacksKey)
        return fail(NoKey, u"There is no key to sign with."_s, howToGiveAKey());
    return replay.isGood() ? unread : Failed;
}

Result<ReplaySource> openSource(const QCommandLineParser &parser, const ReplayWhat &what) {
    if (!what.file.isEmpty())
        return fileEvents(what.file);
    const QString path = parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath();
    const Result<void> ready = prepareForReading(path);
    return ready ? workspaceEvents(path, what.selection) : Result<ReplaySource>(ready.error());
}

Result<deliver::Route> routeNamed(const QCommandLineParser &parser) {
    const QString name = parser.value(u"route"_s);
    const auto store = openForReading(parser);
    if (!store)
        return store.error();
    const auto routes = deliver::routesFromJson((*store)->setting(workspace_settings::Routes));
    QStringList names;
    for (const deliver::Route &route : routes ? *routes : deliver::RouteList()) {
        if (route.name.compare(name, Qt::CaseInsensitive) == 0)
            return route;
        names.append(route.name);
    }
    return Error{ErrorCode::NotFound,
        u"The workspace has no route “%1”; its routes: %2."_s.arg(
            name, names.isEmpty() ? u"none"_s : names.join(u", "_s)),
        -1};
}

bool isAllowed(const QCommandLineParser &parser, const deliver::ReplayTarget &target) {
    const QByteArray host = target.host;
    const QStringList named = parser.values(u"allow-host"_s);
    return isReplayAllowed(target, settings::Preferences()) ||
           named.contains(QString::fromUtf8(host), Qt::CaseInsensitive);
}

} // namespace

int replay(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Sends stored events again and sets the answers against the original ones. Exit: 0 all delivered (with "
        "--expect: all the same or mended), 1 some not, 2 bad usage, 4 no key."_s);
    addReplayOptions(parser);
    if (const auto done = parse(parser, "replay", arguments, 0, std::numeric_limits<qsizetype>::max()))
        return *done;
    const QString hint = u"offhook-cli replay --help lists the options."_s;
    auto what = replayWhat(parser.positionalArguments(), parser.isSet(u"filter"_s));
    if (!what)
        return fail(Usage, what.error(), hint);
    auto filter = filterOption(parser);
    if (!filter)
        return Usage;
    what->selection.filter = std::move(*filter);
    auto plan = replayPlan(parser);
    if (!plan)
        return fail(Usage, plan.error(), hint);
    if (parser.isSet(u"route"_s)) {
        const auto route = routeNamed(parser);
        const Result<void> aimed = route ? deliver::aimAtRoute(*plan, *route) : Result<void>(route.error());
        if (!aimed)
            return fail(Usage, aimed.error());
    }
    const QString host = QString::fromUtf8(plan->options.target.host);
    if (!isAllowed(parser, plan->options.target))
        return fail(Usage, u"%1 is not this machine: replays go there only when you say so."_s.arg(host),
            u"Add --allow-host %1, or confirm it once in the window."_s.arg(host));
    const auto source = openSource(parser, *what);
    if (!source)
        return fail(Failed, source.error());
    if (plan->options.sign) {
        auto keys = replayKeys(parser, source->throwAwayKey);
        if (!keys)
            return fail(Usage, keys.error());
        if (keys->empty())
            return fail(NoKey, u"There is no key to sign with."_s, howToGiveAKey());
        plan->keys = std::move(*keys);
    }
    Replay run{parser.isSet(u"json"_s), parser.isSet(u"expect"_s), parser.value(u"junit"_s)};
    return cli::run(std::move(*plan), *source, what->file, run);
}

} // namespace offhook::cli
