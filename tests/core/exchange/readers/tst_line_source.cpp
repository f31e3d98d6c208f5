#include "core/exchange/import_reader.h"
#include "core/exchange/readers/line_source.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class LineSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesHaveNumbers() {
        QByteArray text("a\r\n\nb");
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        LineSource lines(file);
        QCOMPARE(lines.next()->text, QByteArray("a"));
        QCOMPARE(lines.next()->number, 2);
        const auto last = lines.next();
        QCOMPARE(last->text, QByteArray("b"));
        QVERIFY(last->isCut);
        QVERIFY(!lines.next());
    }
    void aLineThatIsTooLongIsPassedOver() {
        QByteArray text = QByteArray(MaxElement + 2, 'x') + "\nnext\n";
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        LineSource lines(file);
        const auto first = lines.next();
        QVERIFY(first->isTooLong && first->text.isEmpty());
        QCOMPARE(lines.next()->text, QByteArray("next"));
    }
};

QTEST_GUILESS_MAIN(LineSourceTest)
#include "tst_line_source.moc"
