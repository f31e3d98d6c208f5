#include "app/cli/replay_options.h"

#include "app/cli/keys.h"

#include <cmath>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

Error invalid(const QString &what) {
    return {ErrorCode::InvalidInput, what, -1};
}

/// A number above 0, or `otherwise` when the option is not given.
Result<double> positive(const QCommandLineParser &parser, const QString &option, double otherwise) {
    if (!parser.isSet(option))
        return otherwise;
    bool ok = false;
    const double number = parser.value(option).toDouble(&ok);
    if (!ok || !std::isfinite(number) || number <= 0)
        return invalid(u"--%1 wants a number above 0, not “%2”."_s.arg(option, parser.value(option)));
    return number;
}

Result<deliver::Pace> paceFrom(const QCommandLineParser &parser) {
    const bool isMax = parser.value(u"speed"_s) == "max"_L1;
    const auto speed = isMax ? Result<double>(0.0) : positive(parser, u"speed"_s, 0);
    const auto rate = positive(parser, u"rate"_s, 0);
    const auto concurrency = positive(parser, u"concurrency"_s, 1);
    for (const Result<double> &number : {speed, rate, concurrency})
        if (!number)
            return number.error();
    if (*concurrency > 100 || *concurrency != std::floor(*concurrency))
        return invalid(u"--concurrency wants a whole number from 1 to 100."_s);
    return deliver::Pace{*speed, *rate, int(*concurrency)};
}

Result<http::Parameters> settings(const QStringList &pairs) {
    http::Parameters parameters;
    for (const QString &pair : pairs) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals < 1)
            return invalid(u"--set wants NAME=VALUE, not “%1”."_s.arg(pair));
        parameters.push_back({pair.first(equals).toUtf8(), pair.sliced(equals + 1).toUtf8(), false});
    }
    return parameters;
}

Result<std::vector<http::HeaderField>> headers(const QStringList &lines) {
    std::vector<http::HeaderField> fields;
    for (const QString &line : lines) {
        const qsizetype colon = line.indexOf(u':');
        if (colon < 1)
            return invalid(u"--header wants NAME:VALUE, not “%1”."_s.arg(line));
        fields.push_back({line.first(colon).toUtf8(), line.sliced(colon + 1).trimmed().toUtf8()});
    }
    deliver::RequestDraft draft{"POST", "/", fields, {}};
    const Result<void> sound = deliver::checkDraft(draft);
    return sound ? Result<std::vector<http::HeaderField>>(fields)
                 : Result<std::vector<http::HeaderField>>(invalid(u"--header: %1."_s.arg(sound.error().detail)));
}

/// A setting of the same name again means its next occurrence, as for `send`.
Result<void> edit(
    deliver::RequestDraft &draft, const http::Parameters &set, const std::vector<http::HeaderField> &fields) {
    std::map<QByteArray, int> turns;
    for (const http::Parameter &parameter : set) {
        const auto done = deliver::setParameter(draft, parameter.name, parameter.value, turns[parameter.name]++);
        if (!done)
            return done.error();
    }
    for (const http::HeaderField &field : fields)
        deliver::setHeader(draft, field);
    return {};
}

} // namespace

void addReplayOptions(QCommandLineParser &parser) {
    parser.addPositionalArgument(u"ID"_s, u"Numbers of events, or one file of events."_s, u"[ID...] or FILE"_s);
    parser.addOptions({{u"workspace"_s, u"The workspace's file."_s, u"FILE"_s},
        {u"filter"_s, u"Replays the events that match, oldest first."_s, u"EXPRESSION"_s},
        {u"to"_s, u"Where to; without a path each event's own is used. Its query goes along."_s, u"URL"_s},
        {u"route"_s, u"In place of --to: to this route of the workspace, as its copies go."_s, u"NAME"_s},
        {u"certificate"_s, u"Trusts the certificates of this PEM file besides the system's."_s, u"FILE"_s},
        {u"allow-host"_s, u"Allows to send to this host, which is not this machine."_s, u"HOST"_s},
        {u"sign"_s, u"Signs anew, for the URL it is sent to."_s},
        {u"sign-as"_s, u"Signs anew, for this scheme and host in place of those of --to."_s, u"URL"_s},
        {u"set"_s, u"Sets a parameter; may be given several times."_s, u"NAME=VALUE"_s},
        {u"header"_s, u"Sets a header; may be given several times."_s, u"NAME:VALUE"_s},
        {u"rate"_s, u"At most N a second."_s, u"N"_s},
        {u"speed"_s, u"1 as far apart as they came, X times faster, or max (the default)."_s, u"X"_s},
        {u"concurrency"_s, u"So many at a time (1)."_s, u"N"_s},
        {u"expect"_s, u"Passes only when every answer is the same as before, or mended."_s},
        {u"ignore"_s, u"Does not compare header:NAME, attribute:NAME, member:NAME or text:PATTERN."_s, u"PART"_s},
        {u"junit"_s, u"Writes the outcome as JUnit XML."_s, u"FILE"_s},
        {u"json"_s, u"One JSON object per attempt."_s}});
    addKeyOptions(parser);
}

