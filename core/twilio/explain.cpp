#include "core/twilio/explain.h"

#include "core/base/text_guard.h"
#include "core/twilio/error_codes.h"
#include "core/twilio/glossary.h"
#include "core/twilio/parameters.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype SidLength = 34;
constexpr qsizetype Quoted = 80;
constexpr qsizetype LongestValue = 256; // words, codes and SIDs are shorter: a body of 10 MB is not looked up

bool isSid(QByteArrayView value) {
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return value.size() == SidLength && isUpper(value[0]) && isUpper(value[1]) &&
           std::all_of(value.begin() + 2, value.end(), isHex);
}

int numberIn(QByteArrayView value) {
    bool ok = false;
    const int number = value.toInt(&ok);
    return ok ? number : -1;
}

bool isErrorCodeName(QByteArrayView name) {
    return name.endsWith("ErrorCode");
}

QString typeWords(const QString &type) {
    static constexpr std::array<std::pair<const char *, const char *>, 12> Words{{{"sid", "a SID"},
        {"phone", "a phone number in E.164"}, {"text", "text"}, {"integer", "a whole number"}, {"url", "a URL"},
        {"enum", "one of a few words"}, {"json", "JSON"}, {"time", "a time"}, {"number", "a number"},
        {"country", "a country code of ISO 3166"}, {"boolean", "true or false"}, {"list", "a list"}}};
    const auto *const found = std::find_if(
        Words.begin(), Words.end(), [&](const auto &word) { return type == QLatin1StringView(word.first); });
    return found == Words.end() ? type : QString::fromLatin1(found->second);
}

QString sentence(const QString &words) {
    return words.isEmpty() || words.endsWith(u'.') ? words : words + u'.';
}

/// "failed: It could not ...", for values that mean something of their own.
QString valueMeaning(QByteArrayView name, QByteArrayView value) {
    if (value.size() > LongestValue)
        return {};
    const QString shown = printable(value, Quoted);
    if (const QString known = glossary().value(name, value); !known.isEmpty())
        return shown + u": "_s + known;
    const int code = isErrorCodeName(name) ? numberIn(value) : -1;
    if (code == 0)
        return u"0: no error."_s;
    if (const auto error = code > 0 ? errorInfo(code) : std::nullopt)
        return QStringList{shown + u": "_s + sentence(error->title), error->cause, error->cure}.join(u'\n').trimmed();
    const Explanation sid = explainSid(value);
    return sid.isEmpty() ? QString() : sid.what + u": "_s + sentence(sid.meaning);
}

} // namespace

QString Explanation::text() const {
    QStringList lines{title, what, meaning};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

Explanation explainSid(QByteArrayView value) {
    if (!isSid(value))
        return {};
    const QString meaning = glossary().sid(value.first(2));
    if (meaning.isEmpty())
        return {};
    const QString prefix = QString::fromLatin1(value.first(2));
    return {QString::fromLatin1(value), u"SID with "_s + prefix, meaning, {}};
}

Explanation explainErrorCode(int code) {
    const auto info = errorInfo(code);
    if (!info)
        return {};
    QStringList meaning{info->cause, info->cure};
    meaning.removeAll(QString());
    return {QString::number(code) + u' ' + info->title,
        info->isWarning ? u"Warning of Twilio: it goes on"_s : u"Error of Twilio"_s, meaning.join(u'\n'),
        errorUrl(code)};
}

Explanation explainHttpStatus(int status) {
    const auto known = glossary().httpStatus(status);
    const QString number = status == 0 ? QString() : QString::number(status) + u' ';
    if (!known.first.isEmpty())
        return {number + known.first, u"Status of the answer"_s, known.second, {}};
    // RFC 9110 15: an unknown code is treated as the x00 of its class.
    static constexpr std::array Classes{
        "information", "success", "a redirect", "a fault of the request", "a failure of the server"};
    if (status < 100 || status > 599)
        return {};
    const QString group = QString::fromLatin1(Classes[std::size_t(status / 100 - 1)]);
    return {QString::number(status), u"Status of the answer"_s, u"Taken as "_s + group + u'.', {}};
}

Explanation explainKind(WebhookKind kind, QByteArrayView kindName) {
    const KindInfo &known = info(kind);
    const QByteArrayView variant = variantOf(kind, kindName);
    QStringList lines{glossary().kind(known.name)};
    for (const char *const parameter : {"EventType", "StatusCallbackEvent", "MessageStatus", "CallStatus"}) {
        const QString meaning = variant.isEmpty() ? QString() : glossary().value(parameter, variant);
        if (!meaning.isEmpty() && lines.size() == 1)
            lines << printable(variant, Quoted) + u": "_s + meaning;
    }
    if (known.budgetMs > 0)
        lines << u"Twilio waits %1 s for the answer%2."_s.arg(known.budgetMs / 1000)
                     .arg(known.expectsTwiml ? u", which is TwiML"_s : QString());
    lines.removeAll(QString());
    return {QString::fromLatin1(known.label),
        printable(kindName.isEmpty() ? QByteArrayView(known.name) : kindName, Quoted), lines.join(u'\n'), {}};
}

Explanation explainParameter(QByteArrayView name, QByteArrayView value) {
    const ParameterInfo known = parameterInfo(name);
    QStringList lines{sentence(known.meaning), valueMeaning(name, value)};
    lines.removeAll(QString());
    if (lines.isEmpty())
        return {};
    const QString what = known.meaning.isEmpty() ? u"Parameter that the catalogue does not have"_s
                                                 : u"Parameter of %1: %2"_s.arg(known.group, typeWords(known.type));
    const int code = isErrorCodeName(name) ? numberIn(value) : 0;
    return {printable(name, Quoted), what, lines.join(u'\n'), errorInfo(code) ? errorUrl(code) : QString()};
}

Explanation explainHeader(QByteArrayView name) {
    const QString meaning = glossary().header(name);
    return meaning.isEmpty() ? Explanation() : Explanation{printable(name, Quoted), u"Header field"_s, meaning, {}};
}

Explanation explainStatus(WebhookKind kind, QByteArrayView status) {
    struct Source {
        WebhookKind kind;
        const char *parameter;
    };
    static constexpr std::array Sources{Source{WebhookKind::RecordingStatus, "RecordingStatus"},
        Source{WebhookKind::RecordingTranscription, "TranscriptionStatus"},
        Source{WebhookKind::Conference, "StatusCallbackEvent"}, Source{WebhookKind::VideoRoom, "StatusCallbackEvent"},
        Source{WebhookKind::StreamStatus, "StreamEvent"}};
    const auto *const found =
        std::find_if(Sources.begin(), Sources.end(), [kind](const Source &s) { return s.kind == kind; });
    const bool messaging = QByteArrayView(info(kind).product) == "messaging" ||
                           info(kind).group == KindGroup::Conversations || kind == WebhookKind::EventStreamsBatch;
    const char *parameter = found != Sources.end() ? found->parameter : messaging ? "MessageStatus" : "CallStatus";
    const QString meaning = glossary().value(parameter, status);
    return meaning.isEmpty() ? Explanation() : Explanation{printable(status, Quoted), u"Status"_s, meaning, {}};
}

Explanation explainWord(QByteArrayView word) {
    if (Explanation sid = explainSid(word); !sid.isEmpty())
        return sid;
    if (word.size() == 5 && numberIn(word) > 0)
        return explainErrorCode(numberIn(word));
    if (Explanation header = explainHeader(word); !header.isEmpty())
        return header;
    return word.isEmpty() || parameterInfo(word).meaning.isEmpty() ? Explanation() : explainParameter(word, {});
}

} // namespace offhook::twilio
