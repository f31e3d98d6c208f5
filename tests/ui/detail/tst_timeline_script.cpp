#include "tests/core/flow/thread_support.h"
#include "ui/detail/timeline_script.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace offhook::flow::test;
using namespace Qt::StringLiterals;
using flow::Finding;

namespace {

TimelineScript scriptOf(const std::vector<flow::EventPtr> &events, WallTime now = Begin) {
    return timelineScript(flow::Thread::of(events, now));
}

std::shared_ptr<flow::WebhookEvent> answered(std::shared_ptr<flow::WebhookEvent> event, qint64 tookUs) {
    event->tookUs = tookUs;
    return event;
}

} // namespace

class TestTimelineScript final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void messageTellsItsStatusesAndWhereItIs() {
        const TimelineScript script = scriptOf({answered(formEvent(1, Begin, messageStatus(1, "queued")), 1200),
            formEvent(2, Begin + 35'690'000, messageStatus(1, "delivered")),
            formEvent(3, Begin + 35'952'000, messageStatus(1, "sent"))});
        QCOMPARE(script.steps.size(), std::size_t(3));
        QCOMPARE(script.steps[0].text, u"queued"_s);
        QCOMPARE(script.steps[0].time, u"+0.000 s"_s);
        QCOMPARE(script.steps[0].aside, u"204 · 1.2\u00A0ms"_s);
        QCOMPARE(script.steps[1].time, u"+35.690 s"_s);
        QCOMPARE(script.steps[1].ink, Role::Valid);
        QCOMPARE(script.steps[2].ink, Role::Warn);
        QCOMPARE(script.steps[2].reason, u"arrived after delivered"_s);
        QCOMPARE(script.foot, QStringList{u"Now: delivered"_s});
        QCOMPARE(script.title, u"Message SM00…001 · 3 events"_s);
        QVERIFY(script.app.isEmpty());
        QVERIFY(script.spoken(3).contains(u"arrived after delivered"_s));
        QVERIFY(script.holds(3) && !script.holds(4));
    }

    void answersWithVerbsGoBack() {
        const TimelineScript script =
            scriptOf({answered(formEvent(1, Begin, inboundCall(1), {}, 200, GatherTwiml), 14'000)});
        QCOMPARE(script.steps.size(), std::size_t(2));
        QVERIFY(script.steps[1].answer);
        QCOMPARE(script.steps[1].from, TimelineLane::Offhook);
        QCOMPARE(script.steps[1].to, TimelineLane::Twilio);
        QCOMPARE(script.steps[1].text, u"200 · Gather"_s);
        QCOMPARE(script.steps[1].time, u"14\u00A0ms"_s);
        QCOMPARE(script.steps[1].at, Begin + 14'000);
        QVERIFY(script.steps[0].aside.isEmpty());
    }

    void failedAnswersAreSeen() {
        auto event = answered(formEvent(1, Begin, messageStatus(1, "sent"), {}, 503), 16'000'000);
        event->flags |= flow::EventFlag::Late;
        const TimelineScript script = scriptOf({event});
        QCOMPARE(script.steps[1].text, u"503"_s);
        QCOMPARE(script.steps[1].ink, Role::Invalid);
        QCOMPARE(script.steps[1].reason, u"after Twilio's time limit"_s);
    }

    void severalSubjectsAreNamed() {
        const TimelineScript script = scriptOf({formEvent(1, Begin, callStatus(1, "completed", 0)),
            formEvent(
                2, Begin, "RecordingSid=" + sid("RE", 2) + "&CallSid=" + sid("CA", 1) + "&RecordingStatus=absent")});
        QCOMPARE(script.foot, (QStringList{u"Call CA00…001: completed"_s, u"Recording RE00…002: absent"_s}));
        QCOMPARE(script.subject, twilio::Subject::Call);
    }

    void contradictionStandsAtTheFoot() {
        const TimelineScript script = scriptOf(
            {formEvent(1, Begin, messageStatus(1, "delivered")), formEvent(2, Begin, messageStatus(1, "failed"))});
        QCOMPARE(script.foot, QStringList{u"Now: delivered · contradictory final states"_s});
        QCOMPARE(script.steps[1].reason, u"contradicts delivered of #1"_s);
    }

    void untrustedTextIsOneVisibleLine() {
        const TimelineScript script = scriptOf({formEvent(1, Begin, messageStatus(1, "a%0Ab%E2%80%AE%07"))});
        for (const QChar c : script.steps[0].text)
            QVERIFY(c.isPrint() && c != QChar(0x202E));
    }

    void leftOutEventsAreCounted() {
        flow::Thread thread = flow::Thread::of({formEvent(1, Begin, messageStatus(1, "sent"))}, Begin);
        thread.left = 1284;
        QVERIFY(timelineScript(thread).before.startsWith(u"1284 earlier"_s));
    }

    void verbs_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("verbs");
        QTest::newRow("in order, nested ones left out")
            << QByteArray("<?xml version=\"1.0\"?><Response><Say>hi</Say><Gather><Say/></Gather><Redirect/></Response>")
            << u"Say, Gather, Redirect"_s;
        QTest::newRow("none") << QByteArray("<Response/>") << QString();
        QTest::newRow("broken behind the first") << QByteArray("<Response><Say>hi</Say><Pla") << u"Say"_s;
        QTest::newRow("another root") << QByteArray("<html><Say/></html>") << QString();
        QTest::newRow("no XML") << QByteArray("{\"a\":1}") << QString();
        QTest::newRow("entity bomb") << QByteArray("<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                                                   "\"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><Response><Say>&b;"
                                                   "</Say><Play/></Response>")
                                     << u"Say, Play"_s;
        QTest::newRow("very many") << QByteArray("<Response>" + QByteArray("<Say/>").repeated(1000) + "</Response>")
                                   << u"Say, Say, Say, Say, Say, Say, …"_s;
    }
    void verbs() {
        QFETCH(QByteArray, body);
        QFETCH(QString, verbs);
        QCOMPARE(twimlVerbs(body), verbs);
    }

    void everyFindingHasWords() {
        for (int type = 0; type <= int(Finding::Type::NoInput); ++type) {
            Finding finding;
            finding.type = Finding::Type(type);
            finding.numbers = {1};
            finding.word = "sent";
            QVERIFY(!findingText(finding).isEmpty());
        }
        Finding missing{Finding::Type::MissingSequence};
        missing.numbers = {0, 2};
        QCOMPARE(findingText(missing), u"SequenceNumbers 0, 2 never came"_s);
        Finding late{Finding::Type::NoFinalStatus};
        late.waited = std::chrono::seconds(600);
        QCOMPARE(findingText(late), u"no final status within 10 min"_s);
    }
};

QTEST_GUILESS_MAIN(TestTimelineScript)
#include "tst_timeline_script.moc"
