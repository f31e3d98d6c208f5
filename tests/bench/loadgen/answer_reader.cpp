#include "tests/bench/loadgen/answer_reader.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <limits>

namespace offhook::bench {

bool AnswerReader::add(std::string_view bytes) {
    m_received.append(bytes);
    if (m_length == 0) {
        const std::size_t end = m_received.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        readHead(end);
    }
    return m_received.size() >= m_length || (m_chunked && m_received.ends_with("0\r\n\r\n"));
}

void AnswerReader::readHead(std::size_t end) {
    m_status = std::atoi(m_received.c_str() + std::min<std::size_t>(9, end)); // after "HTTP/1.1 "
    std::string head = m_received.substr(0, end + 2);
    std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    static constexpr std::string_view Length = "\r\ncontent-length:";
    if (const std::size_t at = head.find(Length); at != std::string::npos) {
        m_length = end + 4 + std::strtoull(head.c_str() + at + Length.size(), nullptr, 10);
    } else if (m_status == 204) {
        m_length = end + 4;
    } else {
        m_chunked = head.find("\r\ntransfer-encoding: chunked") != std::string::npos;
        m_untilEnd = !m_chunked;
        m_length = std::numeric_limits<std::size_t>::max();
    }
}

} // namespace offhook::bench
