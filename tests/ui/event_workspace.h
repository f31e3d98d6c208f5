#pragma once

#include "core/store/event_store.h"
#include "core/store/event_writer.h"

#include <QTemporaryDir>

#include <memory>

namespace offhook::ui {

/// A workspace on disk with a writer and a store on it, for tests of what shows events. Everything is real; only the
/// listener is missing: events are recorded by hand.
class EventWorkspace {
public:
    struct Sample {
        twilio::WebhookKind kind = twilio::WebhookKind::SmsInbound;
        QByteArray from = "+14155550142";
        QByteArray to = "+12125550199";
        QByteArray summary = "Hello";
        twilio::Verdict verdict = twilio::Verdict::Valid;
        flow::EventFlags flags{};
        QByteArray kindName{}; ///< the kind's own when empty
        int status = 204;
        QByteArray contentType{};
        qint64 tookUs = 1000;
        WallTime ago = 0; ///< before now
    };

    EventWorkspace();
    ~EventWorkspace();

    /// Recorded and committed; the store hears of it with the next turns of the event loop.
    EventId add(const Sample &sample);
    void add(int count);
    /// Ends writing, so that somebody else can open the file.
    void close();

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("test.offhook-workspace")); }
    [[nodiscard]] store::EventStore *store() const { return m_store.get(); }

private:
    EventId record(const Sample &sample);

    QTemporaryDir m_folder;
    std::unique_ptr<store::WorkspaceFile> m_file;
    std::unique_ptr<store::EventWriter> m_writer;
    std::unique_ptr<store::EventStore> m_store;
};

} // namespace offhook::ui
