#include "core/store/event_codec.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_EventCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void randomEventsKeepEveryByte();
    void onlyTheRequestIsReadForFilters();
    void fieldsOfANewerProgramAreSkipped();
    void cutBytesAreDamage();
    void arbitraryBytesDoNotCrash();
};

// What stands in the row is not in the payload: it is taken over before comparing.
static void copyRow(const flow::WebhookEvent &from, flow::WebhookEvent &to) {
    to.id = from.id;
    to.receivedAt = from.receivedAt;
    to.peer = from.peer;
    to.meaning = from.meaning;
    to.verification.verdict = from.verification.verdict;
    to.response.status = from.response.status;
    to.rule = from.rule;
    to.tookUs = from.tookUs;
    to.flags = from.flags;
    to.note = from.note;
    to.bodyParams = from.bodyParams;
    to.queryParams = from.queryParams;
}

void tst_EventCodec::randomEventsKeepEveryByte() {
    RandomEvents random(11);
    for (int i = 1; i <= 500; ++i) {
        const auto event = random.next(i);
        flow::WebhookEvent decoded;
        QVERIFY(decodePayload(encodePayload(*event), decoded));
        copyRow(*event, decoded);
        QCOMPARE(difference(*event, decoded), QString());
    }
}

void tst_EventCodec::onlyTheRequestIsReadForFilters() {
    RandomEvents random(12);
    for (int i = 1; i <= 100; ++i) {
        const auto event = random.next(i);
        QVERIFY(must(decodeRequest(encodePayload(*event))) == event->request);
    }
}

void tst_EventCodec::fieldsOfANewerProgramAreSkipped() {
    const auto event = sms(1);
    const QByteArray extended = encodePayload(*event) + QByteArray("\xc8\x03new", 5);
    flow::WebhookEvent decoded;
    QVERIFY(decodePayload(extended, decoded));
    QVERIFY(decoded.request == event->request);
    QCOMPARE(decoded.response.body, event->response.body);
}

void tst_EventCodec::cutBytesAreDamage() {
    const QByteArray whole = encodePayload(*sms(1));
    flow::WebhookEvent decoded;
    const Result<void> cut = decodePayload(QByteArrayView(whole).chopped(1), decoded);
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, ErrorCode::WorkspaceDamaged);
}

void tst_EventCodec::arbitraryBytesDoNotCrash() {
    RandomEvents random(13);
    for (int i = 0; i < 5000; ++i) {
        const QByteArray bytes = random.bytes(60);
        flow::WebhookEvent decoded;
        (void)decodePayload(bytes, decoded);
        (void)decodeRequest(bytes);
    }
    QVERIFY(decodeRequest({}));
}

QTEST_GUILESS_MAIN(tst_EventCodec)
#include "tst_event_codec.moc"
