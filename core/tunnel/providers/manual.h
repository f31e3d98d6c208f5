#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// No tunnel of ours: the user says which URL leads here.
class Manual final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
};

} // namespace offhook::tunnel
