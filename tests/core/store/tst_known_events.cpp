#include "core/store/known_events.h"
#include "core/store/workspace_importer.h"
#include "tests/core/store/store_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace offhook;
using namespace offhook::store;

class KnownEventsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEventIsKnownByItsTimeSenderAndBytes();
};

void KnownEventsTest::anEventIsKnownByItsTimeSenderAndBytes() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("w"));
    auto event = std::make_shared<flow::WebhookEvent>();
    event->receivedAt = 1'790'000'000'000'001;
    event->peer = "1.2.3.4:5";
    event->request = http::Request("GET / HTTP/1.1\r\nHost: a\r\n\r\n", {});
    {
        const auto importer = WorkspaceImporter::open(path);
        QVERIFY(importer);
        QCOMPARE(*(*importer)->add({event}), 1);
    }
    const auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    QVERIFY(connection);
    const auto known = KnownEvents::read(*connection);
    QVERIFY(known);
    flow::WebhookEvent same = *event;
    same.id = 99; // another workspace's number
    same.note = QStringLiteral("written since");
    QVERIFY((*known)->contains(same));
    flow::WebhookEvent other = same;
    other.peer = "1.2.3.5:5";
    QVERIFY(!(*known)->contains(other));
    other = same;
    ++other.receivedAt;
    QVERIFY(!(*known)->contains(other));
    other = same;
    other.request = http::Request(same.request.head(), "x");
    QVERIFY(!(*known)->contains(other));
}

QTEST_GUILESS_MAIN(KnownEventsTest)
#include "tst_known_events.moc"
