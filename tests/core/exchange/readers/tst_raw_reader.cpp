#include "core/exchange/readers/raw_reader.h"
#include "tests/core/exchange/exchange_support.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class RawReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsFollowEachOther() {
        QByteArray text = test::exportedAs("raw", {test::sms(), test::binary()});
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        RawReader reader(file, 1);
        ImportProblems problems;
        QCOMPARE(reader.next(problems)->request, test::sms().request);
        QCOMPARE(reader.next(problems)->request, test::binary().request);
        QVERIFY(!reader.next(problems));
        QCOMPARE(problems.count(), 0);
    }
    void whatIsCutIsSaidWithItsLine() {
        QByteArray text("GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx");
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        RawReader reader(file, 1);
        ImportProblems problems;
        QVERIFY(!reader.next(problems)->refusal);
        QVERIFY(reader.next(problems)->refusal);
        QVERIFY(!reader.next(problems));
        QCOMPARE(problems.count(), 1);
        QCOMPARE(problems.kept().front().line, 4);
    }
};

QTEST_GUILESS_MAIN(RawReaderTest)
#include "tst_raw_reader.moc"
