#include "core/twilio/post_mortem_body.h"

#include "core/twilio/body_hash.h"
#include "core/twilio/post_mortem_repairs.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <utility>

namespace offhook::twilio {
namespace {

constexpr qsizetype MostRewritten = 1024 * 1024;
constexpr const char *Hashed = QT_TRANSLATE_NOOP("PostMortem", "bodySHA256 in the query, which is missing here");
constexpr const char *HashedTwice = QT_TRANSLATE_NOOP("PostMortem", "bodySHA256 in the query twice");
constexpr const char *HashedOnce = QT_TRANSLATE_NOOP("PostMortem", "bodySHA256 in the query once");

// Writes JSON's tokens one by one with other white space between them.
class Spacer {
public:
    Spacer(QByteArrayView afterComma, QByteArrayView afterColon, int indent)
        : m_afterComma(afterComma)
        , m_afterColon(afterColon)
        , m_indent(indent) {}

    QByteArray run(QByteArrayView json) {
        for (qsizetype i = 0; i < json.size();) {
            if (json[i] == '"')
                i = copyString(json, i);
            else
                i = step(json, i);
        }
        return m_out;
    }

private:
    qsizetype copyString(QByteArrayView json, qsizetype from) {
        qsizetype end = from + 1;
        while (end < json.size() && json[end] != '"')
            end += json[end] == '\\' ? 2 : 1;
        end = std::min(end + 1, json.size());
        m_out.append(json.sliced(from, end - from));
        return end;
    }

    qsizetype step(QByteArrayView json, qsizetype at) {
        const char c = json[at];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            return at + 1;
        if (c == '}' || c == ']') {
            --m_depth;
            if (!std::exchange(m_empty, false))
                newLine();
            m_out += c;
            return at + 1;
        }
        m_out += c;
        if (c == '{' || c == '[') {
            ++m_depth;
            m_empty = isEmpty(json, at + 1);
            if (!m_empty)
                newLine();
        } else if (c == ',') {
            m_out.append(m_afterComma);
            newLine();
        } else if (c == ':') {
            m_out.append(m_afterColon);
        }
        return at + 1;
    }

