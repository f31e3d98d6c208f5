#pragma once

#include "core/flow/event_summary.h"
#include "core/twilio/explain.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace offhook::ui {

struct EventColumn;

/// A model's answer to "what does this cell mean": a twilio::Explanation, where it knows one.
inline constexpr int ExplanationRole = Qt::UserRole + 1000;

/// For a tooltip: the whole value of the cell, if it is not the explanation's own title, then the explanation. Plain
/// text made safe for QToolTip; empty for nothing.
[[nodiscard]] QString explainedToolTip(const QString &whole, const twilio::Explanation &explanation);

/// What a cell of the event table means; empty where the value says all.
[[nodiscard]] twilio::Explanation explainCell(const EventColumn &column, const flow::EventSummary &event);

/// The same; what kind of request it is where the value says all.
[[nodiscard]] twilio::Explanation explainCellOrKind(const EventColumn &column, const flow::EventSummary &event);

/// What the word at a byte means, with what stands around it: a status line's code, "Name: value", "Name=value".
[[nodiscard]] twilio::Explanation explainAt(const QByteArray &bytes, qsizetype offset);

} // namespace offhook::ui

Q_DECLARE_METATYPE(offhook::twilio::Explanation)
