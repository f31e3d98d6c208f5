#pragma once

#include "core/base/mailbox.h"
#include "core/twiml/validator.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace offhook::flow {

/// Tells whether Twilio would log anything about bodies of TwiML, without holding its thread up: each body is checked
/// once, on a thread of its own, and remembered. Lives on the capture thread; not thread-safe.
class TwimlChecks {
public:
    using Answer = std::function<void(bool isLogged)>;
    static constexpr qsizetype Remembered = 4'096;   ///< bodies; more make it forget
    static constexpr qsizetype LongestQueue = 4'096; ///< bodies under way; more are checked at once, which slows intake

    TwimlChecks();
    /// Waits for the check that runs; answers that did not come are not given.
    ~TwimlChecks();
    Q_DISABLE_COPY_MOVE(TwimlChecks)

    /// What is known of this body already. Costs a hash of it.
    [[nodiscard]] std::optional<bool> known(const QByteArray &body, const twiml::CheckContext &context) const;
    /// Answers at once when it is known, else later, on this thread.
    void ask(const QByteArray &body, const twiml::CheckContext &context, Answer answer);
    /// Waits for the checks under way, at most so long, and gives their answers before it returns.
    void finish(std::chrono::milliseconds most);

private:
    struct Checked {
        QByteArray key;
        bool isLogged = false;
    };
    void remember(const QByteArray &key, bool isLogged);
    void take(const std::vector<Checked> &batch);

    QObject m_context;
    Mailbox<Checked> m_box;
    QHash<QByteArray, bool> m_known;
    QHash<QByteArray, std::vector<Answer>> m_waiting;
    QThreadPool m_pool;
};

} // namespace offhook::flow
