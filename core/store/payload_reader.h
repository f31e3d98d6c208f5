#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"
#include "core/store/compression.h"
#include "core/store/sqlite.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <vector>

namespace offhook::store {

/// A row of `payload`: of one event (`last` 0), or of all the events `first` to `last`.
struct PayloadRow {
    EventId first = 0;
    EventId last = 0;
    qint64 dictionary = 0;
    QByteArrayView data; ///< a view of the caller's

    [[nodiscard]] bool isBundle() const { return last != 0; }
    [[nodiscard]] bool covers(EventId id) const { return id == first || (id > first && id <= last); }
};

/// Reads payloads. The bundle that was expanded last is kept, since whoever reads one event often reads the next one.
/// One thread, the connection's; the connection must outlive it.
class PayloadReader {
public:
    [[nodiscard]] static Result<std::unique_ptr<PayloadReader>> prepare(const Connection &connection);

    /// WorkspaceDamaged when it is missing or broken. The view is valid until the next call of any function.
    [[nodiscard]] Result<QByteArrayView> read(EventId id);
    /// The same out of the row that covers the event.
    [[nodiscard]] Result<QByteArrayView> read(EventId id, const PayloadRow &row);
    /// Those of all events of a row, from the first on; valid as long.
    [[nodiscard]] Result<std::vector<QByteArrayView>> readAll(const PayloadRow &row);
    /// For what else is compressed like payloads.
    [[nodiscard]] Decompressor &decompressor() { return m_decompressor; }

private:
    explicit PayloadReader(const Connection &connection)
        : m_decompressor(connection) {}
    [[nodiscard]] Result<void> expandBundle(const PayloadRow &row);

    Statement m_covering;
    Decompressor m_decompressor;
    PayloadRow m_bundle; ///< without its data, which is in m_data
    QByteArray m_data;
    QByteArray m_expanded;
    std::vector<QByteArrayView> m_payloads; ///< into m_expanded
};

/// The row that may cover an event: `statement` is CoveringPayload with the id bound. Nothing when there is none.
/// The row's data is valid until the statement goes on.
inline constexpr const char *CoveringPayload =
    "SELECT id, last, dictionary, data FROM payload WHERE id <= ? ORDER BY id DESC LIMIT 1";
[[nodiscard]] PayloadRow payloadRowOf(const Statement &statement);

} // namespace offhook::store
