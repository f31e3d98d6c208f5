#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// cloudflared: a quick tunnel without an account, or a named one (developers.cloudflare.com/cloudflare-one, read
/// 2026-11). Name and Domain go together: cloudflared does not print the host name that leads to a named tunnel.
class Cloudflared final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
    [[nodiscard]] Exposure exposure(const Fields &fields) const override;
};

} // namespace offhook::tunnel
