#pragma once

#include "core/base/byte_sink.h"

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <optional>

namespace offhook::store {

/// Writes fields of {number, length, bytes}: what payloads and attempts consist of. A field that is empty or zero is
/// left out. `Field` is an enumeration of one byte.
template <typename Field>
class FieldWriter {
public:
    explicit FieldWriter(QByteArray &into)
        : m_into(into) {}

    void bytes(Field field, QByteArrayView value) {
        if (value.isEmpty())
            return;
        always(field, value);
    }
    void always(Field field, QByteArrayView value) {
        m_into.append(char(field));
        varint(quint64(value.size()));
        m_into.append(value);
    }
    void number(Field field, quint64 value) {
        if (value == 0)
            return;
        char digits[10];
        qsizetype size = 0;
        for (; value != 0; value >>= 8U)
            digits[size++] = char(value & 0xffU);
        always(field, {digits, size});
    }

private:
    // Seven bits a byte, low ones first.
    void varint(quint64 value) {
        for (; value >= 0x80U; value >>= 7U)
            m_into.append(char(value | 0x80U));
        m_into.append(char(value));
    }
    ByteSink m_into;
};

/// One field, as a view into what is read.
struct FieldPiece {
    int field = 0;
    QByteArrayView bytes;

    [[nodiscard]] quint64 number() const {
        quint64 value = 0;
        for (qsizetype i = std::min<qsizetype>(bytes.size(), 8); i-- > 0;)
            value = (value << 8U) | quint8(bytes[i]);
        return value;
    }
};

/// Reads what FieldWriter wrote.
class FieldReader {
public:
    explicit FieldReader(QByteArrayView raw)
        : m_rest(raw) {}

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    /// Nothing when the bytes end too early.
    [[nodiscard]] std::optional<FieldPiece> next() {
        FieldPiece piece;
        piece.field = quint8(m_rest.front());
        m_rest = m_rest.sliced(1);
        const auto size = varint();
        if (!size || *size > quint64(m_rest.size()))
            return {};
        piece.bytes = m_rest.first(qsizetype(*size));
        m_rest = m_rest.sliced(qsizetype(*size));
        return piece;
    }

private:
    std::optional<quint64> varint() {
        quint64 value = 0;
        for (unsigned shift = 0; shift < 63 && !m_rest.isEmpty(); shift += 7) {
            const auto byte = quint8(m_rest.front());
            m_rest = m_rest.sliced(1);
            value |= quint64(byte & 0x7fU) << shift;
            if (byte < 0x80U)
                return value;
        }
        return {};
    }
    QByteArrayView m_rest;
};

} // namespace offhook::store
