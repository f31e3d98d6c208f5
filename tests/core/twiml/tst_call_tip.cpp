#include "core/twiml/completion.h"
#include "tests/core/twiml/caret_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;

namespace {

std::optional<CallTip> tip(const QByteArray &marked, Product product = Product::Auto) {
    const test::Caret caret(marked);
    return callTip(caret.body, caret.offset, product);
}

} // namespace

class TestCallTip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsOfAnElement();
    void tellsOfAnAttribute();
    void tellsNothingElsewhere_data();
    void tellsNothingElsewhere();
    void readsHalfTypedTags();
};

void TestCallTip::tellsOfAnElement() {
    const auto found = tip("<Response><Gat^her><Say>a</Say></Gather></Response>");
    QVERIFY(found);
    QCOMPARE(found->name, QByteArray("Gather"));
    QVERIFY(found->note.contains("<Say>"_L1));
    QCOMPARE(found->anchor, (TextRange{11, 17}));
    QCOMPARE(tip("<Response><Say>a</S^ay></Response>")->name, QByteArray("Say"));
    QVERIFY(tip("<Response><Sms^>a</Sms></Response>", Product::Messaging)->isDeprecated);
}

// twilio.com/docs/voice/twiml/conference: 250 participants at most, which is the default.
void TestCallTip::tellsOfAnAttribute() {
    const auto found = tip("<Response><Dial><Conference maxParticipants='^5'>a</Conference></Dial></Response>");
    QVERIFY(found);
    QCOMPARE(found->name, QByteArray("Conference maxParticipants"));
    QVERIFY(found->values.contains("1 to 250"_L1));
    QCOMPARE(found->otherwise, u"250"_s);
    QVERIFY(!found->meaning.isEmpty());
    QVERIFY(tip("<Response><Gather enh^anced='true'/></Response>")->isDeprecated);
}

void TestCallTip::tellsNothingElsewhere_data() {
    QTest::addColumn<QByteArray>("marked");
    QTest::newRow("in text") << QByteArray("<Response><Say>a^b</Say></Response>");
    QTest::newRow("on an unknown element") << QByteArray("<Response><Fo^o/></Response>");
    QTest::newRow("on an unknown attribute") << QByteArray("<Response><Say colour^='a'/></Response>");
    QTest::newRow("where the element does not belong") << QByteArray("<Response><Num^ber>1</Number></Response>");
    QTest::newRow("in an empty body") << QByteArray("^");
    QTest::newRow("under another root") << QByteArray("<Foo><Sa^y/></Foo>");
}

void TestCallTip::tellsNothingElsewhere() {
    QFETCH(const QByteArray, marked);
    QVERIFY(!tip(marked));
}

void TestCallTip::readsHalfTypedTags() {
    QCOMPARE(tip("<Response><Gather timeout=\"^\n</Response>")->name, QByteArray("Gather timeout"));
    QCOMPARE(tip("<Response><Gather ^")->name, QByteArray("Gather"));
}

QTEST_GUILESS_MAIN(TestCallTip)
#include "tst_call_tip.moc"
