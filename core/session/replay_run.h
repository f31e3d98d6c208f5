#pragma once

#include "core/base/mailbox.h"
#include "core/deliver/replayer.h"
#include "core/session/replay_source.h"

#include <QObject>
#include <QThread>

namespace offhook {

/// One replay that goes on by itself, on a thread of its own: reading, signing, sending, comparing. Lives on the
/// owner's thread; observers are called there. Deleting it cancels and waits for the event that is being made.
class ReplayRun final : public QObject {
    Q_OBJECT
public:
    /// `open` finds the events; on the run's thread, since that may be long.
    using Open = std::function<Result<ReplaySource>(const ReplayCancel &)>;
    struct Observer {
        std::function<void(qint64 count)> counted; ///< how many there are; once
        std::function<void(std::vector<deliver::ReplayAttempt>)> attempted;
        std::function<void(const Result<void> &)> finished; ///< once, after all the others
    };
    ReplayRun(Open open, deliver::ReplayPlan plan, Observer observer, QObject *parent = nullptr);
    ~ReplayRun() override;

    void start();
    void pause();
    void resume();
    void cancel();

private:
    struct Worker;
    /// What the thread tells: one of its members.
    struct News {
        qint64 count = -1;
        std::vector<deliver::ReplayAttempt> attempts{};
        std::optional<Result<void>> finished{};
    };
    void tell(std::vector<News> news);

    Observer m_observer;
    Mailbox<News> m_mailbox;
    ReplayCancel m_cancel = std::make_shared<std::atomic<bool>>(false);
    QThread m_thread;
    Worker *m_worker; ///< lives and dies on the thread
};

} // namespace offhook
