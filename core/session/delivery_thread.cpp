#include "core/session/delivery_thread.h"

#include "core/base/mailbox.h"
#include "core/session/copy_sender.h"
#include "core/store/event_reader.h"
#include "core/store/event_writer.h"

#include <random>

namespace offhook {
namespace {

constexpr std::chrono::milliseconds Grace{2'000};

std::function<double()> randomness() {
    return [engine = std::mt19937(std::random_device()()),
               spread = std::uniform_real_distribution<double>(0, 1)]() mutable { return spread(engine); };
}

/// The queue in the workspace: reads on a connection of its own, writes through the writer.
class StoreOutbox final : public deliver::Outbox {
public:
    StoreOutbox(const QString &workspace, store::EventWriter &writer, DeliveryThread::Settled settled)
        : m_workspace(workspace)
        , m_writer(writer)
        , m_settled(std::move(settled))
        , m_answers(&m_context, [](const std::vector<std::function<void()>> &answers) {
            for (const auto &answer : answers)
                answer();
        }) {}

    Result<std::vector<flow::Delivery>> waiting(const QString &route, qint64 afterId, int limit) override {
        const auto reader = opened();
        if (!reader)
            return reader.error();
        return (*reader)->deliveries({route, flow::Delivery::State::Waiting, afterId, limit, false});
    }
    Result<flow::EventPtr> event(EventId id) override {
        const auto reader = opened();
        return reader ? (*reader)->event(id) : Result<flow::EventPtr>(reader.error());
    }
    void settle(const flow::Delivery &delivery, const flow::Settlement &settlement, Done done) override {
        m_writer.settle(settlement, [=, this, answers = m_answers](const Result<void> &stored) {
            answers.post([=, this] {
                if (stored && m_settled)
                    m_settled(delivery, settlement);
                done(stored);
            });
        });
    }

private:
    Result<store::EventReader *> opened() {
        if (!m_reader) {
            auto reader = store::EventReader::open(m_workspace);
            if (!reader)
                return reader.error();
            m_reader = std::move(*reader);
        }
        return m_reader.get();
    }

    QString m_workspace;
    store::EventWriter &m_writer;
    DeliveryThread::Settled m_settled;
    std::unique_ptr<store::EventReader> m_reader;
    QObject m_context;
    Mailbox<std::function<void()>> m_answers;
};

} // namespace

/// What lives on the delivery thread.
struct DeliveryThread::Parts {
    std::unique_ptr<StoreOutbox> outbox;
    std::unique_ptr<deliver::Dispatcher> dispatcher;
    QObject context; ///< queued work is bound to it
};

DeliveryThread::DeliveryThread(QObject *parent)
    : QObject(parent) {
    m_thread.setObjectName(QStringLiteral("delivery"));
    qRegisterMetaType<deliver::RouteStates>();
}

DeliveryThread::~DeliveryThread() {
    stop();
}

void DeliveryThread::start(const QString &workspace, store::EventWriter &writer, Settled settled) {
    m_parts = std::make_shared<Parts>();
    m_wake = Mailbox<bool>(&m_parts->context, [parts = m_parts.get()](const std::vector<bool> &) {
        if (parts->dispatcher)
            parts->dispatcher->lookForMore();
    });
    m_parts->context.moveToThread(&m_thread);
    m_thread.start();
    post([this, workspace, &writer, settled = std::move(settled)](Parts &parts) {
        parts.outbox = std::make_unique<StoreOutbox>(workspace, writer, settled);
        parts.dispatcher = std::make_unique<deliver::Dispatcher>(
            deliver::RouteWorker::Tools{*parts.outbox, copySender(), Clock::system(), randomness()});
        connect(parts.dispatcher.get(), &deliver::Dispatcher::statesChanged, this, &DeliveryThread::statesChanged);
    });
}

void DeliveryThread::stop() {
    if (!m_parts)
        return;
    post([](Parts &parts) {
        connect(
            parts.dispatcher.get(), &deliver::Dispatcher::stopped, &parts.context,
            [&parts] {
                parts.dispatcher.reset();
                parts.outbox.reset();
                QThread::currentThread()->quit();
            },
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        parts.dispatcher->stop(Grace);
    });
    m_thread.wait();
    m_parts.reset();
}

void DeliveryThread::post(std::function<void(Parts &)> work) {
    if (!m_parts)
        return;
    QMetaObject::invokeMethod(
        &m_parts->context, [parts = m_parts.get(), work = std::move(work)] { work(*parts); }, Qt::QueuedConnection);
}

void DeliveryThread::setRoutes(const deliver::RouteList &routes) {
    post([routes](Parts &parts) {
        if (parts.dispatcher)
            parts.dispatcher->setRoutes(routes);
    });
}

std::function<void()> DeliveryThread::wake() const {
    return [wake = m_wake] { wake.post(true); };
}

} // namespace offhook
