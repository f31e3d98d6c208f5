#include "core/store/attempt_codec.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;

class tst_AttemptCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameAttemptComesBack() {
        flow::Attempt attempt = testing::attemptOf(0, QByteArray("\0\xff", 2));
        QVERIFY(decodeAttempt(encodeAttempt(attempt)));
        QVERIFY(*decodeAttempt(encodeAttempt(attempt)) == attempt);
    }
    void anAttemptWithoutAnswerComesBackWithoutOne() {
        const auto read = decodeAttempt(encodeAttempt({}));
        QVERIFY(read);
        QVERIFY(*read == flow::Attempt());
        QVERIFY(!read->response && !read->error);
    }
    void anEmptyAnswerIsAnAnswer() {
        flow::Attempt attempt;
        attempt.response.emplace();
        attempt.response->status = 204;
        QVERIFY(*decodeAttempt(encodeAttempt(attempt)) == attempt);
    }
    void fieldsOfANewerProgramAreSkipped() {
        const QByteArray newer = encodeAttempt(testing::attemptOf(0)) + QByteArray("\x7f\x02zz", 4);
        QVERIFY(*decodeAttempt(newer) == testing::attemptOf(0));
    }
    void whatEndsInTheMiddleIsDamaged() {
        const QByteArray whole = encodeAttempt(testing::attemptOf(0));
        const auto read = decodeAttempt(whole.first(whole.size() - 1));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::WorkspaceDamaged);
    }
};

QTEST_GUILESS_MAIN(tst_AttemptCodec)
#include "tst_attempt_codec.moc"
