#include "core/exchange/readers/json_elements.h"

#include "core/exchange/import_reader.h"

#include <algorithm>
#include <array>

namespace offhook::exchange {
namespace {

constexpr qint64 Chunk = 256 * 1024;
constexpr qsizetype MaxName = 64;
constexpr qsizetype MaxWay = 16; ///< arrays in arrays lie on the way, but not any number of them
constexpr std::array<QByteArrayView, 6> OnTheWay{"log", "entries", "requests", "alerts", "events", "data"};

bool isOnTheWay(QByteArrayView name) {
    return std::find(OnTheWay.begin(), OnTheWay.end(), name) != OnTheWay.end();
}

} // namespace

int JsonElements::get() {
    if (m_at == m_buffer.size()) {
        m_buffer = m_device.read(Chunk);
        m_at = 0;
        if (m_buffer.isEmpty())
            return -1;
    }
    const char c = m_buffer[m_at++];
    m_line += c == '\n' ? 1 : 0;
    return quint8(c);
}

// After the opening quote. `into` may be null.
bool JsonElements::readString(QByteArray *into) {
    for (int c = get(); c >= 0; c = get()) {
        if (c == '"')
            return true;
        if (into != nullptr)
            *into += char(c);
        if (c == '\\') {
            c = get();
            if (into != nullptr && c >= 0)
                *into += char(c);
        }
    }
    return false;
}

// After the opening brace or bracket. Nothing when the file ends; empty when it was too long.
std::optional<QByteArray> JsonElements::readValue(char open) {
    QByteArray bytes(1, open);
    bool tooLong = false;
    int depth = 1;
    for (int c = get(); c >= 0; c = get()) {
        bytes += char(c);
        if (c == '"' && !readString(&bytes))
            return {};
        if (c == '"')
            bytes += '"';
        depth += c == '{' || c == '[' ? 1 : 0;
        depth -= c == '}' || c == ']' ? 1 : 0;
        if (depth == 0)
            return tooLong ? QByteArray() : bytes;
        if (bytes.size() > MaxElement) {
            tooLong = true;
            bytes.clear();
        }
    }
    return {};
}

// After a brace or bracket: of an element, of a value beside the way, or of one on it.
std::optional<JsonElements::Element> JsonElements::enter(char c) {
    const bool isElement = c == '{' && m_open.endsWith('[');
    if (!isElement && (m_open.isEmpty() || m_open.endsWith('[') || isOnTheWay(m_name))) {
        m_open += c;
        m_isBroken |= m_open.size() > MaxWay;
        return {};
    }
    const qint64 line = m_line;
    const auto bytes = readValue(c);
    m_isBroken |= !bytes;
    if (!bytes)
        return {};
    m_tooLong += bytes->isEmpty() ? 1 : 0;
    return isElement && !bytes->isEmpty() ? std::optional(Element{*bytes, line}) : std::nullopt;
}

std::optional<JsonElements::Element> JsonElements::next() {
    while (!m_isBroken) {
        const int c = get();
        if (c < 0)
            return {};
        if (c == '"') {
            m_name.clear();
            m_isBroken = !readString(&m_name);
            if (m_name.size() > MaxName)
                m_name.clear();
        } else if (c == '{' || c == '[') {
            if (auto element = enter(char(c)))
                return element;
        } else if (c == '}' || c == ']') {
            m_isBroken = m_open.isEmpty();
            m_open.chop(1);
        }
    }
    return {};
}

} // namespace offhook::exchange
