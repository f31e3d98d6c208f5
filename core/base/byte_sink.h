#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <cstring>

namespace offhook {

/// Appends many small pieces to a QByteArray: QByteArray::append() takes care of sharing and of room in front at each
/// call, this looks at the room behind once. The array belongs to the sink until that is gone; its size is right then.
class ByteSink {
public:
    explicit ByteSink(QByteArray &into)
        : m_into(into)
        , m_size(into.size()) {
        m_into.resize(std::max(m_into.size(), m_into.capacity()));
        m_data = m_into.data();
    }
    ~ByteSink() { m_into.resize(m_size); }
    Q_DISABLE_COPY_MOVE(ByteSink)

    void append(char byte) {
        makeRoom(1);
        m_data[m_size++] = byte;
    }
    void append(QByteArrayView bytes) {
        if (bytes.isEmpty())
            return;
        makeRoom(bytes.size());
        std::memcpy(m_data + m_size, bytes.data(), std::size_t(bytes.size()));
        m_size += bytes.size();
    }
    [[nodiscard]] qsizetype size() const { return m_size; }

private:
    void makeRoom(qsizetype more) {
        if (m_into.size() - m_size >= more)
            return;
        m_into.resize(std::max(m_size + more, 2 * m_into.size()));
        m_data = m_into.data();
    }

    QByteArray &m_into;
    qsizetype m_size;
    char *m_data = nullptr;
};

} // namespace offhook
