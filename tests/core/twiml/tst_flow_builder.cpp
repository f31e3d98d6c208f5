#include "core/twiml/flow_builder.h"

#include <QTest>

using namespace offhook::twiml;
using namespace Qt::StringLiterals;

// Sources of the flows: the page of each verb under twilio.com/docs/voice/twiml.
class TestFlowBuilder final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void flows_data() {
        QTest::addColumn<QByteArray>("verbs");
        QTest::addColumn<QStringList>("flow");
        QTest::newRow("verbs run one after the other, then the call ends")
            << "<Say>a</Say><Pause/>"_ba << QStringList{u"Say > Pause"_s, u"Pause > end"_s};
        QTest::newRow("Gather: a digit asks the action, silence goes on")
            << "<Gather action='/key'/><Say>b</Say>"_ba
            << QStringList{u"Gather digit /key"_s, u"Gather silence Say"_s, u"Say > end"_s};
        QTest::newRow("Gather without an action asks this document again")
            << "<Gather/>"_ba << QStringList{u"Gather digit again"_s, u"Gather silence end"_s};
        QTest::newRow("Gather of speech and digits")
            << "<Gather input='dtmf speech' action='/in'/>"_ba
            << QStringList{u"Gather digit /in"_s, u"Gather speech /in"_s, u"Gather silence end"_s};
        QTest::newRow("Gather of speech only") << "<Gather input='speech' action='/in'/>"_ba
                                               << QStringList{u"Gather speech /in"_s, u"Gather silence end"_s};
        QTest::newRow("actionOnEmptyResult: silence asks the action too, nothing after is reached")
            << "<Gather action='/in' actionOnEmptyResult='true'/><Say>b</Say>"_ba
            << QStringList{u"Gather digit /in"_s, u"Gather silence /in"_s};
        QTest::newRow("a partial result is told")
            << "<Gather action='/in' partialResultCallback='/part'/>"_ba
            << QStringList{u"Gather digit /in"_s, u"Gather tells /part"_s, u"Gather silence end"_s};
        QTest::newRow("Record: a recording asks the action, silence goes on")
            << "<Record action='/rec'/><Say>b</Say>"_ba
            << QStringList{u"Record done /rec"_s, u"Record silence Say"_s, u"Say > end"_s};
        QTest::newRow("Record without an action asks this document again, and records again")
            << "<Record/>"_ba << QStringList{u"Record done again"_s, u"Record silence end"_s};
        QTest::newRow("Dial with an action never comes back")
            << "<Dial action='/after'>+14155550101</Dial><Say>b</Say>"_ba << QStringList{u"Dial done /after"_s};
        QTest::newRow("Dial without one goes on when the other side hangs up")
            << "<Dial>+14155550101</Dial><Say>b</Say>"_ba << QStringList{u"Dial > Say"_s, u"Say > end"_s};
        QTest::newRow("what a called party hears is asked, its states are told")
            << "<Dial><Number url='/whisper' statusCallback='/status'>+14155550101</Number></Dial>"_ba
            << QStringList{u"Dial asks /whisper"_s, u"Dial tells /status"_s, u"Dial > end"_s};
        QTest::newRow("Redirect never comes back") << "<Redirect>/voice</Redirect><Say>b</Say>"_ba << QStringList();
        QTest::newRow("an empty Redirect is this document again")
            << "<Redirect/>"_ba << QStringList{u"Redirect > again"_s};
        QTest::newRow("Hangup ends it") << "<Hangup/><Say>b</Say>"_ba << QStringList();
        QTest::newRow("Reject ends it") << "<Reject/>"_ba << QStringList();
        QTest::newRow("endless music never ends") << "<Play loop='0'>/a.mp3</Play><Say>b</Say>"_ba << QStringList();
        QTest::newRow("waiting music of a queue is asked")
            << "<Enqueue waitUrl='/wait' action='/left'>sales</Enqueue>"_ba
            << QStringList{u"Enqueue done /left"_s, u"Enqueue asks /wait"_s};
        QTest::newRow("Start does not wait") << "<Start><Stream url='wss://example.com/s'/></Start><Say>b</Say>"_ba
                                             << QStringList{u"Start > Say"_s, u"Say > end"_s};
        QTest::newRow("what Twilio does not know is skipped")
            << "<say>a</say><Message>b</Message><Say>c</Say>"_ba << QStringList{u"Say > end"_s};
    }
    void flows() {
        QFETCH(QByteArray, verbs);
        QFETCH(QStringList, flow);
        QStringList found = described(previewFor(verbs));
        found.sort();
        flow.sort();
        QCOMPARE(found, flow);
    }

    void whatIsKnownOfAVerb() {
        const Preview preview = previewFor("<Say voice='Polly.Joanna' loop='2'>Thanks for calling.</Say>"
                                           "<Gather numDigits='1' action='/key'><Say>Press 1.</Say></Gather>"
                                           "<Dial timeout='20'><Number>+14155550101</Number><Client>bob</Client></Dial>"
                                           "<Enqueue>sales</Enqueue>");
        const auto verb = [&](const char *name) {
            for (const FlowNode &node : preview.nodes) {
                if (node.name == name)
                    return node;
            }
            return FlowNode();
        };
        QCOMPARE(verb("Say").voice, "Polly.Joanna"_ba);
        QCOMPARE(verb("Say").says, u"Thanks for calling."_s);
        QCOMPARE(verb("Say").times, 2);
        QVERIFY(verb("Say").seconds > 1.8 && verb("Say").seconds < 3);
        QCOMPARE(verb("Gather").digits, 1);
        QCOMPARE(verb("Gather").timeout, 5);
        QCOMPARE(verb("Gather").says, u"Press 1."_s);
        QCOMPARE(verb("Dial").timeout, 20);
        QCOMPARE(verb("Dial").target, "+14155550101, Client bob"_ba);
        QCOMPARE(verb("Enqueue").target, "sales"_ba);
    }

    void whatIsNeverReachedIsMarked() {
        const Preview preview = previewFor("<Hangup/><Say>b</Say>");
        QCOMPARE(preview.nodes.size(), std::size_t(2));
        QVERIFY(preview.nodes[0].isReachable);
        QVERIFY(!preview.nodes[1].isReachable);
    }

    void everyNodeHasItsPlace() {
        const QByteArray body = "<Response><Gather action='/key'/><Say>b</Say></Response>";
        const Preview preview = previewOf(Document::readTolerantly(body), Product::Voice);
        QByteArrayList places;
        for (const FlowNode &node : preview.nodes)
            places += node.range.in(body).toByteArray();
        QCOMPARE(places, (QByteArrayList{"<Gather action='/key'/>", "action='/key'", "<Say>b</Say>", "</Response>"}));
    }

    void timeOfACallerWhoDoesNothing() {
        // 3 s of pause, 5 s that Gather waits by default.
        const Preview preview = previewFor("<Pause length='3'/><Gather action='/key'/><Hangup/><Pause length='9'/>");
        QCOMPARE(preview.heardSeconds, 8.0);
    }

    void aHugeDocumentIsCutShort() {
        const Preview preview = previewFor(QByteArray("<Pause/>").repeated(5000));
        QVERIFY(int(preview.nodes.size()) <= MaxFlowVerbs + 1);
    }

private:
    static Preview previewFor(const QByteArray &verbs) {
        return previewOf(Document::readTolerantly(QByteArray("<Response>" + verbs + "</Response>")), Product::Voice);
    }

    static QString nameOf(const FlowNode &node) {
        return node.kind == FlowNode::Kind::Again ? u"again"_s
               : node.kind == FlowNode::Kind::End ? u"end"_s
                                                  : QString::fromUtf8(node.name);
    }

    static QStringList described(const Preview &preview) {
        static const char *const reasons[] = {">", "digit", "speech", "silence", "done", "tells", "asks"};
        QStringList lines;
        for (const FlowEdge &edge : preview.edges)
            lines += nameOf(preview.nodes[std::size_t(edge.from)]) + u' ' +
                     QLatin1StringView(reasons[int(edge.reason)]) + u' ' + nameOf(preview.nodes[std::size_t(edge.to)]);
        return lines;
    }
};

QTEST_GUILESS_MAIN(TestFlowBuilder)
#include "tst_flow_builder.moc"
