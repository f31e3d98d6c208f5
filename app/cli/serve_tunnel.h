#pragma once

#include "core/session/tunnelling.h"

#include <QObject>

#include <optional>

class QCommandLineParser;

namespace offhook::cli {

/// "ngrok, cloudflared, ..."
[[nodiscard]] QString tunnelNames();

/// What --tunnel and --tunnel-set ask for, on top of what the workspace remembers of that provider but for what it
/// runs; nothing without --tunnel. Fails with InvalidInput.
[[nodiscard]] Result<std::optional<tunnel::Choice>> tunnelChoice(
    const QCommandLineParser &parser, const TunnelSettings &remembered);

/// Tells on the terminal how the tunnel is: `public URL` on stdout (on stderr with --json) each time it is new, all
/// else on stderr. A tunnel that cannot come up ends the program.
class TunnelPrinter final : public QObject {
    Q_OBJECT
public:
    TunnelPrinter(Tunnelling &tunnelling, bool json);

private:
    void show();
    void showState(const tunnel::State &state);
    void showReach(const tunnel::Reach &reach);
    void endProgram();

    Tunnelling &m_tunnelling;
    bool m_json;
    QByteArray m_url;
    tunnel::State::Type m_state = tunnel::State::Type::Off;
    tunnel::Reach::Type m_reach = tunnel::Reach::Type::Unknown;
};

} // namespace offhook::cli
