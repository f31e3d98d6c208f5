#include "core/exchange/readers/lines_reader.h"
#include "tests/core/exchange/exchange_support.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class LinesReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeReadIsSaidWithItsLine() {
        const QList<QByteArray> lines = test::exportedAs("offhook", {test::sms(), test::sms()}).split('\n');
        QByteArray text = lines[0] + "\n{\"bad\":\n" + lines[1] + "\n[]\n" + lines[2] + "\n";
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        LinesReader reader(file, 1);
        ImportProblems problems;
        QVERIFY(reader.next(problems) && reader.next(problems) && !reader.next(problems));
        QCOMPARE(problems.count(), 2);
        QCOMPARE(problems.kept()[0].line, 2);
        QCOMPARE(problems.kept()[1].line, 4);
    }
    void aMissingEndIsSaid() {
        QByteArray text = test::exportedAs("offhook", {test::sms(), test::sms()});
        text.truncate(text.size() - 40);
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        LinesReader reader(file, 1);
        ImportProblems problems;
        QVERIFY(reader.next(problems) && !reader.next(problems));
        QCOMPARE(problems.count(), 2); // the line, and what the header announced
        QCOMPARE(problems.kept()[0].line, 3);
    }
    void aNewerFileIsReadAsFarAsItIsKnown() {
        QByteArray text = test::exportedAs("offhook", {test::sms()});
        text.replace("\"version\":1", "\"version\":2");
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        LinesReader reader(file, 1);
        ImportProblems problems;
        QVERIFY(reader.next(problems));
        QCOMPARE(problems.count(), 1);
    }
    void aRedactedFileTellsItsKey() {
        auto text = exported(test::shared({test::sms()}), {findFormat("offhook"), RedactionOptions{}, 0});
        QVERIFY(text);
        QBuffer file(&*text);
        file.open(QIODevice::ReadOnly);
        LinesReader reader(file, 1);
        ImportProblems problems;
        QVERIFY(reader.next(problems));
        QVERIFY(reader.info().redacted);
        QCOMPARE(reader.info().throwAwayKey.size(), 32);
    }
};

QTEST_GUILESS_MAIN(LinesReaderTest)
#include "tst_lines_reader.moc"
