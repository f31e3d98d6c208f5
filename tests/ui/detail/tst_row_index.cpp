#include "ui/detail/row_index.h"

#include <QTest>

using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

QByteArrayList rows(const QByteArray &text, int columns) {
    RowIndex index;
    index.fold(text, columns);
    QByteArrayList out;
    for (int row = 0; row < index.rowCount(); ++row)
        out.append(text.mid(index.begin(row), index.end(row) - index.begin(row)));
    return out;
}

} // namespace

class TestRowIndex final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void folds_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::newRow("nothing has no row") << QByteArray() << QByteArrayList();
        QTest::newRow("a row ends after its line feed") << "a\nb"_ba << QByteArrayList{"a\n", "b"};
        QTest::newRow("an empty line is a row") << "a\n\nb\n"_ba << QByteArrayList{"a\n", "\n", "b\n"};
        QTest::newRow("CR LF stays together") << "a\r\nb"_ba << QByteArrayList{"a\r\n", "b"};
        QTest::newRow("a long line is folded") << "0123456789abc"_ba << QByteArrayList{"01234567", "89abc"};
        QTest::newRow("a line as wide as the view keeps its end")
            << "01234567\r\nx"_ba << QByteArrayList{"01234567\r\n", "x"};
        QTest::newRow("a character of several bytes is never cut")
            << "0123456äöü"_ba << QByteArrayList{"0123456ä", "öü"};
        QTest::newRow("a wide character takes two columns") << "0123456東"_ba << QByteArrayList{"0123456", "東"};
        QTest::newRow("an escaped byte takes the room of its escape")
            << "012345\xFF"_ba << QByteArrayList{"012345", "\xFF"};
    }
    void folds() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, expected);
        QCOMPARE(rows(text, 8), expected);
    }

    void neverLongerThanTheLongestRow() {
        const QByteArray line(1'000'000, 'x');
        for (const QByteArray &row : rows(line, 1'000'000))
            QVERIFY(row.size() <= RowIndex::LongestRow);
    }

    void rowsJoinToTheText() {
        QByteArray text;
        for (int i = 0; i < 100'000; ++i)
            text.append(char(i * 7919 % 251));
        QCOMPARE(rows(text, 80).join(), text);
    }

    void findsTheRowOfAByte() {
        RowIndex index;
        QCOMPARE(index.rowOf(0), -1);
        index.fold("ab\ncd\n", 80);
        QCOMPARE(index.rowOf(0), 0);
        QCOMPARE(index.rowOf(2), 0);
        QCOMPARE(index.rowOf(3), 1);
        QCOMPARE(index.rowOf(100), 1);
    }

    void slicesForAHexDump() {
        RowIndex index;
        index.slice(33, 16);
        QCOMPARE(index.rowCount(), 3);
        QCOMPARE(index.begin(2), 32);
        QCOMPARE(index.end(2), 33);
    }
};

QTEST_MAIN(TestRowIndex)
#include "tst_row_index.moc"
