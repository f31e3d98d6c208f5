#include "core/twiml/segments.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace offhook::twiml {
namespace {

struct Capacity {
    int alone;
    int joined;
};
constexpr Capacity GsmCapacity{160, 153};
constexpr Capacity UcsCapacity{70, 67};

// The letters of the default alphabet beyond ASCII, and the extension table, by 3GPP TS 23.038, 6.2.1 and 6.2.1.1.
constexpr QStringView BeyondAscii =
    u"\u00A1\u00A3\u00A4\u00A5\u00A7\u00BF\u00C4\u00C5\u00C6\u00C7\u00C9\u00D1\u00D6\u00D8"
    u"\u00DC\u00DF\u00E0\u00E4\u00E5\u00E6\u00E8\u00E9\u00EC\u00F1\u00F2\u00F6\u00F8\u00F9"
    u"\u00FC\u0393\u0394\u0398\u039B\u039E\u03A0\u03A3\u03A6\u03A8\u03A9";
constexpr QStringView Extension = u"\f[\\]^{|}~\u20AC";

/// Fills parts one after the other with characters that stay whole.
class Filler {
public:
    explicit Filler(Capacity capacity)
        : m_capacity(capacity) {}

    void add(int units) {
        m_total += units;
        // One character that is longer than a part (many marks on one letter) is cut all the same.
        while (units > m_capacity.joined) {
            open();
            units -= m_capacity.joined - m_used;
            m_used = m_capacity.joined;
        }
        if (units > m_capacity.joined - m_used || m_joined == 0)
            open();
        m_used += units;
    }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] int count() const {
        if (m_total == 0)
            return 0;
        return m_total <= m_capacity.alone ? 1 : m_joined;
    }
    [[nodiscard]] int room() const { return count() <= 1 ? m_capacity.alone - m_total : m_capacity.joined - m_used; }
    [[nodiscard]] int countWith(int units) const {
        Filler more = *this;
        more.add(units);
        return more.count();
    }

private:
    void open() {
        ++m_joined;
        m_used = 0;
    }

    Capacity m_capacity;
    int m_total = 0;
    int m_joined = 0; // parts in the case that there are several
    int m_used = 0;   // units of the last of them
};

bool isRegionalIndicator(QStringView character) {
    return character.size() == 2 && character[0].unicode() == 0xD83C && character[1].unicode() >= 0xDDE6 &&
           character[1].unicode() <= 0xDDFF;
}

void note(std::vector<Segments::Foreign> &foreign, QStringView character, qsizetype offset) {
    const auto known = std::find_if(
        foreign.begin(), foreign.end(), [&](const Segments::Foreign &other) { return other.character == character; });
    if (known != foreign.end())
        ++known->times;
    else if (foreign.size() < 32)
        foreign.push_back({character.toString(), offset, 1});
}

} // namespace

int gsm7Septets(char16_t unit) {
    if (Extension.contains(QChar(unit)))
        return 2;
    const bool ascii = unit == u'\n' || unit == u'\r' || (unit >= u' ' && unit <= u'z' && unit != u'`');
    return ascii || BeyondAscii.contains(QChar(unit)) ? 1 : 0;
}

Segments segmentsOf(QStringView text) {
    Filler gsm(GsmCapacity);
    Filler ucs(UcsCapacity);
    Segments result;
    bool foreign = false;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data(), text.size());
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = finder.toNextBoundary();
        if (end <= begin)
            end = text.size();
        // Qt 6.4 cuts some flags in two: a flag is a pair of regional indicators (UAX 29, GB12).
        if (isRegionalIndicator(text.sliced(begin, end - begin)) && isRegionalIndicator(text.sliced(end).left(2)))
            end += 2;
        // CR LF is one character to Unicode, two to a phone.
        if (text[begin] == u'\r')
            end = begin + 1;
        const QStringView character = text.sliced(begin, end - begin);
        const int septets = character.size() == 1 ? gsm7Septets(character[0].unicode()) : 0;
        if (septets == 0) {
            foreign = true;
            note(result.foreign, character, begin);
        }
        gsm.add(std::max(1, septets));
        ucs.add(int(character.size()));
        begin = end;
        finder.setPosition(begin);
    }
    const Filler &used = foreign ? ucs : gsm;
    result.encoding = foreign ? Segments::Encoding::Ucs2 : Segments::Encoding::Gsm7;
    result.units = used.total();
    result.count = used.count();
    result.room = used.room();
    result.countWithoutForeign = gsm.count();
    result.countWithOneMore = used.countWith(1);
    result.countWithOneForeign = ucs.countWith(1);
    return result;
}

} // namespace offhook::twiml
