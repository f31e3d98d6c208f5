#include "tests/ui/session_fixture.h"
#include "ui/detail/segmented_switch.h"
#include "ui/respond/answer_check.h"
#include "ui/respond/respond_dock.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestRespondDock final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->opened);
        m_dock = std::make_unique<RespondDock>(m_fixture->theme);
        m_dock->setSession(&m_fixture->session);
        m_dock->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dock.get()));
    }
    void cleanup() {
        m_dock.reset();
        m_fixture.reset();
    }

    void automaticIsTheStart() {
        QVERIFY(!body()->isVisible());
        QVERIFY(m_fixture->session.answer().automatic);
    }

    void whatIsTypedIsInForceAfterAPause() {
        choose(1);
        QVERIFY(!m_fixture->session.answer().automatic);
        body()->setPlainText(u"<Response><Reject/></Response>"_s);
        QTRY_COMPARE(m_fixture->session.answer().body, "<Response><Reject/></Response>"_ba);
        status()->setEditText(u"503"_s);
        QTRY_COMPARE(m_fixture->session.answer().status, 503);
    }

    void theNextRequestIsAnsweredWithIt() {
        QVERIFY(m_fixture->listen());
        choose(1);
        body()->setPlainText(u"<Response><Hangup/></Response>"_s);
        QTRY_COMPARE(m_fixture->session.answer().body, "<Response><Hangup/></Response>"_ba);
        QByteArray answer;
        m_fixture->session.sendTest(
            *compose::findTemplate("voice.inbound"), {}, this, [&](const Result<compose::SendResult> &result) {
                QVERIFY(result);
                answer = result->body;
            });
        QTRY_COMPARE(answer, "<Response><Hangup/></Response>"_ba);
    }

    void aStatusOutOfRangeLeavesTheAnswerBefore() {
        choose(1);
        status()->setEditText(u"201"_s);
        QTRY_COMPARE(m_fixture->session.answer().status, 201);
        status()->setEditText(u"20"_s);
        body()->setPlainText(u"x"_s);
        status()->setEditText(u"202"_s);
        QTRY_COMPARE(m_fixture->session.answer().status, 202);
        QCOMPARE(m_fixture->session.answer().body, "x"_ba);
    }

    void aLookAtAutomaticKeepsTheText() {
        choose(1);
        body()->setPlainText(u"mine"_s);
        QTRY_COMPARE(m_fixture->session.answer().body, "mine"_ba);
        choose(0);
        QVERIFY(m_fixture->session.answer().automatic);
        choose(1);
        QCOMPARE(body()->toPlainText(), u"mine"_s);
        QCOMPARE(m_fixture->session.answer().body, "mine"_ba);
    }

    void anAnswerSetElsewhereIsTakenOver() {
        m_fixture->session.setAnswer({false, 429, "application/json", "{}"});
        QVERIFY(body()->isVisible());
        QCOMPARE(body()->toPlainText(), u"{}"_s);
        QVERIFY(status()->currentText().startsWith(u"429"));
    }

    void leavingTheWorkspaceKeepsWhatWasTyped() {
        choose(1);
        body()->setPlainText(u"late"_s);
        m_dock->setSession(nullptr);
        QCOMPARE(m_fixture->session.answer().body, "late"_ba);
        QVERIFY(!m_dock->isEnabled());
    }

    void findings_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("finding");
        QTest::addColumn<int>("line");
        using Type = AnswerFinding::Type;
        QTest::newRow("well-formed TwiML") << "text/xml; charset=utf-8"_ba
                                           << "<Response/>"_ba << int(Type::None) << 0;
        QTest::newRow("end tag of another element") << "text/xml"_ba
                                                    << "<Response>\n</Respond>"_ba << int(Type::NotWellFormed) << 2;
        QTest::newRow("a bare ampersand") << "application/xml"_ba
                                          << "<a>\n\nx & y</a>"_ba << int(Type::NotWellFormed) << 3;
        QTest::newRow("two roots") << "text/xml"_ba
                                   << "<a/><b/>"_ba << int(Type::NotWellFormed) << 1;
        QTest::newRow("what is no XML is not checked") << "text/plain"_ba
                                                       << "<a>"_ba << int(Type::None) << 0;
        QTest::newRow("no body is fine") << "text/xml"_ba << QByteArray() << int(Type::None) << 0;
        QTest::newRow("more than 64 kB") << "text/xml"_ba << QByteArray(64 * 1024 + 1, 'x') << int(Type::TooLong) << 0;
    }
    void findings() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, text);
        const AnswerFinding found = checkAnswer(type, text);
        QTEST(int(found.type), "finding");
        QTEST(int(found.line), "line");
    }

private:
    QPlainTextEdit *body() { return m_dock->findChild<QPlainTextEdit *>(); }
    QComboBox *status() { return m_dock->findChildren<QComboBox *>().constFirst(); }
    void choose(int mode) {
        m_dock->findChild<SegmentedSwitch *>()->findChildren<QAbstractButton *>().at(mode)->click();
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<RespondDock> m_dock;
};

QTEST_MAIN(TestRespondDock)
#include "tst_respond_dock.moc"
