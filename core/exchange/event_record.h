#pragma once

#include "core/base/result.h"
#include "core/exchange/format.h"
#include "core/flow/webhook_event.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace offhook::exchange {

/// The event file's format, docs/event-file.md: a header line, then one event a line. The same event always gives the
/// same line, whatever its id in a workspace.
inline constexpr int EventFileVersion = 1;

[[nodiscard]] QByteArray headerLine(const ExportInfo &info);
[[nodiscard]] QByteArray recordLine(const flow::WebhookEvent &event);

/// What a header line says. SyntaxError when the line is none.
struct EventFileHeader {
    int version = 0;
    qint64 events = -1; ///< announced; -1 when not
    bool redacted = false;
    QByteArray throwAwayKey;
};
[[nodiscard]] Result<EventFileHeader> headerFrom(const QJsonObject &json);

/// An event from its line, whole but for its id: parameters and meaning are derived anew from the bytes. SyntaxError
/// says what is missing; `unknown` collects the values of a newer program that are left out.
[[nodiscard]] Result<flow::WebhookEvent> eventFromRecord(const QJsonObject &json, QStringList &unknown);

/// Decodes parameters and derives the meaning, as the pipeline does with what arrives.
void understand(flow::WebhookEvent &event);

} // namespace offhook::exchange
