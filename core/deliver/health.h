#pragma once

#include "core/flow/attempt.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <vector>

namespace offhook::deliver {

/// Whether an application answers.
struct TargetHealth {
    QByteArray origin;       ///< scheme://host[:port]
    bool isReachable = true; ///< it answered the last request, with whatever status
    WallTime since = 0;      ///< when that began
    QString error;           ///< why not

    bool operator==(const TargetHealth &) const = default;
};
using TargetHealths = std::vector<TargetHealth>;

/// The health of applications, by what became of the attempts of this run. One thread.
class HealthBook {
public:
    static constexpr std::size_t MostTargets = 100; ///< the one that was asked longest ago goes first

    /// Whether anything is another way now. A cancelled attempt says nothing.
    bool note(const flow::Attempt &attempt, WallTime now);
    /// The one that was asked last comes last.
    [[nodiscard]] const TargetHealths &all() const { return m_targets; }

private:
    TargetHealths m_targets;
};

} // namespace offhook::deliver

Q_DECLARE_METATYPE(offhook::deliver::TargetHealths)
