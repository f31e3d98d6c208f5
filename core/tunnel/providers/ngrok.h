#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// The ngrok agent as a child process, read through its JSON log (ngrok.com/docs/agent/cli, read 2026-11).
/// Domain: a reserved one. Server: where an agent that runs already has its API.
class Ngrok final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
};

} // namespace offhook::tunnel
