#include "core/session/answering.h"
#include "core/session/session.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

using namespace offhook;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr char SmsHead[] = "POST /sms HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";

rules::Rule ruleOf(const QString &name, const QString &condition, const QByteArray &body) {
    rules::Rule rule;
    rule.id = name;
    rule.name = name;
    rule.condition = condition;
    rule.action.replies = {{{false, 200, "text/xml", body}, true}};
    return rule;
}

/// One request, whose answer is collected until the server closes.
class Client {
public:
    Client(Session &session, const QByteArray &body) {
        QObject::connect(&m_socket, &QIODevice::readyRead, &m_socket, [this] { received += m_socket.readAll(); });
        m_socket.connectToHost(session.listener().address, session.listener().port);
        m_socket.write(SmsHead + QByteArray("Connection: close\r\nContent-Length: ") + QByteArray::number(body.size()) +
                       "\r\n\r\n" + body);
    }
    [[nodiscard]] bool isOver() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    [[nodiscard]] QByteArray body() const { return received.mid(received.indexOf("\r\n\r\n") + 4); }
    /// Gives up then, as Twilio does.
    void giveUpAfter(std::chrono::milliseconds limit) {
        QTimer::singleShot(limit, &m_socket, [this] {
            gaveUp = !isOver();
            m_socket.abort();
        });
    }
    QByteArray received;
    bool gaveUp = false;

private:
    QTcpSocket m_socket;
};

QByteArray smsBody(int n) {
    return "MessageSid=SM" + QByteArray::number(n) + "&SmsStatus=received&NumMedia=0&From=%2B1415&Body=hi";
}

} // namespace

class TestAnswering : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void workspaceBeginsWithOneRuleForEverything();
    void answerOfAnOlderWorkspaceBecomesTheLastRule();
    void rulesAreKept();
    void rulesForThisRunAreNot();
    void changedRulesAnswerTheNextRequest();
    void hitsAreCountedAndKept();
    void heldRequestIsShownAndAnsweredWithItsText();
    void heldRequestIsVisibleWhileItWaits();
    void droppedRequestIsClosed();
    void overridesOfTheWebhookShortenAHold();
    void closingAnswersWhatIsHeld();
    void manyHoldsWithRandomLengths();

private:
    void open();
    void holdAll();
    [[nodiscard]] Answering &answering() { return m_session->answering(); }
    flow::EventPtr fetch(EventId id);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<settings::Preferences> m_preferences;
    std::unique_ptr<KeyStore> m_keys;
    std::unique_ptr<Session> m_session;
};

void TestAnswering::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_preferences = std::make_unique<settings::Preferences>(m_folder->filePath(u"preferences.ini"_s));
    m_keys = std::make_unique<KeyStore>(*m_preferences);
    open();
}

void TestAnswering::cleanup() {
    m_session.reset();
    m_keys.reset();
    m_preferences.reset();
    m_folder.reset();
}

void TestAnswering::open() {
    m_session.reset();
    m_session = std::make_unique<Session>(*m_preferences, *m_keys);
    QVERIFY(m_session->open(m_folder->filePath(u"w.offhook-workspace"_s)));
    http::ListenOptions options;
    options.port = 0;
    options.limits.connections = 1'200;
    m_session->listen(options);
    QTRY_COMPARE(m_session->listener().type, ListenerState::Type::Listening);
}

void TestAnswering::holdAll() {
    answering().setHold({true, {}, 600s, 1s});
}

flow::EventPtr TestAnswering::fetch(EventId id) {
    flow::EventPtr found;
    bool done = false;
    m_session->events()->fetch(id, this, [&](const Result<flow::EventPtr> &event) {
        found = event ? *event : nullptr;
        done = true;
    });
    [&] { QTRY_VERIFY(done); }();
    return found;
}

void TestAnswering::workspaceBeginsWithOneRuleForEverything() {
    QCOMPARE(answering().rules(), rules::defaultRules());
    Client client(*m_session, smsBody(1));
    QTRY_VERIFY(client.isOver());
    QVERIFY(client.body().contains("<Response/>"));
    QCOMPARE(fetch(1)->rule, u"Everything else"_s);
}

