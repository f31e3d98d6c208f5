#include "app/cli/recover_options.h"

#include "core/store/workspace_file.h"

#include <QDateTime>
#include <QRegularExpression>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

constexpr WallTime MicrosPerMilli = 1'000;
constexpr WallTime Second = 1'000'000;
constexpr WallTime Day = 24 * 3600 * Second;

std::optional<WallTime> before(const QString &text, WallTime now) {
    static const QRegularExpression span(u"^(\\d{1,5})([mhd])$"_s);
    const QRegularExpressionMatch match = span.match(text);
    if (!match.hasMatch())
        return {};
    const QChar unit = match.captured(2).front();
    const WallTime length = unit == u'm' ? 60 * Second : unit == u'h' ? 3600 * Second : Day;
    return now - match.captured(1).toLongLong() * length;
}

Result<WallTime> momentOf(const QCommandLineParser &parser, const QString &option, WallTime otherwise, WallTime now) {
    if (!parser.isSet(option))
        return otherwise;
    const auto moment = momentFrom(parser.value(option), now);
    if (moment)
        return *moment;
    return Error{ErrorCode::InvalidInput,
        u"--%1 is no time: “%2”. Times are 2026-11-24, 2026-11-24T09:30, 09:30, 12h or 7d."_s.arg(
            option, parser.value(option)),
        -1};
}

} // namespace

std::optional<WallTime> momentFrom(const QString &text, WallTime now) {
    if (const auto span = before(text, now))
        return span;
    QDateTime moment = QDateTime::fromString(text, Qt::ISODate);
    if (!moment.isValid()) {
        const QTime time = QTime::fromString(text, Qt::ISODate);
        if (time.isValid())
            moment = QDateTime(QDateTime::fromMSecsSinceEpoch(now / MicrosPerMilli).date(), time);
    }
    return moment.isValid() ? std::optional(moment.toMSecsSinceEpoch() * MicrosPerMilli) : std::nullopt;
}

void addLogOptions(QCommandLineParser &parser) {
    parser.addOptions({{u"since"_s, u"From when on; a day ago when not given."_s, u"TIME"_s},
        {u"until"_s, u"Until when; now when not given."_s, u"TIME"_s},
        {u"workspace"_s, u"The workspace's file."_s, u"FILE"_s}, {u"json"_s, u"Prints one JSON object a line."_s}});
}

Result<LogOptions> logOptions(const QCommandLineParser &parser, WallTime now) {
    LogOptions options;
    const auto until = momentOf(parser, u"until"_s, now, now);
    if (!until)
        return until.error();
    const auto since = momentOf(parser, u"since"_s, *until - Day, now);
    if (!since)
        return since.error();
    if (*since >= *until)
        return Error{ErrorCode::InvalidInput, u"--since is not before --until."_s, -1};
    options.window = {*since, *until};
    options.workspace = parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath();
    options.json = parser.isSet(u"json"_s);
    return options;
}

} // namespace offhook::cli
