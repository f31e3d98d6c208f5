#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace offhook::tunnel {

/// What a user may give a provider. Never a secret: the tools keep their own.
enum class Field : std::uint8_t {
    Destination, ///< ssh: [user@]host[:port]
    RemotePort,  ///< the port that others dial
    PublicUrl,   ///< the URL that leads there, where the tool does not print it; {port} is the remote port
    Domain,      ///< a name reserved at the service
    Name,        ///< of a tunnel that is set up at the service
    Server,      ///< another relay, or the address of a running agent's API
    Command,     ///< a whole command line; {url}, {host} and {port} are the listener's
    Pattern,     ///< a regular expression; its first group, or all of it, is the URL
    Arguments,   ///< more arguments for the program
    Program,     ///< the program's path, where it is not found by its name
};
inline constexpr int FieldCount = int(Field::Program) + 1;
using Fields = QMap<Field, QString>;

/// The listener as a client on this machine reaches it.
struct Target {
    bool tls = false;
    QString host; ///< "127.0.0.1", "::1"
    quint16 port = 0;

    /// "http://127.0.0.1:8945"
    [[nodiscard]] QString url() const;
    bool operator==(const Target &) const = default;
};

/// What is known of a provider before it runs. Names are proper names, commands are typed as they stand.
struct Description {
    struct Use {
        Field field;
        bool required = false;
    };
    QLatin1StringView id; ///< stable: settings, --tunnel
    QLatin1StringView name;
    QLatin1StringView program; ///< what to look for in PATH; empty: none
    std::vector<Use> fields;
    QLatin1StringView installUrl;
    QLatin1StringView installCommand; ///< empty: see installUrl
    QLatin1StringView loginCommand;
    bool hasAgent = false; ///< one that runs already may be asked through its local API; see ngrok_agent.h
};

/// How to start the tool. Without a program there is nothing to start and `knownUrl` is the public URL.
struct Launch {
    QString program;
    QStringList arguments;
    QStringList withoutVariables; ///< of the environment, which the tool would take for options
    QByteArray knownUrl;
};

/// What the tool has just told.
struct Report {
    enum class Type : std::uint8_t {
        Up,           ///< reachable at `url`
        LoginNeeded,  ///< nothing will come of it before the user logs in; `words` say it
        Reconnecting, ///< the tool lost its service and tries again by itself
        Notice,       ///< why it will end, if it ends now
        Refused,      ///< trying again would change nothing
    };
    Type type = Type::Notice;
    QByteArray url; ///< scheme://authority
    QString words;  ///< the tool's own, on one line
};

/// Reads one run of a tool, line by line; no I/O.
class Interpreter {
public:
    virtual ~Interpreter() = default;
    [[nodiscard]] virtual std::optional<Report> read(QByteArrayView line) = 0;
    /// Lines that only this class wants to see, such as ssh's debugging output.
    [[nodiscard]] virtual bool isNoise(QByteArrayView line) const;
};

/// What a tunnel makes reachable beside the listener.
enum class Exposure : std::uint8_t {
    ListenerOnly,
    OtherForwards, ///< the arguments forward more
    SharedTunnel,  ///< the tunnel's set-up at the service may route more
    Unknown,       ///< somebody's own command
};

/// One kind of tunnel. Stateless; main thread.
class Provider {
public:
    virtual ~Provider() = default;
    [[nodiscard]] virtual const Description &description() const = 0;
    /// Fails with InvalidInput where a field is missing or cannot be used.
    [[nodiscard]] virtual Result<Launch> launch(const Target &target, const Fields &fields) const = 0;
    [[nodiscard]] virtual std::unique_ptr<Interpreter> interpreter(
        const Target &target, const Fields &fields) const = 0;
    [[nodiscard]] virtual Exposure exposure(const Fields &fields) const;
};

} // namespace offhook::tunnel
