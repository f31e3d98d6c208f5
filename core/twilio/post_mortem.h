#pragma once

#include "core/twilio/cause.h"
#include "core/twilio/phrase.h"
#include "core/twilio/post_mortem_repairs.h"
#include "core/twilio/signing_key.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace offhook::twilio {

/// How much work an explanation may be.
struct PostMortemBudget {
    int combinations = 50'000;
    std::chrono::milliseconds time{100}; ///< zero: no limit
};

/// One change between the request as it arrived and what was signed.
struct PostMortemStep {
    Cause cause;
    Phrase change; ///< completes "Twilio signed ..."; for Cause::HeaderDamaged "the header was damaged: ..."
};

/// The explanation of a signature that does not match.
struct PostMortem {
    enum class End : std::uint8_t { Matched, AllTried, OutOfCombinations, OutOfTime, Cancelled, NothingToCompare };

    End end = End::NothingToCompare;
    std::vector<PostMortemStep> steps; ///< what it takes for the signature to match, as few as were found
    QByteArray matchedUrl;             ///< the URL that was signed
    QByteArray matchedTail;            ///< what followed it in the string that was signed
    http::Parameters matchedForm;      ///< the parameters that tail consists of, in its order
    QString keyLabel;
    QByteArray publicUrl; ///< with this public URL Offhook would find matchedUrl itself; empty when it does not help
    std::optional<SigningKey>
        key;                     ///< the key that matched, for the request's account, when it has to be stored as such
    std::vector<Cause> ruledOut; ///< what was tried in vain
    std::vector<Phrase> hints;   ///< what looks wrong, when nothing matched; sentences
    int tried = 0;
    std::chrono::microseconds took{0};

    [[nodiscard]] bool isMatched() const { return end == End::Matched; }
};

/// Searches the smallest change that makes the signature match: nothing, single changes, then likely pairs and a few
/// triples, within the budget. The same input gives the same answer as long as time does not run out. `cancel` may be
/// null. Works on whatever thread calls it; takes up to the budget's time. A match says that someone with the key
/// signed this; it says nothing about whether the app as deployed accepts it: see validator_models.h.
[[nodiscard]] PostMortem explain(const PostMortemCase &known, const std::vector<SigningKey> &keys,
    const PostMortemBudget &budget = {}, const std::atomic<bool> *cancel = nullptr);

/// Turns a source text of the context PostMortem into the reader's language.
using Translate = std::function<QString(const char *text)>;

/// "Twilio signed https instead of http": all steps in one sentence.
[[nodiscard]] QString headline(const PostMortem &result, const Translate &translate = {});
/// Why such things happen and what helps; or, when nothing matched, what was tried and in what time.
[[nodiscard]] QString explanation(const PostMortem &result, const Translate &translate = {});
/// "scheme, host, port ..." of what was ruled out.
[[nodiscard]] QString ruledOutText(const PostMortem &result, const Translate &translate = {});

} // namespace offhook::twilio
