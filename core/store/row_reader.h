#pragma once

#include "core/base/result.h"
#include "core/flow/event_summary.h"
#include "core/flow/webhook_event.h"
#include "core/store/payload_reader.h"
#include "core/store/sqlite.h"

#include <QHash>

#include <optional>
#include <vector>

namespace offhook::store {

/// Reads single events by their ids. One thread, the connection's; the connection must outlive it.
class RowReader {
public:
    [[nodiscard]] static Result<std::unique_ptr<RowReader>> prepare(const Connection &connection);

    /// Nothing when there is no such event.
    [[nodiscard]] Result<std::optional<flow::EventSummary>> summary(EventId id);
    /// In the order asked for; ids that are gone are left out.
    [[nodiscard]] Result<std::vector<flow::EventSummary>> summaries(const std::vector<EventId> &ids);
    /// Those after `id`, ascending, at most `limit`.
    [[nodiscard]] Result<std::vector<flow::EventSummary>> summariesAfter(EventId id, qint64 limit);
    /// NotFound when there is no such event.
    [[nodiscard]] Result<flow::EventPtr> event(EventId id);
    [[nodiscard]] PayloadReader &payloads() { return *m_payloads; }

private:
    struct Shape {
        QByteArray method;
        QByteArray account;
        QByteArray kindName;
        QString rule;
        QByteArray responseType;
        QByteArray refusal;
    };

    RowReader() = default;
    [[nodiscard]] Result<flow::EventSummary> readSummary(const Statement &row);
    [[nodiscard]] Result<Shape> shape(qint64 id);
    void readAttempts(EventId id, flow::WebhookEvent &event);
    [[nodiscard]] Result<void> readPayload(EventId id, flow::WebhookEvent &event);

    Statement m_one;
    Statement m_after;
    Statement m_whole;
    Statement m_shape;
    Statement m_attempts;
    std::unique_ptr<PayloadReader> m_payloads;
    QHash<qint64, Shape> m_shapes;
};

} // namespace offhook::store
