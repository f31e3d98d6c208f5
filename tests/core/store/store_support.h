#pragma once

#include "core/flow/webhook_event.h"
#include "core/store/event_inserter.h"
#include "core/store/sqlite.h"
#include "core/store/workspace_file.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <random>
#include <utility>
#include <vector>

namespace offhook::testing {

using Pairs = std::vector<std::pair<QByteArray, QByteArray>>;

/// A form POST as Twilio sends it.
[[nodiscard]] http::Request formRequest(const QByteArray &path, const Pairs &params, const Pairs &headers = {});

/// An event with the meaning of its request, verified and answered with 200 and an empty <Response/>.
[[nodiscard]] std::shared_ptr<flow::WebhookEvent> eventOf(EventId id, const http::Request &request);
/// An inbound SMS with this text.
[[nodiscard]] std::shared_ptr<flow::WebhookEvent> sms(EventId id, const QByteArray &text = "Hello");
/// A refused request of these raw bytes.
[[nodiscard]] std::shared_ptr<flow::WebhookEvent> refused(EventId id, const QByteArray &head);

/// An attempt of that event with every field filled; not stored, hence without an id of its own.
[[nodiscard]] flow::Attempt attemptOf(EventId event, const QByteArray &body = "<Response/>");

/// Events of random bytes in every field, NUL and broken UTF-8 among them.
class RandomEvents {
public:
    explicit RandomEvents(quint32 seed)
        : m_random(seed) {}
    [[nodiscard]] std::shared_ptr<flow::WebhookEvent> next(EventId id);
    [[nodiscard]] QByteArray bytes(int most);

private:
    [[nodiscard]] int below(int limit) { return int(m_random() % unsigned(limit)); }
    [[nodiscard]] QString text(int most);
    void fillVerification(twilio::Verification &verification);
    std::mt19937 m_random;
};

/// The name of the first field that differs, or an empty string.
[[nodiscard]] QString difference(const flow::WebhookEvent &a, const flow::WebhookEvent &b);

/// A fresh workspace in a folder of its own.
class Workspace {
public:
    Workspace();
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("test.offhook-workspace")); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] store::Connection connect(store::Connection::Mode mode = store::Connection::Mode::ReadWrite) const;
    /// Stores them in one transaction. Only while nobody else writes.
    void add(const std::vector<std::shared_ptr<flow::WebhookEvent>> &events) const;
    /// Ends the lock that the constructor took.
    void unlock() { m_lock.reset(); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::WorkspaceFile> m_lock;
};

/// The value of a result that must be one; ends the test program otherwise.
template <typename T>
T must(Result<T> result) {
    if (!result)
        qFatal("%s: %s", errorName(result.error().code).data(), qPrintable(result.error().detail));
    return std::move(*result);
}
inline void must(const Result<void> &result) {
    if (!result)
        qFatal("%s: %s", errorName(result.error().code).data(), qPrintable(result.error().detail));
}

} // namespace offhook::testing
