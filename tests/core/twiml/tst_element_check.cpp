#include "core/twiml/element_check.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;
using test::response;

// Expected values: errors 12102, 12200, 13215, 13320, 14110, 14300 of twilio.com/docs/api/errors.
class TestElementCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void mends_data();
    void mends();
};

void TestElementCheck::finds_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("every verb where it belongs")
        << response("<Gather><Say>a</Say></Gather><Dial><Number>+14155550100</Number></Dial>") << QStringList{};
    QTest::newRow("a root of another name")
        << QByteArray("<Answer/>") << QStringList{u"error 12102 wrong-root [Answer]"_s};
    QTest::newRow("a verb as the root") << QByteArray("<Say>a</Say>") << QStringList{u"error 12102 wrong-root [Say]"_s};
    QTest::newRow("a root in another case and what is in it")
        << QByteArray("<response><Foo/></response>")
        << QStringList{u"error 12102 wrong-root [response]"_s, u"warning 12200 unknown-element [Foo]"_s};
    QTest::newRow("an unknown verb; what is in it is skipped")
        << response("<Speak><Foo bar=\"1\"/></Speak>") << QStringList{u"warning 12200 unknown-element [Speak]"_s};
    QTest::newRow("a verb in another case is still checked")
        << response("<say loop=\"x\">a</say>")
        << QStringList{u"warning 12200 unknown-element [say]"_s, u"warning 13510 wrong-integer [x]"_s};
    QTest::newRow("a verb inside of Gather") << response("<Gather><Dial>+14155550100</Dial></Gather><Hangup/>")
                                             << QStringList{u"warning 13320 misplaced-element [Dial]"_s};
    QTest::newRow("a verb inside of Dial")
        << response("<Dial><Say>a</Say></Dial>") << QStringList{u"warning 13215 misplaced-element [Say]"_s};
    QTest::newRow("a noun of another verb in Start")
        << response("<Start><Room>a</Room></Start>") << QStringList{u"error 14300 misplaced-element [Room]"_s};
    QTest::newRow("a noun under the root")
        << response("<Number>+14155550100</Number>") << QStringList{u"warning 12200 misplaced-element [Number]"_s};
    QTest::newRow("a voice verb in a messaging answer")
        << response("<Message>a</Message><Say>b</Say>") << QStringList{u"warning 14110 other-product [Say]"_s};
    QTest::newRow("a messaging verb in a voice answer")
        << response("<Say>a</Say><Message>b</Message>") << QStringList{u"warning 12200 other-product [Message]"_s};
    QTest::newRow("SSML out of Say") << response("<break/>")
                                     << QStringList{u"warning 12200 misplaced-element [break]"_s};
    QTest::newRow("an element that is out of date")
        << response("<Message>a</Message><Sms>b</Sms>") << QStringList{u"hint 0 deprecated-element [Sms]"_s};
}

void TestElementCheck::finds() {
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(test::lines(body), expected);
}

void TestElementCheck::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a root in another case")
        << QByteArray("<response><Say>a</Say></response>") << response("<Say>a</Say>");
    QTest::newRow("a verb as the root") << QByteArray("<Say>a</Say>") << response("<Say>a</Say>");
    QTest::newRow("a misspelt verb") << response("<Gahter/><Hangup/>") << response("<Gather/><Hangup/>");
    QTest::newRow("a verb in another case") << response("<say>a</say>") << response("<Say>a</Say>");
    QTest::newRow("a voice verb in a messaging answer")
        << response("<Message>a</Message><Say>b</Say>") << response("<Message>a</Message><Message>b</Message>");
    QTest::newRow("an element that is out of date")
        << response("<Message>a</Message><Sms>b</Sms>") << response("<Message>a</Message><Message>b</Message>");
    QTest::newRow("nothing near: nothing to mend") << response("<Nonsense/>") << response("<Nonsense/>");
}

void TestElementCheck::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(test::mended(body), expected);
}

QTEST_GUILESS_MAIN(TestElementCheck)
#include "tst_element_check.moc"
