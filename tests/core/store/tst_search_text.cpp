#include "core/store/schema.h"
#include "core/store/search_text.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_SearchText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPieceOfARequestStandsSomewhere();
    void whatIsInTheRowIsNotRepeated();
    void whatHardlyVariesIsShared();
    void aLongBodyIsCutAndSaysSo();
    void aRefusedRequestIsSearchedRaw();
    void tokensArePackedAndUnpacked_data();
    void tokensArePackedAndUnpacked();
};

static SearchText textOf(const flow::WebhookEvent &event) {
    SearchText text;
    collectSearchText(event, text);
    return text;
}

void tst_SearchText::everyPieceOfARequestStandsSomewhere() {
    const auto event = eventOf(1, formRequest("/voice?tenant=7",
                                      {{"CallSid", "CA00000000000000000000000000000009"}, {"Digits", "42#"},
                                          {"From", "+15555550100"}, {"To", "+15005550006"}, {"CallerName", "ZOË"}},
                                      {{"X-Twilio-Signature", "abc="}, {"Traceparent", "00-11-22-01"}}));
    const SearchText text = textOf(*event);
    const twilio::Meaning &m = event->meaning;
    const QByteArray row = m.from + '\n' + m.to + '\n' + m.sid + '\n' + m.status + '\n' + m.summary + '\n' +
                           event->request.target().toByteArray();
    const QByteArray all = text.shared + '\n' + text.own + '\n' + row;
    for (std::size_t i = 0; i < event->request.fieldCount(); ++i) {
        QVERIFY(all.contains(event->request.field(i).name.toByteArray()));
        QVERIFY2(all.contains(event->request.field(i).value.toByteArray()),
            event->request.field(i).value.toByteArray().constData());
    }
    for (const http::Parameter &parameter : event->allParams()) {
        QVERIFY(all.contains(parameter.name));
        QVERIFY2(all.contains(parameter.value), parameter.value.constData());
    }
    QVERIFY(!text.cut);
}

void tst_SearchText::whatIsInTheRowIsNotRepeated() {
    const auto event = sms(1, "Where is my order?");
    const QByteArray own = textOf(*event).own;
    for (const QByteArray &column : {event->meaning.sid, event->meaning.accountSid, event->meaning.from,
             event->meaning.to, event->meaning.summary, event->meaning.idempotencyToken}) {
        QVERIFY(!column.isEmpty());
        QVERIFY2(!own.contains(column), column.constData());
    }
}

void tst_SearchText::whatHardlyVariesIsShared() {
    QCOMPARE(textOf(*sms(1, "one")).shared, textOf(*sms(2, "two")).shared);
    QVERIFY(textOf(*sms(1)).shared.contains("TwilioProxy/1.1"));
    QVERIFY(textOf(*sms(1)).shared.contains("MessageSid"));
}

void tst_SearchText::aLongBodyIsCutAndSaysSo() {
    const QByteArray head = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\r\n";
    const SearchText fits = textOf(*eventOf(1, http::Request(head, QByteArray(1000, 'j'))));
    QVERIFY(fits.own.contains(QByteArray(1000, 'j')) && !fits.cut);
    const SearchText cut = textOf(*eventOf(1, http::Request(head, QByteArray(100'000, 'j'))));
    QVERIFY(cut.cut);
    QVERIFY(cut.own.size() <= SearchedText);
}

void tst_SearchText::aRefusedRequestIsSearchedRaw() {
    const QByteArray head = "GET / HTTP/1.1\r\nX\0Y: broken\r\n";
    QVERIFY(textOf(*refused(1, head)).own.contains(head));
}

void tst_SearchText::tokensArePackedAndUnpacked_data() {
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("packedSize");
    QTest::newRow("as Twilio sends it") << QByteArray("0f8fad5b-d9cb-469f-a165-70867728950e") << 16;
    QTest::newRow("upper case is kept") << QByteArray("0F8FAD5B-D9CB-469F-A165-70867728950E") << 36;
    QTest::newRow("a dash out of place is kept") << QByteArray("0f8fad5bd-9cb-469f-a165-70867728950e") << 36;
    QTest::newRow("something else") << QByteArray("retry-1") << 7;
    QTest::newRow("sixteen characters") << QByteArray("abcdefghijklmnop") << 16;
    QTest::newRow("none") << QByteArray() << 0;
}

void tst_SearchText::tokensArePackedAndUnpacked() {
    QFETCH(QByteArray, token);
    QFETCH(int, packedSize);
    const QByteArray packed = packedToken(token);
    QCOMPARE(packed.size(), packedSize);
    QCOMPARE(unpackedToken(packed, packed.size() != token.size()), token);
}

QTEST_GUILESS_MAIN(tst_SearchText)
#include "tst_search_text.moc"
