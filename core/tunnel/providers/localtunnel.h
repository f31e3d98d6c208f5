#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// The npm client localtunnel, "lt" (github.com/localtunnel/localtunnel, bin/lt.js of 2.0.2). Domain: the subdomain.
class Localtunnel final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
};

} // namespace offhook::tunnel
