#include "ui/respond/flow_layout.h"
#include "ui/respond/preview_text.h"
#include "ui/respond/twiml_analysis.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

AnalysisInput answer(const QByteArray &body, const QByteArray &type = "text/xml") {
    AnalysisInput input;
    input.body = body;
    input.contentType = type;
    return input;
}

} // namespace

class TestTwimlAnalysis final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void types_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("twiml");
        // twilio.com/docs/voice/twiml, "MIME types"
        QTest::newRow("text/xml") << "text/xml; charset=utf-8"_ba << true;
        QTest::newRow("application/xml") << "application/xml"_ba << true;
        QTest::newRow("text/html is parsed as TwiML") << "TEXT/HTML"_ba << true;
        QTest::newRow("plain text is sent or read aloud") << "text/plain"_ba << false;
        QTest::newRow("JSON") << "application/json"_ba << false;
        QTest::newRow("no type") << QByteArray() << false;
    }
    void types() {
        QFETCH(QByteArray, type);
        QTEST(isTwimlType(type), "twiml");
    }

    void theProductIsFound() {
        const Analysis voice = analyse(answer("<Response><Say>Hi</Say></Response>"));
        QCOMPARE(voice.product, twiml::Product::Voice);
        QCOMPARE(voice.preview.nodes.size(), std::size_t(2));
        const Analysis sms = analyse(answer("<Response><Message>Hi</Message></Response>"));
        QCOMPARE(sms.product, twiml::Product::Messaging);
        QCOMPARE(sms.preview.bubbles.size(), std::size_t(1));
    }

    void whatIsNotWellFormedIsRejected() {
        const Analysis analysis = analyse(answer("<Response><Say>Hi</Response>"));
        QVERIFY(analysis.isTwiml && analysis.isRejected);
        QVERIFY(!analysis.problems.empty());
        QCOMPARE(analysis.problems.front().severity, twiml::Severity::Error);
        QCOMPARE(analysis.problems.front().code, 12100); // twilio.com/docs/api/errors/12100
    }

    void otherTypesAreLeftAlone() {
        const Analysis analysis = analyse(answer("{\"a\": 1}", "application/json"));
        QVERIFY(!analysis.isTwiml);
        QVERIFY(analysis.problems.empty());
    }

    void plainTextIsTheReply() {
        AnalysisInput input = answer("Thanks!", "text/plain");
        input.product = twiml::Product::Messaging;
        const Analysis analysis = analyse(input);
        QCOMPARE(analysis.preview.bubbles.size(), std::size_t(1));
        QCOMPARE(analysis.preview.bubbles[0].text, u"Thanks!"_s);
    }

    void aTemplateIsFilledInFromTheSample() {
        const QByteArray body =
            "<Response>{{#if Body}}<Message>Got {{Body}} from {{City}}</Message>{{/if}}<Message>2</Message></Response>";
        AnalysisInput input = answer(body);
        input.isTemplate = true;
        input.sample = http::Parameters{{"Body", "<tea>"}, {"From", "+1415"}};
        const Analysis analysis = analyse(input);
        QVERIFY(!analysis.isRejected);
        QCOMPARE(analysis.preview.bubbles.size(), std::size_t(2));
        QCOMPARE(analysis.preview.bubbles[0].text, u"Got <tea> from {{City}}"_s);
        QCOMPARE(analysis.missing, QStringList{u"City"_s});
        // Places are those of the source, so that a click goes there.
        QCOMPARE(analysis.preview.bubbles[1].range.in(body).toByteArray(), "<Message>2</Message>"_ba);
    }

    void withoutASampleTheTemplateIsShownAsItIs() {
        AnalysisInput input = answer("<Response><Message>Hi {{From}}</Message></Response>");
        input.isTemplate = true;
        const Analysis analysis = analyse(input);
        QCOMPARE(analysis.preview.bubbles[0].text, u"Hi {{From}}"_s);
    }

    void wordsOfSegments() {
        twiml::Bubble bubble;
        bubble.text = u"Editing this one live: hi NEW YORK!"_s;
        bubble.segments = twiml::segmentsOf(bubble.text);
        QCOMPARE(segmentsText(bubble), u"35 of 1,600 characters, 1 segment"_s);
        QCOMPARE(encodingText(bubble.segments), u"GSM-7"_s);
        bubble.text = u"a"_s.repeated(99) + u'’';
        bubble.segments = twiml::segmentsOf(bubble.text);
        QCOMPARE(segmentsText(bubble), u"100 of 1,600 characters, 2 segments"_s);
        QCOMPARE(encodingText(bubble.segments), u"UCS-2 because of ’, without: 1 segment"_s);
        bubble.segments = twiml::segmentsOf(u"a"_s.repeated(160));
        QCOMPARE(encodingText(bubble.segments), u"GSM-7, one more character: 2 segments"_s);
        bubble.segments = twiml::segmentsOf(u"a"_s.repeated(100));
        QCOMPARE(encodingText(bubble.segments), u"GSM-7, one emoji or curly quote: 2 segments"_s);
    }

    void pictures_data() {
        QTest::addColumn<QByteArray>("verbs");
        QTest::addColumn<int>("width");
        const QByteArray menu = "<Say>a</Say><Gather input='dtmf speech' action='/key'/><Redirect>/voice</Redirect>";
        QTest::newRow("a menu, from left to right") << menu << 600;
        QTest::newRow("the same, too narrow for that") << menu << 220;
        QTest::newRow("a long call") << QByteArray("<Record action='/a' recordingStatusCallback='/b'/>").repeated(30)
                                     << 400;
        QTest::newRow("one verb") << "<Hangup/>"_ba << 300;
    }
    void pictures() {
        QFETCH(QByteArray, verbs);
        QFETCH(int, width);
        const QByteArray body = "<Response>" + verbs + "</Response>";
        const twiml::Preview preview = twiml::previewOf(twiml::Document::readTolerantly(body), twiml::Product::Voice);
        FlowMetrics metrics;
        metrics.nodes.assign(preview.nodes.size(), QSize(80, 40));
        metrics.labelWidths.assign(waysOf(preview).size(), 40);
        const FlowPicture picture = layOutFlow(preview, metrics, width);
        QCOMPARE(picture.boxes.size(), preview.nodes.size());
        QCOMPARE(picture.lines.size(), waysOf(preview).size());
        QVERIFY(picture.size.width() <= width);
        for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
            QVERIFY(QRect(QPoint(), picture.size).contains(picture.boxes[i]));
            for (std::size_t other = 0; other < i; ++other)
                QVERIFY2(!picture.boxes[i].intersects(picture.boxes[other]), qPrintable(QString::number(i)));
        }
    }

    void reasonsForOneWayShareItsLine() {
        const QByteArray body = "<Response><Gather input='dtmf speech' action='/key'/></Response>";
        const auto preview = twiml::previewOf(twiml::Document::readTolerantly(body), twiml::Product::Voice);
        QStringList labels;
        for (const FlowWay &way : waysOf(preview))
            labels += way.label;
        QCOMPARE(labels, (QStringList{u"digit / speech"_s, u"silence"_s}));
    }
};

QTEST_GUILESS_MAIN(TestTwimlAnalysis)
#include "tst_twiml_analysis.moc"
