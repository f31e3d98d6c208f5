#pragma once

#include "core/filter/expression.h"
#include "core/flow/webhook_event.h"

#include <QString>

#include <optional>

namespace offhook::ui {

/// A condition as far as it can be said in plain words: all of what is not empty has to hold.
struct ConditionParts {
    QString kind; ///< a word of kind:
    QString from;
    QString to;
    QString path;
    QString body; ///< contained in the body, or in a message's text
    QString parameter;
    QString value; ///< of the parameter
    QString verdict;

    bool operator==(const ConditionParts &) const = default;
};

/// In the filter language; empty for no parts.
[[nodiscard]] QString conditionText(const ConditionParts &parts);
/// The parts of a condition; nothing where it says more than they can.
[[nodiscard]] std::optional<ConditionParts> partsOf(const filter::Expression &condition);
/// What a rule made from an event begins with: everything the event has. The user takes away what is too narrow.
[[nodiscard]] ConditionParts partsFrom(const flow::WebhookEvent &event);

} // namespace offhook::ui
