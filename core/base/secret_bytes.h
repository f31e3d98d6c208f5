#pragma once

#include <QByteArray>

#include <memory>

namespace offhook {

/// Bytes that must not linger: wiped when the last copy goes, never convertible to text by accident, never logged.
/// Copies share one block of memory. Thread-safe to copy and read.
class SecretBytes {
public:
    SecretBytes() = default;
    /// Takes the bytes over and wipes the source (as far as it is not shared).
    explicit SecretBytes(QByteArray &&source);

    [[nodiscard]] bool isEmpty() const { return view().isEmpty(); }
    /// Valid while this object lives. Do not keep copies of it.
    [[nodiscard]] QByteArrayView view() const;

    /// Overwrites the buffer with zeros in a way the compiler keeps, then clears it.
    static void wipe(QByteArray &bytes);
    static void wipe(QString &text);

private:
    struct Block;
    std::shared_ptr<const Block> m_block;
};

} // namespace offhook
