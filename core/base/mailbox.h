#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace offhook {

/// Carries values from any thread to the thread of `owner`, in order and in batches: however many values are posted
/// before the owner's event loop turns, its handler runs once with all of them. post() is thread-safe; the handler
/// runs on the owner's thread and never after the owner died. Copies share one box. With a `pause` batches come at
/// least that far apart, so that a stream of values does not wake the owner's thread for each.
template <typename T>
class Mailbox {
public:
    using Handler = std::function<void(std::vector<T> batch)>;

    Mailbox() = default;
    Mailbox(QObject *owner, Handler handler, std::chrono::milliseconds pause = {})
        : m_box(std::make_shared<Box>()) {
        m_box->pause = pause;
        m_box->handler = std::move(handler);
        m_box->owner = owner;
        QObject::connect(
            owner, &QObject::destroyed, owner,
            [box = m_box] {
                const std::lock_guard lock(box->mutex);
                box->owner = nullptr;
            },
            Qt::DirectConnection);
    }

    void post(T value) const {
        const std::lock_guard lock(m_box->mutex);
        if (m_box->owner == nullptr)
            return;
        m_box->values.push_back(std::move(value));
        if (std::exchange(m_box->scheduled, true))
            return;
        QMetaObject::invokeMethod(
            m_box->owner, [box = m_box] { deliver(box); }, Qt::QueuedConnection);
    }

    /// Hands over what waits, at once. On the owner's thread.
    void deliverNow() const { deliver(m_box); }

private:
    struct Box {
        std::mutex mutex;
        std::vector<T> values;
        QObject *owner = nullptr;
        Handler handler;
        std::chrono::milliseconds pause{0};
        bool scheduled = false; ///< a delivery will come by itself
    };

    static void deliver(const std::shared_ptr<Box> &box) {
        std::vector<T> batch;
        {
            const std::lock_guard lock(box->mutex);
            batch.swap(box->values);
            box->scheduled = box->pause.count() > 0 && !batch.empty();
            if (box->scheduled)
                QTimer::singleShot(box->pause, box->owner, [box] { deliver(box); });
        }
        if (!batch.empty())
            box->handler(std::move(batch));
    }

    std::shared_ptr<Box> m_box;
};

} // namespace offhook
