#include "core/exchange/attempt_record.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::exchange;

namespace {

flow::Attempt fullAttempt() {
    flow::Attempt attempt;
    attempt.purpose = flow::Attempt::Purpose::Replay;
    attempt.route = u"To my app"_s;
    attempt.number = 2;
    attempt.url = "http://127.0.0.1:3000/sms";
    attempt.redirects = {"http://127.0.0.1:3000/old"};
    attempt.startedAt = 1'700'000'000'123'456;
    attempt.request = http::Request("POST /sms HTTP/1.1\r\n\r\n", QByteArray("a\0\xff", 3));
    attempt.response = http::ClientResponse{404, "HTTP/1.1 404 No\r\n\r\n", "\xe9", "1\r\n\xe9\r\n0\r\n\r\n"};
    attempt.error = Error{ErrorCode::TlsFailed, u"why"_s, -1};
    attempt.timings = {1, 2, 3, 4};
    attempt.isLate = true;
    attempt.verdict = flow::Attempt::Verdict::Changed;
    return attempt;
}

} // namespace

class AttemptRecordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameAttemptComesBack() {
        QStringList unknown;
        QVERIFY(attemptFromRecord(attemptRecord(fullAttempt()), unknown) == fullAttempt());
        QVERIFY(attemptFromRecord(attemptRecord({}), unknown) == flow::Attempt());
        QCOMPARE(unknown, QStringList());
    }
    void whatANewerProgramWroteIsSaid() {
        QJsonObject json = attemptRecord(fullAttempt());
        json[u"purpose"_s] = u"glow"_s;
        json[u"verdict"_s] = u"shiny"_s;
        json[u"error"_s] = QJsonObject{{u"code"_s, u"too-bright"_s}};
        QStringList unknown;
        const flow::Attempt attempt = attemptFromRecord(json, unknown);
        QCOMPARE(unknown, (QStringList{u"purpose glow"_s, u"error too-bright"_s, u"verdict shiny"_s}));
        QCOMPARE(attempt.error->code, ErrorCode::Internal);
    }
    void nonsenseIsHarmless() {
        QStringList unknown;
        const flow::Attempt attempt =
            attemptFromRecord(QJsonObject{{u"purpose"_s, u"forward"_s}, {u"number"_s, -5}, {u"redirects"_s, 1},
                                  {u"response"_s, QJsonObject{{u"status"_s, 99999}}}, {u"totalUs"_s, -7}},
                unknown);
        QCOMPARE(attempt.number, 1);
        QCOMPARE(attempt.response->status, 0);
        QCOMPARE(attempt.timings.totalUs, -1);
    }
};

QTEST_GUILESS_MAIN(AttemptRecordTest)
#include "tst_attempt_record.moc"
