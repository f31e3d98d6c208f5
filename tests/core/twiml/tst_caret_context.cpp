#include "core/twiml/caret_context.h"
#include "tests/core/twiml/caret_support.h"

#include <QTest>

using namespace offhook::twiml;
using Where = CaretContext::Where;

class TestCaretContext : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsWhereItStands_data();
    void knowsWhereItStands();
    void listsWhatIsThere();
    void findsRules();
};

void TestCaretContext::knowsWhereItStands_data() {
    QTest::addColumn<QByteArray>("marked");
    QTest::addColumn<int>("where");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("typed");
    const auto row = [](const char *name, const char *marked, Where where, const char *word, const char *typed) {
        QTest::newRow(name) << QByteArray(marked) << int(where) << QByteArray(word) << QByteArray(typed);
    };
    row("nothing at all", "^", Where::Content, "", "");
    row("between tags", "<Response>^</Response>", Where::Content, "", "");
    row("a word between tags", "<Response>Sa^y</Response>", Where::Content, "Say", "Sa");
    row("after <", "<Response><^", Where::ElementName, "", "");
    row("after < before another tag", "<Response><^\n<Say/></Response>", Where::ElementName, "", "");
    row("in a name", "<Response><Ga^ther a='1'/>", Where::ElementName, "Gather", "Ga");
    row("after </", "<Response></^", Where::ClosingName, "", "");
    row("in a closing name", "<Response></Re^sponse>", Where::ClosingName, "Response>", "Re");
    row("after a blank in a tag", "<Response><Say ^", Where::AttributeName, "", "");
    row("in an attribute's name", "<Response><Say lo^op='1'>", Where::AttributeName, "loop", "lo");
    row("in a value", "<Response><Say voice=\"Pol^ly.Amy\">", Where::Value, "Polly.Amy", "Pol");
    row("in a value without its end", "<Response><Say voice=\"Pol^\n</Response>", Where::Value, "Pol", "Pol");
    row("where quotes are missing", "<Response><Say voice=^", Where::Value, "", "");
    row("in an item of a list", "<Response><Gather input=\"dtmf sp^\">", Where::Value, "sp", "sp");
    row("behind a value", "<Response><Say voice=\"a\"^", Where::Nowhere, "", "");
    row("in a comment", "<Response><!-- <^", Where::Nowhere, "", "");
    row("in CDATA", "<Response><![CDATA[<^", Where::Nowhere, "", "");
}

void TestCaretContext::knowsWhereItStands() {
    QFETCH(const QByteArray, marked);
    const test::Caret caret(marked);
    const CaretContext context = caretContext(caret.body, caret.offset, Product::Voice);
    QTEST(int(context.where), "where");
    QTEST(context.word.in(caret.body).toByteArray(), "word");
    QTEST(context.typed, "typed");
}

void TestCaretContext::listsWhatIsThere() {
    const test::Caret tag("<Response><Gather><Say loop='1' ^ voice='a'>");
    const CaretContext context = caretContext(tag.body, tag.offset, Product::Voice);
    QCOMPARE(context.open.size(), std::size_t(2));
    QCOMPARE(context.tag, QByteArray("Say"));
    QCOMPARE(context.present, (std::vector<QByteArray>{"loop", "voice"}));
    const test::Caret list("<Response><Dial><Number statusCallbackEvent='initiated ^ answered'>");
    const CaretContext items = caretContext(list.body, list.offset, Product::Voice);
    QVERIFY(std::find(items.present.begin(), items.present.end(), "initiated") != items.present.end());
    QVERIFY(std::find(items.present.begin(), items.present.end(), "answered") != items.present.end());
    QCOMPARE(caretContext("<a>", 99, Product::Voice).open.size(), std::size_t(1)); // beyond the end
}

void TestCaretContext::findsRules() {
    QCOMPARE(rootRules(Product::Auto).size(), std::size_t(2));
    QCOMPARE(childRules(rootRules(Product::Auto), "Redirect").size(), std::size_t(2));
    QCOMPARE(childRules(rootRules(Product::Voice), "Message").size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestCaretContext)
#include "tst_caret_context.moc"
