#include "core/base/byte_sink.h"

#include <QTest>

using namespace offhook;

class TestByteSink final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void piecesComeOneAfterTheOther() {
        QByteArray bytes("head:");
        {
            ByteSink sink(bytes);
            sink.append("abc");
            sink.append('\0');
            sink.append(QByteArrayView());
            sink.append("d");
            QCOMPARE(sink.size(), 10);
        }
        QCOMPARE(bytes, QByteArray("head:abc\0d", 10));
    }

    void growsAsFarAsItMust() {
        QByteArray bytes;
        QByteArray expected;
        {
            ByteSink sink(bytes);
            for (int i = 0; i < 2000; ++i) {
                const QByteArray piece = QByteArray::number(i * 7919);
                expected.append(piece).append(';');
                sink.append(piece);
                sink.append(';');
            }
        }
        QCOMPARE(bytes, expected);
    }

    void aCopyOfTheArrayStaysAsItWas() {
        QByteArray bytes("shared");
        const QByteArray copy = bytes;
        {
            ByteSink sink(bytes);
            sink.append("!");
        }
        QCOMPARE(copy, QByteArray("shared"));
        QCOMPARE(bytes, QByteArray("shared!"));
    }
};

QTEST_GUILESS_MAIN(TestByteSink)
#include "tst_byte_sink.moc"
