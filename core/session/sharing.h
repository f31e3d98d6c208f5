#pragma once

#include "core/session/recovery.h"
#include "core/session/share.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <set>

namespace offhook::store {
class EventWriter;
}

namespace offhook {

/// Exports, imports and recoveries of the open workspace, each on a thread of the pool's. Lives on the session's
/// thread; callbacks run there, `done` exactly once, none of them after `guard` died or the workspace closed.
class Sharing final : public QObject {
    Q_OBJECT
public:
    using Cancel = std::shared_ptr<std::atomic<bool>>; ///< set it to end the work
    using Progress = std::function<void(qint64 done, qint64 all)>;
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    /// `writer` may be null: then nothing can be imported.
    Sharing(const QString &workspace, store::EventWriter *writer, QObject *parent = nullptr);
    /// Ends what runs and waits for it.
    ~Sharing() override;

    [[nodiscard]] bool canImport() const { return m_writer != nullptr; }
    /// Stores an event that did not come over the listener. Nothing happens where nothing can be imported.
    void keep(std::shared_ptr<flow::WebhookEvent> event);
    /// Stores attempts with their events. Nothing happens where nothing can be written.
    void keep(std::vector<flow::Attempt> attempts);
    Cancel exportTo(const QString &file, const ShareSelection &selection, const exchange::ExportOptions &options,
        QObject *guard, Progress progress, Done<exchange::ExportReport> done);
    /// As text, for the clipboard.
    Cancel exportText(
        const ShareSelection &selection, const exchange::ExportOptions &options, QObject *guard, Done<QByteArray> done);
    Cancel importFrom(const QString &file, QObject *guard, Progress progress, Done<exchange::ImportReport> done);
    /// Asks Twilio for what was missed and adds it, see runRecovery(); where nothing can be imported it only tells.
    Cancel recover(const RecoveryPlan &plan, QObject *guard, Progress progress, Done<RecoveryOutcome> done);
    /// A file's events in a workspace of their own at `workspace`, for looking at.
    Cancel unpack(const QString &file, const QString &workspace, QObject *guard, Progress progress,
        Done<exchange::ImportReport> done);

private:
    template <typename T>
    Cancel run(std::function<Result<T>(const ShareControl &)> work, QObject *guard, Progress progress, Done<T> done);

    QString m_workspace;
    store::EventWriter *m_writer;
    std::set<Cancel> m_running;
    QThreadPool m_pool;
};

} // namespace offhook
