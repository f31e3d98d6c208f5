#include "core/deliver/health.h"

#include <QTest>

using namespace offhook;
using namespace offhook::deliver;

namespace {

flow::Attempt attempt(const QByteArray &url, bool answered) {
    flow::Attempt made;
    made.url = url;
    if (answered)
        made.response = http::ClientResponse{500, {}, {}, {}};
    else
        made.error = Error{ErrorCode::NetworkFailed, QStringLiteral("Connection refused"), -1};
    return made;
}

} // namespace

class TestHealth final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyAnswerMeansReachable() {
        HealthBook book;
        QVERIFY(book.note(attempt("http://localhost:3000/sms?x", true), 10));
        QCOMPARE(book.all(), (TargetHealths{{"http://localhost:3000", true, 10, {}}}));
        QVERIFY(!book.note(attempt("http://localhost:3000/other", true), 20));
        QCOMPARE(book.all().front().since, 10);
    }
    void aFailureIsSaidSinceWhen() {
        HealthBook book;
        book.note(attempt("http://localhost:3000", true), 10);
        QVERIFY(book.note(attempt("http://localhost:3000", false), 20));
        QVERIFY(!book.note(attempt("http://localhost:3000", false), 30));
        QCOMPARE(
            book.all(), (TargetHealths{{"http://localhost:3000", false, 20, QStringLiteral("Connection refused")}}));
        QVERIFY(book.note(attempt("http://localhost:3000", true), 40));
        QCOMPARE(book.all().front().since, 40);
    }
    void aCancelledAttemptSaysNothing() {
        HealthBook book;
        flow::Attempt cancelled = attempt("http://localhost", false);
        cancelled.error->code = ErrorCode::Cancelled;
        QVERIFY(!book.note(cancelled, 10));
        QVERIFY(book.all().empty());
    }
    void theLastOneAskedIsTheLast() {
        HealthBook book;
        book.note(attempt("http://a", true), 1);
        book.note(attempt("http://b", true), 2);
        book.note(attempt("http://a", true), 3);
        QCOMPARE(book.all().back().origin, QByteArray("http://a"));
    }
    void theOldestGoes() {
        HealthBook book;
        for (std::size_t i = 0; i <= HealthBook::MostTargets; ++i)
            book.note(attempt("http://h" + QByteArray::number(qint64(i)), true), 1);
        QCOMPARE(book.all().size(), HealthBook::MostTargets);
        QCOMPARE(book.all().front().origin, QByteArray("http://h1"));
    }
};

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"
