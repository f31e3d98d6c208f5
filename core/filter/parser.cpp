#include "core/filter/expression.h"
#include "core/filter/lexer.h"
#include "core/filter/matching.h"
#include "core/filter/values.h"
#include "core/filter/vocabulary.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace offhook::filter {
namespace {

using namespace Qt::StringLiterals;
using Type = Token::Type;
using Mistake = Problem::Type;

/// Recursive descent: any := all (OR all)*; all := one (AND? one)*; one := (-|NOT) one | "(" any ")" | term.
class Parser {
public:
    Parser(QStringView source, WallTime now)
        : m_source(source)
        , m_now(now)
        , m_lexer(source) {
        advance();
    }

    ParseResult run() {
        Node root = any(0);
        while (m_token.type == Type::Close) {
            report(Mistake::UnexpectedParenthesis, m_token.range);
            advance();
            root = all(std::move(root), any(0));
        }
        m_result.expression.root = root.type == Node::Type::All ? std::move(root) : all(Node(), std::move(root));
        return std::move(m_result);
    }

private:
    void advance() { m_token = m_stopped ? Token() : m_lexer.next(); }
    void stop() {
        m_stopped = true;
        m_token = Token();
    }

    void report(Mistake type, Range range, const QString &suggestion = {}) {
        if (m_result.problems.size() >= std::size_t(MaxProblems))
            return stop();
        const QStringView subject = m_source.sliced(range.begin, range.end - range.begin);
        m_result.problems.push_back({type, range.begin, range.end, subject.toString(), suggestion});
    }

    /// `node` added to a combination, without groups in groups of the same sort.
    static Node combined(Node::Type type, Node group, Node node) {
        if (node.type == type)
            std::move(node.children.begin(), node.children.end(), std::back_inserter(group.children));
        else
            group.children.push_back(std::move(node));
        return group;
    }
    static Node all(Node group, Node node) { return combined(Node::Type::All, std::move(group), std::move(node)); }
    static Node unwrapped(Node group) {
        return group.children.size() == 1 ? Node(std::move(group.children.front())) : std::move(group);
    }

    Node any(int depth) {
        Node group;
        group.type = Node::Type::Any;
        bool leading = m_token.type == Type::Or;
        for (;;) {
            if (m_token.type != Type::Or)
                group = combined(Node::Type::Any, std::move(group), allOf(depth));
            if (m_token.type != Type::Or)
                return unwrapped(std::move(group));
            const Range word = m_token.range;
            advance();
            if (std::exchange(leading, false) || !startsOperand())
                report(Mistake::DanglingOr, word);
        }
    }

    Node allOf(int depth) {
        Node group;
        bool leading = m_token.type == Type::And;
        for (;;) {
            if (startsOperand()) {
                group = all(std::move(group), one(depth));
            } else if (m_token.type == Type::And) {
                const Range word = m_token.range;
                advance();
                if (std::exchange(leading, false) || !startsOperand())
                    report(Mistake::DanglingOr, word);
            } else {
                return unwrapped(std::move(group));
            }
        }
    }

    [[nodiscard]] bool startsOperand() const {
        return m_token.type == Type::Term || m_token.type == Type::Open || m_token.type == Type::Not;
    }

    Node one(int depth) {
        if (m_token.type == Type::Term)
            return term();
        if (depth >= MaxNesting) {
            report(Mistake::TooDeep, m_token.range);
            stop();
            return {};
        }
        return m_token.type == Type::Not ? negated(depth) : grouped(depth);
    }

    Node negated(int depth) {
        const Range sign = m_token.range;
        const bool isWord = sign.end - sign.begin > 1;
        advance();
        Node node;
        node.type = Node::Type::Not;
        // A dash that stands alone is punctuation of something unfinished.
        if (!startsOperand() || (!isWord && m_token.range.begin != sign.end))
            report(Mistake::DanglingNot, sign);
        else
            node.children.push_back(one(depth + 1));
        return node;
    }

    Node grouped(int depth) {
        const Range open = m_token.range;
        advance();
        if (m_token.type == Type::Close)
            report(Mistake::UnexpectedParenthesis, m_token.range);
        Node node = any(depth + 1);
        if (m_token.type == Type::Close)
            advance();
        else if (!m_stopped)
            report(Mistake::UnclosedParenthesis, open);
        return node;
    }

