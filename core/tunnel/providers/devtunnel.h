#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// Microsoft dev tunnels (learn.microsoft.com/azure/developer/dev-tunnels, read 2026-11). Name: a tunnel that exists.
class Devtunnel final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
    [[nodiscard]] Exposure exposure(const Fields &fields) const override;
};

} // namespace offhook::tunnel
