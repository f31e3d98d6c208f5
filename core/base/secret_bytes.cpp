#include "core/base/secret_bytes.h"

#include <QString>

#include <cstring>

namespace offhook {
namespace {

void overwrite(void *memory, std::size_t size) {
    volatile auto *bytes = static_cast<volatile unsigned char *>(memory);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = 0;
}

} // namespace

struct SecretBytes::Block {
    explicit Block(QByteArrayView source)
        : size(source.size())
        , bytes(std::make_unique<char[]>(std::size_t(source.size()))) {
        std::memcpy(bytes.get(), source.data(), std::size_t(size));
    }
    ~Block() { overwrite(bytes.get(), std::size_t(size)); }
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;

    qsizetype size;
    std::unique_ptr<char[]> bytes;
};

SecretBytes::SecretBytes(QByteArray &&source)
    : m_block(source.isEmpty() ? nullptr : std::make_shared<const Block>(source)) {
    wipe(source);
}

QByteArrayView SecretBytes::view() const {
    return m_block ? QByteArrayView(m_block->bytes.get(), m_block->size) : QByteArrayView();
}

void SecretBytes::wipe(QByteArray &bytes) {
    if (bytes.isDetached())
        overwrite(bytes.data(), std::size_t(bytes.size()));
    bytes.clear();
}

void SecretBytes::wipe(QString &text) {
    if (text.isDetached())
        overwrite(text.data(), std::size_t(text.size()) * sizeof(QChar));
    text.clear();
}

} // namespace offhook
