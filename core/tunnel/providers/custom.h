#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// A command of one's own, started without a shell.
class Custom final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
    [[nodiscard]] Exposure exposure(const Fields &fields) const override;
};

} // namespace offhook::tunnel
