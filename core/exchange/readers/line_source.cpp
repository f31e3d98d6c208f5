#include "core/exchange/readers/line_source.h"

#include "core/exchange/import_reader.h"

namespace offhook::exchange {

std::optional<LineSource::Line> LineSource::next() {
    Line line{m_device.readLine(MaxElement + 1), ++m_number, false, false};
    if (line.text.isEmpty())
        return {};
    const bool isWhole = line.text.endsWith('\n');
    line.isTooLong = !isWhole && line.text.size() >= MaxElement;
    line.isCut = !isWhole && !line.isTooLong;
    if (line.isTooLong) {
        line.text.clear();
        while (!m_device.atEnd() && !m_device.readLine(1 << 20).endsWith('\n')) {
        }
    }
    while (line.text.endsWith('\n') || line.text.endsWith('\r'))
        line.text.chop(1);
    return line;
}

} // namespace offhook::exchange
