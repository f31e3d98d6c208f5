#pragma once

#include "core/base/result.h"
#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// [user@]host[:port] taken apart for ssh(1).
struct SshDestination {
    QString userAndHost;
    QString host;
    quint16 port = 0; ///< 0: what ssh's own configuration says
};

/// Fails with InvalidInput: empty, blanks inside, or a beginning that ssh would take for an option.
[[nodiscard]] Result<SshDestination> parseSshDestination(const QString &text);

/// The arguments that every ssh tunnel has: no questions (there is no terminal), no forward no tunnel, a dead peer is
/// noticed within 45 s.
[[nodiscard]] QStringList commonSshArguments();

/// Whether the arguments make ssh forward more than the tunnel: -L, -R, -D, -w, -W, -A, -X, -Y and the options for
/// them.
[[nodiscard]] bool forwardsMore(const QStringList &arguments);

/// What ssh says when it fails, read from a line that is no debugging output.
[[nodiscard]] std::optional<Report> sshTrouble(QByteArrayView line);

/// The port that others dial; `fallback` when none was given. Nothing when it is no port.
[[nodiscard]] std::optional<quint16> remotePort(const Fields &fields, quint16 fallback);

} // namespace offhook::tunnel