Result<ReplayWhat> replayWhat(const QStringList &arguments, bool hasFilter) {
    ReplayWhat what;
    if (arguments.isEmpty() != hasFilter)
        return invalid(hasFilter ? u"--filter goes without IDs and FILE."_s
                                 : u"What is to be replayed: IDs of events, a FILE, or --filter?"_s);
    for (const QString &argument : arguments) {
        bool isNumber = false;
        const EventId id = argument.toLongLong(&isNumber);
        if (isNumber && id > 0)
            what.selection.ids.push_back(id);
        else if (arguments.size() == 1)
            what.file = argument;
        else
            return invalid(u"“%1” is no number of an event; a FILE stands alone."_s.arg(argument));
    }
    return what;
}

Result<deliver::ReplayPlan> replayPlan(const QCommandLineParser &parser) {
    deliver::ReplayPlan plan;
    const bool toRoute = parser.isSet(u"route"_s);
    if (toRoute && (parser.isSet(u"to"_s) || parser.isSet(u"certificate"_s)))
        return invalid(u"--route says where to and what is trusted: it goes without --to and --certificate."_s);
    const auto target = toRoute ? Result<deliver::ReplayTarget>(deliver::ReplayTarget())
                                : deliver::replayTarget(parser.value(u"to"_s).toUtf8());
    if (!target)
        return invalid(u"--to: %1. For example: --to http://127.0.0.1:3000"_s.arg(target.error().detail));
    const auto pace = paceFrom(parser);
    const auto set = settings(parser.values(u"set"_s));
    const auto fields = headers(parser.values(u"header"_s));
    auto ignored = deliver::VolatileParts::parse(parser.values(u"ignore"_s));
    if (!pace)
        return pace.error();
    if (!set)
        return set.error();
    if (!fields)
        return fields.error();
    if (!ignored)
        return invalid(u"--ignore: %1."_s.arg(ignored.error().detail));
    plan.options.target = *target;
    plan.certificate = parser.value(u"certificate"_s);
    plan.options.sign = parser.isSet(u"sign"_s) || parser.isSet(u"sign-as"_s);
    if (parser.isSet(u"sign-as"_s)) {
        const auto signAs = deliver::replayTarget(parser.value(u"sign-as"_s).toUtf8());
        if (!signAs || !signAs->query.isEmpty())
            return invalid(u"--sign-as wants a URL without a query, such as https://shop.example."_s);
        plan.options.signAs = *signAs;
    }
    plan.pace = *pace;
    plan.ignored = std::move(*ignored);
    if (!set->empty() || !fields->empty())
        plan.edit = [set = *set, fields = *fields](deliver::RequestDraft &draft) { return edit(draft, set, fields); };
    return plan;
}

Result<std::vector<twilio::SigningKey>> replayKeys(const QCommandLineParser &parser, const QByteArray &throwAwayKey) {
    settings::Preferences preferences;
    KeyStore given(preferences);
    if (const Result<void> added = addGivenKeys(parser, given); !added)
        return added.error();
    if (given.userKeyCount() > 0 || throwAwayKey.isEmpty())
        return loadKeys(parser);
    std::vector<twilio::SigningKey> keys(1);
    keys.front().label = u"throw-away"_s;
    keys.front().secret = SecretBytes(QByteArray(throwAwayKey));
    return keys;
}

} // namespace offhook::cli