void TestAnswering::answerOfAnOlderWorkspaceBecomesTheLastRule() {
    m_session->events()->setSetting(
        u"answer"_s, "{\"automatic\":false,\"status\":418,\"contentType\":\"text/plain\",\"body\":\"old\"}");
    open();
    QCOMPARE(answering().rules().size(), std::size_t(1));
    QCOMPARE(m_session->answer(), (flow::Answer{false, 418, "text/plain", "old"}));
    Client client(*m_session, smsBody(1));
    QTRY_VERIFY(client.isOver());
    QCOMPARE(client.body(), QByteArray("old"));
}

void TestAnswering::rulesAreKept() {
    const rules::RuleList rules{ruleOf(u"SMS"_s, u"kind:sms"_s, "hi {{From}}"), rules::defaultRules().front()};
    QSignalSpy changed(&answering(), &Answering::rulesChanged);
    answering().setRules(rules);
    answering().setRules(rules);
    QCOMPARE(changed.count(), 1);
    open();
    QCOMPARE(answering().rules(), rules);
}

void TestAnswering::rulesForThisRunAreNot() {
    const rules::RuleList kept{ruleOf(u"Kept"_s, {}, "kept")};
    answering().setRules(kept);
    answering().setRulesForThisRun({ruleOf(u"Now"_s, {}, "now")});
    Client client(*m_session, smsBody(1));
    QTRY_VERIFY(client.isOver());
    QCOMPARE(client.body(), QByteArray("now"));
    open();
    QCOMPARE(answering().rules(), kept);
}

void TestAnswering::changedRulesAnswerTheNextRequest() {
    for (int i = 1; i <= 20; ++i) {
        answering().setRules({ruleOf(u"a"_s, {}, QByteArray::number(i) + " {{From}}")});
        Client client(*m_session, smsBody(i));
        QTRY_VERIFY(client.isOver());
        QCOMPARE(client.body(), QByteArray::number(i) + " +1415");
    }
}

void TestAnswering::hitsAreCountedAndKept() {
    for (int i = 1; i <= 3; ++i) {
        Client client(*m_session, smsBody(i));
        QTRY_VERIFY(client.isOver());
    }
    QTRY_COMPARE(answering().counts().front().hits, 3);
    QVERIFY(answering().counts().front().lastHit > 0);
    open();
    QCOMPARE(answering().counts().front().hits, 3);
    Client client(*m_session, smsBody(4));
    QTRY_VERIFY(client.isOver());
    QTRY_COMPARE(answering().counts().front().hits, 4);
}

void TestAnswering::heldRequestIsShownAndAnsweredWithItsText() {
    answering().setRules({ruleOf(u"Hold me"_s, {}, "draft")});
    holdAll();
    Client client(*m_session, smsBody(1));
    QTRY_COMPARE(answering().held().size(), std::size_t(1));
    const rules::HeldRequest held = answering().held().front();
    QCOMPARE(held.rule, u"Hold me"_s);
    QCOMPARE(held.draft.answer.body, QByteArray("draft"));
    answering().setDraft(held.id, {{false, 200, "text/xml", "typed for {{From}}"}, true});
    answering().answerHeld(held.id);
    QTRY_VERIFY(client.isOver());
    QCOMPARE(client.body(), QByteArray("typed for +1415"));
    QTRY_VERIFY(answering().held().empty());
    QTRY_VERIFY(fetch(1)->tookUs >= 0);
    QCOMPARE(fetch(1)->response.body, QByteArray("typed for +1415"));
    QVERIFY(fetch(1)->flags.testFlag(flow::EventFlag::Held));
}

void TestAnswering::heldRequestIsVisibleWhileItWaits() {
    std::vector<flow::EventSummary> seen;
    std::vector<flow::EventSummary> updated;
    connect(m_session->events(), &store::EventStore::committed, this, [&](const store::EventBatch &batch) {
        seen.insert(seen.end(), batch.events.begin(), batch.events.end());
        updated.insert(updated.end(), batch.updated.begin(), batch.updated.end());
    });
    holdAll();
    Client client(*m_session, smsBody(1));
    QTRY_COMPARE(seen.size(), std::size_t(1));
    QVERIFY(seen[0].flags.testFlag(flow::EventFlag::Held));
    QCOMPARE(seen[0].responseStatus, 0);
    QVERIFY(fetch(1)->isWaiting());
    QVERIFY(!client.isOver());
    QTRY_COMPARE(answering().held().size(), std::size_t(1));
    answering().answerAllHeld();
    QTRY_VERIFY(!updated.empty() && updated.back().responseStatus == 200);
}

