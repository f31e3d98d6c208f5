#pragma once

#include "core/filter/expression.h"
#include "core/twilio/webhook_kind.h"

#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>
#include <span>
#include <vector>

namespace offhook::filter {

/// What the values of a key are.
enum class ValueType : std::uint8_t { Text, Kind, Verdict, Flag, Code, Duration, Time };

/// One key of the language. `word` is what is typed before the operator ("from", "param").
struct KeyInfo {
    Key key;
    const char *word;
    ValueType values;
    bool named;       ///< takes a name: param.NAME, header.NAME
    bool seen;        ///< values seen in the workspace are worth offering
    const char *help; ///< short English description, source of a translation
    const char *example;
};

/// Every key but Text, in the order they are offered.
[[nodiscard]] std::span<const KeyInfo> allKeys();
[[nodiscard]] const KeyInfo &info(Key key);
/// Case-insensitive; null for words that are no key.
[[nodiscard]] const KeyInfo *findKey(QStringView word);
/// Which comparisons a key takes.
[[nodiscard]] bool allows(Key key, Match match);

/// A word of a closed set and what it means, English.
struct Word {
    const char *text;
    const char *help;
};
/// Values of `is:` and `sig:`. The flags are those of flow::EventFlag; a test there compares the lists.
[[nodiscard]] std::span<const Word> flagWords();
[[nodiscard]] std::span<const Word> verdictWords();
/// Common values of `status:` of messages, calls and recordings. Others are allowed.
[[nodiscard]] std::span<const Word> statusWords();

/// What a value of `kind:` stands for.
struct KindMatch {
    std::vector<twilio::WebhookKind> kinds; ///< these kinds whole
    /// And these dotted names: a kind with a variant ("message.status.delivered") or a pattern ("sms.*"); compared by
    /// kindNameMatches().
    QByteArray name;
};
/// `value` in lower case. A group name, a kind's name or the first or any segment of it, a kind's name with a variant,
/// or a pattern; nothing for other words.
[[nodiscard]] std::optional<KindMatch> resolveKind(QByteArrayView value);
/// Whether an event with this dotted name (variant included) is meant by KindMatch::name.
[[nodiscard]] bool kindNameMatches(QByteArrayView pattern, QByteArrayView kindName);
/// Every word that kind: takes, sorted: groups, names, segments.
[[nodiscard]] const QStringList &kindWords();

/// The likely key for a word that is none: near spelling, a synonym, or "param.Digits" for a Twilio parameter.
[[nodiscard]] QString suggestKey(QStringView word);
/// The likely value of a closed set, or empty.
[[nodiscard]] QString suggestValue(ValueType type, QStringView word);
/// Whether one typed the other: at most two slips (one in short words), ignoring case.
[[nodiscard]] bool isNear(QStringView a, QStringView b);

/// Names that stand before a colon in addresses and URLs ("whatsapp", "sip"): such a bare word is text.
[[nodiscard]] bool isAddressScheme(QStringView word);

} // namespace offhook::filter
