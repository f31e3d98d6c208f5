#include "tests/ui/session_fixture.h"
#include "ui/detail/segmented_switch.h"
#include "ui/respond/answer_editor.h"
#include "ui/respond/respond_dock.h"
#include "ui/respond/twiml_editor.h"

#include <QAbstractButton>
#include <QComboBox>
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
        type(u"<Response><Reject/></Response>"_s);
        QTRY_COMPARE(m_fixture->session.answer().body, "<Response><Reject/></Response>"_ba);
        status()->setEditText(u"503"_s);
        QTRY_COMPARE(m_fixture->session.answer().status, 503);
    }

    void theNextRequestIsAnsweredWithIt() {
        QVERIFY(m_fixture->listen());
        choose(1);
        type(u"<Response><Hangup/></Response>"_s);
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
        type(u"x"_s);
        status()->setEditText(u"202"_s);
        QTRY_COMPARE(m_fixture->session.answer().status, 202);
        QCOMPARE(m_fixture->session.answer().body, "x"_ba);
    }

    void aLookAtAutomaticKeepsTheText() {
        choose(1);
        type(u"mine"_s);
        QTRY_COMPARE(m_fixture->session.answer().body, "mine"_ba);
        choose(0);
        QVERIFY(m_fixture->session.answer().automatic);
        choose(1);
        QCOMPARE(text(), u"mine"_s);
        QCOMPARE(m_fixture->session.answer().body, "mine"_ba);
    }

    void anAnswerSetElsewhereIsTakenOver() {
        m_fixture->session.setAnswer({false, 429, "application/json", "{}"});
        QVERIFY(body()->isVisible());
        QCOMPARE(text(), u"{}"_s);
        QVERIFY(status()->currentText().startsWith(u"429"));
    }

    void leavingTheWorkspaceKeepsWhatWasTyped() {
        choose(1);
        type(u"late"_s);
        m_dock->setSession(nullptr);
        QCOMPARE(m_fixture->session.answer().body, "late"_ba);
        QVERIFY(!m_dock->isEnabled());
    }

private:
    TwimlEditor *body() { return m_dock->findChild<AnswerEditor *>()->editor(); }
    // As one who selects all and pastes.
    void type(const QString &text) { body()->replaceBody(text.toUtf8()); }
    QString text() { return QString::fromUtf8(body()->body()); }
    QComboBox *status() { return m_dock->findChildren<QComboBox *>().constFirst(); }
    void choose(int mode) {
        m_dock->findChild<SegmentedSwitch *>()->findChildren<QAbstractButton *>().at(mode)->click();
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<RespondDock> m_dock;
};

QTEST_MAIN(TestRespondDock)
#include "tst_respond_dock.moc"
