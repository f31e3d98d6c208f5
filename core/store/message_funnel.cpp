#include "core/store/message_funnel.h"

#include <algorithm>
#include <array>

namespace offhook::store {
namespace {

enum Seen : quint8 { Sent = 1, Delivered = 2, Read = 4, Undelivered = 8, Failed = 16 };

struct Step {
    QByteArrayView status;
    quint8 seen;
};
constexpr std::array Steps{
    Step{"sent", Sent},
    Step{"delivered", Delivered},
    Step{"partially_delivered", Delivered},
    Step{"read", Read},
    Step{"undelivered", Undelivered},
    Step{"failed", Failed},
    Step{"canceled", Failed},
};

quint8 seenBy(QByteArrayView status) {
    const auto *const found =
        std::find_if(Steps.begin(), Steps.end(), [&](const Step &s) { return s.status == status; });
    return found == Steps.end() ? quint8(0) : found->seen;
}

// FNV-1a, 64 bits: among a million SIDs two fall together once in forty million times.
quint64 hashOf(QByteArrayView bytes) {
    quint64 hash = 0xcbf29ce484222325U;
    for (const char c : bytes)
        hash = (hash ^ quint8(c)) * 0x100000001b3U;
    return hash;
}

} // namespace

void MessageFunnel::add(QByteArrayView messageSid, QByteArrayView status) {
    if (messageSid.isEmpty())
        return;
    const qsizetype before = m_seen.size();
    quint8 &seen = m_seen[hashOf(messageSid)];
    if (m_seen.size() == before)
        --m_bySeen[seen];
    seen |= seenBy(status);
    ++m_bySeen[seen];
}

DeliveryFunnel MessageFunnel::funnel() const {
    DeliveryFunnel out;
    for (std::size_t seen = 0; seen < m_bySeen.size(); ++seen) {
        const qint64 n = m_bySeen[seen];
        const bool delivered = (seen & (Delivered | Read)) != 0;
        out.messages += n;
        out.sent += (seen & (Sent | Delivered | Read | Undelivered)) != 0 ? n : 0;
        out.delivered += delivered ? n : 0;
        out.read += (seen & Read) != 0 ? n : 0;
        out.failed += !delivered && (seen & (Undelivered | Failed)) != 0 ? n : 0;
    }
    return out;
}

} // namespace offhook::store
