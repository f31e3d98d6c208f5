#pragma once

#include "core/base/result.h"
#include "core/store/sqlite.h"

#include <QByteArray>
#include <QByteArrayView>

#include <map>
#include <memory>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;
struct ZSTD_CDict_s;
struct ZSTD_DDict_s;

namespace offhook::store {

/// The dictionary that new events are compressed with: resources/store/events-1.dict, trained on the request catalogue
/// by packaging/train_dictionary.py. Never changed; a better one gets the next number.
inline constexpr int BuiltInDictionary = 1;
[[nodiscard]] QByteArray builtInDictionary();

/// Compresses payloads with one dictionary (empty: none). One thread.
class Compressor {
public:
    explicit Compressor(const QByteArray &dictionary);
    ~Compressor();
    Compressor(Compressor &&) noexcept;

    /// A zstd frame with its size and a checksum. The view is valid until the next call.
    [[nodiscard]] Result<QByteArrayView> compress(QByteArrayView raw);
    [[nodiscard]] qsizetype bufferSize() const { return m_buffer.capacity(); }

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
    QByteArray m_buffer;
};

/// Expands payloads; dictionaries are read from the workspace's `dictionary` table when they are first needed. One
/// thread, the connection's.
class Decompressor {
public:
    explicit Decompressor(const Connection &connection);
    ~Decompressor();
    Decompressor(const Decompressor &) = delete;

    /// WorkspaceDamaged when the frame is broken (its checksum is compared) or its dictionary is missing. The view is
    /// valid until the next call.
    [[nodiscard]] Result<QByteArrayView> expand(qint64 dictionary, QByteArrayView data);
    [[nodiscard]] qsizetype bufferSize() const { return m_buffer.capacity(); }

private:
    struct Parts;
    [[nodiscard]] Result<const ZSTD_DDict_s *> dictionary(qint64 id);
    const Connection &m_connection;
    std::unique_ptr<Parts> m_parts;
    QByteArray m_buffer;
};

} // namespace offhook::store
