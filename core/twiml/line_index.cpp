#include "core/twiml/line_index.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

constexpr qsizetype Stride = 256;

bool beginsCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; // not a UTF-8 continuation byte
}

qsizetype charactersIn(QByteArrayView bytes) {
    return std::count_if(bytes.begin(), bytes.end(), beginsCharacter);
}

} // namespace

LineIndex::LineIndex(QByteArrayView body)
    : m_body(body)
    , m_begins{0} {
    m_charactersBefore.reserve(std::size_t(body.size() / Stride + 1));
    qsizetype characters = 0;
    for (qsizetype i = 0; i < body.size(); ++i) {
        if (i % Stride == 0)
            m_charactersBefore.push_back(characters);
        characters += beginsCharacter(body[i]) ? 1 : 0;
        const bool isLineBreak = body[i] == '\n' || (body[i] == '\r' && (i + 1 == body.size() || body[i + 1] != '\n'));
        if (isLineBreak)
            m_begins.push_back(i + 1);
    }
    if (body.size() % Stride == 0)
        m_charactersBefore.push_back(characters);
}

LineColumn LineIndex::at(qsizetype offset) const {
    offset = std::clamp(offset, qsizetype(0), m_body.size());
    const auto after = std::upper_bound(m_begins.begin(), m_begins.end(), offset);
    const qsizetype begin = *std::prev(after);
    const auto charactersBefore = [this](qsizetype place) {
        const qsizetype known = place / Stride;
        return m_charactersBefore[std::size_t(known)] +
               charactersIn(m_body.sliced(known * Stride, place - known * Stride));
    };
    while (offset > begin && offset < m_body.size() && !beginsCharacter(m_body[offset]))
        --offset;
    return {int(after - m_begins.begin()), int(charactersBefore(offset) - charactersBefore(begin)) + 1};
}

} // namespace offhook::twiml
