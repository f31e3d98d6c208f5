#pragma once

#include "core/exchange/value_redactor.h"
#include "core/flow/webhook_event.h"
#include "core/twilio/key_ring.h"

#include <QByteArray>

#include <vector>

namespace offhook::exchange {

/// How to make events safe to share.
struct RedactionOptions {
    KeptCategories kept{};
    QByteArray secret;       ///< for tests; empty: a fresh one
    QByteArray throwAwayKey; ///< for tests; empty: a fresh one
};

/// Label of the key that signs redacted events.
inline constexpr QLatin1StringView ThrowAwayLabel{"Throw-away key"};

/// Replaces what is private in events by stand-ins of the same form, the same value by the same stand-in throughout
/// (docs/event-file.md lists what stays), and signs again what was signed: requests that were valid are valid for the
/// throw-away key, those that were not stay so. Notes, attempts and the labels of keys go. One object for one export;
/// not thread-safe.
class Redactor {
public:
    explicit Redactor(const RedactionOptions &options);

    [[nodiscard]] flow::WebhookEvent redacted(const flow::WebhookEvent &event);
    /// 32 hexadecimal digits, as an auth token; to be written beside the events.
    [[nodiscard]] const QByteArray &throwAwayKey() const { return m_key; }
    /// The names of what is kept, comma separated; "" when nothing is.
    [[nodiscard]] QByteArray keptNames() const;

    /// One replacement, for a preview.
    struct Change {
        Category category;
        QByteArray original;
        QByteArray standIn;
    };
    /// redacted(), telling what was replaced, each once, in order.
    [[nodiscard]] flow::WebhookEvent redacted(const flow::WebhookEvent &event, std::vector<Change> &changes);

private:
    [[nodiscard]] http::Request request(const flow::WebhookEvent &event);
    [[nodiscard]] QByteArray head(const flow::WebhookEvent &event);
    [[nodiscard]] QByteArray headLine(const flow::WebhookEvent &event, const QByteArray &line, bool isFirst);
    [[nodiscard]] QByteArray field(QByteArrayView name, const QByteArray &value);
    [[nodiscard]] QByteArray forwarded(const QByteArray &value);
    [[nodiscard]] QByteArray addressList(const QByteArray &value);
    [[nodiscard]] http::Response response(const http::Response &response);
    void sign(const flow::WebhookEvent &original, flow::WebhookEvent &event);

    KeptCategories m_kept;
    ValueRedactor m_values;
    QByteArray m_key;
    twilio::KeyRing m_ring;
    QByteArray m_oldLength; ///< Content-Length of the body before and after
    QByteArray m_newLength;
};

} // namespace offhook::exchange
