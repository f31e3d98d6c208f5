#include "core/http/response_reader.h"

#include <QTest>

using namespace Qt::StringLiterals;
using offhook::ErrorCode;
using offhook::http::ResponseReader;
using State = ResponseReader::State;

class TestResponseReader final : public QObject {
    Q_OBJECT
    static QByteArray chunk(const QByteArray &data) {
        return QByteArray::number(data.size(), 16) + "\r\n" + data + "\r\n";
    }

private Q_SLOTS:
    // Framing: RFC 9112 sections 6.3 and 7.1.
    void wholeAnswersAreRead_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        using B = QByteArray;
        QTest::newRow("sized") << B("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc") << 200 << B("abc");
        QTest::newRow("HTTP/1.0") << B("HTTP/1.0 404 Not Found\r\nContent-Length: 1\r\n\r\nx") << 404 << B("x");
        QTest::newRow("no reason, no blank after the status")
            << B("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n") << 200 << B();
        QTest::newRow("an empty reason") << B("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n") << 200 << B();
        QTest::newRow("204 has no body") << B("HTTP/1.1 204 No Content\r\n\r\n") << 204 << B();
        QTest::newRow("304 has no body whatever its length says")
            << B("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n") << 304 << B();
        QTest::newRow("chunked")
            << B("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n")
            << 200 << B("abc0123456789");
        QTest::newRow("chunked with a trailer")
            << B("HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n1\r\na\r\n0\r\nX: y\r\nZ: w\r\n\r\n") << 200
            << B("a");
        QTest::newRow("interim answers are skipped")
            << B("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 "
                 "Created\r\nContent-Length: 2\r\n\r\nok")
            << 201 << B("ok");
        QTest::newRow("101 ends at its head")
            << B("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x01x") << 101 << B();
        QTest::newRow("the same length twice")
            << B("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na") << 200 << B("a");
        QTest::newRow("what follows is ignored")
            << B("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 500") << 200 << B("a");
        QTest::newRow("NUL in the body") << B("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + B("a\0b", 3)) << 200
                                         << B("a\0b", 3);
    }
    void wholeAnswersAreRead() {
        QFETCH(QByteArray, bytes);
        ResponseReader atOnce;
        QCOMPARE(atOnce.feed(bytes), State::Done);
        QTEST(atOnce.status(), "status");
        QTEST(atOnce.body(), "body");
        ResponseReader slowly;
        for (qsizetype i = 0; i < bytes.size(); ++i)
            slowly.feed(bytes.mid(i, 1));
        QCOMPARE(slowly.state(), State::Done);
        QTEST(slowly.status(), "status");
        QTEST(slowly.body(), "body");
        QCOMPARE(slowly.head(), atOnce.head());
        QVERIFY(bytes.contains(atOnce.head()));
        QCOMPARE(atOnce.end(), State::Done);
    }

    void theHeadIsKeptAsItCame() {
        const QByteArray head = "HTTP/1.1 200 OK\r\nx-B:  two \r\nA: 1\r\nA: 2\r\nContent-Length: 0\r\n\r\n"_ba;
        ResponseReader reader;
        reader.feed(head);
        QCOMPARE(reader.head(), head);
    }

