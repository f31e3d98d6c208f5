#pragma once

#include "core/flow/answer.h"
#include "core/flow/forward_to.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <cstdint>
#include <vector>

namespace offhook::rules {

/// An answer of a rule. With `isTemplate` its body has places like {{From}} that are filled in from the request; see
/// twiml::Template.
struct Reply {
    flow::Answer answer;
    bool isTemplate = false;

    bool operator==(const Reply &) const = default;
};

/// What a rule does with a request.
struct Action {
    enum class Type : std::uint8_t {
        Reply,    ///< replies[0]
        Sequence, ///< the first request gets replies[0], the second replies[1], ...
        File,     ///< the content of `file` as it is then, with status, headers and type of replies[0]
        Hold,     ///< waits for a person; replies[0] is what goes out when nobody answers in time
        Forward,  ///< an application answers; replies[0] is what goes out when it does not, or not in time
    };
    Type type = Type::Reply;
    std::vector<Reply> replies{Reply()};
    bool startsAgain = false;    ///< Sequence: after the last reply the first; else the last one stays
    bool countsByCaller = false; ///< Sequence: every From has a sequence of its own
    QString file;
    flow::ForwardTo forwardTo; ///< Forward

    bool operator==(const Action &) const = default;
};

/// What is done to the answer on purpose, to try what the other side makes of it.
struct Fault {
    enum class Type : std::uint8_t {
        None,
        Close,   ///< closes the connection without an answer
        Reset,   ///< resets it
        Half,    ///< the head and half of the body
        Status,  ///< `status` without a body in place of the answer
        Silence, ///< nothing until Twilio's time limit has passed, then closes
        Drip,    ///< the body in pieces of `bytes`, `every` so long
    };
    Type type = Type::None;
    int status = 503;
    int bytes = 1;
    std::chrono::milliseconds every{250};

    bool operator==(const Fault &) const = default;
};

struct Delay {
    std::chrono::milliseconds least{0};
    std::chrono::milliseconds most{0}; ///< more than `least`: a random time between the two

    [[nodiscard]] bool isNone() const { return least.count() <= 0 && most.count() <= 0; }
    bool operator==(const Delay &) const = default;
};

/// One rule: a condition and what answers the requests that meet it. Value type.
struct Rule {
    QString id;   ///< stays when the rule is renamed; unique in its workspace
    QString name; ///< unique in its workspace; what events are recorded with
    bool isEnabled = true;
    QString condition; ///< in the filter language; empty: every request
    Action action;
    Delay delay;
    Fault fault;

    bool operator==(const Rule &) const = default;
};

using RuleList = std::vector<Rule>;

/// A fresh id.
[[nodiscard]] QString newRuleId();
/// `wanted`, or with a number behind it where one of `rules` other than `except` has that name.
[[nodiscard]] QString uniqueName(const QString &wanted, const RuleList &rules, const QString &exceptId = {});

/// What a workspace begins with: "Everything else" with the automatic answer.
[[nodiscard]] RuleList defaultRules();

} // namespace offhook::rules

Q_DECLARE_METATYPE(offhook::rules::RuleList)
