#include "core/filter/completion.h"

#include "core/filter/expression.h"
#include "core/filter/lexer.h"
#include "core/filter/vocabulary.h"
#include "core/twilio/parameters.h"

#include <algorithm>
#include <array>
#include <span>

namespace offhook::filter {
namespace {

using namespace Qt::StringLiterals;

// Enough for a popup; the rest comes with the next letter.
constexpr std::size_t MostNames = 50;

// Headers of Twilio's requests (twilio.com/docs/usage/webhooks, read 2026-09) and of HTTP that one asks for.
constexpr std::array HeaderNames{"Content-Type", "Host", "I-Twilio-Idempotency-Token", "User-Agent", "X-Forwarded-For",
    "X-Forwarded-Host", "X-Forwarded-Proto", "X-Home-Region", "X-Twilio-Signature"};

/// The piece of the source that is being typed: from its beginning to the cursor, replaced up to `end`.
struct Piece {
    QString typed;
    qsizetype begin = 0;
    qsizetype end = 0;
};

class Completer {
public:
    Completer(QStringView source, qsizetype cursor)
        : m_source(source)
        , m_cursor(std::clamp<qsizetype>(cursor, 0, source.size())) {}

    std::vector<Completion> run() {
        const Token token = tokenAtCursor();
        if (token.type != Token::Type::Term)
            keys({{}, m_cursor, m_cursor});
        else if (token.key.isEmpty())
            bareWord(token);
        else if (token.isKeyed() && m_cursor >= token.op.end)
            values(token);
        else if (!token.name.isEmpty() || m_source.sliced(token.key.end).startsWith(u'.'))
            names(token);
        else if (m_cursor <= token.key.end)
            keys(piece(token.key), token.isKeyed() ? token.op : Range());
        return std::move(m_out);
    }

private:
    /// The token whose end the cursor touches or which it is in; End in blank space.
    Token tokenAtCursor() const {
        Lexer lexer(m_source);
        for (;;) {
            const Token token = lexer.next();
            if (token.type == Token::Type::End || token.range.begin > m_cursor)
                return {};
            // A cursor right before a word is at that word; between `-` and a word too.
            const bool inside = token.range.begin <= m_cursor && m_cursor <= token.range.end;
            if (inside && token.type == Token::Type::Term)
                return token;
            if (inside && m_cursor < token.range.end)
                return token;
        }
    }

    Piece piece(Range range) const {
        const qsizetype begin = std::min(range.begin, m_cursor);
        return {m_source.sliced(begin, m_cursor - begin).toString(), begin, std::max(range.end, m_cursor)};
    }

    static bool fits(const QString &word, const QString &typed) {
        return word.startsWith(typed, Qt::CaseInsensitive) && word.compare(typed, Qt::CaseInsensitive) != 0;
    }

    void offer(const Piece &where, const QString &text, const char *description = "") {
        m_out.push_back({text, QString::fromUtf8(description), where.begin, where.end, false, {}, where.typed});
    }

    void bareWord(const Token &token) {
        const bool single = token.values.size() == 1 && !token.values.front().quoted;
        if (single)
            keys(piece(token.range));
    }

    void keys(Piece where, Range op = {}) {
        where.end = std::max(where.end, op.end);
        for (const KeyInfo &key : allKeys()) {
            const QString word = QString::fromLatin1(key.word);
            if (!word.startsWith(where.typed, Qt::CaseInsensitive))
                continue;
            const QString text = word + (key.named ? u"."_s : key.values == ValueType::Duration ? u":>"_s : u":"_s);
            // Replacing the key of a finished term keeps its operator.
            offer(where, op.isEmpty() ? text : QString(word + m_source.sliced(op.begin, op.end - op.begin)), key.help);
        }
    }

    void names(const Token &token) {
        const Piece where = piece({token.key.end + 1, std::max(token.name.end, token.key.end + 1)});
        const KeyInfo *key = findKey(m_source.sliced(token.key.begin, token.key.end - token.key.begin));
        if (!key || m_cursor < where.begin)
            return;
        const QString after = token.isKeyed() ? QString() : u":"_s;
        if (key->key == Key::Header) {
            for (const char *name : HeaderNames)
                offerName(where, QString::fromLatin1(name), after, {});
            return;
        }
        for (const QByteArray &name : twilio::parameterNames()) {
            // Families are patterns in the catalogue ("MediaUrl{n}"); a filter's pattern for them is MediaUrl*.
            const qsizetype brace = name.indexOf('{');
            const QString text = QString::fromUtf8(brace < 0 ? name : name.first(brace) + '*');
            offerName(where, text, after, twilio::parameterInfo(name).meaning);
        }
    }

    void offerName(const Piece &where, const QString &name, const QString &after, const QString &description) {
        if (m_out.size() < MostNames && name.startsWith(where.typed, Qt::CaseInsensitive))
            m_out.push_back({name + after, description, where.begin, where.end, false, {}, where.typed});
    }

    void values(const Token &token) {
        const KeyInfo *key = findKey(m_source.sliced(token.key.begin, token.key.end - token.key.begin));
        if (!key)
            return;
        const Piece where = valueAtCursor(token);
        if (key->values == ValueType::Kind)
            kinds(where);
        else if (key->values == ValueType::Flag)
            words(where, flagWords());
        else if (key->values == ValueType::Verdict)
            words(where, verdictWords());
        else if (key->key == Key::Status)
            words(where, statusWords());
        if (key->seen)
            seen(where, *key, token);
    }

    Piece valueAtCursor(const Token &token) const {
        for (const RawValue &value : token.values) {
            if (m_cursor < value.range.begin || m_cursor > value.range.end)
                continue;
            Piece where = piece(value.range);
            if (value.quoted)
                where.typed = unquoted(where.typed);
            return where;
        }
        return {{}, m_cursor, m_cursor};
    }

    static QString unquoted(const QString &typed) {
        const Token token = Lexer(typed).next();
        return token.values.empty() ? QString() : token.values.front().text;
    }

    void kinds(const Piece &where) {
        for (const QString &word : kindWords()) {
            if (fits(word, where.typed))
                offer(where, word, kindLabel(word));
        }
    }

    static const char *kindLabel(const QString &word) {
        const auto kind = twilio::kindFromName(word.toLatin1());
        return kind ? twilio::info(*kind).label : "";
    }

    void words(const Piece &where, std::span<const Word> words) {
        for (const Word &word : words) {
            const QString text = QString::fromLatin1(word.text);
            if (fits(text, where.typed))
                offer(where, text, word.help);
        }
    }

    void seen(const Piece &where, const KeyInfo &key, const Token &token) {
        Completion wanted;
        wanted.replaceBegin = where.begin;
        wanted.replaceEnd = where.end;
        wanted.needsSeenValues = true;
        wanted.seenKey = QString::fromLatin1(key.word);
        if (key.named)
            wanted.seenKey += u'.' + QString::fromUtf8(token.nameText);
        wanted.typed = where.typed;
        m_out.push_back(wanted);
    }

    QStringView m_source;
    qsizetype m_cursor;
    std::vector<Completion> m_out;
};

} // namespace

std::vector<Completion> completions(QStringView source, qsizetype cursor) {
    return Completer(source, cursor).run();
}

QString quotedValue(const QString &value) {
    Term term;
    term.key = Key::From;
    term.values = {value};
    Expression expression;
    expression.root.children.push_back({Node::Type::Term, term, {}});
    return format(expression).sliced(5); // without "from:"
}

} // namespace offhook::filter
