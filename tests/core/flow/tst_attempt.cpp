#include "core/flow/attempt.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using flow::Attempt;

class TestAttempt final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesComeBack() {
        for (const auto purpose : {Attempt::Purpose::Forward, Attempt::Purpose::Copy, Attempt::Purpose::Replay})
            QCOMPARE(flow::purposeFromName(flow::purposeName(purpose)), purpose);
        for (int i = 0; i <= int(Attempt::Verdict::Failed); ++i)
            QCOMPARE(flow::attemptVerdictFromName(flow::attemptVerdictName(Attempt::Verdict(i))), Attempt::Verdict(i));
        QVERIFY(!flow::purposeFromName("glowing") && !flow::purposeFromName(""));
        QVERIFY(!flow::attemptVerdictFromName("glowing"));
        QCOMPARE(flow::purposeName(Attempt::Purpose(77)), "");
        QCOMPARE(flow::attemptVerdictName(Attempt::Verdict(77)), "");
    }

    // The members are those of docs/cli.md.
    void anAnswerIsTold() {
        Attempt attempt;
        attempt.event = 7;
        attempt.route = u"To my app"_s;
        attempt.url = "http://localhost:3000/sms";
        attempt.response = http::ClientResponse{200, {}, {}, {}};
        attempt.timings.totalUs = 12'500;
        attempt.verdict = Attempt::Verdict::Same;
        const QJsonObject expected{{u"id"_s, 7}, {u"purpose"_s, u"forward"_s}, {u"route"_s, u"To my app"_s},
            {u"url"_s, u"http://localhost:3000/sms"_s}, {u"status"_s, 200}, {u"tookMs"_s, 12.5},
            {u"verdict"_s, u"same"_s}};
        QCOMPARE(flow::attemptJson(attempt), expected);
    }

    void aFailureIsTold() {
        Attempt attempt;
        attempt.event = 7;
        attempt.purpose = Attempt::Purpose::Copy;
        attempt.error = Error{ErrorCode::NetworkFailed, u"Connection refused"_s, -1};
        const QJsonObject json = flow::attemptJson(attempt);
        QCOMPARE(json[u"purpose"_s].toString(), u"copy"_s);
        QCOMPARE(json[u"error"_s][u"code"_s].toString(), u"network-failed"_s);
        QCOMPARE(json[u"error"_s][u"detail"_s].toString(), u"Connection refused"_s);
        QVERIFY(!json.contains(u"status"_s) && !json.contains(u"tookMs"_s) && !json.contains(u"late"_s));
    }

    void anErrorMakesADifference() {
        Attempt one;
        Attempt other;
        QVERIFY(one == other);
        other.error.emplace();
        QVERIFY(!(one == other));
        one.error = Error{ErrorCode::Internal, u"words"_s, -1};
        QVERIFY(!(one == other));
    }
};

QTEST_GUILESS_MAIN(TestAttempt)
#include "tst_attempt.moc"
