#include "core/twilio/parameters.h"
#include "core/twilio/post_mortem_repairs.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <functional>

// Repairs of parameters' values: what parsers, middleware and text processing do to them. "Arrived" is what the request
// has, "signed" what it may have been.

namespace offhook::twilio {
namespace {

using Edit = std::function<QByteArray(const QByteArray &)>;

// More values than these are changed only all at once.
constexpr std::size_t MostSingles = 40;

// Free text: what a person typed or said, or a name that the catalogue does not know.
bool isText(const QByteArray &name, const QByteArray &value) {
    const QString type = parameterInfo(name).type;
    const bool plain = value.size() == 34 && value.at(0) >= 'A' && value.at(0) <= 'Z' && !value.contains(' ');
    return !plain && (type.isEmpty() || type == u"text");
}

/// Proposes a change of values: of all that it changes at once, then of each alone.
void proposeEdit(
    const http::Parameters &form, const Edit &edit, const char *text, FormProposals &out, Tier tier = Tier::Likely) {
    http::Parameters all = form;
    std::vector<QByteArray> names;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < form.size() && !out.isFull(); ++i) {
        all[i].value = edit(form[i].value);
        if (all[i].value == form[i].value)
            continue;
        places.push_back(i);
        if (std::find(names.begin(), names.end(), form[i].name) == names.end())
            names.push_back(form[i].name);
    }
    if (places.empty())
        return;
    if (places.size() > 1 && places.size() <= MostSingles) {
        out.add(all, {text, {namesText(names)}}, tier);
        for (const std::size_t place : places) {
            http::Parameters one = form;
            one[place].value = all[place].value;
            const bool typed = isText(form[place].name, form[place].value);
            out.add(std::move(one), {text, {namesText({form[place].name})}}, typed ? tier : Tier::Possible);
        }
        return;
    }
    out.add(std::move(all), {text, {namesText(names)}}, tier);
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// " 1415..." or "whatsapp: 1415...": a plus that was decoded to a blank.
QByteArray plusBeforeNumbers(const QByteArray &value) {
    QByteArray out = value;
    for (qsizetype i = 0; i + 1 < out.size(); ++i) {
        if (out[i] == ' ' && isDigit(out[i + 1]) && (i == 0 || out[i - 1] == ':'))
            out[i] = '+';
    }
    return out;
}

QByteArray decodedOnce(const QByteArray &value, bool plus) {
    if (!value.contains('%') && !(plus && value.contains('+')))
        return value;
    QByteArray text = value;
    return QByteArray::fromPercentEncoding(plus ? text.replace('+', ' ') : text);
}

QByteArray withoutEntities(QByteArray value) {
    static constexpr std::array<std::pair<const char *, const char *>, 8> Entities{{{"&lt;", "<"}, {"&gt;", ">"},
        {"&quot;", "\""}, {"&#39;", "'"}, {"&#x27;", "'"}, {"&#039;", "'"}, {"&apos;", "'"}, {"&amp;", "&"}}};
    if (!value.contains('&'))
        return value;
    for (const auto &[entity, character] : Entities)
        value.replace(entity, character);
    return value;
}

QByteArray withoutBackslashes(QByteArray value) {
    if (!value.contains('\\'))
        return value;
    return value.replace("\\\"", "\"").replace("\\'", "'").replace("\\/", "/").replace("\\\\", "\\");
}

bool isAscii(QByteArrayView bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Windows-1252's characters at 0x80 to 0x9F; zero where it has none (WHATWG takes the control character then).
constexpr std::array<char16_t, 32> Windows1252{0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
    0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

QString fromWindows1252(const QByteArray &bytes) {
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        if (c.unicode() >= 0x80 && c.unicode() < 0xa0 && Windows1252[c.unicode() - 0x80] != 0)
            c = Windows1252[c.unicode() - 0x80];
    }
    return text;
}

// Nothing when a character is in neither Latin-1 nor (when asked for) Windows-1252.
std::optional<QByteArray> toSingleBytes(const QString &text, bool windows) {
    QByteArray bytes;
    for (const QChar c : text) {
        const auto place = std::find(Windows1252.begin(), Windows1252.end(), c.unicode());
        if (c.unicode() <= 0xff)
            bytes += char(c.unicode());
        else if (windows && place != Windows1252.end())
            bytes += char(0x80 + (place - Windows1252.begin()));
        else
            return {};
    }
    return bytes;
}

std::optional<QString> fromUtf8(const QByteArray &bytes) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

// Latin-1 or Windows-1252 bytes arrived, UTF-8 was signed.
QByteArray toUtf8(const QByteArray &value, bool windows) {
    if (isAscii(value) || fromUtf8(value))
        return value;
    return (windows ? fromWindows1252(value) : QString::fromLatin1(value)).toUtf8();
}

// UTF-8 was read as single bytes and written as UTF-8 again ("Ã©"): back to the bytes.
QByteArray backToBytes(const QByteArray &value, bool windows) {
    const std::optional<QString> text = isAscii(value) ? std::nullopt : fromUtf8(value);
    const std::optional<QByteArray> bytes = text ? toSingleBytes(*text, windows) : std::nullopt;
    return bytes && fromUtf8(*bytes) ? *bytes : value;
}

// A signer that wrote Latin-1.
QByteArray toLatin1(const QByteArray &value, bool windows) {
    const std::optional<QString> text = isAscii(value) ? std::nullopt : fromUtf8(value);
    return text ? toSingleBytes(*text, windows).value_or(value) : value;
}

// A signer or reader that took UTF-8 for single bytes.
QByteArray mistaken(const QByteArray &value, bool windows) {
    if (isAscii(value))
        return value;
    return (windows ? fromWindows1252(value) : QString::fromLatin1(value)).toUtf8();
}

Edit normalised(QString::NormalizationForm form) {
    return [form](const QByteArray &value) {
        const std::optional<QString> text = isAscii(value) ? std::nullopt : fromUtf8(value);
        return text ? text->normalized(form).toUtf8() : value;
    };
}

struct Exchange {
    const char *plain;
    const char *typographic;
};
// An apostrophe and quotes as phones type them. Which of the two quotes stood there is told by what is before it.
constexpr std::array<Exchange, 4> Typographic{
    {{"'", "\u2019"}, {"...", "\u2026"}, {" - ", " \u2013 "}, {"--", "\u2014"}}};

QByteArray typographic(QByteArray value) {
    for (const Exchange &exchange : Typographic)
        value.replace(exchange.plain, exchange.typographic);
    QByteArray out;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] != '"')
            out += value[i];
        else
            out += i == 0 || value[i - 1] == ' ' || value[i - 1] == '(' ? "\u201c" : "\u201d";
    }
    return out;
}