    Node term() {
        const Token token = std::exchange(m_token, Token());
        advance();
        Node node;
        node.type = Node::Type::Term;
        node.term.begin = token.range.begin;
        node.term.end = token.range.end;
        node.term.match = token.match;
        if (readKey(token, node.term))
            readValues(token, node.term);
        return node;
    }

    bool readKey(const Token &token, Term &result) {
        if (token.key.isEmpty())
            return true;
        const QStringView word = m_source.sliced(token.key.begin, token.key.end - token.key.begin);
        const KeyInfo *key = findKey(word);
        if (!key)
            return fail(Mistake::UnknownKey, token.key, suggestKey(word));
        result.key = key->key;
        result.name = token.nameText;
        if (!token.nameClosed)
            return fail(Mistake::UnclosedQuote, token.name);
        if (!token.isKeyed() || (key->named && result.name.isEmpty()))
            return fail(Mistake::MissingValue, {token.key.begin, std::max(token.op.end, token.name.end)});
        if (!allows(key->key, token.match))
            return fail(Mistake::OperatorNotAllowed, token.op);
        return true;
    }

    bool fail(Mistake type, Range range, const QString &suggestion = {}) {
        report(type, range, suggestion);
        return false;
    }

    void readValues(const Token &token, Term &result) {
        m_values += token.values.size();
        if (m_values > std::size_t(MaxValues)) {
            report(Mistake::TooLong, token.range);
            return stop();
        }
        if (token.values.empty())
            report(Mistake::MissingValue, token.range);
        // ">500|404" could mean either; "code:>500 OR code:404" cannot.
        if (token.values.size() > 1 && result.match != Match::Equals && result.match != Match::Contains)
            return report(Mistake::OperatorNotAllowed, token.op);
        for (const RawValue &value : token.values)
            readValue(value, result);
    }

    void readValue(const RawValue &value, Term &result) {
        if (!value.closed)
            return report(Mistake::UnclosedQuote, value.range);
        // An empty text is part of every text: `""` would be everything by accident.
        if (value.text.isEmpty() && (result.match == Match::Contains || info(result.key).values != ValueType::Text))
            return report(Mistake::MissingValue, value.range);
        switch (info(result.key).values) {
        case ValueType::Text:
            return readText(value, result);
        case ValueType::Kind:
        case ValueType::Verdict:
        case ValueType::Flag:
            return readWord(value, result);
        case ValueType::Code:
            return readNumber(value, result, readCode(value.text, result.match), Mistake::BadNumber);
        case ValueType::Duration:
            return readNumber(value, result, readDuration(value.text), Mistake::BadDuration);
        case ValueType::Time:
            return readNumber(value, result, readTime(value.text, m_now), Mistake::BadTime);
        }
    }

    void readText(const RawValue &value, Term &result) {
        if (result.match == Match::Equals || result.match == Match::Contains)
            result.values.push_back(value.text);
        else
            readNumber(value, result, readInteger(value.text), Mistake::BadNumber);
    }

    void readNumber(const RawValue &value, Term &result, std::optional<qint64> number, Mistake otherwise) {
        if (!number)
            return report(otherwise, value.range, suggestionFor(value, otherwise));
        result.values.push_back(value.text);
        result.numbers.push_back(*number);
    }

    static QString suggestionFor(const RawValue &value, Mistake mistake) {
        // "took:>2": seconds are what the time limits are told in.
        return mistake == Mistake::BadDuration && readInteger(value.text) ? value.text + u's' : QString();
    }

    void readWord(const RawValue &value, Term &result) {
        const QString word = value.text.toLower();
        const ValueType type = info(result.key).values;
        if (!isWord(type, word))
            return report(Mistake::UnknownValue, value.range, suggestValue(type, word));
        result.values.push_back(word);
    }

    static bool isWord(ValueType type, const QString &word) {
        if (type == ValueType::Kind)
            return resolveKind(word.toUtf8()).has_value();
        const auto words = type == ValueType::Flag ? flagWords() : verdictWords();
        return std::any_of(
            words.begin(), words.end(), [&word](const Word &known) { return word == QLatin1String(known.text); });
    }

    QStringView m_source;
    WallTime m_now;
    Lexer m_lexer;
    Token m_token;
    ParseResult m_result;
    std::size_t m_values = 0;
    bool m_stopped = false;
};

} // namespace

ParseResult parse(QStringView source, WallTime now) {
    return Parser(source, now).run();
}

} // namespace offhook::filter
