#include "core/twiml/placement.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;
using test::response;

// Expected values: errors 13000, 13110, 13111, 13112, 13120, 14109, 21623 of twilio.com/docs/api/errors.
class TestPlacement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void mends_data();
    void mends();
    void countsMessagesAndMedia();
    void knowsWhatEachPlaceAllows_data();
    void knowsWhatEachPlaceAllows();
};

void TestPlacement::finds_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("a conference alone") << response("<Dial><Conference>a</Conference></Dial>") << QStringList{};
    QTest::newRow("a conference beside a number")
        << response("<Dial><Number>+14155550100</Number><Conference>a</Conference></Dial>")
        << QStringList{u"warning 13000 conference-mixed [Conference]"_s};
    QTest::newRow("a good annotation") << response("<Annotate><BillingReferenceTag>a</BillingReferenceTag></Annotate>")
                                       << QStringList{};
    QTest::newRow("an annotation of nothing")
        << response("<Annotate/>") << QStringList{u"error 13110 annotate-children [Annotate]"_s};
    QTest::newRow("an annotation of two things")
        << response("<Annotate><BillingReferenceTag>a</BillingReferenceTag><BillingReferenceTag>b</"
                    "BillingReferenceTag></Annotate>")
        << QStringList{u"error 13111 annotate-children [Annotate]"_s};
    QTest::newRow("an annotation of something else")
        << response("<Annotate><Foo/><BillingReferenceTag>a</BillingReferenceTag></Annotate>")
        << QStringList{u"warning 13112 unknown-element [Foo]"_s};
}

void TestPlacement::finds() {
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(test::lines(body), expected);
}

void TestPlacement::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("nothing to mend") << response("<Dial><Conference>a</Conference></Dial>")
                                     << response("<Dial><Conference>a</Conference></Dial>");
}

void TestPlacement::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(test::mended(body), expected);
}

void TestPlacement::countsMessagesAndMedia() {
    const QByteArray message = "<Message>a</Message>";
    QVERIFY(test::lines(response(message.repeated(10))).isEmpty());
    QCOMPARE(test::lines(response(message.repeated(11))), QStringList{u"warning 14109 too-many-messages [Message]"_s});
    const QByteArray media = "<Media>https://a.example.com/b.png</Media>";
    QVERIFY(test::lines(response("<Message>" + media.repeated(10) + "</Message>")).isEmpty());
    QCOMPARE(test::lines(response("<Message>" + media.repeated(11) + "</Message>")),
        QStringList{u"error 21623 too-many-children [Media]"_s});
}

void TestPlacement::knowsWhatEachPlaceAllows_data() {
    QTest::addColumn<Place>("place");
    QTest::addColumn<QByteArray>("verbs");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("no Dial for the called party")
        << Place::CalledParty << QByteArray("<Say>a</Say><Dial>+14155550100</Dial>")
        << QStringList{u"error 13201 dial-in-whisper [Dial]"_s};
    QTest::newRow("no Hangup while waiting for a conference")
        << Place::ConferenceWait << QByteArray("<Play>/a</Play><Hangup/>")
        << QStringList{u"error 13238 verb-not-in-place [Hangup]"_s};
    QTest::newRow("Leave while waiting in a queue")
        << Place::EnqueueWait << QByteArray("<Play>/a</Play><Leave/>") << QStringList();
    QTest::newRow("no Record while waiting in a queue")
        << Place::EnqueueWait << QByteArray("<Record/>") << QStringList{u"error 0 verb-not-in-place [Record]"_s};
    QTest::newRow("no Gather before leaving a queue") << Place::QueueUrl << QByteArray("<Gather/><Say>a</Say>")
                                                      << QStringList{u"error 0 verb-not-in-place [Gather]"_s};
    QTest::newRow("everything in an answer")
        << Place::Answer << QByteArray("<Dial>+14155550100</Dial>") << QStringList();
}

void TestPlacement::knowsWhatEachPlaceAllows() {
    QFETCH(const Place, place);
    QFETCH(const QByteArray, verbs);
    QFETCH(const QStringList, expected);
    CheckContext context;
    context.place = place;
    QCOMPARE(test::lines(response(verbs), context), expected);
}

QTEST_GUILESS_MAIN(TestPlacement)
#include "tst_placement.moc"
