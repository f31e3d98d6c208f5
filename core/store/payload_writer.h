#pragma once

#include "core/store/payload_reader.h"

#include <memory>
#include <span>

namespace offhook::store {

/// Writes the table `payload`, inside transactions of the caller's. Payloads of events that follow each other are
/// compressed together, to a third of what they take alone; the last of them stay here until flush().
class PayloadWriter {
public:
    /// At most so many payloads and bytes in one row: what must be expanded to read one event, and what one broken page
    /// takes with it.
    static constexpr qint64 MaxEvents = 32;
    static constexpr qsizetype MaxBytes = 64 * 1024;
    /// A larger payload has a row of its own.
    static constexpr qsizetype MaxShared = 8 * 1024;

    [[nodiscard]] static Result<PayloadWriter> prepare(
        const Connection &connection, Compressor compressor, qint64 dictionary);

    /// Will it be replaced soon? Then it had better have a row of its own.
    enum class Fate : std::uint8_t { Stays, Changes };
    [[nodiscard]] Result<void> add(EventId id, QByteArrayView payload, Fate fate);
    [[nodiscard]] Result<void> flush();
    /// Nothing happens where there is none.
    [[nodiscard]] Result<void> replace(EventId id, QByteArrayView payload);
    /// Of a bundle that cannot be read any more nothing is removed before all of it goes.
    [[nodiscard]] Result<void> remove(std::span<const EventId> ids);
    void rolledBack();

    /// For what else is compressed like payloads, with this dictionary.
    [[nodiscard]] Compressor &compressor() { return m_compressor; }
    [[nodiscard]] qint64 dictionary() const { return m_dictionary; }

private:
    PayloadWriter(Compressor compressor, qint64 dictionary)
        : m_compressor(std::move(compressor))
        , m_dictionary(dictionary) {}
    [[nodiscard]] Result<void> write(EventId first, EventId last, QByteArrayView raw);
    /// The row that covers this event, as the statement m_covering shows it; a row of no event when there is none.
    [[nodiscard]] Result<PayloadRow> covering(EventId id);
    /// Writes the payloads of a bundle anew, in rows of their own.
    [[nodiscard]] Result<void> rewrite(EventId first, const std::vector<QByteArrayView> &payloads,
        std::span<const EventId> without, EventId replaced = 0, QByteArrayView by = {});

    Compressor m_compressor;
    qint64 m_dictionary = 0;
    Statement m_insert;
    Statement m_delete;
    Statement m_covering;
    std::unique_ptr<PayloadReader> m_reader;
    QByteArray m_gathered; ///< payloads of m_first to m_last
    EventId m_first = 0;
    EventId m_last = -1; ///< less than m_first: none
};

} // namespace offhook::store
