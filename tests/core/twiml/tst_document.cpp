#include "core/twiml/document.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twiml;

namespace {

const QByteArray Body =
    "<?xml version=\"1.0\"?>\n<Response>\n  <Say voice='Polly.Amy' loop=\"2\">Fish &amp; <break/>chips</Say>\n"
    "  <!-- c --><Play>a</Play>\n</Response>\n";

QByteArrayView at(TextRange range) {
    return range.in(Body);
}

} // namespace

class TestDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsTheExactPlaceOfEverything();
    void walksElements();
    void findsAttributes();
    void joinsText();
    void findsTheElementAtAPlace();
    void refusesWhatIsNotWellFormed();
    void readsNothingFromOutside();
};

void TestDocument::knowsTheExactPlaceOfEverything() {
    const Result<Document> document = Document::parse(Body);
    QVERIFY(document);
    const Node &say = document->node(document->firstElement(document->node(document->root()).firstChild));
    QCOMPARE(at(say.range), QByteArrayView("<Say voice='Polly.Amy' loop=\"2\">Fish &amp; <break/>chips</Say>"));
    QCOMPARE(at(say.tag), QByteArrayView("<Say voice='Polly.Amy' loop=\"2\">"));
    QCOMPARE(at(say.nameRange), QByteArrayView("Say"));
    QCOMPARE(at(say.closing), QByteArrayView("</Say>"));
    QCOMPARE(at(say.attributes[0].range), QByteArrayView("voice='Polly.Amy'"));
    QCOMPARE(at(say.attributes[0].nameRange), QByteArrayView("voice"));
    QCOMPARE(at(say.attributes[0].valueRange), QByteArrayView("Polly.Amy"));
    QCOMPARE(at(say.attributes[1].valueRange), QByteArrayView("2"));
}

void TestDocument::walksElements() {
    const Result<Document> document = Document::parse(Body);
    QByteArrayList names;
    for (int i = document->firstElement(document->node(document->root()).firstChild); i >= 0;
         i = document->nextElement(i))
        names.append(document->node(i).name);
    QCOMPARE(names, (QByteArrayList{"Say", "Play"}));
    QCOMPARE(document->node(document->root()).name, QByteArray("Response"));
}

void TestDocument::findsAttributes() {
    const Result<Document> document = Document::parse(Body);
    const int say = document->firstElement(document->node(document->root()).firstChild);
    QCOMPARE(document->value(say, "loop"), QByteArray("2"));
    QCOMPARE(document->value(say, "language", "en-US"), QByteArray("en-US"));
    QVERIFY(document->attribute(say, "Voice") == nullptr); // names are case-sensitive
}

void TestDocument::joinsText() {
    const Result<Document> document = Document::parse("<a>x<b>y<c>z</c></b><![CDATA[&amp;]]></a>");
    QVERIFY(document);
    QCOMPARE(document->ownText(document->root()), QByteArray("x&amp;"));
    QCOMPARE(document->allText(document->root()), QByteArray("xyz&amp;"));
}

void TestDocument::findsTheElementAtAPlace() {
    const Result<Document> document = Document::parse(Body);
    QCOMPARE(document->node(document->elementAt(Body.indexOf("break"))).name, QByteArray("break"));
    QCOMPARE(document->node(document->elementAt(Body.indexOf("chips"))).name, QByteArray("Say"));
    QCOMPARE(document->node(document->elementAt(Body.indexOf("<!--"))).name, QByteArray("Response"));
    QCOMPARE(document->elementAt(3), -1);
    QCOMPARE(document->elementAt(Body.size()), -1);
}

void TestDocument::refusesWhatIsNotWellFormed() {
    const Result<Document> document = Document::parse("<a>x & y</a>");
    QVERIFY(!document);
    QCOMPARE(document.error().code, ErrorCode::SyntaxError);
    QCOMPARE(document.error().offset, qsizetype(5));
}

void TestDocument::readsNothingFromOutside() {
    const QByteArray external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>";
    QVERIFY(!Document::parse(external));
    const QByteArray bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">"
                            "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]><a>&d;</a>";
    QVERIFY(!Document::parse(bomb)); // the names are not declared for us
    const Document tolerant = Document::readTolerantly(bomb);
    QCOMPARE(tolerant.allText(tolerant.root()), QByteArray("&d;"));
    QCOMPARE(tolerant.documentType().begin, qsizetype(0));
}

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
