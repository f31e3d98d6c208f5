#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>

#include <random>

namespace offhook::bench {

/// Makes events as Twilio's traffic would, from a fixed seed: message status callbacks only (what the load generator of
/// the benchmarks sends), or a day's mix of messages, calls and status callbacks.
class SyntheticEvents {
public:
    enum class Mix : std::uint8_t { StatusCallbacks, Day };

    explicit SyntheticEvents(Mix mix, quint64 seed = 1);

    [[nodiscard]] flow::EventPtr next(EventId id, WallTime at);

private:
    using Pairs = std::vector<std::pair<QByteArray, QByteArray>>;

    [[nodiscard]] QByteArray hexadecimal(int digits);
    [[nodiscard]] QByteArray sid(const char *prefix) { return prefix + hexadecimal(32); }
    [[nodiscard]] QByteArray phone();
    [[nodiscard]] QByteArray signature();
    [[nodiscard]] Pairs status();
    [[nodiscard]] Pairs inboundSms();
    [[nodiscard]] Pairs call(QByteArray &path);
    [[nodiscard]] http::Request request(const QByteArray &path, const Pairs &params);

    Mix m_mix;
    std::mt19937_64 m_random;
    QByteArray m_account;
    QByteArray m_service;
    QByteArray m_message;
    QByteArray m_to;
    int m_step = 3;
    int m_count = 0;
};

} // namespace offhook::bench
