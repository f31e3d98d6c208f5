#pragma once

#include "core/base/mailbox.h"
#include "core/base/result.h"
#include "core/deliver/dispatcher.h"
#include "core/flow/delivery.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace offhook::store {
class EventWriter;
}

namespace offhook {

/// The thread that delivers copies. Construct, start(), use, stop(); all on the owner's thread, while the writer lives.
/// Calls are queued and return at once; signals come on the owner's thread.
class DeliveryThread final : public QObject {
    Q_OBJECT
public:
    /// Hears of what became of a try once that is stored, on the delivery thread.
    using Settled = std::function<void(const flow::Delivery &delivery, const flow::Settlement &settlement)>;

    explicit DeliveryThread(QObject *parent = nullptr);
    ~DeliveryThread() override;

    void start(const QString &workspace, store::EventWriter &writer, Settled settled = {});
    /// Gives what is in flight a moment, stores what became of it, ends the thread. Safe to call twice.
    void stop();
    void setRoutes(const deliver::RouteList &routes);
    /// Tells that there may be more that waits; may be called on any thread, also when this is gone.
    [[nodiscard]] std::function<void()> wake() const;

Q_SIGNALS:
    void statesChanged(const offhook::deliver::RouteStates &states);

private:
    struct Parts;
    void post(std::function<void(Parts &)> work);

    QThread m_thread;
    Mailbox<bool> m_wake;
    std::shared_ptr<Parts> m_parts; ///< made, used and emptied on the delivery thread
};

} // namespace offhook
