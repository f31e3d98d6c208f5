#include "core/store/repeat_guard.h"

#include <QHashFunctions>

namespace offhook::store {

bool RepeatGuard::seen(QByteArrayView token) {
    const quint64 key = hash(token);
    const qsizetype before = m_known.size();
    m_known.insert(key);
    if (m_known.size() == before)
        return true;
    if (m_order.size() < Capacity) {
        m_order.push_back(key);
        return false;
    }
    m_known.remove(std::exchange(m_order[m_next], key));
    m_next = (m_next + 1) % Capacity;
    return false;
}

void RepeatGuard::forget(QByteArrayView token) {
    m_known.remove(hash(token));
}

quint64 RepeatGuard::hash(QByteArrayView token) {
    return quint64(qHash(token, std::size_t(0x9e3779b97f4a7c15ULL)));
}

} // namespace offhook::store
