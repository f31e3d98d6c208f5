#include "ui/start/arrival_text.h"

#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>

namespace offhook::ui {
namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("ArrivalText", text);
}

QString whatCame(const flow::EventSummary &event) {
    const QString kind = kindLabel(event.kind);
    return event.from.isEmpty() ? kind : tr("%1 from %2").arg(kind, address(event.from, false));
}

} // namespace

ArrivalText arrivalText(const std::optional<flow::EventSummary> &arrival) {
    if (!arrival)
        return {tr("○ Then text or call the number: what Twilio sends appears here by itself."), Role::Muted};
    const QString what = whatCame(*arrival);
    switch (arrival->verdict) {
    case twilio::Verdict::Valid:
        return {tr("✓ Arrived: %1. Its signature is valid.").arg(what), Role::Valid};
    case twilio::Verdict::Invalid:
        return {tr("✕ Arrived: %1, but its signature does not match. The tab Signature says why.").arg(what),
            Role::Invalid};
    case twilio::Verdict::Unchecked:
    case twilio::Verdict::Unsigned:
        break;
    }
    return {tr("! Arrived: %1. Its signature is unchecked: step 1 has no key of its account.").arg(what), Role::Warn};
}

} // namespace offhook::ui
