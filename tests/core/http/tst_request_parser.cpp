#include "core/http/request_parser.h"

#include <QRandomGenerator>
#include <QTest>

using namespace offhook::http;
using Status = RequestParser::Status;

namespace {

const QByteArray Post = "POST /x HTTP/1.1\r\nHost: h\r\n";
const QByteArray Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";

struct Parsed {
    Request request;
    std::optional<Refusal> refusal;
    bool keepAlive = false;

    bool operator==(const Parsed &) const = default;
};

Limits smallLimits() {
    Limits limits;
    limits.body = 100;
    limits.chunkLine = 20;
    return limits;
}

/// All requests in `pieces`; the last one may be unfinished and is then aborted as Incomplete.
std::vector<Parsed> parse(const QList<QByteArrayView> &pieces, const Limits &limits) {
    RequestParser parser(limits);
    std::vector<Parsed> parsed;
    for (QByteArrayView piece : pieces) {
        while (!piece.isEmpty()) {
            const RequestParser::Progress progress = parser.feed(piece);
            piece = piece.sliced(progress.consumed);
            if (progress.status == Status::NeedMore)
                continue;
            const std::optional<Refusal> refusal = parser.refusal();
            const bool keepAlive = parser.keepAlive();
            parsed.push_back({parser.take(), refusal, keepAlive});
            if (refusal)
                return parsed;
        }
    }
    if (parser.hasStarted()) {
        const Refusal refusal = parser.abort(RefusalReason::Incomplete);
        parsed.push_back({parser.take(), refusal, false});
    }
    return parsed;
}

std::vector<Parsed> parseWhole(const QByteArray &bytes, const Limits &limits = smallLimits()) {
    return parse({bytes}, limits);
}

// A refused request keeps what had arrived: in pieces that may be less, never something else.
bool agrees(const std::vector<Parsed> &whole, const std::vector<Parsed> &split) {
    if (whole.size() != split.size())
        return false;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (!whole[i].refusal && whole[i] != split[i])
            return false;
        const QByteArray wholeBytes = whole[i].request.head() + whole[i].request.wireBody();
        if (whole[i].refusal != split[i].refusal ||
            !wholeBytes.startsWith(QByteArray(split[i].request.head() + split[i].request.wireBody())))
            return false;
    }
    return true;
}

} // namespace

class TestRequestParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsAreKeptByteForByte_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no body") << QByteArray("GET /a?b=%2B HTTP/1.1\r\nhOST:h\r\nX:1\r\nx:  2\r\n\r\n")
                                 << QByteArray() << QByteArray();
        QTest::newRow("length zero") << Post + "Content-Length: 0\r\n\r\n" << QByteArray() << QByteArray();
        QTest::newRow("length") << Post + "Content-Length: 5\r\n\r\n"
                                << QByteArray("a\0b\r\n", 5) << QByteArray("a\0b\r\n", 5);
        QTest::newRow("chunked") << Chunked << QByteArray("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") << QByteArray("abcde");
        QTest::newRow("no chunk but the last") << Chunked << QByteArray("0\r\n\r\n") << QByteArray();
        QTest::newRow("chunk size in both cases and with zeros")
            << Chunked << QByteArray("00a\r\n0123456789\r\nA\r\n0123456789\r\n000\r\n\r\n")
            << QByteArray("01234567890123456789");
        QTest::newRow("chunk extensions")
            << Chunked << QByteArray("1;a=b\r\nx\r\n1 ; c=\"d e\"\r\ny\r\n0;z\r\n\r\n") << QByteArray("xy");
        QTest::newRow("trailers") << Chunked << QByteArray("1\r\nx\r\n0\r\nX-Sum: 1\r\nY:\r\n\r\n") << QByteArray("x");
        QTest::newRow("chunk data that looks like framing")
            << Chunked << QByteArray("7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n") << QByteArray("\r\n0\r\n\r\n");
        QTest::newRow("empty lines before the request line")
            << QByteArray("\r\n\r\nGET / HTTP/1.0\r\n\r\n") << QByteArray() << QByteArray();
        QTest::newRow("HTTP/1.0 with a body")
            << QByteArray("POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\n") << QByteArray("ab") << QByteArray("ab");
    }
    void requestsAreKeptByteForByte() {
        QFETCH(const QByteArray, head);
        QFETCH(const QByteArray, wire);
        QFETCH(const QByteArray, body);
        const std::vector<Parsed> parsed = parseWhole(head + wire);
        QCOMPARE(parsed.size(), std::size_t(1));
        QVERIFY2(!parsed[0].refusal, parsed[0].refusal ? refusalName(parsed[0].refusal->reason).data() : "");
        QCOMPARE(parsed[0].request.head(), head);
        QCOMPARE(parsed[0].request.body(), body);
        QCOMPARE(parsed[0].request.wireBody(), wire);
    }

    // RFC 9112 7.1; offsets count from the first byte of the head.
    void brokenChunks_data() {
        using enum RefusalReason;
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("offset");
        const auto row = [](const char *name, const QByteArray &wire, RefusalReason reason, int offset) {
            QTest::newRow(name) << wire << int(reason) << offset;
        };
        row("size not a number", "x\r\n", BadChunk, 0);
        row("empty size", "\r\nabc", BadChunk, 0);
        row("size with a sign", "+3\r\nabc\r\n", BadChunk, 0);
        row("size with 0x", "0x3\r\nabc\r\n", BadChunk, 1);
        row("blank before the size", " 3\r\nabc\r\n", BadChunk, 0);
        row("blank behind the size", "3 \r\nabc\r\n", BadChunk, 0);
        row("line feed alone behind the size", "3\nabc\r\n", BadChunk, 1);
        row("carriage return inside the size line", "3\r;a\r\nabc\r\n", BadChunk, 1);
        row("NUL in an extension", QByteArray("3;a\0\r\nabc\r\n", 11), BadChunk, 1);
        row("extension without name", "3;=b\r\nabc\r\n", BadChunk, 0);
        row("quote not closed in an extension", "3;a=\"b\r\nabc\r\n", BadChunk, 0);
        row("extension too long", "3;a=" + QByteArray(30, 'b') + "\r\nabc\r\n", BadChunk, 20);
        row("data longer than the size", "3\r\nabcd\r\n0\r\n\r\n", BadChunk, 6);
        row("no line end behind the data", "3\r\nabc0\r\n\r\n", BadChunk, 6);
        row("line feed alone behind the data", "3\r\nabc\n0\r\n\r\n", BadChunk, 6);
        row("carriage return alone behind the data", "3\r\nabc\rx", BadChunk, 7);
        row("size beyond 64 bits", "fffffffffffffffff\r\n", BodyTooLarge, 0);
        row("chunk larger than the limit", "65\r\n", BodyTooLarge, 0);
        row("chunks together larger than the limit", "64\r\n" + QByteArray(100, 'x') + "\r\n1\r\n", BodyTooLarge, 106);
        row("folded trailer", "0\r\nA: b\r\n c\r\n\r\n", ObsoleteFolding, 9);
        row("trailer without colon", "0\r\nA\r\n\r\n", MalformedHeader, 4);
        row("line feed alone behind a trailer", "0\r\nA: b\n\r\n", MalformedHeader, 7);
        row("line feed alone as the last line", "0\r\n\n", MalformedHeader, 3);
        row("framing in a trailer", "0\r\nContent-Length: 3\r\n\r\n", BadChunk, 3);
        row("host in a trailer", "0\r\nX: y\r\nhost: h\r\n\r\n", BadChunk, 9);
    }
    void brokenChunks() {
        QFETCH(const QByteArray, wire);
        QFETCH(const int, reason);
        QFETCH(const int, offset);
        const std::vector<Parsed> parsed = parseWhole(Chunked + wire);
        QCOMPARE(parsed.size(), std::size_t(1));
        QVERIFY(parsed[0].refusal);
        QCOMPARE(refusalName(parsed[0].refusal->reason), refusalName(RefusalReason(reason)));
        QCOMPARE(parsed[0].refusal->offset, Chunked.size() + offset);
        QCOMPARE(parsed[0].refusal->status, refusalStatus(RefusalReason(reason)));
        QCOMPARE(parsed[0].request.head(), Chunked);
        QCOMPARE(parsed[0].request.framedBody(), wire);
    }

    void tinyChunksCannotBlowUpTheFraming() {
        Limits limits;
        limits.body = 100'000;
        QByteArray wire;
        while (wire.size() < 6 * limits.body)
            wire += "1\r\nx\r\n";
        const std::vector<Parsed> parsed = parseWhole(Chunked + wire, limits);
        QCOMPARE(parsed.at(0).refusal->reason, RefusalReason::BodyTooLarge);
    }

    void trailersAreLimited() {
        Limits limits = smallLimits();
        limits.headerBlock = 100;
        QCOMPARE(parseWhole(Chunked + "0\r\nA: " + QByteArray(120, 'x') + "\r\n\r\n", limits).at(0).refusal->reason,
            RefusalReason::HeaderTooLarge);
        limits.headerFields = 3;
        QCOMPARE(parseWhole(Chunked + "0\r\nA:\r\nB:\r\nC:\r\nD:\r\n\r\n", limits).at(0).refusal->reason,
            RefusalReason::HeaderTooLarge);
    }

    void pipelinedRequestsComeOneByOne() {
        const QByteArray a = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
        const QByteArray b = Post + "Content-Length: 3\r\n\r\nabc";
        const QByteArray c = Chunked + "1\r\nx\r\n0\r\n\r\n";
        const QByteArray d = "GET /d HTTP/1.0\r\n\r\n";
        const std::vector<Parsed> parsed = parseWhole(a + b + c + d);
        QCOMPARE(parsed.size(), std::size_t(4));
        QCOMPARE(parsed[0].request.head(), a);
        QCOMPARE(parsed[1].request.body(), QByteArray("abc"));
        QCOMPARE(parsed[2].request.framedBody(), QByteArray("1\r\nx\r\n0\r\n\r\n"));
        QCOMPARE(parsed[3].request.target(), QByteArrayView("/d"));
    }

    void aRefusedRequestKeepsWhatArrivedBehindIt() {
        const std::vector<Parsed> parsed = parseWhole("bad\r\nHost: h\r\n\r\nbody");
        QCOMPARE(parsed[0].request.head(), QByteArray("bad\r\nHost: h\r\n\r\n"));
        QCOMPARE(parsed[0].request.body(), QByteArray("body"));
    }

    // RFC 9112 9.3.
    void keepAlive_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("keepAlive");
        QTest::newRow("HTTP/1.1 stays") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << true;
        QTest::newRow("HTTP/1.1 with close ends")
            << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: Close\r\n\r\n") << false;
        QTest::newRow("close in a list ends")
            << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, close\r\n\r\n") << false;
        QTest::newRow("HTTP/1.0 ends") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
        QTest::newRow("HTTP/1.0 that asks stays")
            << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << true;
    }
    void keepAlive() {
        QFETCH(const QByteArray, head);
        QTEST(parseWhole(head).at(0).keepAlive, "keepAlive");
    }

    void continueIsWantedOnceTheHeadIsWholeAndTheBodyMissing() {
        const Limits limits = smallLimits();
        RequestParser parser(limits);
        const QByteArray head = Post + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n";
        QCOMPARE(parser.feed(QByteArrayView(head).chopped(1)).status, Status::NeedMore);
        QVERIFY(!parser.wantsContinue());
        QCOMPARE(parser.feed("\n").status, Status::NeedMore);
        QVERIFY(parser.wantsContinue());
        QCOMPARE(parser.feed("a").status, Status::NeedMore);
        QVERIFY(!parser.wantsContinue());
    }

    void continueIsNotWantedWithoutABodyOrInHttp10() {
        const Limits limits = smallLimits();
        RequestParser first(limits);
        QCOMPARE(first.feed(QByteArray(Post + "Expect: 100-continue\r\n\r\n")).status, Status::Complete);
        QVERIFY(!first.wantsContinue());
        RequestParser second(limits);
        QCOMPARE(second.feed("POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n").status,
            Status::NeedMore);
        QVERIFY(!second.wantsContinue());
    }

    void abortKeepsWhatArrived() {
        const Limits limits = smallLimits();
        RequestParser parser(limits);
        QCOMPARE(parser.feed(QByteArray(Post + "Content-Length: 9\r\n\r\nabc")).status, Status::NeedMore);
        const Refusal refusal = parser.abort(RefusalReason::BodyTimeout);
        QCOMPARE(refusal.reason, RefusalReason::BodyTimeout);
        QCOMPARE(refusal.status, 408);
        QCOMPARE(parser.take().body(), QByteArray("abc"));
        QVERIFY(!parser.hasStarted());
    }

    void abortNamesTheFaultThatWasSeenBefore() {
        const Limits limits = smallLimits();
        RequestParser parser(limits);
        QCOMPARE(parser.feed("GET / HTTP/1.1\r\nHost : h\r\n").status, Status::NeedMore);
        QCOMPARE(parser.abort(RefusalReason::HeaderTimeout).reason, RefusalReason::SpaceBeforeColon);
        QCOMPARE(parser.abort(RefusalReason::Incomplete).reason, RefusalReason::Incomplete);
    }

    void emptyLinesAreNoRequest() {
        const Limits limits = smallLimits();
        RequestParser parser(limits);
        QCOMPARE(parser.feed("\r\n\r").status, Status::NeedMore);
        QVERIFY(!parser.hasStarted());
    }

    void everySplitGivesTheSame_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("head") << QByteArray("\r\nGET / HTTP/1.1\r\nHost: h\r\nA: b\r\n\r\n");
        QTest::newRow("body") << Post + "Content-Length: 12\r\n\r\nhello\r\n\r\nabcGET / HTTP/1.0\r\n\r\n";
        QTest::newRow("chunks with extensions and trailers")
            << Chunked + "3;a=\"b\"\r\nabc\r\nA\r\n0123456789\r\n0;z\r\nT: u\r\nV: w\r\n\r\nGET / HTTP/1.0\r\n\r\n";
        QTest::newRow("broken chunk end") << Chunked + "3\r\nabc\rx0\r\n\r\n";
        QTest::newRow("broken extension") << Chunked + "3;a=\"b\r\nabc\r\n0\r\n\r\n";
        QTest::newRow("broken field") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nA b\r\nC: d\r\n\r\nrest");
        QTest::newRow("broken request line") << QByteArray("GET /\nHost: h\r\n\r\nrest");
        QTest::newRow("two framings") << Post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc";
        QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\r\n\r\n", 10);
        QTest::newRow("unfinished") << Chunked + "3\r\nab";
    }
    void everySplitGivesTheSame() {
        QFETCH(const QByteArray, bytes);
        const std::vector<Parsed> whole = parseWhole(bytes);
        QVERIFY(!whole.empty());
        const QByteArrayView view = bytes;
        for (qsizetype i = 1; i < bytes.size(); ++i) {
            QVERIFY2(agrees(whole, parse({view.first(i), view.sliced(i)}, smallLimits())),
                QByteArray::number(i).constData());
            for (qsizetype j = i + 1; j < bytes.size(); ++j)
                QVERIFY(agrees(whole, parse({view.first(i), view.sliced(i, j - i), view.sliced(j)}, smallLimits())));
        }
        QList<QByteArrayView> bytewise;
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytewise.append(view.sliced(i, 1));
        QVERIFY(agrees(whole, parse(bytewise, smallLimits())));
    }

    void damagedMessagesGiveTheSameInAnySplit() {
        QRandomGenerator random(9112);
        const QByteArray good = Chunked + "3;a=b\r\nabc\r\n0\r\nT: u\r\n\r\n" + Post + "Content-Length: 2\r\n\r\nab";
        const QByteArray alphabet("\r\n\0 :;0aZ\x16\xff\"", 12);
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes = good;
            for (int n = random.bounded(1, 4); n > 0; --n)
                bytes[random.bounded(int(bytes.size()))] = alphabet[random.bounded(int(alphabet.size()))];
            const qsizetype cut = random.bounded(1, int(bytes.size()));
            const QByteArrayView view = bytes;
            QVERIFY2(agrees(parseWhole(bytes), parse({view.first(cut), view.sliced(cut)}, smallLimits())),
                bytes.toPercentEncoding().constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestRequestParser)
#include "tst_request_parser.moc"
