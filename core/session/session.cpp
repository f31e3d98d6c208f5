#include "core/session/session.h"

#include "core/http/public_url.h"
#include "core/session/account_access.h"
#include "core/session/capture_thread.h"
#include "core/session/leasing.h"
#include "core/session/sharing.h"
#include "core/session/tunnelling.h"
#include "core/store/event_writer.h"
#include "core/twilio/post_mortem_repairs.h"

#include <QSslCertificate>

namespace offhook {
namespace {

constexpr int MetricsIntervalMs = 500;

QString bracketed(const QString &address) {
    return address.contains(u':') ? u'[' + address + u']' : address;
}

// The key of the account that was asked for; else the sample key, which is the last and belongs to the samples'
// account.
std::size_t keyForTest(const std::vector<twilio::SigningKey> &keys, QByteArrayView account) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!account.isEmpty() && QByteArrayView(keys[i].account) == account)
            return i;
    }
    return keys.size() - 1;
}

// What a client on this machine connects to when the listener is on every address.
QString reachableAddress(const QString &address) {
    const QHostAddress host(address);
    if (host == QHostAddress(QHostAddress::Any) || host == QHostAddress(QHostAddress::AnyIPv4))
        return QStringLiteral("127.0.0.1");
    return host == QHostAddress(QHostAddress::AnyIPv6) ? QStringLiteral("::1") : address;
}

} // namespace

QString ListenerState::url() const {
    const QString scheme = tls ? QStringLiteral("https://") : QStringLiteral("http://");
    return scheme + bracketed(reachableAddress(address)) + u':' + QString::number(port);
}

QString ListenerState::endpoint() const {
    return bracketed(address) + u':' + QString::number(port);
}