    void theChunksAreKeptAsTheyCame_data() {
        QTest::addColumn<qsizetype>("step");
        QTest::newRow("at once") << qsizetype(1'000);
        QTest::newRow("byte by byte") << qsizetype(1);
        QTest::newRow("seven bytes at once") << qsizetype(7);
    }
    void theChunksAreKeptAsTheyCame() {
        QFETCH(qsizetype, step);
        const QByteArray framed = "3;a=b\r\nabc\r\n00F\r\n0123456789abcde\r\n0\r\nT: 1\r\n\r\n"_ba;
        const QByteArray bytes = "HTTP/1.1 103 Early Hints\r\n\r\n"
                                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                 framed + "what follows";
        ResponseReader reader;
        for (qsizetype at = 0; at < bytes.size(); at += step)
            reader.feed(bytes.mid(at, step));
        QCOMPARE(reader.state(), State::Done);
        QCOMPARE(reader.body(), "abc0123456789abcde"_ba);
        QCOMPARE(reader.framedBody(), framed);
    }

    void anAnswerWithoutLengthEndsWithTheConnection() {
        ResponseReader reader;
        QCOMPARE(reader.feed("HTTP/1.1 200 OK\r\n\r\nabc"), State::NeedMore);
        QCOMPARE(reader.feed("def"), State::NeedMore);
        QCOMPARE(reader.end(), State::Done);
        QCOMPARE(reader.body(), "abcdef"_ba);
    }

    void anAnswerToHeadHasNoBody() {
        ResponseReader reader(true);
        QCOMPARE(reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"), State::Done);
        QCOMPARE(reader.body(), QByteArray());
    }

    void brokenAnswersFail_data() {
        QTest::addColumn<QByteArray>("bytes");
        using B = QByteArray;
        const B head("HTTP/1.1 200 OK\r\n");
        QTest::newRow("another protocol, told at its first byte") << B("S");
        QTest::newRow("HTTP/2 preface") << B("PRI * HTTP/2.0\r\n\r\n");
        QTest::newRow("a version that is none") << B("HTTP/1.7 200 OK\r\n\r\n");
        QTest::newRow("a status of two digits") << B("HTTP/1.1 20 OK\r\n\r\n");
        QTest::newRow("a status of letters") << B("HTTP/1.1 2x0 OK\r\n\r\n");
        QTest::newRow("a status below 100") << B("HTTP/1.1 099 OK\r\n\r\n");
        QTest::newRow("text right after the status") << B("HTTP/1.1 200OK\r\n\r\n");
        QTest::newRow("a header without colon") << B(head + "nonsense\r\n\r\n");
        QTest::newRow("a header without name") << B(head + ": x\r\n\r\n");
        QTest::newRow("a blank before the colon") << B(head + "A : x\r\n\r\n");
        QTest::newRow("a folded header") << B(head + "A: x\r\n y\r\n\r\n");
        QTest::newRow("a bare CR in a header") << B(head + "A: x\ry\r\n\r\n");
        QTest::newRow("a bare LF in a header") << B(head + "A: x\nContent-Length: 3\r\n\r\n");
        QTest::newRow("a negative length") << B(head + "Content-Length: -1\r\n\r\n");
        QTest::newRow("a length with a sign") << B(head + "Content-Length: +1\r\n\r\n");
        QTest::newRow("a length beyond 64 bits") << B(head + "Content-Length: 99999999999999999999\r\n\r\n");
        QTest::newRow("lengths that differ") << B(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n");
        QTest::newRow("length and coding") << B(head + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
        QTest::newRow("another coding") << B(head + "Transfer-Encoding: gzip, chunked\r\n\r\n");
        QTest::newRow("chunked twice") << B(head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n");
        QTest::newRow("a chunk size that is none") << B(head + "Transfer-Encoding: chunked\r\n\r\nx\r\n");
        QTest::newRow("a chunk size with a sign") << B(head + "Transfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n");
        QTest::newRow("an empty chunk size") << B(head + "Transfer-Encoding: chunked\r\n\r\n\r\n");
        QTest::newRow("a chunk size beyond 64 bits")
            << B(head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n");
        QTest::newRow("a chunk longer than its size") << B(head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n");
        QTest::newRow("a chunk line without end") << B(head + "Transfer-Encoding: chunked\r\n\r\n" + B(2000, '0'));
        QTest::newRow("a body announced over 10 MiB") << B(head + "Content-Length: 10485761\r\n\r\n");
        QTest::newRow("a chunk announced over 10 MiB") << B(head + "Transfer-Encoding: chunked\r\n\r\na00001\r\n");
        QTest::newRow("a head over 64 KiB") << B(head + "A: " + B(70'000, 'x'));
        QTest::newRow("a trailer over 64 KiB")
            << B(head + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: " + B(70'000, 'x'));
    }
    void brokenAnswersFail() {
        QFETCH(QByteArray, bytes);
        ResponseReader reader;
        QCOMPARE(reader.feed(bytes), State::Failed);
        QCOMPARE(reader.error().code, ErrorCode::NetworkFailed);
        QVERIFY(!reader.error().detail.isEmpty());
        QCOMPARE(reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), State::Failed);
    }

    void aConnectionThatEndsTooEarlyFails_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("before anything") << QByteArray();
        QTest::newRow("in the status line") << QByteArray("HTTP/1.1 2");
        QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 OK\r\nA: b\r\n");
        QTest::newRow("after an interim answer") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n");
        QTest::newRow("in a sized body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab");
        QTest::newRow("in a chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
        QTest::newRow("before the last chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        QTest::newRow("in the trailer") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
    }
    void aConnectionThatEndsTooEarlyFails() {
        QFETCH(QByteArray, bytes);
        ResponseReader reader;
        QCOMPARE(reader.feed(bytes), State::NeedMore);
        QCOMPARE(reader.end(), State::Failed);
        QCOMPARE(reader.error().code, ErrorCode::NetworkFailed);
    }

    void tenMebibytesPassAndOneByteMoreDoesNot_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("in one piece without length") << QByteArray("HTTP/1.1 200 OK\r\n\r\n");
        QTest::newRow("in chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    }
    void tenMebibytesPassAndOneByteMoreDoesNot() {
        QFETCH(QByteArray, head);
        const bool chunked = head.contains("chunked");
        const QByteArray piece(1024 * 1024, 'x');
        ResponseReader reader;
        reader.feed(head);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(reader.feed(chunked ? chunk(piece) : piece), State::NeedMore);
        QCOMPARE(reader.body().size(), ResponseReader::BodyLimit);
        QCOMPARE(reader.feed(chunked ? chunk("y") : "y"_ba), State::Failed);
    }

    void theErrorSaysWhere() {
        ResponseReader reader;
        reader.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"_ba);
        const qsizetype headSize = reader.head().size();
        reader.feed("3\r\nabc"_ba);
        reader.feed("XX"_ba);
        QCOMPARE(reader.state(), State::Failed);
        QCOMPARE(reader.error().offset, headSize + 6);
    }
};

QTEST_GUILESS_MAIN(TestResponseReader)
#include "tst_response_reader.moc"
