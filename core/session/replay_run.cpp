#include "core/session/replay_run.h"

#include "core/session/replay_exchange.h"

#include <utility>

namespace offhook {
namespace {

// A window has no use for news more often.
constexpr std::chrono::milliseconds NewsPause{50};

} // namespace

/// What lives on the thread.
struct ReplayRun::Worker : QObject {
    Worker(Open how, deliver::ReplayPlan what, Mailbox<News> box, ReplayCancel flag)
        : open(std::move(how))
        , plan(std::move(what))
        , mailbox(std::move(box))
        , cancel(std::move(flag)) {}

    void start() {
        auto source = open(cancel);
        if (!source)
            return mailbox.post({-1, {}, Result<void>(source.error())});
        plan.next = std::move(source->next);
        mailbox.post({source->count, {}, {}});
        deliver::ReplayExchange exchange = networkExchange(plan.certificate);
        replayer = std::make_unique<deliver::Replayer>(std::move(plan), std::move(exchange),
            deliver::Replayer::Observer{[this](const deliver::ReplayAttempt &attempt) {
                                            mailbox.post({-1, {attempt}, {}});
                                        },
                [this](const Result<void> &outcome) {
                    mailbox.post({-1, {}, outcome});
                }});
        replayer->start();
    }

    Open open;
    deliver::ReplayPlan plan;
    Mailbox<News> mailbox;
    ReplayCancel cancel;
    std::unique_ptr<deliver::Replayer> replayer;
};

ReplayRun::ReplayRun(Open open, deliver::ReplayPlan plan, Observer observer, QObject *parent)
    : QObject(parent)
    , m_observer(std::move(observer))
    , m_mailbox(
          this, [this](std::vector<News> news) { tell(std::move(news)); }, NewsPause)
    , m_worker(new Worker(std::move(open), std::move(plan), m_mailbox, m_cancel)) {
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("replay"));
}

ReplayRun::~ReplayRun() {
    *m_cancel = true;
    m_thread.quit();
    m_thread.wait();
    if (!m_thread.isFinished()) // never started
        delete m_worker;
}

void ReplayRun::start() {
    m_thread.start();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->start(); }, Qt::QueuedConnection);
}

void ReplayRun::pause() {
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker] {
            if (worker->replayer)
                worker->replayer->pause();
        },
        Qt::QueuedConnection);
}

void ReplayRun::resume() {
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker] {
            if (worker->replayer)
                worker->replayer->resume();
        },
        Qt::QueuedConnection);
}

void ReplayRun::cancel() {
    *m_cancel = true;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker] {
            if (worker->replayer)
                worker->replayer->cancel();
        },
        Qt::QueuedConnection);
}

void ReplayRun::tell(std::vector<News> news) {
    std::vector<deliver::ReplayAttempt> attempts;
    std::optional<Result<void>> finished;
    for (News &one : news) {
        if (one.count >= 0 && m_observer.counted)
            m_observer.counted(one.count);
        std::move(one.attempts.begin(), one.attempts.end(), std::back_inserter(attempts));
        if (one.finished)
            finished = one.finished;
    }
    if (!attempts.empty() && m_observer.attempted)
        m_observer.attempted(std::move(attempts));
    if (finished && m_observer.finished)
        std::exchange(m_observer.finished, nullptr)(*finished);
}

} // namespace offhook
