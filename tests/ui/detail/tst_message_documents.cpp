#include "core/twilio/signature.h"
#include "tests/ui/sample_events.h"
#include "ui/detail/message_documents.h"
#include "ui/detail/signature_document.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestMessageDocuments final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rawIsWhatCameOverTheWire() {
        const flow::EventPtr event = samples::inboundSms();
        QCOMPARE(rawRequest(*event).bytes, event->request.head() + event->request.body());
    }

    void rawOfAChunkedRequestKeepsTheChunks() {
        auto event = samples::event({"POST / HTTP/1.1"}, {});
        event->request =
            http::Request("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "hi", "2\r\nhi\r\n0\r\n\r\n");
        QVERIFY(rawRequest(*event).bytes.endsWith("\r\n\r\n2\r\nhi\r\n0\r\n\r\n"));
    }

    void aRefusalMarksItsPlace() {
        const flow::EventPtr event = samples::refused();
        const ViewDocument raw = rawRequest(*event);
        QCOMPARE(raw.spans.size(), std::size_t(1));
        QCOMPARE(raw.spans[0].begin, event->refusal->offset);
        QCOMPARE(prettyRequest(*event).bytes, raw.bytes);
    }

    void prettyFormIsDecodedInOrder() {
        const QByteArray shown = prettyRequest(
            *samples::event({"POST /sms HTTP/1.1", "Host: h", "Content-Type: application/x-www-form-urlencoded"},
                "To=%2B1&Body=a+b"))
                                     .bytes;
        QCOMPARE(shown,
            "POST /sms HTTP/1.1\n\nHost          h\nContent-Type  application/x-www-form-urlencoded\n\nTo    +1\nBody  a b\n"_ba);
    }

    void prettyJsonIsLaidOut() {
        QVERIFY(prettyRequest(*samples::conversationsJson()).bytes.contains("\n    \"specversion\": \"1.0\",\n"));
    }

    void whatIsNotJsonIsShownAsItIs() {
        QCOMPARE(prettyBody("{oops", "application/json").bytes, "{oops"_ba);
        const QByteArray binary("\0\xFF", 2);
        QCOMPARE(prettyBody(binary, "image/png").bytes, binary);
    }

    void xmlIsColouredAndUnchanged() {
        const QByteArray xml = "<Response><Say voice=\"a\">x &lt; y</Say><!-- n --></Response>";
        const ViewDocument shown = prettyBody(xml, "text/xml");
        QCOMPARE(shown.bytes, xml);
        QByteArrayList attributes;
        qsizetype last = 0;
        for (const Span &span : shown.spans) {
            QVERIFY(span.begin >= last && span.end > span.begin);
            last = span.end;
            if (span.ink == Role::XmlAttribute)
                attributes.append(xml.mid(span.begin, span.end - span.begin));
        }
        QCOMPARE(attributes, QByteArrayList{"voice"});
    }

    void responseHasItsHead() {
        const QByteArray shown = prettyResponse(*samples::inboundSms()).bytes;
        QVERIFY(shown.startsWith("HTTP/1.1 200 OK\n\n"));
        QVERIFY(shown.contains("<Message>Thanks!</Message>"));
    }

    // twilio.com/docs/usage/security: the URL, then every parameter sorted by name, name and value without delimiters.
    void theSignedStringIsToldApartPieceByPiece() {
        SignatureStory story;
        Session::SignatureView &view = story.view;
        view.url = "https://h.example/sms";
        view.signedParams = {{"Body", "hi", false}, {"From", "+1", false}};
        view.stringToSign = "https://h.example/smsBodyhiFrom+1";
        const ViewDocument shown = signedStringDocument(story);
        QCOMPARE(shown.bytes, view.stringToSign);
        QByteArrayList pieces;
        for (const Span &span : shown.spans)
            pieces.append(shown.bytes.mid(span.begin, span.end - span.begin));
        QCOMPARE(pieces, (QByteArrayList{"https://h.example/sms", "Body", "hi", "From", "+1"}));
        QVERIFY(shown.spans[1].ground != shown.spans[3].ground);
    }

    void everyReasonHasAHeadline() {
        for (int reason = 0; reason <= int(twilio::VerdictReason::Refused); ++reason) {
            SignatureStory story;
            story.view.verification.reason = twilio::VerdictReason(reason);
            QVERIFY2(!signatureHeadline(story).isEmpty(), qPrintable(QString::number(reason)));
            QVERIFY2(!signatureExplanation(story).isEmpty(), qPrintable(QString::number(reason)));
        }
    }

    void aMismatchNamesTheUrlThatWasCheckedAndTheOthers() {
        SignatureStory story;
        Session::SignatureView &view = story.view;
        view.verification.verdict = twilio::Verdict::Invalid;
        view.verification.reason = twilio::VerdictReason::Mismatch;
        view.url = "https://a/";
        view.candidates = {{"https://a/", http::UrlSource::PublicUrl}, {"http://b/", http::UrlSource::Host}};
        view.signatureHeader = "c2ln";
        const std::vector<SignatureRow> rows = signatureRows(story);
        QCOMPARE(rows[0].value, u"https://a/"_s);
        QCOMPARE(rows[0].remark, u"public URL · no match"_s);
        QVERIFY(rows[0].tone == SignatureRow::Tone::NoMatch);
        QCOMPARE(rows[1].value, u"http://b/"_s);
        QCOMPARE(rows[1].remark, u"Host header"_s);
        QCOMPARE(rows[2].value, u"c2ln"_s);
    }
};

QTEST_MAIN(TestMessageDocuments)
#include "tst_message_documents.moc"
