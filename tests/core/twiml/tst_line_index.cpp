#include "core/twiml/line_index.h"

#include <QTest>

using namespace offhook::twiml;

class TestLineIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void places_data();
    void places();
    void agreesWithWalkingEveryByte();
};

void TestLineIndex::places_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qsizetype>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("the beginning of nothing") << QByteArray() << qsizetype(0) << 1 << 1;
    QTest::newRow("a line feed ends a line") << QByteArray("ab\ncd") << qsizetype(4) << 2 << 2;
    QTest::newRow("the line feed itself belongs to its line") << QByteArray("ab\ncd") << qsizetype(2) << 1 << 3;
    QTest::newRow("CR LF is one end") << QByteArray("ab\r\ncd") << qsizetype(4) << 2 << 1;
    QTest::newRow("a lone CR is an end") << QByteArray("ab\rcd") << qsizetype(3) << 2 << 1;
    QTest::newRow("after the last line feed") << QByteArray("ab\n") << qsizetype(3) << 2 << 1;
    QTest::newRow("a character of two bytes is one column") << QByteArray("\xC3\xA9z") << qsizetype(2) << 1 << 2;
    QTest::newRow("inside a character of four bytes") << QByteArray("\xF0\x9F\x98\x80z") << qsizetype(2) << 1 << 1;
    QTest::newRow("far beyond the end") << QByteArray("ab") << qsizetype(99) << 1 << 3;
    QTest::newRow("before the beginning") << QByteArray("ab") << qsizetype(-3) << 1 << 1;
}

void TestLineIndex::places() {
    QFETCH(const QByteArray, body);
    QFETCH(const qsizetype, offset);
    QFETCH(const int, line);
    QFETCH(const int, column);
    QCOMPARE(LineIndex(body).at(offset), (LineColumn{line, column}));
}

void TestLineIndex::agreesWithWalkingEveryByte() {
    QByteArray body;
    for (int i = 0; i < 700; ++i)
        body += QByteArray(i % 97, 'x') + "\xE2\x82\xAC" + (i % 5 == 0 ? "\n" : i % 7 == 0 ? "\r\n" : "");
    const LineIndex index(body);
    LineColumn walked;
    for (qsizetype i = 0; i < body.size(); ++i) {
        const bool continues = (static_cast<unsigned char>(body[i]) & 0xC0) == 0x80;
        if (!continues)
            QCOMPARE(index.at(i), walked);
        if (body[i] == '\n')
            walked = {walked.line + 1, 1};
        else if (i + 1 < body.size() && (static_cast<unsigned char>(body[i + 1]) & 0xC0) != 0x80)
            ++walked.column;
    }
    QCOMPARE(index.lineCount(), walked.line);
}

QTEST_GUILESS_MAIN(TestLineIndex)
#include "tst_line_index.moc"
