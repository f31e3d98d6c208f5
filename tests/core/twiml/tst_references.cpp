#include "core/twiml/references.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace offhook::twiml;

class TestReferences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resolves_data();
    void resolves();
    void whatIsEscapedComesBack_data();
    void whatIsEscapedComesBack();
    void findsReferences();
    void knowsCharactersOfXml();
};

// The truth is QXmlStreamReader.
void TestReferences::resolves_data() {
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("the five of XML") << QByteArray("&amp;&lt;&gt;&quot;&apos;");
    QTest::newRow("numbers") << QByteArray("&#65;&#x20AC;&#x1F600;&#10;");
    QTest::newRow("line breaks of Windows and of old Macs") << QByteArray("a\r\nb\rc\nd");
    QTest::newRow("a tab") << QByteArray("a\tb");
    QTest::newRow("what looks like two references") << QByteArray("&amp;lt;");
}

void TestReferences::resolves() {
    QFETCH(const QByteArray, raw);
    QXmlStreamReader reader("<a b=\"" + raw + "\">" + raw + "</a>");
    QVERIFY(reader.readNextStartElement());
    const QByteArray value = reader.attributes().value(QStringLiteral("b")).toUtf8();
    QCOMPARE(resolvedText(raw), reader.readElementText().toUtf8());
    QCOMPARE(resolvedValue(raw), value);
    QVERIFY(!reader.hasError());
}

void TestReferences::whatIsEscapedComesBack_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("markup") << QByteArray("<a b=\"c\">&amp;]]></a>");
    QTest::newRow("blanks") << QByteArray(" a\tb\nc ");
    QTest::newRow("beyond ASCII") << QByteArray("\xE2\x82\xAC \xF0\x9F\x98\x80");
}

void TestReferences::whatIsEscapedComesBack() {
    QFETCH(const QByteArray, text);
    QXmlStreamReader reader("<a b=\"" + escapedValue(text) + "\">" + escapedText(text) + "</a>");
    QVERIFY(reader.readNextStartElement());
    QCOMPARE(reader.attributes().value(QStringLiteral("b")).toUtf8(), text);
    QCOMPARE(reader.readElementText().toUtf8(), text);
    QCOMPARE(resolvedText(escapedText(text)), text);
    QCOMPARE(resolvedValue(escapedValue(text)), text);
}

void TestReferences::findsReferences() {
    QCOMPARE(referenceAt("&amp;", 0)->character, U'&');
    QCOMPARE(referenceAt("a&#x41;", 1)->range, (TextRange{1, 7}));
    QCOMPARE(referenceAt("&nbsp;", 0)->character, U'\0');
    QCOMPARE(htmlEntity("nbsp"), U'\u00A0');
    QCOMPARE(htmlEntity("nonsense"), U'\0');
    QVERIFY(!referenceAt("& b;", 0));
    QVERIFY(!referenceAt("&b=1", 0));
    QVERIFY(!referenceAt("&;", 0));
    QVERIFY(!referenceAt("&#;", 0));
    QVERIFY(!referenceAt("&amp", 0));
    QCOMPARE(referenceAt("&#0;", 0)->character, U'\0');       // NUL is no character of XML
    QCOMPARE(referenceAt("&#xD800;", 0)->character, U'\0');   // nor a surrogate
    QCOMPARE(referenceAt("&#x110000;", 0)->character, U'\0'); // nor what Unicode does not have
}

void TestReferences::knowsCharactersOfXml() {
    for (const char32_t good : {0x9u, 0xAu, 0xDu, 0x20u, 0xD7FFu, 0xE000u, 0xFFFDu, 0x10000u, 0x10FFFFu})
        QVERIFY(isXmlCharacter(good));
    for (const char32_t bad : {0x0u, 0x8u, 0x1Fu, 0xD800u, 0xDFFFu, 0xFFFEu, 0xFFFFu, 0x110000u})
        QVERIFY(!isXmlCharacter(bad));
}

QTEST_GUILESS_MAIN(TestReferences)
#include "tst_references.moc"
