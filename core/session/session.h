#pragma once

#include "core/base/result.h"
#include "core/compose/composer.h"
#include "core/compose/sender.h"
#include "core/flow/answer.h"
#include "core/flow/metrics.h"
#include "core/flow/pipeline.h"
#include "core/http/listener.h"
#include "core/session/answering.h"
#include "core/session/delivering.h"
#include "core/session/key_store.h"
#include "core/session/workspace_settings.h"
#include "core/settings/preferences.h"
#include "core/store/event_store.h"
#include "core/store/retention.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace offhook {

class AccountAccess;
class CaptureThread;
class Leasing;
class Sharing;
class Tunnelling;
namespace twilio {
struct PostMortemCase;
}

/// How the listener is.
struct ListenerState {
    enum class Type : std::uint8_t { Stopped, Starting, Listening, Failed };
    Type type = Type::Stopped;
    QString address; ///< "127.0.0.1", "::1"
    quint16 port = 0;
    bool tls = false;
    Error error; ///< for Failed

    /// "http://127.0.0.1:8945", "https://[::1]:8945"
    [[nodiscard]] QString url() const;
    /// "127.0.0.1:8945"
    [[nodiscard]] QString endpoint() const;
};

/// One open workspace with all its parts: the only place that knows them all; owns start and stop order. Lives on the
/// main thread. Everything long happens on the capture thread and the store's reader threads.
class Session final : public QObject {
    Q_OBJECT
public:
    Session(settings::Preferences &preferences, KeyStore &keys, QObject *parent = nullptr);
    /// Stops the listener, lets answers in flight go, commits, closes.
    ~Session() override;

    /// Opens the workspace and starts the writer. Fails as WorkspaceFile::open(); nothing is open then.
    [[nodiscard]] Result<void> open(const QString &path, store::Access access = store::Access::ReadWrite);
    /// open() for writing; a damaged file is set aside first and a fresh one made in its place. Returns the path of the
    /// file set aside, or an empty string.
    [[nodiscard]] Result<QString> openMending(const QString &path);
    [[nodiscard]] QString path() const;
    [[nodiscard]] bool isReadOnly() const;
    /// Ends everything that runs on the workspace; open() may follow. The destructor does it too.
    void close();
    /// Hears of every answered event, on the capture thread. Set before open().
    void setAnsweredObserver(flow::Pipeline::Observer observer) { m_answered = std::move(observer); }
    /// Null until open() succeeded.
    [[nodiscard]] store::EventStore *events() const { return m_events.get(); }
    [[nodiscard]] KeyStore &keys() const { return m_keys; }
    [[nodiscard]] settings::Preferences &preferences() const { return m_preferences; }

    /// Null until open() succeeded.
    [[nodiscard]] Sharing *sharing() const { return m_sharing.get(); }

    /// The tunnel that leads here, and whether the outside comes through.
    [[nodiscard]] Tunnelling &tunnelling() const { return *m_tunnelling; }

    /// The accounts that can be asked.
    [[nodiscard]] AccountAccess &accountAccess() const { return *m_accountAccess; }
    /// The numbers that are pointed here for now. They stay so when the session closes, until somebody restores them.
    [[nodiscard]] Leasing &leasing() const { return *m_leasing; }

    /// Starts or restarts the listener; listenerChanged() tells how it went. The address is remembered in the
    /// workspace.
    void listen(const http::ListenOptions &options);
    void stopListening();
    [[nodiscard]] ListenerState listener() const { return m_listener; }
    /// The options of the workspace: as last used, or the defaults.
    [[nodiscard]] http::ListenOptions listenOptions() const;

    /// The URL Twilio dials, normalised; empty when unknown.
    [[nodiscard]] QByteArray publicUrl() const { return m_publicUrl; }
    void setPublicUrl(const QByteArray &normalised);
    /// Rules and what is held.
    [[nodiscard]] Answering &answering() { return m_answering; }
    /// Routes and the copies on their way.
    [[nodiscard]] Delivering &delivering() { return m_delivering; }
    /// The answer to what no other rule takes; see Answering.
    [[nodiscard]] flow::Answer answer() const { return m_answering.lastAnswer(); }
    /// What was the public URL before, latest first.
    [[nodiscard]] QList<QByteArray> formerPublicUrls() const;
    /// The connection overrides that the webhooks' URLs carry, as typed ("#rt=5000"); see twilio/budget.h.
    [[nodiscard]] QByteArray overrides() const;
    void setOverrides(const QByteArray &fragment);
    void setAnswer(const flow::Answer &answer);
    [[nodiscard]] store::Retention retention() const { return m_retention; }
    void setRetention(const store::Retention &retention);
    /// How long something may be missing from a thread before that is called a gap.
    [[nodiscard]] twilio::ThreadLimits threadLimits() const { return m_threadLimits; }
    void setThreadLimits(const twilio::ThreadLimits &limits);
    [[nodiscard]] QList<SavedFilter> savedFilters() const;
    void setSavedFilters(const QList<SavedFilter> &filters);

    /// Latest rate and latency; refreshed twice a second.
    [[nodiscard]] flow::Metrics::Snapshot metrics() const { return m_metrics; }

    /// Composes a template, signs it as Twilio would for this workspace (with the sample key and the public URL or the
    /// listener's own URL) and sends it through the real listener. The event shows up like any other.
    void sendTest(const compose::Template &request, const http::Parameters &set, QObject *guard,
        std::function<void(Result<compose::SendResult>)> callback);

    /// What the signature check of an event looked at, recomputed with today's keys and public URL; for the Signature
    /// tab.
    struct SignatureView {
        twilio::Verification verification; ///< as recorded
        QByteArray url;                    ///< the URL the string below begins with
        QByteArray stringToSign;
        http::Parameters signedParams;
        QByteArray signatureHeader;
        std::vector<http::UrlCandidate> candidates;
    };
    [[nodiscard]] static SignatureView signatureView(const flow::WebhookEvent &event);
    /// What a post-mortem of an event starts from: its request, and every URL that it may have been made for.
    [[nodiscard]] twilio::PostMortemCase postMortemCase(const flow::WebhookEvent &event) const;

Q_SIGNALS:
    void listenerChanged();
    void publicUrlChanged();
    void answerChanged();
    void savedFiltersChanged();
    void retentionChanged();
    void threadLimitsChanged();
    void metricsChanged();

private:
    void connectCapture();
    void applyKeys();
    void restoreSettings();
    void keep(QLatin1StringView name, const QByteArray &json);
    void setListener(const ListenerState &state);

    settings::Preferences &m_preferences;
    KeyStore &m_keys;
    std::unique_ptr<store::WorkspaceFile> m_file;
    std::unique_ptr<CaptureThread> m_capture;
    std::unique_ptr<store::EventStore> m_events;
    std::unique_ptr<Sharing> m_sharing;
    std::unique_ptr<Tunnelling> m_tunnelling;
    std::unique_ptr<AccountAccess> m_accountAccess;
    std::unique_ptr<Leasing> m_leasing;
    ListenerState m_listener;
    QByteArray m_publicUrl;
    Answering m_answering;
    Delivering m_delivering;
    store::Retention m_retention;
    twilio::ThreadLimits m_threadLimits;
    flow::Metrics::Snapshot m_metrics;
    flow::Pipeline::Observer m_answered;
    QTimer m_metricsTimer;
};

} // namespace offhook
