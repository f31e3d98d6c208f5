#include "core/deliver/replay_request.h"
#include "core/http/public_url.h"
#include "core/twilio/body_hash.h"
#include "core/twilio/signature.h"
#include "tests/core/deliver/replay_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::deliver;

namespace {

ReplayOptions to(const QByteArray &url, bool sign = false) {
    ReplayOptions options;
    options.target = *replayTarget(url);
    options.sign = sign;
    return options;
}

ReplayRequest made(const flow::WebhookEvent &event, const ReplayOptions &options) {
    twilio::KeyRing keys(test::keys());
    const auto request = replayRequest(*draftOf(event), event.id, options, &keys);
    return request ? *request : ReplayRequest{};
}

} // namespace

class ReplayRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asItWasOnlyTheHostIsNew() {
        const ReplayRequest request = made(*test::sms(42), to("http://127.0.0.1:3000"));
        QCOMPARE(request.url, "http://127.0.0.1:3000/sms?shop=1");
        QCOMPARE(request.body, test::SmsBody);
        QCOMPARE(
            request.head, QByteArray("POST /sms?shop=1 HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nX-Forwarded-Proto: https\r\n"
                                     "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                                     QByteArray::number(test::SmsBody.size()) +
                                     "\r\nX-Twilio-Signature: old\r\nLast: 1\r\nX-Offhook-Replay-Of: 42\r\n\r\n"));
        QVERIFY(request.signedUrl.isEmpty());
    }

    // What is sent is what a validator at the target accepts: it knows its own URL from the request alone.
    void signedItIsValidThere_data() {
        QTest::addColumn<bool>("isJson");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("a form") << false << QByteArray("http://127.0.0.1:3000");
        QTest::newRow("a form to a path with a query") << false << QByteArray("http://127.0.0.1:3000/other?q=%2F");
        QTest::newRow("JSON") << true << QByteArray("http://localhost:3000");
    }
    void signedItIsValidThere() {
        QFETCH(bool, isJson);
        QFETCH(QByteArray, target);
        const ReplayRequest request = made(isJson ? *test::json(1) : *test::sms(1), to(target, true));
        const http::Request sent(request.head, request.body);
        QCOMPARE(request.signedUrl, request.url);
        twilio::KeyRing keys(test::keys());
        const auto form = isJson ? http::Parameters() : http::decodeForm(request.body);
        const twilio::Verification verification =
            twilio::verify(sent, form, http::candidateUrls(sent, {}, false), {}, keys);
        QCOMPARE(twilio::verdictName(verification.verdict), "valid");
        QCOMPARE(verification.matchedUrl, request.url);
        QVERIFY(!sent.hasHeader("X-Forwarded-Proto"));
        QCOMPARE(sent.headers("X-Twilio-Signature").size(), std::size_t(1));
    }
    void theBodysHashIsMadeToFit() {
        const ReplayRequest request = made(*test::json(1), to("http://a", true));
        QCOMPARE(request.url, QByteArray("http://a/events?bodySHA256=" + twilio::sha256Hex("{\"a\":1}") + "&a=%2F"));
    }
    void theBodysHashIsAddedWhereValidatorsNeedIt() {
        const auto event =
            test::event(1, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\r\n", "{}");
        QCOMPARE(
            made(*event, to("http://a", true)).url, QByteArray("http://a/x?bodySHA256=" + twilio::sha256Hex("{}")));
        QCOMPARE(made(*event, to("http://a", false)).url, "http://a/x");
    }
    void aPublicUrlIsSignedInPlaceOfTheTargets_data() {
        QTest::addColumn<QByteArray>("signAs");
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("another host") << QByteArray("https://shop.example")
                                      << QByteArray("https://shop.example/sms?shop=1");
        QTest::newRow("a prefix") << QByteArray("https://shop.example/hooks/")
                                  << QByteArray("https://shop.example/hooks/sms?shop=1");
        QTest::newRow("a prefix that is there already")
            << QByteArray("https://shop.example/sms") << QByteArray("https://shop.example/sms?shop=1");
    }
    void aPublicUrlIsSignedInPlaceOfTheTargets() {
        QFETCH(QByteArray, signAs);
        ReplayOptions options = to("http://127.0.0.1:3000", true);
        options.signAs = *replayTarget(signAs);
        const ReplayRequest request = made(*test::sms(1), options);
        QTEST(request.signedUrl, "url");
        QCOMPARE(request.url, "http://127.0.0.1:3000/sms?shop=1");
    }

    void theAccountsOwnKeySigns() {
        std::vector<twilio::SigningKey> all = test::keys("AC00000000000000000000000000000002", "other");
        for (twilio::SigningKey &key : test::keys(test::Account))
            all.push_back(std::move(key));
        twilio::KeyRing keys(std::move(all));
        const ReplayOptions options = to("http://a", true);
        const auto request = replayRequest(*draftOf(*test::sms(1)), 1, options, &keys);
        QCOMPARE(request->head, made(*test::sms(1), options).head);
        ReplayOptions first = options;
        first.key = 0;
        QVERIFY(replayRequest(*draftOf(*test::sms(1)), 1, first, &keys)->head != request->head);
    }
    void withoutAKeyNothingIsSigned() {
        twilio::KeyRing none;
        const ReplayOptions options = to("http://a", true);
        QCOMPARE(replayRequest(*draftOf(*test::sms(1)), 1, options, &none).error().code, ErrorCode::NoKey);
        QCOMPARE(replayRequest(*draftOf(*test::sms(1)), 1, options, nullptr).error().code, ErrorCode::NoKey);
        ReplayOptions third = options;
        third.key = 2;
        twilio::KeyRing one(test::keys());
        QCOMPARE(replayRequest(*draftOf(*test::sms(1)), 1, third, &one).error().code, ErrorCode::NoKey);
    }
    void theLengthFollowsTheBody() {
        RequestDraft draft = *draftOf(*test::sms(1));
        draft.body = "a=1";
        QVERIFY(replayRequest(draft, 1, to("http://a"), nullptr)->head.contains("\r\nContent-Length: 3\r\n"));
    }
    void aPasswordBecomesAHeader() {
        const QByteArray head = made(*test::sms(1), to("http://me:p%40ss@a")).head;
        QCOMPARE(
            http::Request(head, {}).header("Authorization"), QByteArray("Basic " + QByteArray("me:p@ss").toBase64()));
        QVERIFY(head.contains("\r\nHost: a\r\n"));
    }
    void anUnsoundDraftIsRefused() {
        RequestDraft draft = *draftOf(*test::sms(1));
        setHeader(draft, {"X", "1\r\nY: 2"});
        QCOMPARE(replayRequest(draft, 1, to("http://a"), nullptr).error().code, ErrorCode::InvalidInput);
    }
    void theReplayOfAReplayNamesTheLast() {
        RequestDraft draft = *draftOf(*test::sms(1));
        setHeader(draft, {"x-offhook-replay-of", "1"});
        const auto request = replayRequest(draft, 7, to("http://a"), nullptr);
        QCOMPARE(http::Request(request->head, {}).headers("X-Offhook-Replay-Of"),
            (std::vector<QByteArrayView>{QByteArrayView("7")}));
    }
};

QTEST_GUILESS_MAIN(ReplayRequestTest)
#include "tst_replay_request.moc"
