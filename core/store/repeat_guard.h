#pragma once

#include <QByteArrayView>
#include <QSet>

#include <vector>

namespace offhook::store {

/// Remembers the newest idempotency tokens. Bounded: the oldest is forgotten for each new one beyond Capacity. Keeps
/// 64-bit hashes: among 65,536 of them a false match has a chance of one in 10^14.
class RepeatGuard {
public:
    static constexpr std::size_t Capacity = 65'536;

    /// Whether it was known; it is from now on.
    bool seen(QByteArrayView token);
    /// It came to nothing: the event with it was not stored.
    void forget(QByteArrayView token);
    [[nodiscard]] std::size_t size() const { return std::size_t(m_known.size()); }

private:
    [[nodiscard]] static quint64 hash(QByteArrayView token);
    QSet<quint64> m_known;
    std::vector<quint64> m_order; ///< a ring
    std::size_t m_next = 0;
};

} // namespace offhook::store
