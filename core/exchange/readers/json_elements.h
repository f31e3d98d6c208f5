#pragma once

#include <QByteArray>
#include <QIODevice>

#include <optional>
#include <utility>

namespace offhook::exchange {

/// Walks through JSON of any size without holding it: gives the objects of the arrays that lie on the way, whole, one
/// after another. On the way lie the outermost value, and the values of an object's names "log", "entries", "requests",
/// "alerts", "events" and "data". No recursion.
class JsonElements {
public:
    explicit JsonElements(QIODevice &device)
        : m_device(device) {}

    struct Element {
        QByteArray bytes; ///< one object
        qint64 line = 0;  ///< where it begins
    };
    /// Nothing at the end; isBroken() then tells whether the JSON ended before its end.
    [[nodiscard]] std::optional<Element> next();
    [[nodiscard]] bool isBroken() const { return !m_open.isEmpty() || m_isBroken; }
    [[nodiscard]] qint64 line() const { return m_line; }
    /// Elements longer than MaxElement that were passed over, since the last call.
    [[nodiscard]] qint64 takeTooLong() { return std::exchange(m_tooLong, 0); }

private:
    [[nodiscard]] int get();
    [[nodiscard]] bool readString(QByteArray *into);
    [[nodiscard]] std::optional<QByteArray> readValue(char open);
    [[nodiscard]] std::optional<Element> enter(char c);

    QIODevice &m_device;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    QByteArray m_open; ///< '[' or '{' of the values on the way that are open
    QByteArray m_name; ///< the last name read
    bool m_isBroken = false;
    qint64 m_tooLong = 0;
};

} // namespace offhook::exchange
