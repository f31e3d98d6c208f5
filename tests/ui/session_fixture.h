#pragma once

#include "core/session/session.h"
#include "tests/ui/theme_fixture.h"

#include <QTest>

namespace offhook::ui {

/// A whole session: a workspace file, the capture thread, and on wish the listener on a free port.
struct SessionFixture : ThemeFixture {
    SessionFixture() { opened = bool(session.open(folder.filePath(QStringLiteral("test.offhook-workspace")))); }

    [[nodiscard]] bool listen() {
        http::ListenOptions options;
        options.port = 0;
        session.listen(options);
        return opened && QTest::qWaitFor([this] { return session.listener().type == ListenerState::Type::Listening; });
    }

    /// Sends a template through the listener; returns the event's id once it is answered and announced, 0 on failure.
    [[nodiscard]] EventId send(const QByteArray &name) {
        QObject guard;
        EventId committed = 0;
        int status = 0;
        QObject::connect(session.events(), &store::EventStore::committed, &guard, [&](const store::EventBatch &batch) {
            if (!batch.events.empty())
                committed = batch.events.back().id;
        });
        session.sendTest(*compose::findTemplate(name), {}, &guard,
            [&](const Result<compose::SendResult> &result) { status = result ? result->status : -1; });
        const bool done = QTest::qWaitFor([&] { return committed != 0 && status != 0; });
        return done && status > 0 ? committed : 0;
    }

    KeyStore keys{preferences};
    Session session{preferences, keys};
    bool opened = false;
};

} // namespace offhook::ui