QByteArray plainQuotes(QByteArray value) {
    if (isAscii(value))
        return value;
    for (const Exchange &exchange : Typographic)
        value.replace(exchange.typographic, exchange.plain);
    return value.replace("\u2018", "'").replace("\u201c", "\"").replace("\u201d", "\"").replace("\u00a0", " ");
}

QByteArray withLineBreaks(QByteArray value, const char *lineBreak) {
    return value.replace("\r\n", "\n").replace('\r', '\n').replace('\n', lineBreak);
}

struct Blank {
    const char *bytes;
    const char *atEnd;
    const char *atStart;
    const char *around;
    Tier tier;
};
constexpr std::array<Blank, 6> Blanks{{
    {" ", QT_TRANSLATE_NOOP("PostMortem", "a blank at the end of %1"),
        QT_TRANSLATE_NOOP("PostMortem", "a blank before %1"), QT_TRANSLATE_NOOP("PostMortem", "blanks around %1"),
        Tier::Likely},
    {"\n", QT_TRANSLATE_NOOP("PostMortem", "a line break at the end of %1"),
        QT_TRANSLATE_NOOP("PostMortem", "a line break before %1"),
        QT_TRANSLATE_NOOP("PostMortem", "line breaks around %1"), Tier::Likely},
    {"  ", QT_TRANSLATE_NOOP("PostMortem", "two blanks at the end of %1"),
        QT_TRANSLATE_NOOP("PostMortem", "two blanks before %1"),
        QT_TRANSLATE_NOOP("PostMortem", "two blanks around %1"), Tier::Possible},
    {"\r\n", QT_TRANSLATE_NOOP("PostMortem", "a line break (CR LF) at the end of %1"),
        QT_TRANSLATE_NOOP("PostMortem", "a line break (CR LF) before %1"),
        QT_TRANSLATE_NOOP("PostMortem", "line breaks (CR LF) around %1"), Tier::Possible},
    {"\t", QT_TRANSLATE_NOOP("PostMortem", "a tab at the end of %1"),
        QT_TRANSLATE_NOOP("PostMortem", "a tab before %1"), QT_TRANSLATE_NOOP("PostMortem", "tabs around %1"),
        Tier::Possible},
    {"\u00a0", QT_TRANSLATE_NOOP("PostMortem", "a no-break space at the end of %1"),
        QT_TRANSLATE_NOOP("PostMortem", "a no-break space before %1"),
        QT_TRANSLATE_NOOP("PostMortem", "no-break spaces around %1"), Tier::Possible},
}};

