#include "core/twiml/completion.h"
#include "core/twiml/document.h"
#include "core/twiml/formatter.h"
#include "tests/core/twiml/sdk_documents.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace offhook;
using namespace offhook::twiml;

namespace {

/// What a reader sees of a document: names, attributes, text. White space between elements is left out.
QByteArrayList seen(const QByteArray &xml) {
    QByteArrayList all;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            all.append('<' + reader.qualifiedName().toUtf8());
            for (const QXmlStreamAttribute &attribute : reader.attributes())
                all.append(attribute.qualifiedName().toUtf8() + '=' + attribute.value().toUtf8());
        } else if (reader.isEndElement()) {
            all.append("</" + reader.qualifiedName().toUtf8());
        } else if (reader.isCharacters() && !reader.isWhitespace()) {
            all.append(reader.text().toUtf8());
        }
    }
    return all;
}

/// The same from our own tree.
QByteArrayList seen(const Document &document) {
    QByteArrayList all;
    std::vector<int> open;
    for (int i = 0; i < int(document.nodes().size()); ++i) {
        const Node &node = document.node(i);
        while (!open.empty() && document.node(open.back()).range.end <= node.range.begin) {
            all.append("</" + document.node(open.back()).name);
            open.pop_back();
        }
        if (node.kind == Node::Kind::Text && !node.text.trimmed().isEmpty())
            all.append(node.text);
        if (node.kind != Node::Kind::Element)
            continue;
        all.append('<' + node.name);
        for (const Attribute &attribute : node.attributes)
            all.append(attribute.name + '=' + attribute.value);
        open.push_back(i);
    }
    for (; !open.empty(); open.pop_back())
        all.append("</" + document.node(open.back()).name);
    return all;
}

} // namespace

// The official SDK's builders are the judge: what they can make is right.
class TestSdkDocuments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void raiseNoErrorAndNoWarning();
    void areReadAsQXmlStreamReaderReadsThem();
    void areFormattedWithoutAChange();
    void everythingInThemIsOfferedByCompletion();

private:
    std::vector<test::SdkDocument> m_documents;
};

void TestSdkDocuments::initTestCase() {
    QString failure;
    QStringList missing;
    m_documents = test::sdkDocuments(20260911, 2000, failure, missing);
    QVERIFY2(m_documents.size() >= 2000, qPrintable(failure));
    QCOMPARE(missing, QStringList()); // every verb, noun, attribute and value of the package was used
}

void TestSdkDocuments::raiseNoErrorAndNoWarning() {
    for (const test::SdkDocument &document : m_documents) {
        CheckContext context = test::as(document.product == "voice" ? Product::Voice : Product::Messaging);
        context.contentType = "text/xml";
        for (const Diagnostic &diagnostic : check(document.xml, context))
            QVERIFY2(diagnostic.severity == Severity::Hint,
                qPrintable(test::line(diagnostic, document.xml) + QString::fromUtf8('\n' + document.xml)));
    }
}

void TestSdkDocuments::areReadAsQXmlStreamReaderReadsThem() {
    for (const test::SdkDocument &document : m_documents) {
        const Result<Document> read = Document::parse(document.xml);
        QVERIFY2(read, document.xml.constData());
        QCOMPARE(seen(*read), seen(document.xml));
    }
}

void TestSdkDocuments::areFormattedWithoutAChange() {
    for (const test::SdkDocument &document : m_documents) {
        const Result<QByteArray> once = format(document.xml);
        QVERIFY(once);
        QCOMPARE(seen(*once), seen(document.xml));
        const Result<QByteArray> twice = format(*once);
        QVERIFY(twice);
        QCOMPARE(*twice, *once);
    }
}

/// With the caret before each name, the name is among the offers: of elements, of attributes that are not there yet.
void TestSdkDocuments::everythingInThemIsOfferedByCompletion() {
    for (std::size_t i = 0; i < m_documents.size(); i += 10) {
        const auto &[product, xml] = m_documents[i];
        const Document document = Document::readTolerantly(xml);
        for (const Node &node : document.nodes()) {
            if (node.kind != Node::Kind::Element)
                continue;
            const CompletionList list =
                complete(xml, node.nameRange.begin, product == "voice" ? Product::Voice : Product::Messaging);
            QVERIFY2(std::any_of(list.items.begin(), list.items.end(),
                         [&](const CompletionItem &item) { return item.text == node.name; }),
                QByteArray(node.name + " in " + xml).constData());
            QCOMPARE(list.replace, node.nameRange);
        }
    }
}

QTEST_GUILESS_MAIN(TestSdkDocuments)
#include "tst_sdk_documents.moc"