    static bool isEmpty(QByteArrayView json, qsizetype at) {
        while (at < json.size() && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t'))
            ++at;
        return at < json.size() && (json[at] == '}' || json[at] == ']');
    }

    void newLine() {
        if (m_indent > 0)
            m_out += '\n' + QByteArray(qsizetype(m_indent) * std::max(m_depth, 0), ' ');
    }

    QByteArrayView m_afterComma;
    QByteArrayView m_afterColon;
    int m_indent;
    int m_depth = 0;
    bool m_empty = false; ///< an empty list or object is being closed up
    QByteArray m_out;
};

// Characters beyond ASCII as \uXXXX, as Python's json.dumps and PHP's json_encode write them.
QByteArray withAsciiEscapes(const QByteArray &json) {
    QByteArray out;
    for (const QChar c : QString::fromUtf8(json)) {
        if (c.unicode() < 0x80)
            out += char(c.unicode());
        else
            out += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return out;
}

class BodySearch {
public:
    BodySearch(const QByteArray &sha256, const std::function<bool()> &stop, int &tried)
        : m_sha256(sha256)
        , m_stop(stop)
        , m_tried(tried) {}

    bool attempt(const QByteArray &body, const char *text) {
        if (m_found || m_stop())
            return true;
        ++m_tried;
        if (sha256Hex(body) == m_sha256)
            m_found = Phrase{text, {}};
        return m_found.has_value();
    }
    [[nodiscard]] const std::optional<Phrase> &found() const { return m_found; }

private:
    const QByteArray &m_sha256;
    const std::function<bool()> &m_stop;
    int &m_tried;
    std::optional<Phrase> m_found;
};

void tryLineBreaks(const QByteArray &body, BodySearch &search) {
    constexpr const char *AtEnd = QT_TRANSLATE_NOOP("PostMortem", "a body with a line break at its end");
    constexpr const char *Trimmed = QT_TRANSLATE_NOOP("PostMortem", "a body without white space at its ends");
    constexpr const char *Breaks = QT_TRANSLATE_NOOP("PostMortem", "a body with other line breaks");
    search.attempt(body + '\n', AtEnd);
    search.attempt(body + "\r\n", AtEnd);
    search.attempt(body.trimmed(), Trimmed);
    if (body.endsWith('\n'))
        search.attempt(body.chopped(1), QT_TRANSLATE_NOOP("PostMortem", "a body without the line break at its end"));
    search.attempt(QByteArray(body).replace("\r\n", "\n"), Breaks);
    search.attempt(QByteArray(body).replace("\r\n", "\n").replace('\n', "\r\n"), Breaks);
    search.attempt("\xef\xbb\xbf" + body, QT_TRANSLATE_NOOP("PostMortem", "a body with a byte order mark"));
    if (body.startsWith("\xef\xbb\xbf"))
        search.attempt(body.mid(3), QT_TRANSLATE_NOOP("PostMortem", "a body without the byte order mark"));
}

void trySpacings(const QByteArray &json, BodySearch &search) {
    struct Spacing {
        const char *afterComma;
        const char *afterColon;
        int indent;
        const char *text;
    };
    static constexpr std::array<Spacing, 5> Spacings{{
        {"", "", 0, QT_TRANSLATE_NOOP("PostMortem", "the JSON without white space")},
        {" ", " ", 0, QT_TRANSLATE_NOOP("PostMortem", "the JSON with blanks after commas and colons")},
        {"", " ", 2, QT_TRANSLATE_NOOP("PostMortem", "the JSON indented by 2")},
        {"", " ", 4, QT_TRANSLATE_NOOP("PostMortem", "the JSON indented by 4")},
        {" ", "", 0, QT_TRANSLATE_NOOP("PostMortem", "the JSON with blanks after commas")},
    }};
    for (const Spacing &spacing : Spacings) {
        const auto text = respacedJson(json, spacing.afterComma, spacing.afterColon, spacing.indent);
        if (!text)
            return;
        search.attempt(*text, spacing.text);
        search.attempt(*text + '\n', spacing.text);
    }
}

void tryJson(const QByteArray &body, BodySearch &search) {
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isNull())
        return;
    trySpacings(body, search);
    const QByteArray escaped = withAsciiEscapes(body);
    if (escaped != body)
        trySpacings(escaped, search);
    trySpacings(QByteArray(body).replace("\\/", "/"), search);
    trySpacings(QByteArray(body).replace('/', "\\/"), search);
    // Qt sorts keys, as other writers do, and writes characters themselves.
    trySpacings(document.toJson(QJsonDocument::Compact), search);
}

} // namespace

std::optional<QByteArray> respacedJson(
    QByteArrayView json, QByteArrayView afterComma, QByteArrayView afterColon, int indent) {
    if (QJsonDocument::fromJson(json.toByteArray()).isNull())
        return {};
    return Spacer(afterComma, afterColon, indent).run(json);
}

std::optional<Phrase> bodyWithHash(
    const QByteArray &body, const QByteArray &sha256, const std::function<bool()> &stop, int &tried) {
    BodySearch search(sha256, stop, tried);
    tryLineBreaks(body, search);
    if (body.size() <= MostRewritten)
        tryJson(body, search);
    return search.found();
}

void proposeBodyHash(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    const QByteArrayView query = url.query.isEmpty() ? url.query : url.query.sliced(1);
    const std::optional<QByteArray> hash = bodyHashOf(query);
    UrlParts changed = url;
    if (!hash) {
        if (!known.form.empty() || known.request.body().isEmpty())
            return;
        out.add(urlWithBodyHash(url.joined(), known.request.body()), {Hashed, {}});
        const QByteArray first =
            "?bodySHA256=" + sha256Hex(known.request.body()) + (query.isEmpty() ? "" : "&") + query;
        changed.query = first;
        out.add(changed, {Hashed, {}});
        return;
    }
    // Seen twice in callbacks of regulatory bundles (twilio-php issue 861).
    const QByteArray piece = "bodySHA256=" + *hash;
    const QByteArray twice = url.query.toByteArray() + '&' + piece;
    changed.query = twice;
    out.add(changed, {HashedTwice, {}});
    QByteArray once = url.query.toByteArray();
    const qsizetype last = once.lastIndexOf(QByteArray('&' + piece));
    if (last > 0 && once.indexOf(piece) < last) {
        once.remove(last, piece.size() + 1);
        changed.query = once;
        out.add(changed, {HashedOnce, {}});
    }
}

} // namespace offhook::twilio
