#include "tests/core/flow/thread_support.h"
#include "tests/ui/session_fixture.h"
#include "ui/detail/timeline_pane.h"
#include "ui/detail/timeline_view.h"

#include <QComboBox>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTcpSocket>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
namespace threads = offhook::flow::test;

/// The pane over a real session: what arrives comes over a socket.
class TestTimelinePane final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->listen());
        m_pane = std::make_unique<TimelinePane>(m_fixture->theme);
        m_pane->setSession(&m_fixture->session);
        m_pane->resize(900, 400);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup() {
        m_pane.reset();
        m_fixture.reset();
    }

    void threadGrowsWhileItIsLookedAt() {
        post(threads::messageStatus(1, "queued"));
        post(threads::messageStatus(2, "queued"));
        follow(1);
        QTRY_COMPARE(steps(), std::size_t(1));
        post(threads::messageStatus(1, "delivered"));
        post(threads::messageStatus(2, "delivered"));
        post(threads::messageStatus(1, "sent"));
        QTRY_COMPARE(steps(), std::size_t(3));
        QCOMPARE(view().script().steps[2].reason, u"arrived after delivered"_s);
        QCOMPARE(view().script().foot, QStringList{u"Now: delivered"_s});
        QTRY_VERIFY(view().script().steps[2].aside.contains(u"ms"_s)); // how long the answer took comes later
    }

    void newLegOfACallJoins() {
        post(threads::inboundCall(1));
        follow(1);
        QTRY_VERIFY(view().script().holds(1));
        post("CallSid=" + threads::sid("CA", 2) + "&ParentCallSid=" + threads::sid("CA", 1) +
             "&CallStatus=in-progress&Direction=outbound-dial");
        post(threads::callStatus(2, "completed", 0)); // names only the leg
        QTRY_VERIFY(view().script().holds(3));
        QVERIFY(view().script().holds(2));
    }

    void hiddenPaneCatchesUp() {
        post(threads::messageStatus(1, "queued"));
        follow(1);
        QTRY_COMPARE(steps(), std::size_t(1));
        m_pane->hide();
        post(threads::messageStatus(1, "sent"));
        m_pane->show();
        QTRY_COMPARE(steps(), std::size_t(2));
    }

    void removedEventsGo() {
        post(threads::messageStatus(1, "queued"));
        post(threads::messageStatus(1, "sent"));
        follow(1);
        QTRY_COMPARE(steps(), std::size_t(2));
        m_fixture->session.events()->remove({2}, this, [](const Result<qint64> &) {});
        QTRY_COMPARE(steps(), std::size_t(1));
    }

    void clickAndKeysChooseEvents() {
        for (const char *status : {"queued", "sent", "delivered"})
            post(threads::messageStatus(1, status));
        follow(1);
        QTRY_COMPARE(steps(), std::size_t(3));
        QSignalSpy asked(m_pane.get(), &TimelinePane::eventAsked);
        const QPoint second = view().geometryOfSteps().rows[1].hit.center().toPoint();
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, second);
        QCOMPARE(asked.takeFirst().first().toLongLong(), 2);
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_J);
        QCOMPARE(asked.takeFirst().first().toLongLong(), 3);
        QTest::keyClick(&view(), Qt::Key_Down);
        QCOMPARE(asked.count(), 0); // it is the last
        QTest::keyClick(&view(), Qt::Key_Home);
        QCOMPARE(asked.takeFirst().first().toLongLong(), 1);
        QCOMPARE(view().current(), 1);
        QVERIFY(view().accessibleDescription().contains(u"queued"_s));
        QVERIFY(view().accessibleDescription().contains(u"Now: delivered"_s));
    }

    void anotherEventOfTheThreadOnlyMovesTheLight() {
        post(threads::messageStatus(1, "queued"));
        post(threads::messageStatus(1, "sent"));
        follow(1);
        QTRY_COMPARE(steps(), std::size_t(2));
        follow(2);
        QCOMPARE(view().current(), 2);
        QCOMPARE(steps(), std::size_t(2));
    }

    void limitIsKeptInTheWorkspace() {
        post(threads::messageStatus(1, "sent"));
        follow(1);
        auto *limit = m_pane->findChild<QComboBox *>();
        QTRY_VERIFY(limit->isVisible());
        QCOMPARE(limit->currentData().toLongLong(), 600);
        limit->setCurrentIndex(limit->findData(60));
        Q_EMIT limit->activated(limit->currentIndex());
        QCOMPARE(m_fixture->session.threadLimits().delivery, std::chrono::seconds(60));
    }

    void picturesHoldTheWholeTimeline() {
        for (const char *status : {"queued", "delivered", "sent"})
            post(threads::messageStatus(1, status));
        follow(1);
        QTRY_COMPARE(steps(), std::size_t(3));
        QSignalSpy told(m_pane.get(), &TimelinePane::statusMessage);
        const QString svg = m_fixture->folder.filePath(u"a.svg"_s);
        m_pane->exportTo(svg);
        QTRY_COMPARE(told.count(), 1);
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(QSvgRenderer(bytes).isValid());
        for (const char *word :
            {"queued", "delivered", "arrived after delivered", "Now: delivered", "Twilio", "Offhook"})
            QVERIFY2(bytes.contains(word), word);
        const QString png = m_fixture->folder.filePath(u"a.png"_s);
        m_pane->exportTo(png);
        QTRY_COMPARE(told.count(), 2);
        const QImage image(png);
        const QSizeF whole = view().geometryOfSteps().size * 2;
        QCOMPARE(image.size(), QSize(qCeil(whole.width()), qCeil(whole.height())));
        m_pane->exportTo(u"/nonexistent/a.svg"_s);
        QTRY_COMPARE(told.count(), 3);
        QVERIFY(!told.last().first().toString().startsWith(u"Saved"_s));
    }

private:
    TimelineView &view() const { return *m_pane->view(); }
    std::size_t steps() const { return view().script().steps.size(); }

    void follow(EventId id) {
        flow::EventPtr event;
        m_fixture->session.events()->fetch(id, this, [&](const Result<flow::EventPtr> &got) {
            if (got)
                event = *got;
        });
        QTRY_VERIFY(event);
        m_pane->setEvent(event);
    }

    void post(const QByteArray &form) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_fixture->session.listener().port);
        QVERIFY(socket.waitForConnected());
        socket.write("POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     "Connection: close\r\nContent-Length: " +
                     QByteArray::number(form.size()) + "\r\n\r\n" + form);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState); // answered, so it is stored
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 20"));
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<TimelinePane> m_pane;
};

QTEST_MAIN(TestTimelinePane)
#include "tst_timeline_pane.moc"
