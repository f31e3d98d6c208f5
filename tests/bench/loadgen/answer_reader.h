#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace offhook::bench {

/// Finds out when one answer is whole: by Content-Length, by the last chunk, at once for 204, or by the end of the
/// connection. Reads no more of it than its status.
class AnswerReader {
public:
    /// True when the answer is whole; further bytes are of no interest.
    bool add(std::string_view bytes);
    /// The connection ended. True when that makes the answer whole.
    [[nodiscard]] bool ended() const { return m_untilEnd; }
    [[nodiscard]] int status() const { return m_status; }
    void reset() { *this = AnswerReader(); }

private:
    void readHead(std::size_t end);

    std::string m_received;
    std::size_t m_length = 0; ///< of head and body; 0 while the head is not whole
    int m_status = 0;
    bool m_chunked = false;
    bool m_untilEnd = false;
};

} // namespace offhook::bench