void TestAnswering::droppedRequestIsClosed() {
    holdAll();
    Client client(*m_session, smsBody(1));
    QTRY_COMPARE(answering().held().size(), std::size_t(1));
    answering().dropHeld(1);
    QTRY_VERIFY(client.isOver());
    QCOMPARE(client.received, QByteArray());
    QTRY_VERIFY(fetch(1)->tookUs >= 0);
    QCOMPARE(fetch(1)->response.status, 0);
}

void TestAnswering::overridesOfTheWebhookShortenAHold() {
    m_session->setOverrides("#rt=4000");
    answering().setHold({true, {}, {}, 500ms});
    Client client(*m_session, smsBody(1));
    QTRY_COMPARE(answering().held().size(), std::size_t(1));
    const rules::HeldRequest held = answering().held().front();
    QCOMPARE((held.limitAt - held.startedAt) / 1ms, 4'000);
    QCOMPARE((held.answersAt - held.startedAt) / 1ms, 3'500);
    answering().answerAllHeld();
    QTRY_VERIFY(client.isOver());
    open(); // kept with the workspace, and with the event
    QCOMPARE(fetch(1)->overrides, QByteArray("#rt=4000"));
    QCOMPARE(m_session->overrides(), QByteArray("#rt=4000"));
    answering().setHold({true, {}, {}, 500ms});
    Client second(*m_session, smsBody(2));
    QTRY_COMPARE(answering().held().size(), std::size_t(1));
    QCOMPARE((answering().held().front().limitAt - answering().held().front().startedAt) / 1ms, 4'000);
    answering().answerAllHeld();
    QTRY_VERIFY(second.isOver());
}

void TestAnswering::closingAnswersWhatIsHeld() {
    rules::Rule slow = ruleOf(u"Slow"_s, u"param.MessageSid:SM2"_s, "slow");
    slow.delay.least = 3'600'000ms;
    answering().setRules({slow, ruleOf(u"Held"_s, {}, "as it stands")});
    answering().setHold({true, u"param.MessageSid:SM1"_s, 600s, 1s});
    Client held(*m_session, smsBody(1));
    QTRY_COMPARE(answering().held().size(), std::size_t(1));
    Client delayed(*m_session, smsBody(2));
    QTRY_VERIFY(fetch(2) != nullptr);
    m_session->close();
    QTRY_VERIFY(held.isOver() && delayed.isOver());
    QCOMPARE(held.body(), QByteArray("as it stands"));
    QCOMPARE(delayed.body(), QByteArray("slow"));
    open();
    QCOMPARE(fetch(1)->response.body, QByteArray("as it stands"));
    QCOMPARE(fetch(2)->response.body, QByteArray("slow"));
}

// The same as in tst_hold_desk, through real sockets and a real file: whatever the machine's pace, every client gets
// exactly one whole answer, and the file says so.
void TestAnswering::manyHoldsWithRandomLengths() {
    constexpr int Count = 1'000;
    answering().setRules({ruleOf(u"Held"_s, {}, "for {{MessageSid}}")});
    answering().setHold({true, {}, 14s, 7s}); // a reserve that a busy machine cannot use up
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 1; i <= Count; ++i) {
        clients.push_back(std::make_unique<Client>(*m_session, smsBody(i)));
        clients.back()->giveUpAfter(14s);
    }
    quint32 random = 1;
    const auto overCount = [&] {
        return std::count_if(clients.begin(), clients.end(), [](const auto &client) { return client->isOver(); });
    };
    connect(&answering(), &Answering::heldChanged, this, [&random, desk = &answering()] {
        for (const rules::HeldRequest &held : desk->held()) {
            random = random * 1'664'525U + 1'013'904'223U;
            if (random >> 28U == 0)
                desk->answerHeld(held.id);
        }
    });
    QTRY_COMPARE_WITH_TIMEOUT(overCount(), Count, 110'000);
    for (int i = 1; i <= Count; ++i) {
        QVERIFY(!clients[std::size_t(i - 1)]->gaveUp);
        QCOMPARE(clients[std::size_t(i - 1)]->received.count("HTTP/1.1 "), 1);
        QCOMPARE(clients[std::size_t(i - 1)]->body(), "for SM" + QByteArray::number(i));
    }
    QTRY_VERIFY(answering().held().empty());
    open();
    for (const EventId id : {1, Count / 2, Count})
        QVERIFY(fetch(id)->response.body.startsWith("for SM"));
}

QTEST_GUILESS_MAIN(TestAnswering)
#include "tst_answering.moc"
