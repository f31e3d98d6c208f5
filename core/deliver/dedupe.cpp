#include "core/deliver/dedupe.h"

#include "core/flow/thread_tracker.h"

#include <QCryptographicHash>

namespace offhook::deliver {
namespace {

constexpr qsizetype KeyBytes = 16;

QByteArray keyOf(const QByteArray &text) {
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).first(KeyBytes);
}

QByteArray ofStatus(const flow::WebhookEvent &event) {
    const twilio::ThreadFact fact = flow::threadFactOf(event);
    // An inbound message has no status of its own; its place tells the same message at two URLs apart.
    const bool isMessage = fact.subject == twilio::Subject::Message && !fact.callback;
    if (fact.subject == twilio::Subject::None || !(isMessage || (fact.callback && !fact.status.isEmpty())))
        return {};
    return keyOf("status\n" + QByteArray::number(int(fact.subject)) + '\n' + fact.sid + '\n' + fact.status + '\n' +
                 QByteArray::number(fact.sequence) + '\n' + QByteArray::number(fact.place));
}

} // namespace

QByteArray dedupeKey(const flow::WebhookEvent &event, Dedupe by) {
    switch (by) {
    case Dedupe::Off:
        return {};
    case Dedupe::Token:
        return event.meaning.idempotencyToken.isEmpty() ? QByteArray()
                                                        : keyOf("token\n" + event.meaning.idempotencyToken);
    case Dedupe::SidAndStatus:
        return ofStatus(event);
    }
    return {};
}

} // namespace offhook::deliver
