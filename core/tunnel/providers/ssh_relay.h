#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// ssh -R to a public relay that prints its URL: localhost.run, serveo.net, pinggy (docs/tunnels.md names sources), or
/// any other with a Pattern.
class SshRelay final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
    [[nodiscard]] Exposure exposure(const Fields &fields) const override;
};

} // namespace offhook::tunnel
