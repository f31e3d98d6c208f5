#include "tests/core/flow/thread_support.h"
#include "tests/ui/session_fixture.h"
#include "ui/detail/error_strip.h"
#include "ui/widgets/plain_label.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
namespace threads = offhook::flow::test;

class TestErrorStrip final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->listen());
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 200);
        m_strip = new ErrorStrip(m_fixture->theme, m_window.get());
        m_strip->setSession(&m_fixture->session);
        m_window->show();
    }
    void cleanup() {
        m_window.reset();
        m_fixture.reset();
    }

    void codeOfAMessageIsExplained() {
        m_strip->setEvent(threads::formEvent(1, 0, threads::messageStatus(1, "undelivered") + "&ErrorCode=30005"));
        QVERIFY(m_strip->isVisible());
        QVERIFY(says(u"Unknown destination handset"_s));
        QVERIFY(says(u"no longer in service"_s));
        m_strip->setEvent(threads::formEvent(2, 0, threads::messageStatus(1, "delivered") + "&ErrorCode=0"));
        QVERIFY(!m_strip->isVisible());
        m_strip->setEvent(threads::formEvent(3, 0, threads::messageStatus(1, "failed") + "&ErrorCode=98765"));
        QVERIFY(says(u"does not know"_s));
        m_strip->setEvent(nullptr);
        QVERIFY(!m_strip->isVisible());
    }

    void alertOfTheDebuggerLeadsToItsExchange() {
        const EventId call = m_fixture->send("voice.inbound");
        const flow::EventPtr event = fetch(call);
        const QByteArray path = event->request.path().toByteArray();
        const QByteArray payload =
            "{\"resource_sid\":\"" + event->meaning.sid +
            "\",\"error_code\":\"11200\",\"more_info\":{\"Msg\":\"<b>no</b> answer\"},\"webhook\":{"
            "\"request\":{\"url\":\"https://a.example" +
            path + "\",\"method\":\"POST\"},\"response\":{\"status_code\":502}}}";
        const EventId alert = post("/debugger",
            {{"Sid", "NO1"}, {"Level", "ERROR"}, {"PayloadType", "application/json"}, {"Payload", payload}});
        m_strip->setEvent(fetch(alert));
        QTRY_VERIFY(says(u"HTTP retrieval failure"_s));
        QVERIFY(says(u"<b>no</b> answer"_s)); // as text
        QVERIFY(says(u"answered 502"_s));
        auto *button = m_strip->findChildren<QPushButton *>().first();
        QTRY_VERIFY(button->isVisible());
        QSignalSpy asked(m_strip, &ErrorStrip::eventAsked);
        button->click();
        QCOMPARE(asked.takeFirst().first().toLongLong(), call);
    }

    void alertAboutWhatIsNotHereHasNoWay() {
        m_strip->setEvent(fetch(m_fixture->send("debugger.error")));
        QTRY_VERIFY(m_strip->isVisible());
        QVERIFY(!m_strip->findChildren<QPushButton *>().first()->isVisible());
    }

private:
    bool says(const QString &text) const {
        for (const PlainLabel *label : m_strip->findChildren<PlainLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }

    flow::EventPtr fetch(EventId id) {
        flow::EventPtr event;
        m_fixture->session.events()->fetch(
            id, this, [&](const Result<flow::EventPtr> &got) { event = got ? *got : nullptr; });
        return QTest::qWaitFor([&] { return event != nullptr; }) ? event : nullptr;
    }

    EventId post(const QByteArray &path, const http::Parameters &params) {
        EventId committed = 0;
        QObject guard;
        connect(
            m_fixture->session.events(), &store::EventStore::committed, &guard, [&](const store::EventBatch &batch) {
                if (!batch.events.empty())
                    committed = batch.events.back().id;
            });
        const QByteArray body = http::encodeForm(params);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_fixture->session.listener().port);
        socket.write("POST " + path +
                     " HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     "Connection: close\r\nContent-Length: " +
                     QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return QTest::qWaitFor([&] { return committed != 0; }) ? committed : 0;
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<QWidget> m_window;
    ErrorStrip *m_strip = nullptr;
};

QTEST_MAIN(TestErrorStrip)
#include "tst_error_strip.moc"
