#include "core/base/clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace offhook {
namespace {

class SystemClock final : public Clock {
public:
    WallTime wall() const override {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    }
    MonotonicTime monotonic() const override { return std::chrono::steady_clock::now(); }
};

} // namespace

const Clock &Clock::system() {
    static const SystemClock clock;
    return clock;
}

QByteArray isoTime(WallTime time) {
    // Floor, so that times before 1970 keep their millisecond too.
    const qint64 ms = time >= 0 ? time / 1000 : -((-time + 999) / 1000);
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

} // namespace offhook
