#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// Tailscale Funnel in the foreground: it ends with the process (tailscale.com/docs/reference/tailscale-cli/funnel,
/// read 2026-11).
class Tailscale final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
};

} // namespace offhook::tunnel
