#include "core/twiml/speech.h"

#include <algorithm>
#include <array>
#include <vector>

namespace offhook::twiml {
namespace {

// 155 words a minute; a word of English is 5 letters and a blank.
constexpr double PerCharacter = 60.0 / (155 * 6);
constexpr double PerDigit = 0.3;
constexpr double PerIdeograph = 0.22;
constexpr double PerSpelled = 0.4;
constexpr double SentenceRest = 0.4;
constexpr double PhraseRest = 0.2;

struct Named {
    QByteArrayView name;
    double value;
};

// Break strengths and prosody rates are words without numbers in SSML (w3.org/TR/speech-synthesis11, 3.2.3 and 3.2.4);
// each voice has its own. These are estimates.
constexpr std::array<Named, 6> Strengths{
    {{"none", 0}, {"x-weak", 0}, {"weak", 0.2}, {"medium", 0.4}, {"strong", 0.6}, {"x-strong", 1.0}}};
constexpr std::array<Named, 6> Rates{
    {{"x-slow", 0.5}, {"slow", 0.75}, {"medium", 1}, {"fast", 1.25}, {"x-fast", 1.5}, {"default", 1}}};

template <std::size_t Size>
double named(const std::array<Named, Size> &table, QByteArrayView name, double otherwise) {
    const auto found =
        std::find_if(table.begin(), table.end(), [name](const Named &entry) { return entry.name == name; });
    return found == table.end() ? otherwise : found->value;
}

bool isIdeograph(char16_t unit) {
    return (unit >= 0x3040 && unit <= 0x30FF) || (unit >= 0x3400 && unit <= 0x9FFF) ||
           (unit >= 0xAC00 && unit <= 0xD7A3);
}

double breakSeconds(const Document &document, int element) {
    const QByteArray time = document.value(element, "time").trimmed();
    bool ok = false;
    double seconds = 0;
    if (time.endsWith("ms"))
        seconds = time.chopped(2).toDouble(&ok) / 1000;
    else if (time.endsWith('s'))
        seconds = time.chopped(1).toDouble(&ok);
    return ok ? std::clamp(seconds, 0.0, 60.0) : named(Strengths, document.value(element, "strength"), 0.4);
}

double rateOf(const QByteArray &rate) {
    if (!rate.endsWith('%'))
        return named(Rates, rate, 1);
    bool ok = false;
    const double percent = rate.chopped(1).toDouble(&ok);
    return ok ? std::clamp(percent / 100, 0.2, 4.0) : 1;
}

bool spells(const QByteArray &interpretAs) {
    return interpretAs == "characters" || interpretAs == "spell-out" || interpretAs == "digits" ||
           interpretAs == "telephone";
}

/// How text inside an element is spoken.
struct Manner {
    double rate = 1;
    bool spelled = false;
};

double secondsOf(const QString &text, const Manner &manner) {
    if (!manner.spelled)
        return spokenSeconds(text) / manner.rate;
    const auto spoken = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
    return double(spoken) * PerSpelled / manner.rate;
}

} // namespace

double spokenSeconds(QStringView text) {
    const QString words = text.toString().simplified();
    double seconds = 0;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const char16_t unit = words[i].unicode();
        if (isIdeograph(unit))
            seconds += PerIdeograph;
        else if (words[i].isDigit())
            seconds += PerDigit;
        else
            seconds += PerCharacter;
        const bool rests = i + 2 < words.size() && words[i + 1] == u' ';
        if (rests && (unit == u'.' || unit == u'!' || unit == u'?'))
            seconds += SentenceRest;
        else if (rests && (unit == u',' || unit == u';' || unit == u':'))
            seconds += PhraseRest;
    }
    return seconds;
}

double spokenSeconds(const Document &document, int say) {
    // Nodes stand in the order of the document, so a node's parent was met before it.
    const TextRange range = document.node(say).range;
    std::vector<Manner> manners(document.nodes().size());
    double seconds = 0;
    for (int i = say + 1; i < int(document.nodes().size()) && document.node(i).range.begin < range.end; ++i) {
        const Node &node = document.node(i);
        Manner manner = node.parent >= say ? manners[std::size_t(node.parent)] : Manner();
        if (node.kind == Node::Kind::Text || node.kind == Node::Kind::CData)
            seconds += secondsOf(QString::fromUtf8(node.text), manner);
        if (node.kind == Node::Kind::Element && node.name == "break")
            seconds += breakSeconds(document, i);
        if (node.kind == Node::Kind::Element && node.name == "prosody")
            manner.rate *= rateOf(document.value(i, "rate"));
        if (node.kind == Node::Kind::Element && node.name == "say-as")
            manner.spelled = spells(document.value(i, "interpret-as"));
        manners[std::size_t(i)] = manner;
    }
    return seconds;
}

} // namespace offhook::twiml
