#include "tests/core/session/app_server.h"
#include "tests/ui/session_fixture.h"
#include "ui/forward/forward_dock.h"
#include "ui/forward/routes_model.h"
#include "ui/forward/routes_view.h"
#include "ui/forward/undelivered_model.h"
#include "ui/forward/undelivered_panel.h"

#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestForwardDock final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        m_dock = std::make_unique<ForwardDock>(m_fixture->theme);
        m_dock->setSession(&m_fixture->session);
        m_dock->resize(320, 700);
        m_dock->show();
    }
    void cleanup() {
        m_dock.reset();
        m_fixture.reset();
    }

    void aNewRouteIsOffUntilItIsSwitchedOn() {
        m_dock->addRoute();
        QCOMPARE(m_dock->routes().rowCount(), 1);
        QVERIFY(!m_fixture->session.delivering().routes().front().isEnabled);
        auto *view = m_dock->findChild<RoutesView *>();
        QVERIFY(view->isVisible());
        QTest::keyClick(view, Qt::Key_Space);
        QVERIFY(m_fixture->session.delivering().routes().front().isEnabled);
        QTest::keyClick(view, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m_dock->routes().rowCount(), 2);
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(m_dock->routes().rowCount(), 1);
        QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_dock->routes().rowCount(), 2);
    }

    void undeliveredOnesAreRetriedDiscardedAndTakenBack() {
        test::AppServer app;
        int status = 404;
        app.reply = [&](const test::AppServer::Received &) { return test::AppServer::Reply{status, {}, {}}; };
        QVERIFY(m_fixture->listen());
        deliver::Route route;
        route.id = u"r"_s;
        route.name = u"App"_s;
        route.target = app.url();
        m_fixture->session.delivering().setRoutes({route});
        UndeliveredModel &model = m_dock->undelivered().model();
        const EventId event = m_fixture->send("sms.inbound");
        QVERIFY(event > 0 && m_fixture->send("voice.inbound") > 0);
        QTRY_COMPARE(model.rowCount(), 2);

        QTest::mouseClick(button(u"&Discard all"_s), Qt::LeftButton);
        QTRY_COMPARE(model.rowCount(), 0);
        QTest::mouseClick(button(u"&Undo"_s), Qt::LeftButton);
        QTRY_COMPARE(model.rowCount(), 2);

        auto *list = m_dock->undelivered().findChild<QListView *>();
        QSignalSpy asked(m_dock.get(), &ForwardDock::eventAsked);
        list->setCurrentIndex(model.index(1));
        Q_EMIT list->activated(model.index(1));
        QCOMPARE(asked.value(0).value(0).value<EventId>(), event);
        status = 200;
        QTest::mouseClick(button(u"&Retry 1"_s), Qt::LeftButton);
        QTRY_COMPARE(model.rowCount(), 1);
        QTRY_COMPARE(m_fixture->session.delivering().counts(u"r"_s), (flow::DeliveryCounts{0, 1, 1, 0, 0}));
        QTest::mouseClick(button(u"&Retry all"_s), Qt::LeftButton);
        QTRY_COMPARE(m_fixture->session.delivering().counts(u"r"_s).delivered, 2);
    }

private:
    [[nodiscard]] QPushButton *button(const QString &text) const {
        for (QPushButton *button : m_dock->findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        qFatal("there is no button %s", qPrintable(text));
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<ForwardDock> m_dock;
};

QTEST_MAIN(TestForwardDock)
#include "tst_forward_dock.moc"
