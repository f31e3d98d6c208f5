#pragma once

#include "core/base/ids.h"

#include <QString>

#include <deque>

namespace offhook::tunnel {

/// The last lines of a tunnel's log: what the tool printed and what was done about it. Printable, redacted text.
class LogBuffer {
public:
    static constexpr std::size_t Limit = 1000;

    struct Line {
        WallTime at = 0;
        bool ours = false; ///< said by Offhook, not by the tool
        QString text;
    };

    void add(Line line) {
        m_lines.push_back(std::move(line));
        ++m_total;
        if (m_lines.size() > Limit)
            m_lines.pop_front();
    }
    [[nodiscard]] const std::deque<Line> &lines() const { return m_lines; }
    /// How many there ever were: a reader who knows it sees which are new.
    [[nodiscard]] qint64 total() const { return m_total; }

private:
    std::deque<Line> m_lines;
    qint64 m_total = 0;
};

} // namespace offhook::tunnel
