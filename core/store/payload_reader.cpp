#include "core/store/payload_reader.h"

#include "core/store/field_bytes.h"

namespace offhook::store {
namespace {

// More than any writer puts into a row, so that a file made to harm does not fill the memory.
constexpr EventId MostPayloads = 1'024;

Error damaged(const char *words) {
    return {ErrorCode::WorkspaceDamaged, QString::fromLatin1(words), -1};
}

} // namespace

PayloadRow payloadRowOf(const Statement &statement) {
    return {statement.integer(0), statement.integer(1), statement.integer(2), statement.bytes(3)};
}

Result<std::unique_ptr<PayloadReader>> PayloadReader::prepare(const Connection &connection) {
    std::unique_ptr<PayloadReader> reader(new PayloadReader(connection));
    auto covering = connection.prepare(CoveringPayload);
    if (!covering)
        return covering.error();
    reader->m_covering = std::move(*covering);
    return reader;
}

Result<QByteArrayView> PayloadReader::read(EventId id) {
    const auto found = m_covering.bind(1, id).step();
    if (!found)
        return found.error();
    auto payload = *found ? read(id, payloadRowOf(m_covering)) : read(id, {});
    m_covering.reset();
    return payload;
}

Result<QByteArrayView> PayloadReader::read(EventId id, const PayloadRow &row) {
    if (!row.covers(id))
        return damaged("An event's exchange is missing.");
    if (!row.isBundle())
        return m_decompressor.expand(row.dictionary, row.data);
    if (const Result<void> expanded = expandBundle(row); !expanded)
        return expanded.error();
    return m_payloads[std::size_t(id - row.first)];
}

Result<std::vector<QByteArrayView>> PayloadReader::readAll(const PayloadRow &row) {
    if (!row.isBundle()) {
        const auto one = m_decompressor.expand(row.dictionary, row.data);
        return one ? Result<std::vector<QByteArrayView>>({*one}) : Result<std::vector<QByteArrayView>>(one.error());
    }
    const Result<void> expanded = expandBundle(row);
    return expanded ? Result<std::vector<QByteArrayView>>(m_payloads)
                    : Result<std::vector<QByteArrayView>>(expanded.error());
}

// The same bytes are the same bundle, whatever became of the row meanwhile.
Result<void> PayloadReader::expandBundle(const PayloadRow &row) {
    const bool same = row.first == m_bundle.first && row.last == m_bundle.last &&
                      row.dictionary == m_bundle.dictionary && row.data == m_data;
    if (same)
        return {};
    m_bundle = {};
    m_payloads.clear();
    if (row.first < 0 || row.last < row.first || row.last - row.first >= MostPayloads)
        return damaged("Stored exchanges are of too many events.");
    const EventId count = row.last - row.first + 1;
    const auto expanded = m_decompressor.expand(row.dictionary, row.data);
    if (!expanded)
        return expanded.error();
    m_expanded = expanded->toByteArray();
    FieldReader reader(m_expanded);
    while (!reader.atEnd()) {
        const auto piece = reader.next();
        if (!piece)
            return damaged("Stored exchanges end in the middle.");
        if (EventId(m_payloads.size()) == count)
            return damaged("Stored exchanges are more than they should be.");
        m_payloads.push_back(piece->bytes);
    }
    if (EventId(m_payloads.size()) != count)
        return damaged("Stored exchanges are fewer than they should be.");
    m_bundle = {row.first, row.last, row.dictionary, {}};
    m_data = row.data.toByteArray();
    return {};
}

} // namespace offhook::store
