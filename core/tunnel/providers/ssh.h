#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// ssh -R to a host of one's own (ssh(1), OpenSSH 9.2). Its debugging output says when the forward stands; the host
/// must let others reach the port (GatewayPorts), or have a web server in front, whose URL is PublicUrl.
class Ssh final : public Provider {
public:
    [[nodiscard]] const Description &description() const override;
    [[nodiscard]] Result<Launch> launch(const Target &target, const Fields &fields) const override;
    [[nodiscard]] std::unique_ptr<Interpreter> interpreter(const Target &target, const Fields &fields) const override;
    [[nodiscard]] Exposure exposure(const Fields &fields) const override;
};

} // namespace offhook::tunnel