void proposeBlank(const http::Parameters &form, std::size_t place, const Blank &blank, FormProposals &out) {
    const auto propose = [&](const char *before, const char *after, const char *text, Tier tier) {
        http::Parameters changed = form;
        changed[place].value = before + form[place].value + after;
        out.add(std::move(changed), {text, {namesText({form[place].name})}}, tier);
    };
    propose("", blank.bytes, blank.atEnd, blank.tier);
    if (form[place].value.isEmpty())
        return;
    propose(blank.bytes, "", blank.atStart, blank.tier);
    propose(blank.bytes, blank.bytes, blank.around, Tier::Possible);
}

} // namespace

void proposePlusSpace(const PostMortemCase &, const http::Parameters &form, FormProposals &out) {
    proposeEdit(form, plusBeforeNumbers, QT_TRANSLATE_NOOP("PostMortem", "a plus where %1 has a blank"), out);
    proposeEdit(
        form, [](QByteArray value) { return value.replace(' ', '+'); },
        QT_TRANSLATE_NOOP("PostMortem", "a plus for each blank of %1"), out);
    proposeEdit(
        form, [](QByteArray value) { return value.replace('+', ' '); },
        QT_TRANSLATE_NOOP("PostMortem", "a blank for each plus of %1"), out);
    proposeEdit(
        form, [](QByteArray value) { return value.replace("%20", " "); },
        QT_TRANSLATE_NOOP("PostMortem", "a blank for each %20 of %1"), out);
}

void proposeDoubleDecoded(const PostMortemCase &, const http::Parameters &form, FormProposals &out) {
    constexpr const char *Decoded = QT_TRANSLATE_NOOP("PostMortem", "%1 decoded once more");
    constexpr const char *Escaped = QT_TRANSLATE_NOOP("PostMortem", "%1 still percent-escaped");
    proposeEdit(
        form, [](const QByteArray &value) { return decodedOnce(value, false); }, Decoded, out);
    proposeEdit(
        form, [](const QByteArray &value) { return decodedOnce(value, true); }, Decoded, out);
    proposeEdit(
        form, [](const QByteArray &value) { return value.toPercentEncoding("!*'()"); }, Escaped, out);
    proposeEdit(form, http::encodeFormPiece, Escaped, out);
    proposeEdit(
        form, [](const QByteArray &value) { return value.toPercentEncoding(); }, Escaped, out, Tier::Possible);
    proposeEdit(
        form, [](QByteArray value) { return value.replace('+', "%2B"); },
        QT_TRANSLATE_NOOP("PostMortem", "%2B for each plus of %1"), out);
    proposeEdit(form, withoutEntities, QT_TRANSLATE_NOOP("PostMortem", "%1 without HTML’s escapes"), out);
    proposeEdit(form, withoutBackslashes, QT_TRANSLATE_NOOP("PostMortem", "%1 without backslashes"), out);
}

