#include "tests/ui/session_fixture.h"
#include "ui/respond/answer_editor.h"
#include "ui/respond/answer_status.h"
#include "ui/respond/answer_tools.h"
#include "ui/respond/find_bar.h"
#include "ui/respond/preview_pane.h"
#include "ui/respond/problems_view.h"
#include "ui/respond/twiml_editor.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Menu = "<Response>\n  <Gather numDigits=\"1\" action=\"/key\" finishOnkey=\"#\"/>\n  "
                        "<Redirect>/voice</Redirect>\n</Response>\n";

} // namespace

class TestAnswerEditor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        m_answer = std::make_unique<AnswerEditor>(m_fixture->theme);
        m_answer->resize(420, 700);
        m_answer->show();
        QVERIFY(QTest::qWaitForWindowActive(m_answer.get()));
    }
    void cleanup() {
        m_answer.reset();
        m_fixture.reset();
    }

    void whatIsTypedIsTheNextAnswer() {
        QVERIFY(m_fixture->listen());
        connect(m_answer.get(), &AnswerEditor::bodyChanged, this, [this](const QByteArray &body) {
            m_fixture->session.setAnswer({false, 200, "text/xml", body});
        });
        show("<Response>\n</Response>\n");
        m_answer->editor()->jumpTo({11, 11});
        QTest::keyClicks(m_answer->editor(), u"<Say>Hel"_s);
        QCOMPARE(answerOverTheWire(), "<Response>\n<Say>Hel</Say></Response>\n"_ba);
        QTest::keyClicks(m_answer->editor(), u"lo"_s);
        QCOMPARE(answerOverTheWire(), "<Response>\n<Say>Hello</Say></Response>\n"_ba);
    }

    void settingAnAnswerAnnouncesNothing() {
        QSignalSpy changed(m_answer.get(), &AnswerEditor::bodyChanged);
        show("<Response/>");
        show(Menu);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(m_answer->body(), Menu);
    }

    void problemsComeAfterAPause() {
        QAbstractItemModelTester tester(m_answer->problems()->model());
        show("<Response>\n</Response>\n");
        QVERIFY(problems().empty());
        QVERIFY(status().contains(u"valid"_s));
        m_answer->editor()->jumpTo({11, 11});
        QTest::keyClicks(m_answer->editor(), u"<Speak>"_s);
        // twilio.com/docs/api/errors/12200; a slow machine may check the half-typed tag first
        QTRY_COMPARE(problems().empty() ? 0 : problems()[0].code, 12200);
        QCOMPARE(problems()[0].line, 2);
        QVERIFY(m_answer->problems()->isVisible());
        QVERIFY(!m_answer->findChild<AnswerStatus *>()->isVisible());
    }

    void enterInTheListGoesToThePlace() {
        show(Menu);
        QCOMPARE(problems().size(), std::size_t(1));
        m_answer->problems()->setFocus();
        QTest::keyClick(m_answer->problems(), Qt::Key_Return);
        QVERIFY(m_answer->editor()->hasFocus());
        QVERIFY(m_answer->editor()->selectedText().contains(u"finishOnkey"_s));
    }

    void clickingARowGoesThereToo() {
        show(Menu);
        const QRect row = m_answer->problems()->visualRect(m_answer->problems()->model()->index(0, 0));
        QTest::mouseClick(m_answer->problems()->viewport(), Qt::LeftButton, {}, {row.x() + 70, row.y() + 14});
        QVERIFY(m_answer->editor()->selectedText().contains(u"finishOnkey"_s));
    }

    void oneKeyMends_data() {
        QTest::addColumn<bool>("inList");
        QTest::newRow("at the caret") << false;
        QTest::newRow("in the list") << true;
    }
    void oneKeyMends() {
        QFETCH(bool, inList);
        show(Menu);
        const qsizetype at = Menu.indexOf("Onkey");
        m_answer->editor()->jumpTo({at, at});
        if (inList)
            m_answer->problems()->setFocus();
        QWidget *focus = inList ? static_cast<QWidget *>(m_answer->problems()) : m_answer->editor();
        QTest::keyClick(focus, Qt::Key_Return, Qt::AltModifier);
        QTRY_VERIFY(m_answer->body().contains("finishOnKey=\"#\""));
        QTRY_VERIFY(problems().empty());
        m_answer->editor()->undo();
        QCOMPARE(m_answer->body(), Menu);
    }

    void problemsAreVisitedInOrder() {
        show("<Response>\n<say>a</say>\n<play>b</play>\n</Response>");
        QVERIFY(problems().size() >= 2);
        m_answer->editor()->jumpTo({0, 0});
        trigger(&AnswerTools::nextProblem);
        const twiml::TextRange first = m_answer->editor()->selectedRange();
        QCOMPARE(first, problems()[0].range);
        trigger(&AnswerTools::nextProblem);
        QCOMPARE(m_answer->editor()->selectedRange(), problems()[1].range);
        trigger(&AnswerTools::previousProblem);
        QCOMPARE(m_answer->editor()->selectedRange(), first);
    }

    void formatIsOneStep() {
        const QByteArray before = "<Response><Say>a</Say><Hangup/></Response>";
        show(before);
        trigger(&AnswerTools::format);
        QTRY_VERIFY(m_answer->body().contains("\n  <Hangup/>\n"));
        m_answer->editor()->undo();
        QCOMPARE(m_answer->body(), before);
    }

    void theProductDecidesWhatIsRight() {
        QSignalSpy chosen(m_answer.get(), &AnswerEditor::productChanged);
        show("<Response>\n<Say>Hi</Say>\n</Response>");
        QVERIFY(problems().empty());
        auto *tools = m_answer->findChild<AnswerTools *>();
        const auto buttons = tools->findChildren<QAbstractButton *>();
        const auto messaging = std::find_if(
            buttons.begin(), buttons.end(), [](QAbstractButton *button) { return button->text() == u"Messaging"_s; });
        QVERIFY(messaging != buttons.end());
        QTest::mouseClick(*messaging, Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(m_answer->product(), twiml::Product::Messaging);
        QTRY_VERIFY(!problems().empty());
    }

    void theSampleFillsTheTemplateIn() {
        m_answer->setTemplated(true);
        show("<Response>\n<Message>hi {{FromCity}}!</Message>\n</Response>");
        QTRY_VERIFY(spoken(*m_answer->preview()).contains(u"hi {{FromCity}}!"_s));
        m_answer->setSample(u"SM12"_s, {{"FromCity", "NEW YORK"}});
        QTRY_VERIFY(spoken(*m_answer->preview()).contains(u"hi NEW YORK!"_s));
        QVERIFY(m_answer->body().contains("{{FromCity}}"));
        m_answer->clearSample();
        QTRY_VERIFY(spoken(*m_answer->preview()).contains(u"hi {{FromCity}}!"_s));
    }

    void aNodeOfThePreviewGoesToItsLine() {
        show(Menu);
        QAbstractButton *redirect = nullptr;
        for (QAbstractButton *button : m_answer->preview()->findChildren<QAbstractButton *>()) {
            if (button->accessibleName().startsWith(u"Redirect"_s))
                redirect = button;
        }
        QVERIFY(redirect != nullptr);
        redirect->setFocus();
        QTest::keyClick(redirect, Qt::Key_Space);
        QCOMPARE(m_answer->editor()->selectedText(), u"<Redirect>/voice</Redirect>"_s);
    }

    void findAndReplace() {
        show("<Response>\n<Say>one one</Say>\n</Response>");
        m_answer->editor()->setFocus();
        trigger(&AnswerTools::replace);
        auto *bar = m_answer->findChild<FindBar *>();
        QVERIFY(bar->isVisible() && bar->find()->hasFocus());
        QTest::keyClicks(bar->find(), u"one"_s);
        QCOMPARE(m_answer->editor()->selectedText(), u"one"_s);
        QTest::keyClicks(bar->replacement(), u"two"_s);
        const auto buttons = bar->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 2);
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(m_answer->body(), "<Response>\n<Say>two two</Say>\n</Response>"_ba);
        QTest::keyClick(bar->find(), Qt::Key_Escape);
        QVERIFY(!bar->isVisible() && m_answer->editor()->hasFocus());
        m_answer->editor()->undo();
        QVERIFY(m_answer->body().contains("one one"));
    }

    void aSnippetIsInserted() {
        show("<Response>\n</Response>\n");
        QAction *voicemail = nullptr;
        for (QMenu *menu : m_answer->findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (action->objectName() == u"voicemail"_s)
                    voicemail = action;
            }
        }
        QVERIFY(voicemail != nullptr);
        voicemail->trigger();
        QVERIFY(m_answer->body().contains("<Record"));
        QCOMPARE(m_answer->editor()->selectedText(), u"/voicemail"_s);
    }

    void whatIsNotUtf8IsKeptAndExplained() {
        const QByteArray latin1 = "<Response><Say>caf\xE9</Say></Response>";
        show(latin1);
        QVERIFY(m_answer->editor()->isReadOnly());
        QTest::keyClicks(m_answer->editor(), u"x"_s);
        QCOMPARE(m_answer->body(), latin1);
        auto *convert = m_answer->findChild<QPushButton *>(u"convertFromLatin1"_s);
        QVERIFY(convert != nullptr && convert->isVisible());
        QTest::mouseClick(convert, Qt::LeftButton);
        QCOMPARE(m_answer->body(), "<Response><Say>caf\xC3\xA9</Say></Response>"_ba);
        QVERIFY(!m_answer->editor()->isReadOnly());
        show("<Response/>");
        QVERIFY(!convert->isVisible());
    }

    void otherTypesHaveNeitherCheckNorPreview() {
        m_answer->setAnswer(u"j"_s, "{\"a\": 1}", "application/json");
        QTRY_VERIFY(status().contains(u"application/json"_s));
        QVERIFY(problems().empty());
        QVERIFY(!m_answer->preview()->isVisible());
    }

    void typingIsNotKeptWaiting() {
        // A body of the limit's size: the check is under way while more is typed, and the last text wins.
        QByteArray body = "<Response>\n";
        while (body.size() < 60'000)
            body += "  <Say voice=\"nobody\">Thanks for calling, and for calling again.</Say>\n";
        show(body + "</Response>\n");
        const qsizetype at = body.size();
        m_answer->editor()->jumpTo({at, at});
        for (int i = 0; i < 20; ++i) {
            QTest::keyClicks(m_answer->editor(), u"a"_s);
            QCoreApplication::processEvents();
        }
        QVERIFY(m_answer->body().contains("aaaaaaaaaaaaaaaaaaaa</Response>"));
        const auto strays = [this] {
            return std::any_of(problems().begin(), problems().end(),
                [](const twiml::Diagnostic &problem) { return problem.finding == twiml::Finding::StrayText; });
        };
        QTRY_VERIFY(strays());
        const auto stray = std::find_if(problems().begin(), problems().end(),
            [](const twiml::Diagnostic &problem) { return problem.finding == twiml::Finding::StrayText; });
        QCOMPARE(stray->range.in(m_answer->body()).toByteArray().trimmed(), QByteArray(20, 'a'));
    }

private:
    void show(const QByteArray &body) {
        QSignalSpy done(m_answer.get(), &AnswerEditor::analysed);
        m_answer->setAnswer(u"k"_s, body, "text/xml");
        QTRY_VERIFY(!done.isEmpty());
    }
    const std::vector<twiml::Diagnostic> &problems() { return m_answer->problems()->problems().problems(); }
    QString status() { return m_answer->findChild<AnswerStatus *>()->text(); }
    void trigger(QAction *AnswerTools::*action) { (m_answer->findChild<AnswerTools *>()->*action)->trigger(); }
    static QStringList spoken(QWidget &preview) {
        QStringList names;
        for (const QAbstractButton *button : preview.findChildren<QAbstractButton *>()) {
            if (!button->isHidden())
                names += button->accessibleName();
        }
        return names;
    }

    // The body that a client of its own gets from the listener.
    QByteArray answerOverTheWire() {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_fixture->session.listener().port);
        socket.write("POST /voice HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                     "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\nCallSid=CA12");
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 30'000))
            return "no answer";
        const QByteArray all = socket.readAll();
        return all.sliced(all.indexOf("\r\n\r\n") + 4);
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<AnswerEditor> m_answer;
};

QTEST_MAIN(TestAnswerEditor)
#include "tst_answer_editor.moc"
