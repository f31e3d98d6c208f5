#include "tests/ui/session_fixture.h"
#include "ui/filter/completion_popup.h"
#include "ui/respond/answer_editor.h"
#include "ui/respond/forward_fields.h"
#include "ui/respond/hold_panel.h"
#include "ui/respond/modifier_fields.h"
#include "ui/respond/respond_dock.h"
#include "ui/respond/rule_form.h"
#include "ui/respond/rules_model.h"
#include "ui/respond/rules_view.h"
#include "ui/respond/twiml_editor.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTcpServer>
#include <QTcpSocket>
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
        QVERIFY(m_fixture->listen());
        m_dock = std::make_unique<RespondDock>(m_fixture->theme);
        m_dock->setSession(&m_fixture->session);
        m_dock->resize(400, 800);
        m_dock->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dock.get()));
    }
    void cleanup() {
        m_dock.reset();
        m_fixture.reset();
    }

    void automaticIsTheStart() {
        QVERIFY(!m_dock->editor().isVisible());
        QCOMPARE(view()->currentId(), m_dock->rules().rules().front().id);
        QVERIFY(!m_dock->holdPanel().isVisible());
    }

    void whatIsTypedAnswersTheNextRequest() {
        m_dock->addRule();
        QCOMPARE(m_dock->rules().rowCount(), 2);
        QVERIFY(m_dock->editor().isVisible());
        type(u"<Response><Say>one {{From}}</Say></Response>"_s);
        QCOMPARE(ask(), QByteArray("<Response><Say>one +14155550142</Say></Response>"));
        type(u"<Response><Say>two</Say></Response>"_s);
        QCOMPARE(ask(), QByteArray("<Response><Say>two</Say></Response>"));
        m_dock->rules().undoStack().undo();
        QVERIFY(ask() != "<Response><Say>two</Say></Response>");
    }

    void everyRuleHasItsOwnText() {
        m_dock->addRule();
        type(u"first"_s);
        const QString first = view()->currentId();
        m_dock->addRule();
        type(u"second"_s);
        view()->setCurrentId(first);
        QCOMPARE(m_dock->editor().body(), QByteArray("first"));
    }

    void fieldsOfTheRuleAreInForce() {
        m_dock->addRule();
        auto *name = field<QLineEdit>(u"Name of the rule"_s);
        name->setText(u"My rule"_s);
        Q_EMIT name->editingFinished();
        field<QLineEdit>(u"Condition, in the filter language"_s)->setText(u"kind:voice"_s);
        field<QComboBox>(u"Status code"_s)->setEditText(u"503"_s);
        const rules::Rule rule = chosen();
        QCOMPARE(rule.name, u"My rule"_s);
        QCOMPARE(rule.condition, u"kind:voice"_s);
        QCOMPARE(rule.action.replies[0].answer.status, 503);
        QVERIFY(m_dock->showRule(u"My rule"_s));
        QVERIFY(!m_dock->showRule(u"No such rule"_s));
    }

    void aConditionWithAMistakeLeavesTheOneBefore() {
        m_dock->addRule();
        auto *condition = field<QLineEdit>(u"Condition, in the filter language"_s);
        condition->setText(u"kind:sms"_s);
        condition->setText(u"knid:sms"_s);
        QCOMPARE(chosen().condition, u"kind:sms"_s);
        QCOMPARE(condition->text(), u"knid:sms"_s);
    }

    void aConditionIsCompletedAsItIsTyped() {
        m_dock->addRule();
        auto *condition = field<QLineEdit>(u"Condition, in the filter language"_s);
        condition->setFocus();
        condition->clear();
        QTest::keyClicks(condition, u"sig:inv"_s);
        const auto *popup = m_dock->findChild<CompletionPopup *>();
        QVERIFY(popup != nullptr && popup->isVisible());
        QCOMPARE(popup->texts(), QStringList{u"invalid"_s});
        QTest::keyClick(condition, Qt::Key_Tab);
        QCOMPARE(condition->text(), u"sig:invalid "_s);
        QCOMPARE(chosen().condition, u"sig:invalid"_s);
    }

    void aStatusOutOfRangeLeavesTheOneBefore() {
        m_dock->addRule();
        auto *status = field<QComboBox>(u"Status code"_s);
        status->setEditText(u"201"_s);
        status->setEditText(u"20"_s);
        QCOMPARE(chosen().action.replies[0].answer.status, 201);
    }

    void actionsCanBeChosen() {
        m_dock->addRule();
        type(u"text"_s);
        auto *action = field<QComboBox>(u"What the rule does"_s);
        choose(action, 2); // in turn
        QCOMPARE(chosen().action.type, rules::Action::Type::Sequence);
        QCOMPARE(chosen().action.replies[0].answer.body, QByteArray("text"));
        choose(action, 0); // automatic
        QVERIFY(chosen().action.replies[0].answer.automatic);
        QVERIFY(!m_dock->editor().isVisible());
        choose(action, 1);
        QCOMPARE(m_dock->editor().body(), QByteArray("text"));
    }

    void anApplicationCanBeForwardedTo() {
        m_dock->addRule();
        choose(field<QComboBox>(u"What the rule does"_s), 5);
        QCOMPARE(chosen().action.type, rules::Action::Type::Forward);
        QVERIFY(chosen().action.replies[0].answer.automatic);
        auto *url = field<QLineEdit>(u"URL of the application"_s);
        url->clear();
        QTest::keyClicks(url, u"http://localhost:3000"_s);
        QCOMPARE(chosen().action.forwardTo.url, u"http://localhost:3000"_s);
        QTest::keyClicks(url, u" nonsense"_s);
        QCOMPARE(chosen().action.forwardTo.url, u"http://localhost:3000"_s);
        QVERIFY(!m_dock->editor().isVisible());
        choose(field<QComboBox>(u"What answers when the application does not"_s), 1);
        QVERIFY(!chosen().action.replies[0].answer.automatic);
        QVERIFY(m_dock->editor().isVisible());
        QCOMPARE(chosen().action.forwardTo.url, u"http://localhost:3000"_s);
    }

    void anUnreachableApplicationIsToldInTheRule() {
        m_dock->addRule();
        choose(field<QComboBox>(u"What the rule does"_s), 5);
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const QString url = u"http://127.0.0.1:%1"_s.arg(taken.serverPort());
        taken.close();
        QTest::keyClicks(field<QLineEdit>(u"URL of the application"_s), url);
        QByteArray answer;
        begin(answer);
        QTRY_VERIFY(!answer.isEmpty());
        QTRY_COMPARE(m_fixture->session.answering().targets().size(), std::size_t(1));
        const auto *fields = m_dock->findChild<ForwardFields *>();
        QTRY_VERIFY(healthText(m_fixture->session.answering().targets(), url).contains(u"Not reachable"_s));
        QVERIFY(fields != nullptr && fields->target().url == url);
    }

    void aHeldRequestCanBeForwarded() {
        QTcpServer app;
        QVERIFY(app.listen(QHostAddress::LocalHost));
        connect(&app, &QTcpServer::pendingConnectionAvailable, this, [&app] {
            QTcpSocket *socket = app.nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket,
                [socket] { socket->write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nfrom app"); });
        });
        m_fixture->session.answering().setHold({true, {}, std::chrono::hours(1), std::chrono::seconds(1)});
        flow::ForwardTo to;
        to.url = u"http://127.0.0.1:%1"_s.arg(app.serverPort());
        m_dock->holdPanel().setTargets({to});
        QByteArray answer;
        begin(answer);
        QTRY_VERIFY(m_dock->holdPanel().isVisible());
        QMenu *menu = button(u"Forward"_s)->menu();
        m_dock->holdPanel().setTargets({to});
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().front()->text(), to.url);
        menu->actions().front()->trigger();
        QTRY_COMPARE(answer, QByteArray("from app"));
    }

    void newRuleStandsBeforeTheOneThatTakesAll() {
        m_dock->addRule();
        QCOMPARE(view()->currentIndex().row(), 0);
        QCOMPARE(m_dock->rules().rules().back().name, u"Everything else"_s);
    }

    void heldRequestIsAnsweredWithWhatIsTyped() {
        m_fixture->session.answering().setHold({true, {}, std::chrono::hours(1), std::chrono::seconds(1)});
        QByteArray answer;
        begin(answer);
        QTRY_VERIFY(m_dock->holdPanel().isVisible());
        QVERIFY(m_dock->held() != 0);
        QVERIFY(m_dock->editor().isVisible());
        type(u"<Response><Message>typed while it waits</Message></Response>"_s);
        QVERIFY(answer.isEmpty());
        button(u"Answer"_s)->click();
        QTRY_COMPARE(answer, QByteArray("<Response><Message>typed while it waits</Message></Response>"));
        QTRY_VERIFY(!m_dock->holdPanel().isVisible());
        // The rule's own answer is as it was.
        QVERIFY(m_dock->rules().rules().front().action.replies[0].answer.automatic);
        QVERIFY(!m_dock->editor().isVisible());
    }

    void severalHeldAreAnsweredTogether() {
        m_fixture->session.answering().setHold({true, {}, std::chrono::hours(1), std::chrono::seconds(1)});
        QByteArray answers[3];
        for (QByteArray &answer : answers)
            begin(answer);
        QTRY_COMPARE(m_fixture->session.answering().held().size(), std::size_t(3));
        QTRY_COMPARE(m_dock->held(), m_fixture->session.answering().held().front().id);
        QTRY_VERIFY(button(u"Answer all 3"_s) != nullptr);
        button(u"Answer all 3"_s)->click();
        for (const QByteArray &answer : answers)
            QTRY_VERIFY(answer.contains("<Response/>"));
    }

    void readOnlyWorkspaceCannotBeChanged() {
        Session reader(m_fixture->preferences, m_fixture->keys);
        QVERIFY(reader.open(m_fixture->session.path(), store::Access::ReadOnly));
        m_dock->setSession(&reader);
        m_dock->addRule();
        QCOMPARE(m_dock->rules().rowCount(), 1);
        m_dock->setSession(nullptr);
    }