void proposeCharset(const PostMortemCase &, const http::Parameters &form, FormProposals &out) {
    for (const bool windows : {false, true}) {
        const Tier tier = windows ? Tier::Possible : Tier::Likely;
        const auto propose = [&](QByteArray (*edit)(const QByteArray &, bool), const char *text) {
            proposeEdit(
                form, [edit, windows](const QByteArray &value) { return edit(value, windows); }, text, out, tier);
        };
        propose(toUtf8, windows ? QT_TRANSLATE_NOOP("PostMortem", "%1 in UTF-8 instead of Windows-1252")
                                : QT_TRANSLATE_NOOP("PostMortem", "%1 in UTF-8 instead of Latin-1"));
        propose(backToBytes, QT_TRANSLATE_NOOP("PostMortem", "%1 in UTF-8, which was taken for Latin-1 here"));
        propose(toLatin1, windows ? QT_TRANSLATE_NOOP("PostMortem", "%1 in Windows-1252 instead of UTF-8")
                                  : QT_TRANSLATE_NOOP("PostMortem", "%1 in Latin-1 instead of UTF-8"));
        propose(mistaken, QT_TRANSLATE_NOOP("PostMortem", "%1 in UTF-8 twice"));
    }
}

void proposeUnicodeForm(const PostMortemCase &, const http::Parameters &form, FormProposals &out) {
    constexpr std::array<std::pair<QString::NormalizationForm, const char *>, 4> Forms{{
        {QString::NormalizationForm_C, QT_TRANSLATE_NOOP("PostMortem", "%1 in Unicode’s form NFC")},
        {QString::NormalizationForm_D, QT_TRANSLATE_NOOP("PostMortem", "%1 in Unicode’s form NFD")},
        {QString::NormalizationForm_KC, QT_TRANSLATE_NOOP("PostMortem", "%1 in Unicode’s form NFKC")},
        {QString::NormalizationForm_KD, QT_TRANSLATE_NOOP("PostMortem", "%1 in Unicode’s form NFKD")},
    }};
    for (const auto &[target, text] : Forms)
        proposeEdit(form, normalised(target), text, out);
    proposeEdit(form, typographic, QT_TRANSLATE_NOOP("PostMortem", "typographic quotes and dashes in %1"), out);
    proposeEdit(
        form, [](QByteArray value) { return value.replace('\'', "\u2019"); },
        QT_TRANSLATE_NOOP("PostMortem", "typographic apostrophes in %1"), out);
    proposeEdit(form, plainQuotes, QT_TRANSLATE_NOOP("PostMortem", "plain quotes and dashes in %1"), out);
}

void proposeNewline(const PostMortemCase &, const http::Parameters &form, FormProposals &out) {
    const auto propose = [&](const char *lineBreak, const char *text) {
        proposeEdit(
            form, [lineBreak](const QByteArray &value) { return withLineBreaks(value, lineBreak); }, text, out);
    };
    propose("\n", QT_TRANSLATE_NOOP("PostMortem", "the line breaks of %1 as LF"));
    propose("\r\n", QT_TRANSLATE_NOOP("PostMortem", "the line breaks of %1 as CR LF"));
    propose("\r", QT_TRANSLATE_NOOP("PostMortem", "the line breaks of %1 as CR"));
    proposeEdit(
        form, [](QByteArray value) { return value.replace("\\n", "\n"); },
        QT_TRANSLATE_NOOP("PostMortem", "line breaks where %1 has \\n"), out);
}

void proposeTrimmed(const PostMortemCase &, const http::Parameters &form, FormProposals &out) {
    std::vector<std::size_t> texts;
    for (std::size_t i = 0; i < form.size() && texts.size() < MostSingles; ++i) {
        if (isText(form[i].name, form[i].value))
            texts.push_back(i);
    }
    // What people type comes first.
    std::stable_partition(texts.begin(), texts.end(),
        [&](std::size_t i) { return form[i].name == "Body" || form[i].name == "SpeechResult"; });
    for (const Blank &blank : Blanks) {
        for (const std::size_t place : texts)
            proposeBlank(form, place, blank, out);
    }
    proposeEdit(
        form, [](const QByteArray &value) { return value.trimmed(); },
        QT_TRANSLATE_NOOP("PostMortem", "%1 without the blanks around it"), out);
    proposeEdit(
        form, [](const QByteArray &value) { return QByteArray(value + '.').trimmed().chopped(1); },
        QT_TRANSLATE_NOOP("PostMortem", "%1 without the blanks before it"), out);
    proposeEdit(
        form, [](const QByteArray &value) { return QByteArray('.' + value).trimmed().mid(1); },
        QT_TRANSLATE_NOOP("PostMortem", "%1 without the blanks after it"), out);
}

} // namespace offhook::twilio
