#include "core/exchange/formats.h"
#include "tests/ui/session_fixture.h"
#include "ui/share/share_controller.h"
#include "ui/share/share_dialog.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;

class ShareControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormatStandsInTheMenu();
    void theSelectedEventIsCopied();
    void copiesCanBeMadeSafe();
    void filesOfEventsAreKnownByTheirNames();
};

void ShareControllerTest::everyFormatStandsInTheMenu() {
    SessionFixture f;
    Banner banner(f.theme);
    QWidget window;
    const ShareController controller(
        f.session, f.theme, banner, [] { return ShareChoices(); }, &window);
    QStringList names;
    for (const QAction *action : controller.copyMenu()->actions())
        names.append(action->text());
    for (const exchange::Format &format : exchange::formats())
        QVERIFY2(names.contains(QString::fromUtf8(format.label)), format.label);
}

void ShareControllerTest::theSelectedEventIsCopied() {
    SessionFixture f;
    QVERIFY(f.listen());
    const EventId id = f.send("sms.inbound");
    QVERIFY(id != 0);
    Banner banner(f.theme);
    QWidget window;
    ShareController controller(
        f.session, f.theme, banner,
        [id] {
            return ShareChoices{{id}, {}, 0, 1};
        },
        &window);
    QSignalSpy said(&controller, &ShareController::statusMessage);
    controller.copyAs("curl");
    QTRY_COMPARE(said.count(), 1);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.startsWith(QStringLiteral("curl ")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("%2B15555550100")));
}

void ShareControllerTest::copiesCanBeMadeSafe() {
    SessionFixture f;
    QVERIFY(f.listen());
    const EventId id = f.send("sms.inbound");
    Banner banner(f.theme);
    QWidget window;
    ShareController controller(
        f.session, f.theme, banner,
        [id] {
            return ShareChoices{{id}, {}, 0, 1};
        },
        &window);
    QSignalSpy said(&controller, &ShareController::statusMessage);
    controller.copyMenu()->actions().constLast()->setChecked(true);
    controller.copyAs("raw");
    QTRY_COMPARE(said.count(), 1);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith(QStringLiteral("POST /")));
    QVERIFY(!text.contains(QStringLiteral("15555550100")));
}

void ShareControllerTest::filesOfEventsAreKnownByTheirNames() {
    QVERIFY(ShareController::isEventFile(QStringLiteral("/a/b.offhook")));
    QVERIFY(ShareController::isEventFile(QStringLiteral("b.HAR")));
    QVERIFY(!ShareController::isEventFile(QStringLiteral("b.offhook-workspace")));
    QVERIFY(!ShareController::isEventFile(QString()));
}

QTEST_MAIN(ShareControllerTest)
#include "tst_share_controller.moc"
