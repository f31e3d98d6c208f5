#include "core/exchange/value_rules.h"

#include "core/twilio/parameters.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace offhook::exchange {
namespace {

// Shorter ones of the catalogue, such as For and State, are words that anybody's own parameter may be called.
constexpr qsizetype LeastFolded = 9;

QByteArray folded(QByteArrayView name) {
    QByteArray out;
    for (const char c : name) {
        if (c != '_' && c != '-')
            out += c;
    }
    return out.toLower();
}

// Texts of the catalogue that say nothing of people, members of Twilio's JSON, and attributes of TwiML that steer.
constexpr std::array Plain{"apiversion", "mediacontenttype", "referralmediacontenttype", "channelprefix", "language",
    "languagecode", "transcriptionengine", "speechmodel", "codec", "payloadtype", "specversion", "type",
    "datacontenttype", "level", "errorcode", "code", "httpmethod", "resourcetype", "eventtype", "timestamp", "voice",
    "method", "statuscallbackmethod", "recordingstatuscallbackmethod", "input", "timeout", "speechtimeout", "numdigits",
    "finishonkey", "loop", "length", "maxlength", "playbeep", "trim", "transcribe", "record", "recordingchannels",
    "recordingtrack", "beep", "startconferenceonenter", "endconferenceonexit", "muted", "answeronbridge",
    "hanguponstar", "timelimit", "bargein", "actiononemptyresult", "profanityfilter", "enhanced", "reason", "track",
    "statuscallbackevent", "recordingstatuscallbackevent", "version", "encoding", "standalone", "status", "direction",
    "retrycount", "duration", "channelmetadatatype", "maxparticipants", "jitterbuffersize", "region", "priority"};

// Parameters of the catalogue whose type is a number, and which tell where somebody is.
constexpr std::array Private{"latitude", "longitude"};

constexpr std::array Names{"profilename", "callername", "friendlyname", "uniquename", "workername", "identity",
    "author", "participantidentity", "clientidentity", "entityidentity", "factorfriendlyname", "roomname", "streamname",
    "siprecname", "address", "label", "fromcity", "fromstate", "fromzip", "callercity", "callerstate", "callerzip",
    "tocity", "tostate", "tozip", "calledcity", "calledstate", "calledzip", "workspacename", "workflowname",
    "taskqueuename", "participantlabel", "name", "firstname", "lastname", "latitude", "longitude"};

template <std::size_t N>
bool isIn(const QByteArray &name, const std::array<const char *, N> &list) {
    return std::any_of(list.begin(), list.end(), [&](const char *known) { return name == known; });
}

// The catalogue's type of a name, also as JSON writes it: call_status, callStatus.
QString typeOf(QByteArrayView name, const QByteArray &key) {
    static const QHash<QByteArray, QString> byFolded = [] {
        QHash<QByteArray, QString> types;
        for (const QByteArray &known : twilio::parameterNames())
            types.insert(folded(known), twilio::parameterInfo(known).type);
        return types;
    }();
    const QString type = twilio::parameterInfo(name).type;
    return type.isEmpty() && key.size() >= LeastFolded ? byFolded.value(key) : type;
}

ValueRule makeRule(QByteArrayView name) {
    const QByteArray key = folded(name);
    if (isIn(key, Names) || isIn(key, Private))
        return {false, Category::Name};
    QByteArray family = key;
    while (!family.isEmpty() && family.back() >= '0' && family.back() <= '9')
        family.chop(1);
    if (isIn(key, Plain) || isIn(family, Plain))
        return {true, Category::Custom};
    const QString type = typeOf(name, key);
    for (const char *plain : {"integer", "enum", "boolean", "time", "country", "number"}) {
        if (type == QLatin1StringView(plain))
            return {true, Category::Custom};
    }
    if (type == QLatin1StringView("phone"))
        return {false, Category::Phone};
    if (type == QLatin1StringView("sid"))
        return {false, Category::Sid};
    if (type == QLatin1StringView("url"))
        return {false, Category::Url};
    if (type == QLatin1StringView("text") || type == QLatin1StringView("json"))
        return {false, Category::Text};
    return {false, Category::Custom};
}

} // namespace

ValueRule valueRule(QByteArrayView name) {
    static thread_local QHash<QByteArray, ValueRule> known;
    const QByteArray key = name.toByteArray();
    if (const auto found = known.constFind(key); found != known.cend())
        return *found;
    if (known.size() > 5'000) // names are the sender's
        known.clear();
    return *known.insert(key, makeRule(name));
}

bool isPlainValue(QByteArrayView value) {
    static const QRegularExpression time(QStringLiteral(
        "^(\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d)?(\\.\\d{1,9})?(Z|[+-]\\d\\d:?\\d\\d)?)?|"
        "[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d ([+-]\\d{4}|GMT|UTC)|1\\d{9}(\\d{3})?)$"));
    static const QRegularExpression plain(
        QStringLiteral("^-?(\\d{1,6}(\\.\\d{1,17})?|[A-Za-z][A-Za-z0-9 _.:/+-]{0,39})$"));
    static const QRegularExpression manyDigits(QStringLiteral("\\d{6}"));
    const QString text = QString::fromLatin1(value);
    if (text.isEmpty() || time.match(text).hasMatch())
        return true;
    const auto match = plain.match(text);
    return match.hasMatch() && (match.captured(2).size() > 0 || !manyDigits.match(text).hasMatch() ||
                                   (text.size() <= 6 && text.front().isDigit()));
}

bool isPlainSegment(QByteArrayView segment) {
    static const QRegularExpression plain(QStringLiteral(
        "^([A-Za-z]{1,16}([-_.][A-Za-z]{1,16}){0,4}|v\\d{1,2}|\\d{1,4}|\\d{4}-\\d\\d-\\d\\d|[a-z]{2,12}[0-9]{1,2})?$"));
    return plain.match(QString::fromLatin1(segment)).hasMatch();
}

} // namespace offhook::exchange
