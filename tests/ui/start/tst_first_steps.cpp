#include "tests/ui/start/signed_request.h"
#include "ui/start/first_steps.h"

#include <QSignalSpy>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Step = FirstSteps::Step;
using State = FirstSteps::State;

class TestFirstSteps final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->listen());
        m_steps = std::make_unique<FirstSteps>(m_fixture->session);
        m_steps->follow();
    }
    void cleanup() {
        m_steps.reset();
        m_fixture.reset();
    }

    void everythingWaitsAtFirst() {
        for (const Step step : FirstSteps::Steps)
            QCOMPARE(m_steps->state(step), State::Waiting);
        QCOMPARE(m_steps->next(), Step::Key);
        QVERIFY(!m_steps->isOver());
    }

    void keyThatIsAddedIsTicked() {
        QSignalSpy changed(m_steps.get(), &FirstSteps::changed);
        QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        QVERIFY(!changed.isEmpty());
        QCOMPARE(m_steps->state(Step::Key), State::Done);
        QCOMPARE(m_steps->next(), Step::Tunnel);
    }

    void publicUrlIsTicked() {
        QSignalSpy changed(m_steps.get(), &FirstSteps::changed);
        m_fixture->session.setPublicUrl("https://hooks.example.com");
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_steps->state(Step::Tunnel), State::Done);
        m_fixture->session.setPublicUrl({});
        QCOMPARE(m_steps->state(Step::Tunnel), State::Waiting);
    }

    void skippedStepsAreRememberedAndComeBack() {
        m_steps->setSkipped(Step::Key, true);
        QCOMPARE(m_steps->state(Step::Key), State::Skipped);
        QCOMPARE(m_steps->next(), Step::Tunnel);
        const FirstSteps next(m_fixture->session);
        QCOMPARE(next.state(Step::Key), State::Skipped);
        m_steps->setSkipped(Step::Key, false);
        QCOMPARE(next.state(Step::Key), State::Waiting);
    }

    void whatIsDoneIsDoneAlsoWhenItWasSkipped() {
        m_steps->setSkipped(Step::Tunnel, true);
        m_fixture->session.setPublicUrl("https://hooks.example.com");
        QCOMPARE(m_steps->state(Step::Tunnel), State::Done);
    }

    void arrival_data() {
        QTest::addColumn<bool>("hasKey");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("sign");
        QTest::addColumn<int>("verdict"); // -1: none arrived
        QTest::newRow("signed with the account's token") << true << OwnToken << true << int(twilio::Verdict::Valid);
        QTest::newRow("signed with another token")
            << true << QByteArray(32, 'b') << true << int(twilio::Verdict::Invalid);
        QTest::newRow("signed, and no key is known") << false << OwnToken << true << int(twilio::Verdict::Unchecked);
        QTest::newRow("not signed: a browser, curl, a scanner") << true << OwnToken << false << -1;
    }
    void arrival() {
        QFETCH(bool, hasKey);
        QFETCH(QByteArray, token);
        QFETCH(bool, sign);
        QFETCH(int, verdict);
        if (hasKey)
            QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        QSignalSpy arrived(m_steps.get(), &FirstSteps::arrived);
        QSignalSpy committed(m_fixture->session.events(), &store::EventStore::committed);
        QCOMPARE(sendSigned(m_fixture->session.listener().url(), "sms.inbound", OwnAccount, token, sign), 200);
        QTRY_VERIFY(!committed.isEmpty());
        QCOMPARE(arrived.size(), verdict < 0 ? 0 : 1);
        QCOMPARE(m_steps->state(Step::Number), verdict < 0 ? State::Waiting : State::Done);
        if (verdict >= 0)
            QCOMPARE(int(m_steps->arrival()->verdict), verdict);
    }

    void ownTestRequestIsNoArrival() {
        QSignalSpy arrived(m_steps.get(), &FirstSteps::arrived);
        QVERIFY(m_fixture->send("sms.inbound") != 0);
        QVERIFY(arrived.isEmpty());
        QCOMPARE(m_steps->state(Step::Number), State::Waiting);
    }

    void validOneReplacesOneThatIsNot() {
        QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        const QString url = m_fixture->session.listener().url();
        QCOMPARE(sendSigned(url, "sms.inbound", OwnAccount, QByteArray(32, 'b')), 200);
        QTRY_VERIFY(m_steps->arrival().has_value());
        QCOMPARE(sendSigned(url, "voice.inbound", OwnAccount, OwnToken), 200);
        QTRY_COMPARE(m_steps->arrival()->verdict, twilio::Verdict::Valid);
        const EventId first = m_steps->arrival()->id;
        QSignalSpy committed(m_fixture->session.events(), &store::EventStore::committed);
        QCOMPARE(sendSigned(url, "voice.inbound", OwnAccount, OwnToken), 200);
        QTRY_VERIFY(!committed.isEmpty());
        QCOMPARE(m_steps->arrival()->id, first);
    }

    void workspaceWithRealEventsNeedsNoSteps() {
        QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        QCOMPARE(sendSigned(m_fixture->session.listener().url(), "sms.inbound", OwnAccount, OwnToken), 200);
        QTRY_VERIFY(m_steps->arrival().has_value());
        FirstSteps later(m_fixture->session);
        QSignalSpy arrived(&later, &FirstSteps::arrived);
        later.follow();
        QTRY_VERIFY(later.isOver());
        QCOMPARE(later.state(Step::Number), State::Done);
        QVERIFY(arrived.isEmpty());
    }

private:
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<FirstSteps> m_steps;
};

QTEST_MAIN(TestFirstSteps)
#include "tst_first_steps.moc"
