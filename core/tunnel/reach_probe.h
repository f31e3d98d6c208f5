#pragma once

#include "core/http/message.h"

#include <QByteArray>

#include <optional>

namespace offhook::tunnel {

/// A question only this listener can answer: `nonce` stands in the path of the request, `reply` is what comes back.
/// Both are random, known to nobody else, and good for one check.
struct ReachProbe {
    QByteArray nonce;
    QByteArray reply;

    [[nodiscard]] static ReachProbe make();
    /// "/.offhook-reach/NONCE"
    [[nodiscard]] QByteArray path() const;
    /// The answer, when the request is the one that this probe waits for. Pure.
    [[nodiscard]] std::optional<http::Response> answer(const http::Request &request) const;

    bool operator==(const ReachProbe &) const = default;
};

} // namespace offhook::tunnel
