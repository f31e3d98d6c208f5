#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace offhook::filter {

/// What a term looks at. One grammar for the table, facets, rules, export and the command line; see docs/filter.md.
enum class Key : std::uint8_t {
    Text, ///< a bare word: anywhere in the request
    From,
    To,
    Kind, ///< dotted kind name or a prefix of it, a segment of it ("sms", "status"), or a group name
    Status,
    Sig,  ///< valid invalid unsigned unchecked
    Is,   ///< a flag: retry duplicate late alert held recovered malformed marked client-gone test fault
          ///< parked
    Sid,  ///< any SID of the event
    Path, ///< the request target's path
    Code, ///< status code of the response
    Took, ///< time from request to answer
    After,
    Before, ///< time of arrival: HH:MM[:SS] (today), YYYY-MM-DD, or YYYY-MM-DDTHH:MM[:SS]
    Param,  ///< param.NAME
    Body,
    Header, ///< header.NAME
    Method,
    Note,
    Account,
    Peer,
    Rule,
};

enum class Match : std::uint8_t {
    Equals,   ///< key:value or key=value
    Contains, ///< key~"value", and every Text term
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual, ///< Code, Took, Param
};

/// One condition. `values` are alternatives (a|b); in those that are text `*` and `…` stand for any run of characters.
/// Positions are UTF-16 offsets into the source.
struct Term {
    Key key = Key::Text;
    QByteArray name; ///< the parameter or header of Param and Header
    Match match = Match::Equals;
    std::vector<QString> values;
    /// Code: the code, and for a class such as 5xx its first digit; Took: microseconds; After, Before: WallTime; a
    /// comparison of Param: the number. Parallel to values, empty for other keys.
    std::vector<qint64> numbers;
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// A node of the expression: a term, or a combination of nodes.
struct Node {
    enum class Type : std::uint8_t { All, Any, Not, Term };
    Type type = Type::All;
    Term term;                  ///< for Type::Term
    std::vector<Node> children; ///< All and Any: any number; Not: one
};

/// A parsed filter. Value type; empty matches everything.
struct Expression {
    Node root; ///< an All with the top-level terms
    [[nodiscard]] bool isEmpty() const { return root.type == Node::Type::All && root.children.empty(); }
};

/// A mistake in a filter, for the place under the filter line where it stands.
struct Problem {
    enum class Type : std::uint8_t {
        UnknownKey,
        UnknownValue,
        MissingValue,
        BadNumber,
        BadTime,
        BadDuration,
        UnclosedQuote,
        UnclosedParenthesis,
        UnexpectedParenthesis,
        DanglingOr,
        DanglingNot,
        OperatorNotAllowed,
        TooDeep,
        TooLong,
    };
    Type type = Type::UnknownKey;
    qsizetype begin = 0;
    qsizetype end = 0;
    QString subject;    ///< the word it is about
    QString suggestion; ///< "did you mean", or empty
};

struct ParseResult {
    Expression expression; ///< complete only when there is no problem
    std::vector<Problem> problems;
    [[nodiscard]] bool ok() const { return problems.empty(); }
};

inline constexpr int MaxNesting = 50;   ///< of parentheses and `-`
inline constexpr int MaxValues = 1000;  ///< in one filter, all terms together
inline constexpr int MaxProblems = 100; ///< that parse() reports

/// Parses a filter. `now` resolves times of day (local time zone). Linear time; never throws.
[[nodiscard]] ParseResult parse(QStringView source, WallTime now);

/// English words of a problem, as the command line prints them: what, where, how to mend.
[[nodiscard]] QString problemText(const Problem &problem);

/// Canonical text of an expression: parse(format(e)) gives e again, or its equal without needless groups.
[[nodiscard]] QString format(const Expression &expression);

/// Wildcard match of a UTF-8 value (`*` and `…` stand for any run, also none), case-insensitive by Unicode's simple
/// case folding; bytes that are not UTF-8 match themselves.
[[nodiscard]] bool wildcardMatch(QByteArrayView pattern, QByteArrayView text);

} // namespace offhook::filter
