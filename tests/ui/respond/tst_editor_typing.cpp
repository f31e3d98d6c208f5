#include "ui/respond/editor_typing.h"
#include "ui/respond/offset_map.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

// "|" stands for the caret. What is expected is XML 1.0's: every element that is opened is closed.
class TestEditorTyping final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void closingTags_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("added");
        QTest::newRow("a tag is closed") << "<Response><Say>|</Response>"_ba
                                         << "</Say>"_ba;
        QTest::newRow("with attributes") << "<Response><Say voice=\"alice\">|</Response>"_ba
                                         << "</Say>"_ba;
        QTest::newRow("a > in a value ends nothing") << "<Response><Say voice=\"a>|</Response>"_ba << QByteArray();
        QTest::newRow("what is closed already stays") << "<Response><Say>|</Say></Response>"_ba << QByteArray();
        QTest::newRow("what closes itself stays") << "<Response><Hangup/>|</Response>"_ba << QByteArray();
        QTest::newRow("a closing tag") << "<Response></Response>|"_ba << QByteArray();
        QTest::newRow("a declaration") << "<?xml version=\"1.0\"?>|"_ba << QByteArray();
        QTest::newRow("a comment") << "<Response><!-- a -->|</Response>"_ba << QByteArray();
        QTest::newRow("before another of its name") << "<Response><Say>|<Say>b</Say></Response>"_ba
                                                    << "</Say>"_ba;
        QTest::newRow("the first tag of all") << "<Response>|"_ba
                                              << "</Response>"_ba;
    }
    void closingTags() {
        QFETCH(QByteArray, text);
        const qsizetype caret = text.indexOf('|');
        QTEST(closingTagAfter(text.remove(caret, 1), caret), "added");
    }

    void closingNames_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("added");
        QTest::newRow("the innermost open element") << "<Response><Say>a</|"_ba
                                                    << "Say>"_ba;
        QTest::newRow("closed ones are left out") << "<Response><Say>a</Say></|"_ba
                                                  << "Response>"_ba;
        QTest::newRow("nothing is open") << "<Response></Response></|"_ba << QByteArray();
        QTest::newRow("a slash alone") << "<Response>/|"_ba << QByteArray();
    }
    void closingNames() {
        QFETCH(QByteArray, text);
        const qsizetype caret = text.indexOf('|');
        QTEST(closingNameAfter(text.remove(caret, 1), caret), "added");
    }

    void inTag_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("inside");
        QTest::newRow("after <") << "<Response><|"_ba << true;
        QTest::newRow("in a name") << "<Resp|"_ba << true;
        QTest::newRow("in a value") << "<Say voice=\"a|\">"_ba << true;
        QTest::newRow("in a value with >") << "<Say voice=\"a>b|\">"_ba << true;
        QTest::newRow("in content") << "<Say>a|"_ba << false;
        QTest::newRow("in a comment") << "<!-- a|"_ba << false;
        QTest::newRow("before everything") << "|"_ba << false;
    }
    void inTag() {
        QFETCH(QByteArray, text);
        const qsizetype caret = text.indexOf('|');
        QTEST(isInTag(text.remove(caret, 1), caret), "inside");
    }

    void lineBreaks_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("keeps the indentation") << "  <Say>a</Say>|"_ba
                                               << "  <Say>a</Say>\n  |"_ba;
        QTest::newRow("one level more behind an opening tag") << "<Response>|\n"_ba
                                                              << "<Response>\n  |\n"_ba;
        QTest::newRow("opens a pair of tags") << "<Response>|</Response>"_ba
                                              << "<Response>\n  |\n</Response>"_ba;
        QTest::newRow("not behind what closes itself") << " <Hangup/>|"_ba
                                                       << " <Hangup/>\n |"_ba;
        QTest::newRow("not behind the declaration") << "<?xml version=\"1.0\"?>|"_ba
                                                    << "<?xml version=\"1.0\"?>\n|"_ba;
        QTest::newRow("in the middle of text") << "  ab|cd"_ba
                                               << "  ab\n  |cd"_ba;
    }
    void lineBreaks() {
        QFETCH(QByteArray, text);
        const qsizetype caret = text.indexOf('|');
        text.remove(caret, 1);
        const LineBreak added = lineBreakAt(text, caret, "\n");
        text.insert(caret, added.text);
        text.insert(caret + added.caret, '|');
        QTEST(text, "after");
    }

    void pairsOfTags() {
        const QByteArray body = "<Response>\n<Gather><Say>a</Say></Gather>\n</Response>";
        const twiml::Document document = twiml::Document::readTolerantly(body);
        const auto pair = tagPairAt(document, body, body.indexOf("</Gather>") + 4);
        QVERIFY(pair);
        QCOMPARE(pair->opening.in(body), "Gather");
        QCOMPARE(pair->opening.begin, body.indexOf("Gather"));
        QCOMPARE(pair->closing.begin, body.lastIndexOf("Gather"));
        QVERIFY(!tagPairAt(document, body, body.indexOf("a<")));
    }

    void differences_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("the same") << "abc"_ba
                                  << "abc"_ba;
        QTest::newRow("something in the middle") << "abc"_ba
                                                 << "aXXc"_ba;
        QTest::newRow("something gone") << "aXXc"_ba
                                        << "ac"_ba;
        QTest::newRow("repeated bytes") << "aaaa"_ba
                                        << "aaa"_ba;
        QTest::newRow("from nothing") << QByteArray() << "abc"_ba;
        QTest::newRow("to nothing") << "abc"_ba << QByteArray();
        QTest::newRow("all of it") << "abc"_ba
                                   << "xyz"_ba;
    }
    void differences() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const Difference found = differenceOf(before, after);
        QCOMPARE(before.first(found.begin) + after.sliced(found.begin, found.newEnd - found.begin) +
                     before.sliced(found.oldEnd),
            after);
        QVERIFY(found.oldEnd - found.begin <= before.size());
    }

    void placesOfATemplate() {
        const QByteArray source = "<a>{{From}}</a>{{#if Body}}<b>{{{Body}}}</b>{{/if}}<c/>";
        const QByteArray filled = "<a>+1415</a><c/>"; // Body is missing
        const OffsetMap map(source, filled);
        QCOMPARE(map.toSource(0), 0);
        QCOMPARE(map.toSource(filled.indexOf("</a>")), source.indexOf("</a>"));
        QCOMPARE(map.toSource(filled.indexOf("<c/>")), source.indexOf("<c/>"));
        QCOMPARE(map.toSource(filled.size()), source.size());
        QCOMPARE(map.toSource(5), 3); // inside a value: where the piece before it ends
    }
};

QTEST_GUILESS_MAIN(TestEditorTyping)
#include "tst_editor_typing.moc"