private:
    RulesView *view() const { return m_dock->findChild<RulesView *>(); }
    const rules::Rule &chosen() const { return *m_dock->rules().ruleAt(m_dock->rules().rowOfId(view()->currentId())); }
    template <typename T>
    T *field(const QString &accessibleName) const {
        for (T *candidate : m_dock->findChildren<T *>()) {
            if (candidate->accessibleName() == accessibleName)
                return candidate;
        }
        return nullptr;
    }
    QPushButton *button(const QString &text) const {
        for (QPushButton *candidate : m_dock->findChildren<QPushButton *>()) {
            if (candidate->text().remove(u'&').simplified() == text)
                return candidate;
        }
        return nullptr;
    }
    /// As one who selects all and pastes.
    void type(const QString &text) const { m_dock->editor().editor()->replaceBody(text.toUtf8()); }
    static void choose(QComboBox *box, int index) {
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }
    /// Sends an SMS; its answer's body comes into `answer`.
    void begin(QByteArray &answer) {
        m_fixture->session.sendTest(*compose::findTemplate("sms.inbound"), {{"From", "+14155550142"}}, this,
            [&answer](const Result<compose::SendResult> &result) { answer = result ? result->body : "failed"; });
    }
    QByteArray ask() {
        QByteArray answer;
        begin(answer);
        [&] { QTRY_VERIFY(!answer.isEmpty()); }();
        return answer;
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<RespondDock> m_dock;
};

QTEST_MAIN(TestRespondDock)
#include "tst_respond_dock.moc"
