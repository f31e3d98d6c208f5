#include "ui/numbers/lease_text.h"

#include "core/base/text_guard.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using account::LeaseStep;
using Outcome = LeaseStep::Outcome;

QString tr(const char *text) {
    return QCoreApplication::translate("Lease", text);
}

QString counted(Outcome outcome, qint64 count) {
    const QString number = grouped(count);
    switch (outcome) {
    case Outcome::Pointed:
        return tr("✓ %1 pointed here").arg(number);
    case Outcome::Restored:
        return tr("✓ %1 restored").arg(number);
    case Outcome::Unchanged:
        return tr("✓ %1 as wanted already").arg(number);
    case Outcome::Conflict:
        return tr("! %1 changed by somebody else").arg(number);
    case Outcome::Kept:
        return tr("– %1 left as others set them").arg(number);
    case Outcome::Gone:
        return tr("– %1 gone").arg(number);
    case Outcome::Failed:
        return tr("✕ %1 failed").arg(number);
    case Outcome::Cancelled:
        break;
    }
    return tr("– %1 not done").arg(number);
}

} // namespace

NumberState stepState(const LeaseStep &step) {
    switch (step.outcome) {
    case Outcome::Pointed:
        return {Role::Valid, tr("✓ pointed here")};
    case Outcome::Restored:
        return {Role::Valid, tr("✓ restored")};
    case Outcome::Unchanged:
        return {Role::Muted, tr("✓ as wanted already")};
    case Outcome::Conflict:
        return {Role::Warn, tr("! changed by somebody else, left alone")};
    case Outcome::Kept:
        return {Role::Muted, tr("– left as somebody else set it")};
    case Outcome::Gone:
        return {Role::Muted, tr("– is gone")};
    case Outcome::Failed:
        return {Role::Invalid, u"✕ "_s + errorText(step.error)};
    case Outcome::Cancelled:
        break;
    }
    return {Role::Muted, tr("– not done")};
}

NumberState leaseState(const account::LeaseEntry &entry, const QByteArray &publicUrl) {
    if (entry.base == publicUrl)
        return {Role::Valid, tr("✓ pointed here")};
    return {Role::Warn, tr("! pointed at %1").arg(printable(entry.base, 200))};
}

QString stepsSummary(const std::vector<LeaseStep> &steps) {
    QStringList parts;
    for (int i = 0; i <= int(Outcome::Cancelled); ++i) {
        const auto count =
            std::count_if(steps.begin(), steps.end(), [i](const LeaseStep &step) { return int(step.outcome) == i; });
        if (count > 0)
            parts.append(counted(Outcome(i), count));
    }
    return parts.join(u" · "_s);
}

} // namespace offhook::ui
