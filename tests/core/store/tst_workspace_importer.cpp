#include "core/store/event_reader.h"
#include "core/store/event_writer.h"
#include "core/store/workspace_file.h"
#include "core/store/workspace_importer.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <future>

using namespace offhook;
using namespace offhook::store;

namespace {

using Events = std::vector<std::shared_ptr<flow::WebhookEvent>>;

Events events(int count) {
    Events list;
    for (int i = 0; i < count; ++i) {
        auto event = std::make_shared<flow::WebhookEvent>();
        event->receivedAt = 1'790'000'000'000'000 + i;
        event->request = http::Request("POST /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: a\r\n\r\n", "b");
        list.push_back(std::move(event));
    }
    return list;
}

std::vector<EventId> idsIn(const QString &path) {
    auto reader = EventReader::open(path);
    std::vector<EventId> ids;
    if (!reader)
        return ids;
    EventQuery query;
    query.descending = false;
    (void)(*reader)->query(
        query, [&](const IdChunk &chunk) { ids.insert(ids.end(), chunk.ids.begin(), chunk.ids.end()); });
    return ids;
}

} // namespace

class WorkspaceImporterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsThereIsLeftOut() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("w"));
        {
            const auto importer = WorkspaceImporter::open(path);
            QVERIFY(importer);
            QCOMPARE(*(*importer)->add(events(3)), 3);
            QCOMPARE(*(*importer)->add(events(5)), 2); // in the same run
            Events twice = events(7);
            twice.push_back(twice.back());
            QCOMPARE(*(*importer)->add(twice), 2); // and within one batch
        }
        const auto importer = WorkspaceImporter::open(path);
        QVERIFY(importer);
        QCOMPARE(*(*importer)->add(events(7)), 0);
        QCOMPARE(idsIn(path), (std::vector<EventId>{1, 2, 3, 4, 5, 6, 7}));
    }
    void aWorkspaceThatIsWrittenIsLocked() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("w"));
        const auto file = WorkspaceFile::open(path, Access::ReadWrite);
        QVERIFY(file);
        QCOMPARE(WorkspaceImporter::open(path).error().code, ErrorCode::WorkspaceLocked);
    }
    void besideAWriterIdsAreTheWriters() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("w"));
        const auto file = WorkspaceFile::open(path, Access::ReadWrite);
        QVERIFY(file);
        QThread thread;
        QObject context;
        context.moveToThread(&thread);
        thread.start();
        std::unique_ptr<EventWriter> writer;
        QMetaObject::invokeMethod(
            &context,
            [&] {
                auto opened = EventWriter::open(path);
                writer = opened ? std::move(*opened) : nullptr;
                const auto first = events(1).front();
                first->id = writer ? writer->nextId() : 0;
                if (writer)
                    writer->record(first, {});
            },
            Qt::BlockingQueuedConnection);
        QVERIFY(writer);
        QTRY_COMPARE(idsIn(path), std::vector<EventId>{1});
        const auto importer = WorkspaceImporter::join(path, *writer);
        QVERIFY(importer);
        Events fresh = events(4);
        fresh.erase(fresh.begin());
        QCOMPARE(*(*importer)->add(fresh), 3);
        QCOMPARE(fresh.front()->id, 2); // after what had arrived before
        QCOMPARE(*(*importer)->add(events(3)), 0);
        QMetaObject::invokeMethod(
            &context, [&] { writer.reset(); }, Qt::BlockingQueuedConnection);
        thread.quit();
        thread.wait();
        QCOMPARE(idsIn(path), (std::vector<EventId>{1, 2, 3, 4}));
    }
};

QTEST_GUILESS_MAIN(WorkspaceImporterTest)
#include "tst_workspace_importer.moc"
