#include "core/twiml/completion.h"
#include "tests/core/twiml/caret_support.h"

#include <QTest>

using namespace offhook::twiml;

namespace {

QByteArrayList texts(const QByteArray &marked, Product product = Product::Voice) {
    const test::Caret caret(marked);
    QByteArrayList all;
    for (const CompletionItem &item : complete(caret.body, caret.offset, product).items)
        all.append(item.text);
    return all;
}

/// The body after taking an offer, with ^ where the caret goes.
QByteArray taken(const QByteArray &marked, const QByteArray &text) {
    const test::Caret caret(marked);
    const CompletionList list = complete(caret.body, caret.offset, Product::Voice);
    for (const CompletionItem &item : list.items) {
        if (item.text != text)
            continue;
        QByteArray insertion = item.insertion;
        insertion.insert(item.caret, '^');
        return caret.body.first(list.replace.begin) + insertion + caret.body.sliced(list.replace.end);
    }
    return "not offered";
}

} // namespace

class TestComplete : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offersWhatMayStandThere_data();
    void offersWhatMayStandThere();
    void offersManyVerbs();
    void insertions_data();
    void insertions();
    void theProductDecides();
    void marksWhatIsOutOfDate();
    void everyOfferStandsInsideTheBody();
};

void TestComplete::offersWhatMayStandThere_data() {
    QTest::addColumn<QByteArray>("marked");
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char *name, const char *marked, const QByteArrayList &expected) {
        QTest::newRow(name) << QByteArray(marked) << expected;
    };
    row("the root first", "<^", {"Response"});
    row("only what Gather holds", "<Response><Gather><^</Gather></Response>", {"Pause", "Play", "Say"});
    row("narrowed by what is typed, whatever its case", "<Response><Gather><p^", {"Pause", "Play"});
    row("in the content, too", "<Response><Gather>^</Gather></Response>", {"Pause", "Play", "Say"});
    row("the closing tag where it is missing", "<Response><Gather><Say>Hi</^", {"/Say"});
    row("the closing tag after <, last", "<Response><Reject><^", {"Parameter", "/Reject"});
    row("nothing in an unknown element", "<Response><Foo><^</Foo></Response>", {});
    row("attributes that are not there yet", "<Response><Say voice='a' ^>x</Say></Response>", {"language", "loop"});
    row("attributes that begin so", "<Response><Gather num^", {"numDigits"});
    row("values of an enumeration", "<Response><Reject reason=\"^\"/></Response>", {"rejected", "busy"});
    row("values of a boolean", "<Response><Record playBeep=\"^\"/></Response>", {"true", "false"});
    row("methods", "<Response><Redirect method='P^'>", {"POST"});
    row("items of a list that are not there yet", "<Response><Gather input=\"dtmf ^\"/></Response>", {"speech"});
    row("a part of a value", "<Response><Say voice='amy-neu^'>", {"Polly.Amy-Neural"});
    row("nothing for free text", "<Response><Dial callerId='^'>", {});
    row("nothing in a comment", "<Response><!-- <^", {});
}

void TestComplete::offersWhatMayStandThere() {
    QFETCH(const QByteArray, marked);
    QTEST(texts(marked), "expected");
}

void TestComplete::offersManyVerbs() {
    const QByteArrayList verbs = texts("<Response><^</Response>");
    for (const char *verb : {"Say", "Play", "Gather", "Dial", "Record", "Hangup", "Redirect"})
        QVERIFY2(verbs.contains(verb), verb);
    QVERIFY(!verbs.contains("Number") && !verbs.contains("Message") && !verbs.contains("Annotate"));
    QVERIFY(texts("<Response><Say voice='^'>").size() > 500);
    QVERIFY(!texts("<Response><Connect><ConversationRelay ^").contains("ignorebackchannel")); // the other spelling
}

void TestComplete::insertions_data() {
    QTest::addColumn<QByteArray>("marked");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *marked, const char *text, const char *expected) {
        QTest::newRow(name) << QByteArray(marked) << QByteArray(text) << QByteArray(expected);
    };
    row("an element that holds something", "<Response><Ga^\n</Response>", "Gather",
        "<Response><Gather>^</Gather>\n</Response>");
    row("an element that holds nothing", "<Response><Pau^</Response>", "Pause", "<Response><Pause/>^</Response>");
    row("an element in the content", "<Response>^</Response>", "Hangup", "<Response><Hangup/>^</Response>");
    row("an attribute that must be there", "<Response><Connect><Conv^</Connect>", "ConversationRelay",
        "<Response><Connect><ConversationRelay url=\"^\"></ConversationRelay></Connect>");
    row("only the name where the tag goes on", "<Response><Sa^ loop='1'>a</Say>", "Say",
        "<Response><Say^ loop='1'>a</Say>");
    row("an attribute", "<Response><Gather num^/>", "numDigits", "<Response><Gather numDigits=\"^\"/>");
    row("an attribute that has a value", "<Response><Gather num^='1'/>", "numDigits",
        "<Response><Gather numDigits^='1'/>");
    row("a value takes the place of all of the old one", "<Response><Reject reason='b^anana'/>", "busy",
        "<Response><Reject reason='busy^'/>");
    row("a value without quotes", "<Response><Reject reason=^/>", "busy", "<Response><Reject reason=\"busy\"^/>");
    row("an item of a list", "<Response><Gather input='dtmf sp^'/>", "speech",
        "<Response><Gather input='dtmf speech^'/>");
    row("a closing tag", "<Response><Say>Hi</^", "/Say", "<Response><Say>Hi</Say>^");
    row("a closing tag in the content", "<Response><Say>Hi ^", "/Say", "<Response><Say>Hi </Say>^");
}

void TestComplete::insertions() {
    QFETCH(const QByteArray, marked);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, expected);
    QByteArray result = taken(marked, text);
    if (!expected.contains('^'))
        result.remove(result.indexOf('^'), 1);
    QCOMPARE(result, expected);
}

void TestComplete::theProductDecides() {
    const QByteArrayList messaging = texts("<Response><^</Response>", Product::Messaging);
    QVERIFY(messaging.contains("Message") && !messaging.contains("Say"));
    const QByteArrayList both = texts("<Response><^</Response>", Product::Auto);
    QVERIFY(both.contains("Message") && both.contains("Say"));
    QCOMPARE(both.count("Redirect"), 1);
    QVERIFY(!texts("<Response><Message>a</Message><^</Response>", Product::Auto).contains("Say"));
}

void TestComplete::marksWhatIsOutOfDate() {
    const test::Caret caret("<Response><Say voice='^'>");
    const CompletionList list = complete(caret.body, caret.offset, Product::Voice);
    QVERIFY(!list.items.front().isDeprecated);
    QVERIFY(list.items.back().isDeprecated); // man, woman, alice
}

void TestComplete::everyOfferStandsInsideTheBody() {
    const QByteArray body =
        "<?xml version='1.0'?><Response><!-- a --><Gather input='dtmf speech' action=\"/a\"><Say>Hi <p>x</p>"
        "</Say></Gather><Dial><Number url='b'>1</Number></Dial><![CDATA[c]]></Response>";
    for (qsizetype caret = -1; caret <= body.size() + 1; ++caret) {
        const CompletionList list = complete(body, caret);
        QVERIFY(list.replace.begin >= 0 && list.replace.begin <= list.replace.end && list.replace.end <= body.size());
        for (const CompletionItem &item : list.items)
            QVERIFY(item.caret >= 0 && item.caret <= item.insertion.size() && !item.text.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestComplete)
#include "tst_complete.moc"