Session::Session(settings::Preferences &preferences, KeyStore &keys, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_keys(keys)
    , m_tunnelling(std::make_unique<Tunnelling>())
    , m_accountAccess(std::make_unique<AccountAccess>(preferences, keys))
    , m_leasing(std::make_unique<Leasing>(*m_accountAccess)) {
    connect(m_tunnelling.get(), &Tunnelling::publicUrlKnown, this, &Session::setPublicUrl);
    connect(&m_keys, &KeyStore::changed, this, [this] { applyKeys(); });
    connect(&m_answering, &Answering::rulesChanged, this, &Session::answerChanged);
    m_metricsTimer.setInterval(MetricsIntervalMs);
    connect(&m_metricsTimer, &QTimer::timeout, this, [this] {
        if (m_capture)
            m_capture->askMetrics();
    });
}

Session::~Session() {
    close();
}

Result<void> Session::open(const QString &path, store::Access access) {
    close();
    auto file = store::WorkspaceFile::open(path, access);
    if (!file)
        return file.error();
    auto held = std::make_unique<store::WorkspaceFile>(std::move(*file));
    if (access == store::Access::ReadWrite) {
        auto capture = std::make_unique<CaptureThread>();
        capture->setObserver(m_answered);
        if (const Result<void> started = capture->start(path); !started)
            return started.error();
        m_capture = std::move(capture);
        connectCapture();
    }
    m_file = std::move(held);
    m_events = std::make_unique<store::EventStore>(path, m_capture ? m_capture->writer() : nullptr);
    m_sharing = std::make_unique<Sharing>(path, m_capture ? m_capture->writer() : nullptr);
    restoreSettings();
    applyKeys();
    m_delivering.open(*m_events, m_capture.get(), path);
    return {};
}

Result<QString> Session::openMending(const QString &path) {
    const Result<void> opened = open(path);
    if (opened)
        return QString();
    if (opened.error().code != ErrorCode::WorkspaceDamaged)
        return opened.error();
    Result<QString> aside = store::WorkspaceFile::setAside(path);
    if (!aside)
        return aside.error();
    if (const Result<void> fresh = open(path); !fresh)
        return fresh.error();
    return aside;
}

void Session::close() {
    m_metricsTimer.stop();
    m_tunnelling->close();
    m_leasing->close();
    m_answering.close();
    m_delivering.close(); // what it delivers is stored by the capture thread
    m_sharing.reset();    // imports wait for the writer, which must still be there
    // The store first: it takes its observer away from the writer, which then commits what is left and goes.
    m_events.reset();
    if (m_capture)
        m_capture->stop();
    m_capture.reset();
    m_file.reset();
    setListener({});
}

QString Session::path() const {
    return m_file ? m_file->path() : QString();
}
bool Session::isReadOnly() const {
    return m_file && m_file->access() == store::Access::ReadOnly;
}

void Session::connectCapture() {
    connect(m_capture.get(), &CaptureThread::listening, this, [this](const QString &address, quint16 port, bool tls) {
        setListener({ListenerState::Type::Listening, address, port, tls, {}});
    });
    connect(m_capture.get(), &CaptureThread::listenFailed, this, [this](const Error &error) {
        ListenerState failed = m_listener;
        failed.type = ListenerState::Type::Failed;
        failed.error = error;
        setListener(failed);
    });
    connect(m_capture.get(), &CaptureThread::stoppedListening, this, [this] { setListener({}); });
    connect(m_capture.get(), &CaptureThread::metricsReady, this, [this](const flow::Metrics::Snapshot &snapshot) {
        m_metrics = snapshot;
        Q_EMIT metricsChanged();
    });
    m_metricsTimer.start();
}

void Session::restoreSettings() {
    namespace ws = workspace_settings;
    m_publicUrl = m_events->setting(ws::PublicUrl);
    m_retention = ws::retentionFrom(m_events->setting(ws::Retention));
    m_threadLimits = ws::threadLimitsFrom(m_events->setting(ws::ThreadLimits));
    if (m_capture) {
        m_capture->setPublicUrl(m_publicUrl);
        m_capture->setOverrides(overrides());
        m_capture->writer()->setRetention(m_retention);
        m_capture->writer()->setThreadLimits(m_threadLimits);
    }
    m_answering.open(*m_events, m_capture.get());
    m_tunnelling->open(*m_events, m_capture.get());
    m_leasing->open(path());
}

void Session::keep(QLatin1StringView name, const QByteArray &json) {
    if (m_events && m_events->isWritable())
        m_events->setSetting(name, json);
}

void Session::applyKeys() {
    if (m_capture)
        m_capture->setKeys(m_keys.keys());
}

void Session::setListener(const ListenerState &state) {
    m_listener = state;
    m_tunnelling->setListener(state);
    Q_EMIT listenerChanged();
}

void Session::listen(const http::ListenOptions &options) {
    if (!m_capture)
        return;
    keep(workspace_settings::ListenOptions, workspace_settings::toJson(options));
    setListener({ListenerState::Type::Starting, options.address.toString(), options.port,
        !options.certificateFile.isEmpty(), {}});
    m_capture->listen(options);
}

void Session::stopListening() {
    if (m_capture)
        m_capture->stopListening();
}

http::ListenOptions Session::listenOptions() const {
    return workspace_settings::listenOptionsFrom(
        m_events ? m_events->setting(workspace_settings::ListenOptions) : QByteArray());
}

void Session::setPublicUrl(const QByteArray &normalised) {
    namespace ws = workspace_settings;
    if (!m_publicUrl.isEmpty() && m_publicUrl != normalised)
        keep(ws::FormerPublicUrls, ws::toJson(ws::withFormerUrl(formerPublicUrls(), m_publicUrl)));
    m_publicUrl = normalised;
    if (m_capture)
        m_capture->setPublicUrl(normalised);
    keep(workspace_settings::PublicUrl, normalised);
    m_leasing->setPublicUrl(normalised);
    Q_EMIT publicUrlChanged();
}

QList<QByteArray> Session::formerPublicUrls() const {
    namespace ws = workspace_settings;
    return m_events ? ws::urlsFrom(m_events->setting(ws::FormerPublicUrls)) : QList<QByteArray>();
}

QByteArray Session::overrides() const {
    return m_events ? m_events->setting(workspace_settings::Overrides) : QByteArray();
}

void Session::setOverrides(const QByteArray &fragment) {
    keep(workspace_settings::Overrides, fragment);
    if (m_capture)
        m_capture->setOverrides(fragment);
    Q_EMIT publicUrlChanged();
}

void Session::setAnswer(const flow::Answer &answer) {
    m_answering.setLastAnswer(answer);
}

void Session::setRetention(const store::Retention &retention) {
    m_retention = retention;
    if (m_capture)
        m_capture->writer()->setRetention(retention);
    keep(workspace_settings::Retention, workspace_settings::toJson(retention));
    Q_EMIT retentionChanged();
}

void Session::setThreadLimits(const twilio::ThreadLimits &limits) {
    m_threadLimits = limits;
    if (m_capture)
        m_capture->writer()->setThreadLimits(limits);
    keep(workspace_settings::ThreadLimits, workspace_settings::toJson(limits));
    Q_EMIT threadLimitsChanged();
}

QList<SavedFilter> Session::savedFilters() const {
    return m_events ? workspace_settings::savedFiltersFrom(m_events->setting(workspace_settings::SavedFilters))
                    : QList<SavedFilter>();
}

void Session::setSavedFilters(const QList<SavedFilter> &filters) {
    keep(workspace_settings::SavedFilters, workspace_settings::toJson(filters));
    Q_EMIT savedFiltersChanged();
}

void Session::sendTest(const compose::Template &request, const http::Parameters &set, QObject *guard,
    std::function<void(Result<compose::SendResult>)> callback) {
    if (m_listener.type != ListenerState::Type::Listening)
        return callback(Error{ErrorCode::NetworkFailed, QStringLiteral("The listener is not running.")});
    compose::ComposeOptions options;
    options.target = m_listener.url().toUtf8();
    options.signedUrl = m_publicUrl;
    options.set = set;
    std::vector<twilio::SigningKey> keys = m_keys.keys();
    const std::size_t key = keyForTest(keys, http::value(set, "AccountSid"));
    twilio::KeyRing ring(std::move(keys));
    const auto composed = compose::compose(request, options, &ring, key);
    if (!composed)
        return callback(composed.error());
    compose::SendOptions sending;
    if (m_listener.tls)
        sending.trusted = QSslCertificate::fromPath(listenOptions().certificateFile);
    compose::send(*composed, sending, guard, std::move(callback));
}

Session::SignatureView Session::signatureView(const flow::WebhookEvent &event) {
    SignatureView view;
    view.verification = event.verification;
    view.candidates = http::candidateUrls(event.request, event.publicUrl, event.tls);
    view.signatureHeader = event.request.header("X-Twilio-Signature").toByteArray();
    view.url = !event.verification.matchedUrl.isEmpty() ? event.verification.matchedUrl : event.verification.checkedUrl;
    if (view.url.isEmpty() && !view.candidates.empty())
        view.url = view.candidates.front().url;
    view.signedParams = twilio::signedParameters(event.request, event.bodyParams);
    view.stringToSign = twilio::stringToSign(view.url, view.signedParams);
    return view;
}

twilio::PostMortemCase Session::postMortemCase(const flow::WebhookEvent &event) const {
    twilio::PostMortemCase known;
    known.request = event.request;
    known.form = event.bodyParams;
    known.candidates = http::candidateUrls(event.request, event.publicUrl, event.tls);
    known.account = event.meaning.accountSid;
    const QList<QByteArray> former = formerPublicUrls();
    known.otherUrls.assign(former.begin(), former.end());
    if (m_publicUrl != event.publicUrl && !m_publicUrl.isEmpty())
        known.otherUrls.insert(known.otherUrls.begin(), m_publicUrl);
    return known;
}

} // namespace offhook
