#pragma once

#include "core/base/mailbox.h"
#include "ui/detail/json_text.h"

#include <QThreadPool>

#include <functional>
#include <memory>

namespace offhook::ui {

/// Does one piece of long work at a time in the thread pool for an object of the GUI thread. Starting another cancels
/// the one before; its outcome is dropped, also when it was already on its way. A member of `owner`.
template <typename T>
class LatestJob {
public:
    LatestJob(QObject *owner, std::function<void(T)> done)
        : m_done(std::move(done))
        , m_box(owner, [this](std::vector<Outcome> batch) { deliver(std::move(batch)); }) {}
    ~LatestJob() { cancel(); }
    LatestJob(const LatestJob &) = delete;
    LatestJob &operator=(const LatestJob &) = delete;

    void start(std::function<T(const CancelFlag &cancel)> work) {
        cancel();
        m_cancel = std::make_shared<CancelFlag>(false);
        QThreadPool::globalInstance()->start([work = std::move(work), flag = m_cancel, box = m_box] {
            if (!*flag)
                box.post({flag, std::make_shared<T>(work(*flag))});
        });
    }
    void cancel() {
        if (m_cancel)
            *m_cancel = true;
        m_cancel.reset();
    }
    [[nodiscard]] bool isRunning() const { return m_cancel != nullptr; }

private:
    struct Outcome {
        std::shared_ptr<CancelFlag> job;
        std::shared_ptr<T> value;
    };

    void deliver(std::vector<Outcome> batch) {
        for (Outcome &outcome : batch) {
            if (outcome.job != m_cancel)
                continue;
            m_cancel.reset();
            m_done(std::move(*outcome.value));
            return;
        }
    }

    std::function<void(T)> m_done;
    std::shared_ptr<CancelFlag> m_cancel;
    Mailbox<Outcome> m_box;
};

} // namespace offhook::ui
