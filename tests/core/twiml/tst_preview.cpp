#include "core/twiml/preview.h"

#include <QTest>

using namespace offhook::twiml;
using namespace Qt::StringLiterals;

// What is sent: twilio.com/docs/messaging/twiml/message.
class TestPreview final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textOfAMessage_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArrayList>("media");
        QTest::newRow("text in the verb itself") << "<Message>Hi</Message>"_ba << u"Hi"_s << QByteArrayList();
        QTest::newRow("text in a body") << "<Message>\n  <Body>Hi</Body>\n</Message>"_ba << u"Hi"_s << QByteArrayList();
        QTest::newRow("entities are decoded")
            << "<Message>a &amp; b &lt;c&gt;</Message>"_ba << u"a & b <c>"_s << QByteArrayList();
        QTest::newRow("CDATA") << "<Message><![CDATA[1 < 2]]></Message>"_ba << u"1 < 2"_s << QByteArrayList();
        QTest::newRow("a picture alone has no text")
            << "<Message>\n <Media>https://example.com/a.jpg</Media>\n</Message>"_ba << QString()
            << QByteArrayList{"https://example.com/a.jpg"};
        QTest::newRow("a picture with text beside it")
            << "<Message>Look<Media> https://example.com/a.jpg </Media></Message>"_ba << u"Look"_s
            << QByteArrayList{"https://example.com/a.jpg"};
        QTest::newRow("line breaks are sent as they stand")
            << "<Message>one\n two</Message>"_ba << u"one\n two"_s << QByteArrayList();
    }
    void textOfAMessage() {
        QFETCH(QByteArray, message);
        QFETCH(QByteArrayList, media);
        const Preview preview = previewOf(Document::readTolerantly(QByteArray("<Response>" + message + "</Response>")));
        QCOMPARE(preview.product, Product::Messaging);
        QCOMPARE(preview.bubbles.size(), std::size_t(1));
        QTEST(preview.bubbles[0].text, "text");
        QCOMPARE(QByteArrayList(preview.bubbles[0].media.begin(), preview.bubbles[0].media.end()), media);
    }

    void aMessageKnowsItsPlaceAndItsCost() {
        const QByteArray body = "<Response><Message to=\"+14155550101\">It’s here</Message></Response>";
        const Preview preview = previewOf(Document::readTolerantly(body));
        QCOMPARE(preview.bubbles.size(), std::size_t(1));
        const Bubble &bubble = preview.bubbles[0];
        QCOMPARE(bubble.range.in(body).toByteArray(), "<Message to=\"+14155550101\">It’s here</Message>"_ba);
        QCOMPARE(bubble.to, "+14155550101"_ba);
        QCOMPARE(bubble.segments.encoding, Segments::Encoding::Ucs2);
        QCOMPARE(bubble.segments.units, 9);
    }

    void nothingIsReadBehindARedirect() {
        const Preview preview = previewOf(Document::readTolerantly(
            "<Response><Message>1</Message><Redirect>/more</Redirect><Message>2</Message></Response>"));
        QCOMPARE(preview.bubbles.size(), std::size_t(1));
        QCOMPARE(preview.redirect, "/more"_ba);
    }

    void theProductCanBeSaid() {
        const auto document = Document::readTolerantly("<Response><Redirect>/more</Redirect></Response>");
        QCOMPARE(previewOf(document, Product::Messaging).redirect, "/more"_ba);
        QCOMPARE(previewOf(document, Product::Voice).nodes.size(), std::size_t(1));
    }

    void nothingComesOfWhatIsNoResponse_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no document") << QByteArray();
        QTest::newRow("another root") << "<html><Say>Hi</Say></html>"_ba;
        QTest::newRow("text") << "OK"_ba;
        QTest::newRow("an empty answer") << "<Response/>"_ba;
    }
    void nothingComesOfWhatIsNoResponse() {
        QFETCH(QByteArray, body);
        for (const Product product : {Product::Auto, Product::Voice, Product::Messaging}) {
            const Preview preview = previewOf(Document::readTolerantly(body), product);
            QVERIFY(preview.bubbles.empty() && preview.nodes.empty() && preview.edges.empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestPreview)
#include "tst_preview.moc"
