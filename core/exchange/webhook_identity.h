#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <span>
#include <vector>

namespace offhook::exchange {

/// What makes two records of a webhook the same one, whoever kept them. `token`: I-Twilio-Idempotency-Token, "" when it
/// is not told. `content`: a hash of method, path as Twilio dialled it, and the parameters that are not empty, whatever
/// their order and the spelling of their names: SIDs, status and sequence number are among them.
struct WebhookIdentity {
    QByteArray token;
    QByteArray content;
};

[[nodiscard]] WebhookIdentity identityOf(const flow::WebhookEvent &event);

/// Tells which of the webhooks that Twilio remembers are kept already. Same token: the same delivery, and with it its
/// repetitions. Different tokens: different ones. Where a token is missing, same content; of several alike (the Gather
/// of a loop) each one kept stands for one told, those nearest in time first. One thread. See
/// docs/decisions/0019-recover.md.
class KnownWebhooks {
public:
    void add(const flow::WebhookEvent &event);
    /// For each of what one source tells, whether it is here.
    [[nodiscard]] std::vector<bool> among(std::span<const flow::WebhookEvent> told) const;

private:
    struct Kept {
        WallTime at = 0;
        QByteArray token;
    };
    QSet<QByteArray> m_tokens;
    QHash<QByteArray, std::vector<Kept>> m_contents;
};

/// Several alerts may be about one exchange (a warning and an error of the same answer). Leaves the first of each, with
/// the others' notes added: same request, within two seconds, about another error.
void foldAlerts(std::vector<flow::WebhookEvent> &events);

} // namespace offhook::exchange
