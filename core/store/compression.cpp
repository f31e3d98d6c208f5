#include "core/store/compression.h"

#include <QFile>

#include <zstd.h>

namespace offhook::store {
namespace {

// Level 1 stores this data as small as level 3 does with a dictionary, in half the time (docs/benchmarks.md).
constexpr int Level = 1;
// More than any payload may hold: a request's body, its chunked form and an answer of the user's own.
constexpr unsigned long long MaxExpanded = 256ULL * 1024 * 1024;

// A body of 10 MB must not hold on to its memory for ever.
constexpr qsizetype KeptBuffer = 1024 * 1024;

void makeRoom(QByteArray &buffer, qsizetype size) {
    if (size <= KeptBuffer && buffer.capacity() > KeptBuffer)
        buffer = QByteArray();
    if (buffer.size() < size)
        buffer.resize(size);
}

Error damaged(const char *words) {
    return {ErrorCode::WorkspaceDamaged, QString::fromLatin1(words), -1};
}

struct CompressionFree {
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
    void operator()(ZSTD_CDict *dictionary) const { ZSTD_freeCDict(dictionary); }
    void operator()(ZSTD_DDict *dictionary) const { ZSTD_freeDDict(dictionary); }
};

} // namespace

QByteArray builtInDictionary() {
    QFile file(QStringLiteral(":/store/events-1.dict"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Compressor::Parts {
    std::unique_ptr<ZSTD_CCtx, CompressionFree> context{ZSTD_createCCtx()};
    std::unique_ptr<ZSTD_CDict, CompressionFree> dictionary;
};

Compressor::Compressor(const QByteArray &dictionary)
    : m_parts(std::make_unique<Parts>()) {
    ZSTD_CCtx *context = m_parts->context.get();
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Level);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0); // the row says which one
    if (dictionary.isEmpty())
        return;
    m_parts->dictionary.reset(ZSTD_createCDict(dictionary.constData(), std::size_t(dictionary.size()), Level));
    ZSTD_CCtx_refCDict(context, m_parts->dictionary.get());
}

Compressor::~Compressor() = default;
Compressor::Compressor(Compressor &&) noexcept = default;

Result<QByteArrayView> Compressor::compress(QByteArrayView raw) {
    const auto bound = qsizetype(ZSTD_compressBound(std::size_t(raw.size())));
    makeRoom(m_buffer, bound);
    const std::size_t size = ZSTD_compress2(
        m_parts->context.get(), m_buffer.data(), std::size_t(m_buffer.size()), raw.data(), std::size_t(raw.size()));
    if (ZSTD_isError(size) != 0)
        return Error{ErrorCode::Internal, QString::fromLatin1(ZSTD_getErrorName(size)), -1};
    return QByteArrayView(m_buffer).first(qsizetype(size));
}

struct Decompressor::Parts {
    std::unique_ptr<ZSTD_DCtx, CompressionFree> context{ZSTD_createDCtx()};
    std::map<qint64, std::unique_ptr<ZSTD_DDict, CompressionFree>> dictionaries;
};

Decompressor::Decompressor(const Connection &connection)
    : m_connection(connection)
    , m_parts(std::make_unique<Parts>()) {}

Decompressor::~Decompressor() = default;

Result<const ZSTD_DDict_s *> Decompressor::dictionary(qint64 id) {
    if (const auto known = m_parts->dictionaries.find(id); known != m_parts->dictionaries.end())
        return known->second.get();
    auto select = m_connection.prepare("SELECT data FROM dictionary WHERE id = ?");
    if (!select)
        return select.error();
    const auto row = select->bind(1, id).step();
    if (!row)
        return row.error();
    if (!*row)
        return damaged("A compression dictionary is missing.");
    const QByteArrayView bytes = select->bytes(0);
    auto &made = m_parts->dictionaries[id];
    made.reset(ZSTD_createDDict(bytes.data(), std::size_t(bytes.size())));
    return made.get();
}

Result<QByteArrayView> Decompressor::expand(qint64 dictionaryId, QByteArrayView data) {
    const unsigned long long expanded = ZSTD_getFrameContentSize(data.data(), std::size_t(data.size()));
    if (expanded == ZSTD_CONTENTSIZE_ERROR || expanded == ZSTD_CONTENTSIZE_UNKNOWN || expanded > MaxExpanded)
        return damaged("A stored exchange does not begin as it should.");
    makeRoom(m_buffer, qsizetype(expanded));
    const ZSTD_DDict *with = nullptr;
    if (dictionaryId != 0) {
        const auto found = dictionary(dictionaryId);
        if (!found)
            return found.error();
        with = *found;
    }
    const std::size_t size = ZSTD_decompress_usingDDict(m_parts->context.get(), m_buffer.data(),
        std::size_t(m_buffer.size()), data.data(), std::size_t(data.size()), with);
    if (ZSTD_isError(size) != 0)
        return damaged(ZSTD_getErrorName(size));
    return QByteArrayView(m_buffer).first(qsizetype(size));
}

} // namespace offhook::store
