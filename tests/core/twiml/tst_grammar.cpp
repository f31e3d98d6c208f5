#include "core/twiml/grammar.h"

#include <QTest>

using namespace offhook::twiml;

namespace {

const ElementRule &voice(QByteArrayView verb) {
    return *Grammar::instance().root(Product::Voice).child(verb);
}

} // namespace

// Expected values: twilio.com/docs/voice/twiml and twilio.com/docs/messaging/twiml.
class TestGrammar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasARootForEachProduct();
    void knowsVerbsAndWhereTheyStand();
    void knowsAttributes();
    void knowsText();
    void knowsWhatEndsADocument();
    void everyRuleIsWhole();
};

void TestGrammar::hasARootForEachProduct() {
    const Grammar &grammar = Grammar::instance();
    QVERIFY(grammar.root(Product::Voice).child("Gather") != nullptr);
    QVERIFY(grammar.root(Product::Messaging).child("Message") != nullptr);
    QVERIFY(grammar.root(Product::Messaging).child("Gather") == nullptr);
    QCOMPARE(&grammar.root(Product::Auto), &grammar.root(Product::Voice));
}

void TestGrammar::knowsVerbsAndWhereTheyStand() {
    QVERIFY(voice("Gather").child("Say") != nullptr);
    QVERIFY(voice("Gather").child("Dial") == nullptr);
    QVERIFY(voice("Say").child("say-as") != nullptr);
    QCOMPARE(Grammar::instance().byTag("Redirect").size(), std::size_t(2));
    QCOMPARE(Grammar::instance().byTag("Sip").size(), std::size_t(2)); // of Dial and of Refer
    QVERIFY(Grammar::instance().byTag("redirect").empty());
    QCOMPARE(voice("Gather").childInvalid.code, 13320);
}

void TestGrammar::knowsAttributes() {
    const AttributeRule *timeout = voice("Gather").attribute("timeout");
    QVERIFY(timeout != nullptr);
    QCOMPARE(timeout->type, ValueType::Integer);
    QCOMPARE(timeout->otherwise, QByteArray("5"));
    QCOMPARE(timeout->invalid.code, 13313);
    const AttributeRule *input = voice("Gather").attribute("input");
    QCOMPARE(input->separator, ' ');
    QVERIFY(input->accepted.contains("speech"));
    const AttributeRule *spoken = voice("Say").attribute("voice");
    QVERIFY(spoken->isOpen);
    QVERIFY(spoken->values.size() > 500);
    QVERIFY(spoken->deprecatedValues.contains("alice"));
}

void TestGrammar::knowsText() {
    QVERIFY(voice("Redirect").needsText);
    QCOMPARE(voice("Redirect").textType, ValueType::Url);
    QVERIFY(!voice("Gather").takesText);
    QCOMPARE(voice("Say").maxText, qsizetype(4096));
    QCOMPARE(Grammar::instance().root(Product::Messaging).child("Message")->maxText, qsizetype(1600));
}

void TestGrammar::knowsWhatEndsADocument() {
    QCOMPARE(voice("Hangup").ends, ElementRule::Ends::Always);
    QCOMPARE(voice("Dial").ends, ElementRule::Ends::WithAction);
    QCOMPARE(voice("Say").ends, ElementRule::Ends::Never);
}

void TestGrammar::everyRuleIsWhole() {
    for (const ElementRule &element : Grammar::instance().elements()) {
        QVERIFY2(!element.tag.isEmpty() && !element.meaning.isEmpty(), element.id.constData());
        QVERIFY2(element.kind == ElementRule::Kind::Root || !element.parents.empty(), element.id.constData());
        for (const AttributeRule &attribute : element.attributes) {
            const QByteArray name = element.id + ' ' + attribute.name;
            QVERIFY2(element.attribute(attribute.name) == &attribute, name.constData());
            QVERIFY2(!attribute.meaning.isEmpty(), name.constData());
            QVERIFY2(attribute.pattern.isValid() && attribute.form.isValid(), name.constData());
            QVERIFY2(attribute.type != ValueType::Enumeration || !attribute.values.empty(), name.constData());
            QVERIFY2(!attribute.isOpen || attribute.values.empty() || attribute.type == ValueType::Enumeration,
                name.constData());
            QVERIFY2(attribute.minimum <= attribute.maximum, name.constData());
        }
    }
}

QTEST_GUILESS_MAIN(TestGrammar)
#include "tst_grammar.moc"
