#include "core/store/payload_writer.h"

#include "core/store/field_bytes.h"

#include <algorithm>

namespace offhook::store {
namespace {

enum class Field : std::uint8_t { Payload = 1 };

} // namespace

Result<PayloadWriter> PayloadWriter::prepare(const Connection &connection, Compressor compressor, qint64 dictionary) {
    PayloadWriter writer(std::move(compressor), dictionary);
    const std::initializer_list<std::pair<Statement *, const char *>> all{
        {&writer.m_insert, "INSERT INTO payload (id, last, dictionary, data) VALUES (?,?,?,?)"},
        {&writer.m_delete, "DELETE FROM payload WHERE id = ?"}, {&writer.m_covering, CoveringPayload}};
    for (const auto &[statement, sql] : all) {
        auto prepared = connection.prepare(sql);
        if (!prepared)
            return prepared.error();
        *statement = std::move(*prepared);
    }
    auto reader = PayloadReader::prepare(connection);
    if (!reader)
        return reader.error();
    writer.m_reader = std::move(*reader);
    return writer;
}

Result<void> PayloadWriter::add(EventId id, QByteArrayView payload, Fate fate) {
    const bool alone = fate == Fate::Changes || payload.size() > MaxShared;
    const bool joins = !alone && m_last >= m_first && id == m_last + 1 && id - m_first < MaxEvents &&
                       m_gathered.size() + payload.size() <= MaxBytes;
    if (!joins) {
        if (const Result<void> done = flush(); !done)
            return done;
    }
    if (alone)
        return write(id, 0, payload);
    if (!joins)
        m_first = id;
    m_last = id;
    FieldWriter<Field>(m_gathered).always(Field::Payload, payload);
    return {};
}

Result<void> PayloadWriter::flush() {
    if (m_last < m_first)
        return {};
    const bool bundle = m_last > m_first;
    const QByteArrayView raw = bundle ? QByteArrayView(m_gathered) : FieldReader(m_gathered).next()->bytes;
    const Result<void> done = write(m_first, bundle ? m_last : 0, raw);
    rolledBack();
    return done;
}

void PayloadWriter::rolledBack() {
    m_gathered.resize(0);
    m_first = 0;
    m_last = -1;
}

Result<void> PayloadWriter::write(EventId first, EventId last, QByteArrayView raw) {
    const auto data = m_compressor.compress(raw);
    if (!data)
        return data.error();
    return m_insert.bind(1, first).bind(2, last).bind(3, m_dictionary).bindBlob(4, *data).run();
}

Result<PayloadRow> PayloadWriter::covering(EventId id) {
    const auto found = m_covering.bind(1, id).step();
    if (!found)
        return found.error();
    const PayloadRow row = *found ? payloadRowOf(m_covering) : PayloadRow();
    if (row.covers(id))
        return row;
    m_covering.reset();
    return PayloadRow();
}

// What is left is gathered anew, so that a row never has gaps.
Result<void> PayloadWriter::rewrite(EventId first, const std::vector<QByteArrayView> &payloads,
    std::span<const EventId> without, EventId replaced, QByteArrayView by) {
    if (const Result<void> gone = m_delete.bind(1, first).run(); !gone)
        return gone;
    for (std::size_t i = 0; i < payloads.size(); ++i) {
        const EventId id = first + EventId(i);
        if (std::binary_search(without.begin(), without.end(), id))
            continue;
        const bool other = id == replaced;
        const Result<void> added = add(id, other ? by : payloads[i], other ? Fate::Changes : Fate::Stays);
        if (!added)
            return added;
    }
    return flush();
}

Result<void> PayloadWriter::replace(EventId id, QByteArrayView payload) {
    if (const Result<void> done = flush(); !done)
        return done;
    const auto row = covering(id);
    if (!row || !row->covers(id))
        return row ? Result<void>() : Result<void>(row.error());
    if (row->isBundle()) {
        const auto payloads = m_reader->readAll(*row);
        m_covering.reset();
        return payloads ? rewrite(row->first, *payloads, {}, id, payload) : Result<void>(payloads.error());
    }
    m_covering.reset();
    if (const Result<void> gone = m_delete.bind(1, id).run(); !gone)
        return gone;
    return add(id, payload, Fate::Changes);
}

Result<void> PayloadWriter::remove(std::span<const EventId> ids) {
    std::vector<EventId> sorted(ids.begin(), ids.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    if (const Result<void> done = flush(); !done)
        return done;
    for (std::size_t i = 0; i < sorted.size();) {
        const auto row = covering(sorted[i]);
        if (!row)
            return row.error();
        if (!row->covers(sorted[i])) {
            ++i;
            continue;
        }
        const EventId last = std::max(row->first, row->last);
        const auto end = std::upper_bound(sorted.begin() + std::ptrdiff_t(i), sorted.end(), last) - sorted.begin();
        const std::span<const EventId> going(sorted.data() + i, std::size_t(end) - i);
        i = std::size_t(end);
        const bool whole = qint64(going.size()) == last - row->first + 1;
        const auto payloads =
            whole ? Result<std::vector<QByteArrayView>>(std::vector<QByteArrayView>()) : m_reader->readAll(*row);
        m_covering.reset();
        if (!payloads && payloads.error().code == ErrorCode::WorkspaceDamaged)
            continue; // a failure to write, though, must undo the transaction
        const Result<void> done = !payloads ? Result<void>(payloads.error())
                                  : whole   ? m_delete.bind(1, row->first).run()
                                            : rewrite(row->first, *payloads, going);
        if (!done)
            return done;
    }
    return {};
}

} // namespace offhook::store
