#pragma once

#include <QByteArray>
#include <QIODevice>

#include <optional>

namespace offhook::exchange {

/// Lines of a file with their numbers, none longer than MaxElement: the rest of a longer one is passed over.
class LineSource {
public:
    explicit LineSource(QIODevice &device)
        : m_device(device) {}

    struct Line {
        QByteArray text; ///< without line end
        qint64 number = 0;
        bool isTooLong = false;
        bool isCut = false; ///< the file ends without a line end
    };
    [[nodiscard]] std::optional<Line> next();

private:
    QIODevice &m_device;
    qint64 m_number = 0;
};

} // namespace offhook::exchange
