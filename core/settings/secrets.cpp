#include "core/settings/secrets.h"

#include <QPointer>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <cstring>
#include <map>

namespace offhook::settings {
namespace {

using namespace Qt::StringLiterals;

// QtKeychain gives and keeps implicitly shared bytes, which SecretBytes::wipe() rightly leaves alone. The job that
// shares them has finished and deletes itself next, so nobody reads them any more.
void overwriteShared(const QByteArray &bytes) {
    auto *memory = const_cast<volatile char *>(bytes.constData()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    for (qsizetype i = 0; i < bytes.size(); ++i)
        memory[i] = 0;
}

SecretBytes takeSecret(const QKeychain::ReadPasswordJob &job) {
    const QByteArray shared = job.binaryData();
    QByteArray own(shared.constData(), shared.size());
    overwriteShared(shared);
    return SecretBytes(std::move(own));
}

Error errorOf(const QKeychain::Job *job) {
    if (job == nullptr)
        return {ErrorCode::TimedOut, u"the keychain did not answer"_s};
    switch (job->error()) {
    case QKeychain::EntryNotFound:
        return {ErrorCode::NotFound, job->errorString()};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return {ErrorCode::KeychainFailed, job->errorString()};
    default:
        return {ErrorCode::KeychainMissing, job->errorString()};
    }
}

template <typename T>
std::function<void(Result<T>)> guarded(QObject *guard, std::function<void(Result<T>)> callback) {
    return [guard = QPointer<QObject>(guard), callback = std::move(callback)](Result<T> result) {
        if (guard)
            callback(std::move(result));
    };
}

} // namespace

class Secrets::Private {
public:
    Private(Secrets *secrets, const QString &serviceName)
        : q(secrets)
        , service(serviceName) {}

    template <typename T>
    void later(std::function<void(Result<T>)> callback, Result<T> result) {
        QMetaObject::invokeMethod(
            q, [callback = std::move(callback), result = std::move(result)] { callback(result); },
            Qt::QueuedConnection);
    }

    /// `done` gets the finished job, or null when the time limit passed. The job deletes itself: QtKeychain's callbacks
    /// hold a plain pointer to it, so it must live until it has finished, whatever becomes of us.
    void run(QKeychain::Job *job, const QString &name, std::function<void(QKeychain::Job *)> done);
    void setBackend(Backend now);
    /// Success and "no such entry" both show that the keychain is reachable.
    void noteOutcome(const QKeychain::Job *job);

    Secrets *q;
    QString service;
    Backend backend = Backend::Unknown;
    std::map<QString, SecretBytes> memory;
    std::chrono::milliseconds timeLimit{120'000};
    bool hanging = false; ///< an operation ran out of time and its job has not finished since
};

void Secrets::Private::run(QKeychain::Job *job, const QString &name, std::function<void(QKeychain::Job *)> done) {
    job->setInsecureFallback(false);
    job->setKey(name);
    auto *timer = new QTimer(q);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, q, [this, timer, done] {
        hanging = true;
        timer->deleteLater();
        done(nullptr);
    });
    connect(job, &QKeychain::Job::finished, q, [this, timer = QPointer<QTimer>(timer), done](QKeychain::Job *finished) {
        hanging = false;
        if (!timer || !timer->isActive())
            return;
        timer->stop();
        timer->deleteLater();
        done(finished);
    });
    timer->start(timeLimit);
    job->start();
}

void Secrets::Private::setBackend(Backend now) {
    if (std::exchange(backend, now) != now)
        Q_EMIT q->backendChanged();
}

void Secrets::Private::noteOutcome(const QKeychain::Job *job) {
    const bool reached =
        job != nullptr && (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound);
    // While secrets of this run rest in memory only, saying "keychain" would promise too much.
    setBackend(reached && memory.empty() ? Backend::Keychain : Backend::Memory);
}

Secrets::Secrets(const QString &service, QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(this, service)) {}

Secrets::~Secrets() = default;

Secrets::Backend Secrets::backend() const {
    return m_d->backend;
}

bool Secrets::isKept(const QString &name) const {
    return m_d->backend != Backend::Unknown && !m_d->memory.contains(name);
}

void Secrets::setTimeLimit(std::chrono::milliseconds limit) {
    m_d->timeLimit = limit;
}

void Secrets::read(const QString &name, QObject *guard, std::function<void(Result<SecretBytes>)> callback) {
    auto answer = guarded<SecretBytes>(guard, std::move(callback));
    if (const auto kept = m_d->memory.find(name); kept != m_d->memory.end())
        return m_d->later<SecretBytes>(std::move(answer), kept->second);
    if (m_d->hanging)
        return m_d->later<SecretBytes>(std::move(answer), errorOf(nullptr));
    auto *job = new QKeychain::ReadPasswordJob(m_d->service);
    m_d->run(job, name, [this, job, answer](const QKeychain::Job *finished) {
        const bool found = finished != nullptr && finished->error() == QKeychain::NoError;
        m_d->noteOutcome(finished);
        answer(found ? Result<SecretBytes>(takeSecret(*job)) : Result<SecretBytes>(errorOf(finished)));
    });
}

void Secrets::write(
    const QString &name, const SecretBytes &secret, QObject *guard, std::function<void(Result<void>)> callback) {
    auto answer = guarded<void>(guard, std::move(callback));
    if (m_d->hanging) {
        m_d->memory[name] = secret;
        return m_d->later<void>(std::move(answer), {});
    }
    auto *job = new QKeychain::WritePasswordJob(m_d->service);
    const QByteArray bytes(secret.view().data(), secret.view().size());
    job->setBinaryData(bytes);
    m_d->run(job, name, [this, name, secret, answer](const QKeychain::Job *finished) {
        const bool kept = finished != nullptr && finished->error() == QKeychain::NoError;
        if (kept)
            m_d->memory.erase(name);
        else
            m_d->memory[name] = secret;
        m_d->noteOutcome(finished);
        answer({});
    });
    connect(job, &QKeychain::Job::finished, job, [bytes] { overwriteShared(bytes); });
}

void Secrets::remove(const QString &name, QObject *guard, std::function<void(Result<void>)> callback) {
    auto answer = guarded<void>(guard, std::move(callback));
    const bool wasInMemory = m_d->memory.erase(name) > 0;
    if (m_d->hanging)
        return m_d->later<void>(std::move(answer), wasInMemory ? Result<void>() : Result<void>(errorOf(nullptr)));
    auto *job = new QKeychain::DeletePasswordJob(m_d->service);
    m_d->run(job, name, [this, wasInMemory, answer](const QKeychain::Job *finished) {
        const bool gone = finished != nullptr &&
                          (finished->error() == QKeychain::NoError || finished->error() == QKeychain::EntryNotFound);
        m_d->noteOutcome(finished);
        answer(gone || wasInMemory ? Result<void>() : Result<void>(errorOf(finished)));
    });
}

} // namespace offhook::settings
