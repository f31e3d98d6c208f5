#include "core/filter/vocabulary.h"

#include "core/twilio/parameters.h"

#include <QHash>
#include <QLatin1String>

#include <algorithm>
#include <array>

namespace offhook::filter {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array Keys{
    KeyInfo{Key::From, "from", ValueType::Text, false, true, "the sender: a number, address or client", "from:+1415*"},
    KeyInfo{Key::To, "to", ValueType::Text, false, true, "the receiver", "to:+12125550100"},
    KeyInfo{Key::Kind, "kind", ValueType::Kind, false, false, "what sort of request it is", "kind:sms|status"},
    KeyInfo{Key::Status, "status", ValueType::Text, false, true, "status of the message, call or recording",
        "status:failed"},
    KeyInfo{Key::Sig, "sig", ValueType::Verdict, false, false, "verdict on the signature", "sig:invalid"},
    KeyInfo{Key::Is, "is", ValueType::Flag, false, false, "a flag of the event", "is:retry"},
    KeyInfo{Key::Sid, "sid", ValueType::Text, false, true, "any SID in the request", "sid:SM12*"},
    KeyInfo{Key::Path, "path", ValueType::Text, false, true, "path of the request, without its query", "path:/voice*"},
    KeyInfo{Key::Code, "code", ValueType::Code, false, false, "status code of the answer", "code:>=500"},
    KeyInfo{Key::Took, "took", ValueType::Duration, false, false, "time from the request to its answer", "took:>2s"},
    KeyInfo{Key::After, "after", ValueType::Time, false, false, "received at this time or later", "after:10:00"},
    KeyInfo{Key::Before, "before", ValueType::Time, false, false, "received before this time", "before:2026-11-24"},
    KeyInfo{Key::Param, "param", ValueType::Text, true, true, "a parameter of the form or query", "param.Digits=1"},
    KeyInfo{
        Key::Header, "header", ValueType::Text, true, false, "a header of the request", "header.User-Agent:Twilio*"},
    KeyInfo{Key::Body, "body", ValueType::Text, false, false, "the request's body, or a form's Body parameter",
        "body~\"order\""},
    KeyInfo{Key::Method, "method", ValueType::Text, false, false, "method of the request", "method:GET"},
    KeyInfo{Key::Note, "note", ValueType::Text, false, false, "your note on the event", "note~todo"},
    KeyInfo{Key::Account, "account", ValueType::Text, false, true, "AccountSid of the request", "account:AC12*"},
    KeyInfo{Key::Peer, "peer", ValueType::Text, false, true, "address and port it came from", "peer:127.0.0.1:*"},
    KeyInfo{Key::Rule, "rule", ValueType::Text, false, true, "the rule that answered", "rule:busy"},
};

constexpr std::array Flags{
    Word{"retry", "Twilio sent it again"},
    Word{"duplicate", "the same was delivered before"},
    Word{"late", "answered after Twilio's time limit"},
    Word{"alert", "Twilio's debugger would log it"},
    Word{"held", "waited for a person"},
    Word{"recovered", "brought back from Twilio's records"},
    Word{"malformed", "refused as HTTP"},
    Word{"marked", "marked by you"},
    Word{"client-gone", "the client left before the answer"},
    Word{"test", "sent by Send test"},
    Word{"out-of-order", "arrived after a later state of the same message or call"},
    Word{"gap", "behind it something is missing"},
    Word{"contradictory", "another final state was told before"},
    Word{"fault", "the answer was broken or kept back on purpose"},
    Word{"parked", "the caller was sent round to be held again"},
};

constexpr std::array Verdicts{
    Word{"valid", "signed by Twilio with a key of yours"},
    Word{"invalid", "the signature does not fit"},
    Word{"unsigned", "no signature"},
    Word{"unchecked", "no key for its account"},
};

// The values of MessageStatus, CallStatus and RecordingStatus (twilio.com/docs/messaging/api/message-resource,
// .../voice/api/call-resource and .../voice/api/recording, read 2026-09).
constexpr std::array Statuses{
    Word{"accepted", ""},
    Word{"scheduled", ""},
    Word{"queued", ""},
    Word{"sending", ""},
    Word{"sent", ""},
    Word{"delivered", ""},
    Word{"undelivered", ""},
    Word{"failed", ""},
    Word{"canceled", ""},
    Word{"receiving", ""},
    Word{"received", ""},
    Word{"read", ""},
    Word{"initiated", ""},
    Word{"ringing", ""},
    Word{"in-progress", ""},
    Word{"completed", ""},
    Word{"busy", ""},
    Word{"no-answer", ""},
    Word{"absent", ""},
};

struct Synonym {
    const char *word;
    const char *key;
};
// What other tools call the same things.
constexpr std::array Synonyms{
    Synonym{"type", "kind"},
    Synonym{"event", "kind"},
    Synonym{"signature", "sig"},
    Synonym{"verdict", "sig"},
    Synonym{"signed", "sig"},
    Synonym{"flag", "is"},
    Synonym{"has", "is"},
    Synonym{"url", "path"},
    Synonym{"uri", "path"},
    Synonym{"target", "path"},
    Synonym{"response", "code"},
    Synonym{"http", "code"},
    Synonym{"answer", "code"},
    Synonym{"duration", "took"},
    Synonym{"latency", "took"},
    Synonym{"time", "after"},
    Synonym{"since", "after"},
    Synonym{"until", "before"},
    Synonym{"text", "body"},
    Synonym{"message", "body"},
    Synonym{"ip", "peer"},
    Synonym{"client", "peer"},
    Synonym{"sender", "from"},
    Synonym{"caller", "from"},
    Synonym{"receiver", "to"},
    Synonym{"called", "to"},
    Synonym{"verb", "method"},
    Synonym{"comment", "note"},
    Synonym{"state", "status"},
    Synonym{"accountsid", "account"},
    Synonym{"messagesid", "sid"},
    Synonym{"callsid", "sid"},
};

// Prefixes of addresses in From and To, and what begins a URL or a host with a port.
constexpr std::array Schemes{"whatsapp", "messenger", "rcs", "client", "sip", "sips", "tel", "sim", "mailto", "http",
    "https", "ws", "wss", "localhost"};

constexpr qsizetype LongestWord = 32;

bool equals(QStringView a, const char *b) {
    return a.compare(QLatin1String(b), Qt::CaseInsensitive) == 0;
}

/// Edit distance with swaps of neighbours (optimal string alignment), for short words.
int distance(QStringView a, QStringView b) {
    std::array<std::array<int, LongestWord + 1>, LongestWord + 1> d{};
    for (qsizetype i = 0; i <= a.size(); ++i) {
        for (qsizetype j = 0; j <= b.size(); ++j) {
            int &best = d[std::size_t(i)][std::size_t(j)];
            best = i == 0 ? int(j) : int(i);
            if (i == 0 || j == 0)
                continue;
            const auto at = [&](qsizetype up, qsizetype left) { return d[std::size_t(i - up)][std::size_t(j - left)]; };
            const int changed = a[i - 1] == b[j - 1] ? 0 : 1;
            best = std::min({at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = std::min(best, at(2, 2) + 1);
        }
    }
    return d[std::size_t(a.size())][std::size_t(b.size())];
}

/// How far off, or a large number when it is no slip of the pen.
int slips(QStringView typed, QStringView word) {
    constexpr int Far = 1000;
    if (typed.size() > LongestWord || word.size() > LongestWord || typed.isEmpty())
        return Far;
    const QString a = typed.toString().toLower();
    const QString b = word.toString().toLower();
    if (b.startsWith(a))
        return 0;
    const int off = distance(a, b);
    const qsizetype shorter = std::min(a.size(), b.size());
    return off <= (shorter <= 3 ? 1 : 2) && off < shorter ? off : Far;
}

template <typename Words>
QString nearest(QStringView typed, const Words &words) {
    QString best;
    int least = 1000;
    for (const QString &word : words) {
        const int off = slips(typed, word);
        if (off < least) {
            least = off;
            best = word;
        }
    }
    return best;
}

QStringList textsOf(std::span<const Word> words) {
    QStringList texts;
    for (const Word &word : words)
        texts.append(QString::fromLatin1(word.text));
    return texts;
}

QStringList keyWords() {
    QStringList words;
    for (const KeyInfo &key : Keys)
        words.append(QString::fromLatin1(key.word));
    return words;
}

bool isSegment(QByteArrayView name, QByteArrayView value) {
    qsizetype begin = 0;
    while (begin <= name.size()) {
        const qsizetype dot = name.indexOf('.', begin);
        const qsizetype end = dot < 0 ? name.size() : dot;
        if (name.sliced(begin, end - begin) == value)
            return true;
        begin = end + 1;
    }
    return false;
}

bool isLeadingPart(QByteArrayView name, QByteArrayView value) {
    return name == value || (name.size() > value.size() && name.startsWith(value) && name[value.size()] == '.');
}

QString parameterNamed(QStringView word) {
    const QByteArray typed = word.toUtf8();
    for (const QByteArray &name : twilio::parameterNames()) {
        if (name.compare(typed, Qt::CaseInsensitive) == 0)
            return QString::fromUtf8(name);
    }
    return {};
}

} // namespace

std::span<const KeyInfo> allKeys() {
    return Keys;
}

const KeyInfo &info(Key key) {
    static constexpr KeyInfo Text{Key::Text, "", ValueType::Text, false, false, "anywhere in the request", "order"};
    const auto *const found = std::find_if(Keys.begin(), Keys.end(), [key](const KeyInfo &k) { return k.key == key; });
    return found == Keys.end() ? Text : *found;
}

const KeyInfo *findKey(QStringView word) {
    const auto *const found =
        std::find_if(Keys.begin(), Keys.end(), [word](const KeyInfo &k) { return equals(word, k.word); });
    return found == Keys.end() ? nullptr : found;
}

bool allows(Key key, Match match) {
    const ValueType type = info(key).values;
    switch (match) {
    case Match::Equals:
        return type != ValueType::Duration;
    case Match::Contains:
        return type == ValueType::Text;
    case Match::Greater:
    case Match::GreaterOrEqual:
    case Match::Less:
    case Match::LessOrEqual:
        return type == ValueType::Code || type == ValueType::Duration || key == Key::Param;
    }
    return false;
}

std::span<const Word> flagWords() {
    return Flags;
}

std::span<const Word> verdictWords() {
    return Verdicts;
}

std::span<const Word> statusWords() {
    return Statuses;
}

std::optional<KindMatch> resolveKind(QByteArrayView value) {
    KindMatch match;
    if (value.contains('*') || value.contains("…")) {
        match.name = value.toByteArray();
        return match;
    }
    bool isVariant = false;
    for (const twilio::KindInfo &kind : twilio::allKinds()) {
        const QByteArrayView name(kind.name);
        if (QByteArrayView(twilio::groupName(kind.group)) == value || isLeadingPart(name, value) ||
            isSegment(name, value))
            match.kinds.push_back(kind.kind);
        isVariant = isVariant || (value.size() > name.size() + 1 && isLeadingPart(value, name));
    }
    if (isVariant && match.kinds.empty())
        match.name = value.toByteArray();
    if (match.kinds.empty() && match.name.isEmpty())
        return {};
    return match;
}

bool kindNameMatches(QByteArrayView pattern, QByteArrayView kindName) {
    return wildcardMatch(pattern, kindName) || wildcardMatch(QByteArray(pattern.toByteArray() + ".*"), kindName);
}

const QStringList &kindWords() {
    static const QStringList words = [] {
        QStringList all;
        for (const twilio::KindInfo &kind : twilio::allKinds()) {
            const QString name = QString::fromLatin1(kind.name);
            all << name << name.split(u'.') << QString::fromLatin1(twilio::groupName(kind.group));
        }
        all.sort();
        all.removeDuplicates();
        return all;
    }();
    return words;
}

QString suggestKey(QStringView word) {
    for (const Synonym &synonym : Synonyms) {
        if (equals(word, synonym.word))
            return QString::fromLatin1(synonym.key);
    }
    if (const QString name = parameterNamed(word); !name.isEmpty())
        return u"param."_s + name;
    if (const qsizetype dot = word.indexOf(u'.'); dot > 0) {
        const QString key = nearest(word.first(dot), keyWords());
        const KeyInfo *known = findKey(key);
        return known && known->named ? key + word.sliced(dot).toString() : key;
    }
    if (const QString key = nearest(word, keyWords()); !key.isEmpty())
        return key;
    return word.contains(u'-') && word.size() <= LongestWord ? u"header."_s + word.toString() : QString();
}

QString suggestValue(ValueType type, QStringView word) {
    switch (type) {
    case ValueType::Kind:
        return nearest(word, kindWords());
    case ValueType::Verdict:
        return nearest(word, textsOf(Verdicts));
    case ValueType::Flag:
        return nearest(word, textsOf(Flags));
    case ValueType::Text:
    case ValueType::Code:
    case ValueType::Duration:
    case ValueType::Time:
        break;
    }
    return {};
}

bool isNear(QStringView a, QStringView b) {
    return slips(a, b) < 1000;
}

bool isAddressScheme(QStringView word) {
    return std::any_of(Schemes.begin(), Schemes.end(), [word](const char *scheme) { return equals(word, scheme); });
}

} // namespace offhook::filter
