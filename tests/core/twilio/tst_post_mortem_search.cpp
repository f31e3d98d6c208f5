#include "core/twilio/post_mortem_search.h"
#include "tests/core/twilio/repair_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;
using test::caseOf;

// g90pT4BN...: what 12345 signs for https://example.com/sms and Body=hi (vector c-fragment-not-signed).
static const std::vector<http::HeaderField> Signed{{"X-Twilio-Signature", "g90pT4BNEwvv48KBE2+l9ClZguk="}};
static constexpr PostMortemBudget Patient{50'000, std::chrono::milliseconds(0)};

class TestPostMortemSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSingleChangeComesBeforePairs() {
        const PostMortem result = PostMortemSearch(
            caseOf("http://example.com/sms", Signed, "Body=hi"), {test::key("12345")}, Patient, nullptr)
                                      .run();
        QCOMPARE(result.end, PostMortem::End::Matched);
        QCOMPARE(result.steps.size(), std::size_t(1));
        QCOMPARE(result.steps.front().cause, Cause::Scheme);
        QCOMPARE(result.matchedUrl, QByteArray("https://example.com/sms"));
        QCOMPARE(result.matchedTail, QByteArray("Bodyhi"));
    }

    void threeChangesByAProxyAreFound() {
        std::vector<http::HeaderField> headers = Signed;
        headers.push_back({"X-Host", "example.com"});
        const PostMortem result =
            PostMortemSearch(caseOf("http://app:3000/sms", headers, "Body=hi"), {test::key("12345")}, Patient, nullptr)
                .run();
        QCOMPARE(result.end, PostMortem::End::Matched);
        QCOMPARE(result.matchedUrl, QByteArray("https://example.com/sms"));
        QVERIFY(result.steps.size() <= 3);
    }

    void theSameInputGivesTheSameAnswer() {
        const PostMortemCase known = caseOf("http://example.com:99/sms/", Signed, "Body=hi&_method=x");
        const PostMortem first = PostMortemSearch(known, {test::key("12345")}, Patient, nullptr).run();
        const PostMortem second = PostMortemSearch(known, {test::key("12345")}, Patient, nullptr).run();
        QCOMPARE(first.tried, second.tried);
        QCOMPARE(first.steps.size(), second.steps.size());
        QCOMPARE(first.matchedUrl, second.matchedUrl);
    }

    void combinationsAreBounded() {
        const PostMortem result =
            PostMortemSearch(caseOf("https://example.org/x?a=1&b=2&c=3&d=4", Signed, "Body=it%27s+5&From=%2B1&To=%2B2"),
                {test::key("wrong"), test::key("other", "AC2")}, {1000, std::chrono::milliseconds(0)}, nullptr)
                .run();
        QCOMPARE(result.end, PostMortem::End::OutOfCombinations);
        QCOMPARE(result.tried, 1000);
        QVERIFY(!result.ruledOut.empty());
    }

    // Ten megabytes of text: what its values may have been is not tried, what the URL may have been is.
    void largeBodiesKeepTheSearchShort() {
        const QByteArray body = "Body=" + QByteArray(10 * 1024 * 1024, 'x');
        KeyRing keys = test::ring("12345");
        const QByteArray signature = sign("https://example.com/sms", "POST", test::Form, body, keys);
        const PostMortem result =
            PostMortemSearch(caseOf("http://example.com/sms", {{"X-Twilio-Signature", signature}}, body),
                {test::key("12345")}, Patient, nullptr)
                .run();
        QCOMPARE(result.end, PostMortem::End::Matched);
        QCOMPARE(result.steps.front().cause, Cause::Scheme);
    }

    void aCancelledSearchEnds() {
        const std::atomic<bool> cancel = true;
        const PostMortem result =
            PostMortemSearch(caseOf("https://example.org/x", Signed, "Body=hi"), {test::key("12345")}, Patient, &cancel)
                .run();
        QCOMPARE(result.end, PostMortem::End::Cancelled);
        QVERIFY(result.tried <= 1);
    }

    void nothingToCompareIsSaid() {
        QCOMPARE(
            PostMortemSearch(caseOf("https://example.com/sms", {}, "Body=hi"), {test::key("12345")}, Patient, nullptr)
                .run()
                .end,
            PostMortem::End::NothingToCompare);
        QCOMPARE(PostMortemSearch(caseOf("https://example.com/sms", Signed, "Body=hi"), {}, Patient, nullptr).run().end,
            PostMortem::End::NothingToCompare);
    }

    void otherKeysAreTriedWhenTheAccountHasNone() {
        PostMortemCase known = caseOf("https://example.com/sms", Signed, "Body=hi");
        known.account = "AC1";
        const PostMortem result =
            PostMortemSearch(known, {test::key("12345", "AC2", QStringLiteral("parent"))}, Patient, nullptr).run();
        QCOMPARE(result.end, PostMortem::End::Matched);
        QCOMPARE(result.steps.front().cause, Cause::WrongKey);
        QVERIFY(result.key);
        QCOMPARE(result.key->account, QByteArray("AC1"));
        QCOMPARE(result.keyLabel, QStringLiteral("parent"));
    }
};

QTEST_GUILESS_MAIN(TestPostMortemSearch)
#include "tst_post_mortem_search.moc"
