#pragma once

#include "core/tunnel/reach_probe.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>

namespace offhook::tunnel {

/// Whether the outside reaches this listener through the public URL.
struct Reach {
    enum class Type : std::uint8_t {
        Unknown,      ///< not asked yet
        Checking,     ///< under way
        Reached,      ///< the probe's own answer came back
        Interstitial, ///< only past a page that the tunnel's service puts in front of browsers
        SomebodyElse, ///< something answered, but not this listener
        NotReached,   ///< nothing answered, or the service said that nobody is there
    };
    Type type = Type::Unknown;
    int status = 0;  ///< of the HTTP answer, 0 without one
    QString service; ///< whose page stands in front: "ngrok", "localtunnel", "Microsoft dev tunnels"
    QString words;   ///< the network's or the service's own, on one line
};

/// Sends a probe through the public URL, once as Twilio would and, where a page comes back that the tunnel's service
/// shows to browsers, once more past it. One check at a time. Main thread; network on Qt's own.
class ReachCheck final : public QObject {
    Q_OBJECT
public:
    explicit ReachCheck(QObject *parent = nullptr);

    /// `done` runs once, later, unless another check or cancel() comes first.
    void run(const QByteArray &publicUrl, const ReachProbe &probe, std::chrono::milliseconds limit,
        std::function<void(const Reach &)> done);
    void cancel();

private:
    void ask(bool pastInterstitial);
    void answered(QNetworkReply &reply, const QByteArray &body, bool pastInterstitial);
    void finish(const Reach &reach);

    QNetworkAccessManager m_network;
    QByteArray m_url;
    ReachProbe m_probe;
    std::chrono::milliseconds m_limit{};
    std::function<void(const Reach &)> m_done;
    QString m_service;
    quint64 m_run = 0;
};

/// Whose interstitial page an answer is; empty when it is none. By status, the fields of the head (names in lower case)
/// and the body. Sources in docs/tunnels.md. Pure.
[[nodiscard]] QString interstitialOf(
    int status, const QList<std::pair<QByteArray, QByteArray>> &head, QByteArrayView body);

} // namespace offhook::tunnel
