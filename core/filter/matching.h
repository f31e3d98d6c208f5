#pragma once

#include "core/filter/expression.h"

#include <QByteArray>
#include <QByteArrayView>

#include <span>

namespace offhook::filter {

/// Case-folded UTF-8 (Unicode's simple folding, so that parts of a text fold like the whole). Bytes that are not UTF-8
/// are kept, and nothing but ASCII letters becomes ASCII, so that an ASCII word is found without decoding the text.
/// What is searched and what is searched for both go through this.
[[nodiscard]] QByteArray folded(QByteArrayView utf8);
/// Folds ASCII letters only, in place: enough where an ASCII literal is looked for.
void lower(std::span<char> bytes);
[[nodiscard]] bool isAscii(QByteArrayView bytes);
/// Position of `part` at or after `from`, or -1.
[[nodiscard]] qsizetype indexOf(QByteArrayView text, QByteArrayView part, qsizetype from = 0);

/// wildcardMatch() of a pattern and a text that are both folded already. Time is at worst their product; no recursion.
[[nodiscard]] bool foldedMatch(QByteArrayView foldedPattern, QByteArrayView foldedText);
/// The same for a text as it came.
[[nodiscard]] bool patternMatch(QByteArrayView foldedPattern, QByteArrayView text);

/// What foldedMatch() takes for one value of a term: folded, and wrapped in `*` for Contains. Phone numbers of From and
/// To lose their blanks, dashes and brackets.
[[nodiscard]] QByteArray patternFor(const Term &term, const QString &value);

[[nodiscard]] bool hasWildcard(QByteArrayView pattern);
/// The longest run without a wildcard: every text that matches contains it.
[[nodiscard]] QByteArray longestLiteral(QByteArrayView pattern);
/// Whether the pattern asks only that a text contains longestLiteral().
[[nodiscard]] bool isPlainSearch(QByteArrayView pattern);

/// Compares numbers as `match` says; Contains never does.
[[nodiscard]] bool compares(Match match, qint64 value, qint64 with);
/// A response's status against a Code term's number (a class by its digit).
[[nodiscard]] bool codeMatches(Match match, qint64 status, qint64 number);
/// A parameter's value against a comparison's number: decimal numbers only, others never match.
[[nodiscard]] bool numericMatch(Match match, QByteArrayView value, qint64 number);

} // namespace offhook::filter
