#include "core/session/capture_thread.h"

#include "core/session/rule_forwarder.h"

#include <QTimer>

#include <future>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace offhook {
namespace {

constexpr std::chrono::milliseconds HeldInterval{16};
constexpr std::chrono::milliseconds ChecksAtEnd{2'000};

// glibc hands the memory of one batch back to the system and fetches it again for the next: a system call and page
// faults for every tenth request. With a limit of our own it no longer adapts that of large blocks, hence the second.
void keepFreedMemory() {
#ifdef __GLIBC__
    constexpr int MiB = 1024 * 1024;
    mallopt(M_TRIM_THRESHOLD, 8 * MiB);
    mallopt(M_MMAP_THRESHOLD, MiB);
#endif
}

} // namespace

/// What lives on the capture thread.
struct CaptureThread::Parts {
    deliver::CopyRouter router; ///< the writer asks it, also for the last commit
    std::unique_ptr<store::EventWriter> writer;
    std::unique_ptr<rules::Engine> engine;
    std::unique_ptr<RuleForwarder> forwarder;
    std::unique_ptr<QTimer> heldTimer;
    rules::RuleCounts toldCounts;
    std::unique_ptr<flow::Pipeline> pipeline;
    std::unique_ptr<http::Listener> listener;
    std::optional<tunnel::ReachProbe> probe;
    QObject context; ///< queued work is bound to it
};

// The writer commits what is left in its destructor and then calls into the pipeline, which therefore goes last.
void CaptureThread::end(Parts &parts) {
    parts.listener.reset();
    if (parts.pipeline)
        parts.pipeline->finishChecks(ChecksAtEnd);
    if (parts.engine)
        parts.engine->setForwarder(nullptr);
    parts.forwarder.reset();
    parts.writer.reset();
    parts.pipeline.reset();
    parts.heldTimer.reset();
    parts.engine.reset();
    QThread::currentThread()->quit();
}

// What is held or delayed is answered now, and its answer stored, while its clients are still there.
void CaptureThread::windUp(Parts &parts) {
    if (!parts.engine)
        return;
    parts.engine->windUp();
    parts.writer->drain();
}

CaptureThread::CaptureThread(QObject *parent)
    : QObject(parent) {
    m_thread.setObjectName(QStringLiteral("capture"));
    qRegisterMetaType<Error>();
    qRegisterMetaType<flow::Metrics::Snapshot>();
    qRegisterMetaType<deliver::TargetHealths>();
    qRegisterMetaType<rules::RuleCounts>();
    qRegisterMetaType<std::vector<rules::HeldRequest>>();
}

CaptureThread::~CaptureThread() {
    stop();
}

Result<void> CaptureThread::start(const QString &workspace) {
    m_parts = std::make_shared<Parts>();
    m_parts->context.moveToThread(&m_thread);
    keepFreedMemory();
    m_thread.start(QThread::HighPriority);
    Result<void> outcome;
    std::promise<void> opened;
    post([&](Parts &parts) {
        auto writer = store::EventWriter::open(workspace);
        if (writer) {
            parts.writer = std::move(*writer);
            parts.writer->setRouter(&parts.router);
            parts.engine = std::make_unique<rules::Engine>();
            makeForwarder(parts);
            watchHeld(parts);
            parts.pipeline = std::make_unique<flow::Pipeline>(*parts.writer, parts.engine.get());
            parts.pipeline->setObserver(m_observer);
        } else {
            outcome = writer.error();
        }
        opened.set_value();
    });
    opened.get_future().wait();
    if (!outcome)
        stop();
    return outcome;
}

void CaptureThread::makeForwarder(Parts &parts) {
    parts.forwarder = std::make_unique<RuleForwarder>(
        *parts.writer, [this](const deliver::TargetHealths &targets) { Q_EMIT targetsChanged(targets); });
    parts.engine->setForwarder(parts.forwarder.get());
}

void CaptureThread::watchHeld(Parts &parts) {
    parts.heldTimer = std::make_unique<QTimer>();
    parts.heldTimer->setSingleShot(true);
    connect(parts.heldTimer.get(), &QTimer::timeout, parts.heldTimer.get(),
        [this, engine = parts.engine.get()] { Q_EMIT heldChanged(engine->desk().held()); });
    parts.engine->desk().setChanged([timer = parts.heldTimer.get()] {
        if (!timer->isActive())
            timer->start(HeldInterval);
    });
}

void CaptureThread::stop() {
    if (!m_parts)
        return;
    post([](Parts &parts) {
        windUp(parts);
        if (!parts.listener)
            return end(parts);
        // Queued: the listener must not go inside its own signal.
        connect(
            parts.listener.get(), &http::Listener::closed, &parts.context, [&parts] { end(parts); },
            Qt::QueuedConnection);
        parts.listener->close();
    });
    m_thread.wait();
    m_parts.reset();
}

store::EventWriter *CaptureThread::writer() const {
    return m_parts ? m_parts->writer.get() : nullptr;
}

void CaptureThread::post(std::function<void(Parts &)> work) {
    if (!m_parts)
        return;
    QMetaObject::invokeMethod(
        &m_parts->context, [parts = m_parts.get(), work = std::move(work)] { work(*parts); }, Qt::QueuedConnection);
}

void CaptureThread::listen(const http::ListenOptions &options) {
    post([this, options](Parts &parts) {
        parts.listener = std::make_unique<http::Listener>(
            [&parts](std::unique_ptr<http::Exchange> exchange) { handle(parts, std::move(exchange)); });
        const Result<void> started = parts.listener->listen(options);
        parts.forwarder->setOwnPort(started ? parts.listener->port() : 0);
        if (started)
            Q_EMIT listening(parts.listener->address().toString(), parts.listener->port(), parts.listener->usesTls());
        else
            Q_EMIT listenFailed(started.error());
    });
}

void CaptureThread::handle(Parts &parts, std::unique_ptr<http::Exchange> exchange) {
    if (parts.probe && !exchange->refusal) {
        if (const auto answer = parts.probe->answer(exchange->request))
            return exchange->respond(*answer);
    }
    parts.pipeline->handle(std::move(exchange));
}

void CaptureThread::stopListening() {
    post([this](Parts &parts) {
        windUp(parts);
        parts.listener.reset();
        parts.forwarder->setOwnPort(0);
        Q_EMIT stoppedListening();
    });
}

void CaptureThread::setKeys(std::vector<twilio::SigningKey> keys) {
    post([keys = std::move(keys)](Parts &parts) { parts.pipeline->setKeys(keys); });
}

void CaptureThread::setOverrides(const QByteArray &fragment) {
    post([fragment](Parts &parts) { parts.pipeline->setOverrides(fragment); });
}

void CaptureThread::setPublicUrl(const QByteArray &url) {
    post([url](Parts &parts) { parts.pipeline->setPublicUrl(url); });
}

void CaptureThread::setReachProbe(std::optional<tunnel::ReachProbe> probe) {
    post([probe = std::move(probe)](Parts &parts) { parts.probe = probe; });
}

void CaptureThread::withEngine(std::function<void(rules::Engine &)> work) {
    post([work = std::move(work)](Parts &parts) { work(*parts.engine); });
}

void CaptureThread::withRouter(std::function<void(deliver::CopyRouter &)> work) {
    post([work = std::move(work)](Parts &parts) { work(parts.router); });
}

void CaptureThread::setDeliveryObserver(std::function<void(const flow::DeliveryCountsByRoute &)> observer) {
    post([observer = std::move(observer)](Parts &parts) { parts.writer->setDeliveryObserver(observer); });
}

rules::RuleCounts CaptureThread::ruleCounts() {
    rules::RuleCounts counts;
    if (!m_parts)
        return counts;
    std::promise<void> told;
    post([&](Parts &parts) {
        counts = parts.engine->counts();
        told.set_value();
    });
    told.get_future().wait();
    return counts;
}

void CaptureThread::askMetrics() {
    post([this](Parts &parts) {
        Q_EMIT metricsReady(parts.pipeline->metrics());
        rules::RuleCounts counts = parts.engine->counts();
        if (counts == parts.toldCounts)
            return;
        parts.toldCounts = std::move(counts);
        Q_EMIT ruleCountsReady(parts.toldCounts);
    });
}

} // namespace offhook
