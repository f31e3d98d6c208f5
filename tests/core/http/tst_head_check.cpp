#include "core/http/head_check.h"

#include <QTest>

using namespace offhook::http;

namespace {

const QByteArray Line = "GET / HTTP/1.1\r\n";
const QByteArray Host = "Host: h\r\n";

struct Outcome {
    HeadCheck::Step step;
    std::optional<Violation> violation;
    qsizetype headSize;

    bool operator==(const Outcome &) const = default;
};

Outcome checkWhole(const QByteArray &raw, const Limits &limits = {}) {
    HeadCheck check(limits);
    const HeadCheck::Step step = check.scan(raw);
    return {step, check.violation(), check.headSize()};
}

Outcome checkByteByByte(const QByteArray &raw, const Limits &limits = {}) {
    HeadCheck check(limits);
    HeadCheck::Step step = HeadCheck::Step::NeedMore;
    for (qsizetype size = 1; size <= raw.size() && step == HeadCheck::Step::NeedMore; ++size)
        step = check.scan(QByteArrayView(raw).first(size));
    return {step, check.violation(), check.headSize()};
}

} // namespace

class TestHeadCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Each rule is named with the reason in refusal.h.
    void refusals_data() {
        using enum RefusalReason;
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("offset");
        const auto row = [](const char *name, const QByteArray &head, RefusalReason reason, qsizetype offset) {
            QTest::newRow(name) << head << int(reason) << int(offset);
        };
        row("one word", "hello\r\n", MalformedRequestLine, 5);
        row("HTTP/0.9", "GET /\r\n", MalformedRequestLine, 5);
        row("two blanks", "GET  / HTTP/1.1\r\n", MalformedRequestLine, 4);
        row("tab instead of a blank", "GET\t/ HTTP/1.1\r\n", MalformedRequestLine, 3);
        row("blank behind the version", "GET / HTTP/1.1 \r\n", MalformedRequestLine, 6);
        row("blank before the method", " GET / HTTP/1.1\r\n", MalformedRequestLine, 0);
        row("method not a token", "G(T / HTTP/1.1\r\n", MalformedRequestLine, 1);
        row("target neither path nor URL", "GET sms HTTP/1.1\r\n", MalformedRequestLine, 4);
        row("asterisk with GET", "GET * HTTP/1.1\r\n", MalformedRequestLine, 4);
        row("URL with user information", "GET http://u@h/ HTTP/1.1\r\n", MalformedRequestLine, 4);
        row("URL of another scheme", "GET ftp://h/ HTTP/1.1\r\n", MalformedRequestLine, 4);
        row("lower-case protocol name", "GET / http/1.1\r\n", MalformedRequestLine, 6);
        row("minor version of two digits", "GET / HTTP/1.10\r\n", MalformedRequestLine, 6);
        row("line feed alone after the request line", "GET / HTTP/1.1\n", MalformedRequestLine, 14);
        row("escape character in the target", "GET /\x1b HTTP/1.1\r\n", MalformedRequestLine, 5);
        row("too many empty lines", "\r\n\r\n\r\n\r\n\r\n", MalformedRequestLine, 8);
        row("carriage return in the request line", "GET /\r HTTP/1.1\r\n", BareCarriageReturn, 5);
        row("two carriage returns before the line feed", "GET / HTTP/1.1\r\r\n", BareCarriageReturn, 14);
        row("NUL in the request line", QByteArray("GET /\0 HTTP/1.1\r\n", 17), NulByte, 5);
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\n", UnknownVersion, 6);
        row("HTTP/1.2", "GET / HTTP/1.2\r\n" + Host + "\r\n", UnknownVersion, 6);
        row("TRACE", "TRACE / HTTP/1.1\r\n" + Host + "\r\n", UnknownMethod, 0);
        row("CONNECT with its own target form", "CONNECT h:443 HTTP/1.1\r\n" + Host + "\r\n", UnknownMethod, 0);
        row("methods have case", "get / HTTP/1.1\r\n" + Host + "\r\n", UnknownMethod, 0);
        row("field without colon", Line + Host + "abc\r\n\r\n", MalformedHeader, 28);
        row("field without name", Line + Host + ": x\r\n\r\n", MalformedHeader, 25);
        row("field name not a token", Line + Host + "a(b: x\r\n\r\n", MalformedHeader, 26);
        row("blank inside a field name that is not before the colon", Line + Host + "a b: x\r\n\r\n", MalformedHeader,
            26);
        row("control character in a value", Line + Host + "a: x\x01y\r\n\r\n", MalformedHeader, 29);
        row("delete character in a value", Line + Host + "a: \x7f\r\n\r\n", MalformedHeader, 28);
        row("line feed alone after a field", Line + "Host: h\n\r\n", MalformedHeader, 23);
        row("line feed alone as the blank line", Line + Host + "\n", MalformedHeader, 25);
        row("folded field", Line + Host + "a: b\r\n c\r\n\r\n", ObsoleteFolding, 31);
        row("folded with a tab", Line + Host + "a: b\r\n\tc\r\n\r\n", ObsoleteFolding, 31);
        row("blank before the first field", Line + " " + Host + "\r\n", ObsoleteFolding, 16);
        row("space before the colon", Line + "Host : h\r\n\r\n", SpaceBeforeColon, 20);
        row("tab before the colon", Line + Host + "Content-Length\t: 3\r\n\r\n", SpaceBeforeColon, 39);
        row("carriage return in a value", Line + Host + "a: b\rc\r\n\r\n", BareCarriageReturn, 29);
        row("carriage return in a name", Line + Host + "a\rb: c\r\n\r\n", BareCarriageReturn, 26);
        row("NUL in a value", Line + Host + QByteArray("a: \0\r\n\r\n", 8), NulByte, 28);
        row("NUL in a name", Line + Host + QByteArray("a\0: \r\n\r\n", 8), NulByte, 26);
        row("length and transfer encoding", Line + Host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            LengthAndTransferEncoding, 44);
        row("transfer encoding and length", Line + Host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
            LengthAndTransferEncoding, 53);
        row("an invalid length beside a transfer encoding",
            Line + Host + "Transfer-Encoding: x\r\nContent-Length: y\r\n\r\n", LengthAndTransferEncoding, 47);
        row("lengths that differ", Line + Host + "Content-Length: 3\r\ncontent-length: 4\r\n\r\n",
            DifferingContentLength, 44);
        row("a list of lengths that differ", Line + Host + "Content-Length: 3, 4\r\n\r\n", DifferingContentLength, 25);
        row("equal lengths", Line + Host + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n", RepeatedContentLength, 44);
        row("a list of equal lengths", Line + Host + "Content-Length: 3,3\r\n\r\n", RepeatedContentLength, 25);
        row("length with a plus sign", Line + Host + "Content-Length: +3\r\n\r\n", InvalidContentLength, 25);
        row("negative length", Line + Host + "Content-Length: -1\r\n\r\n", InvalidContentLength, 25);
        row("empty length", Line + Host + "Content-Length:\r\n\r\n", InvalidContentLength, 25);
        row("hexadecimal length", Line + Host + "Content-Length: 0x3\r\n\r\n", InvalidContentLength, 25);
        row("blank inside a length", Line + Host + "Content-Length: 1 0\r\n\r\n", InvalidContentLength, 25);
        row("list with an empty element", Line + Host + "Content-Length: 3,\r\n\r\n", InvalidContentLength, 25);
        row("length beyond 64 bits", Line + Host + "Content-Length: 18446744073709551617\r\n\r\n", BodyTooLarge, 25);
        row("gzip", Line + Host + "Transfer-Encoding: gzip\r\n\r\n", UnsupportedTransferCoding, 25);
        row("gzip before chunked", Line + Host + "Transfer-Encoding: gzip, chunked\r\n\r\n", UnsupportedTransferCoding,
            25);
        row("chunked twice", Line + Host + "Transfer-Encoding: chunked, chunked\r\n\r\n", UnsupportedTransferCoding,
            25);
        row("chunked in two fields", Line + Host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            UnsupportedTransferCoding, 53);
        row("empty transfer encoding", Line + Host + "Transfer-Encoding:\r\n\r\n", UnsupportedTransferCoding, 25);
        row("chunked with a parameter", Line + Host + "Transfer-Encoding: chunked;a=b\r\n\r\n",
            UnsupportedTransferCoding, 25);
        row("quoted chunked", Line + Host + "Transfer-Encoding: \"chunked\"\r\n\r\n", UnsupportedTransferCoding, 25);
        row("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", UnsupportedTransferCoding,
            17);
        row("no host", Line + "\r\n", MissingHost, 18);
        row("two hosts", Line + Host + Host + "\r\n", RepeatedHost, 25);
        row("two hosts in HTTP/1.0", "GET / HTTP/1.0\r\n" + Host + Host + "\r\n", RepeatedHost, 25);
        row("empty host", Line + "Host:\r\n\r\n", InvalidHost, 16);
        row("host with a path", Line + "Host: h/x\r\n\r\n", InvalidHost, 16);
        row("host with user information", Line + "Host: u@h\r\n\r\n", InvalidHost, 16);
        row("two hosts in one field", Line + "Host: h, i\r\n\r\n", InvalidHost, 16);
        row("unknown expectation", Line + Host + "Expect: 200-ok\r\n\r\n", UnsupportedExpectation, 25);
        row("known and unknown expectation", Line + Host + "Expect: 200-ok\r\nExpect: 100-continue\r\n\r\n",
            UnsupportedExpectation, 41);
        row("TLS ClientHello", "\x16\x03\x01", TlsHandshakeOnPlainPort, 0);
        row("the first fault counts", Line + "a : b\r\nContent-Length: x\r\n\r\n", SpaceBeforeColon, 17);
    }
    void refusals() {
        QFETCH(const QByteArray, head);
        QFETCH(const int, reason);
        QFETCH(const int, offset);
        const Outcome whole = checkWhole(head);
        QCOMPARE(whole.step, HeadCheck::Step::Refused);
        QCOMPARE(refusalName(whole.violation->reason), refusalName(RefusalReason(reason)));
        QCOMPARE(whole.violation->offset, qsizetype(offset));
        QVERIFY(checkByteByByte(head) == whole);
    }

    void acceptedHeads_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("HTTP/1.1 with Host") << Line + Host + "\r\n";
        QTest::newRow("HTTP/1.0 without Host") << QByteArray("GET / HTTP/1.0\r\n\r\n");
        QTest::newRow("empty lines first") << "\r\n\r\n" + Line + Host + "\r\n";
        QTest::newRow("absolute form") << "GET HTTP://h:80/x?y HTTP/1.1\r\n" + Host + "\r\n";
        QTest::newRow("absolute form without path") << "GET http://h HTTP/1.1\r\n" + Host + "\r\n";
        QTest::newRow("OPTIONS *") << "OPTIONS * HTTP/1.1\r\n" + Host + "\r\n";
        QTest::newRow("raw UTF-8 in the target") << "GET /\xc3\xa4 HTTP/1.1\r\n" + Host + "\r\n";
        QTest::newRow("UTF-8 and tab in a value") << Line + Host + "a:\tb\tc\xc3\xa4 \r\n\r\n";
        QTest::newRow("empty value") << Line + Host + "a:\r\n\r\n";
        QTest::newRow("odd but valid name") << Line + Host + "!#$%&'*+-.^_`|~09aZ: x\r\n\r\n";
        QTest::newRow("chunked in another case") << Line + Host + "transfer-encoding: CHUNKED\r\n\r\n";
        QTest::newRow("length with leading zeros") << Line + Host + "Content-Length: 0003\r\n\r\n";
        QTest::newRow("expectation in HTTP/1.0 is ignored") << QByteArray("GET / HTTP/1.0\r\nExpect: x\r\n\r\n");
        QTest::newRow("PATCH") << "PATCH / HTTP/1.1\r\n" + Host + "\r\n";
    }
    void acceptedHeads() {
        QFETCH(const QByteArray, head);
        const Outcome whole = checkWhole(head);
        QVERIFY2(!whole.violation, whole.violation ? refusalName(whole.violation->reason).data() : "");
        QCOMPARE(whole.step, HeadCheck::Step::Ended);
        QCOMPARE(whole.headSize, head.size());
        QVERIFY(checkByteByByte(head) == whole);
    }

    void limitsHoldToTheByte() {
        Limits limits;
        limits.requestLine = 20;
        limits.headerBlock = 60;
        limits.headerFields = 3;
        const auto path = [](int size) -> QByteArray { return "GET /" + QByteArray(size - 14, 'x') + " HTTP/1.1\r\n"; };
        const auto expect = [&limits](const QByteArray &head, std::optional<Violation> violation) {
            const Outcome whole = checkWhole(head, limits);
            QVERIFY(whole.violation == violation);
            QVERIFY(checkByteByByte(head, limits) == whole);
        };
        expect(path(20) + "Host: h\r\n\r\n", std::nullopt);
        expect(path(21) + "Host: h\r\n\r\n", Violation{RefusalReason::RequestLineTooLong, 20});
        expect(QByteArray(23, 'G'), Violation{RefusalReason::RequestLineTooLong, 20});
        expect(path(20) + "Host: " + QByteArray(28, 'h') + "\r\n\r\n", std::nullopt);
        expect(path(20) + "Host: " + QByteArray(29, 'h') + "\r\n\r\n", Violation{RefusalReason::HeaderTooLarge, 60});
        expect(path(20) + QByteArray(50, 'h'), Violation{RefusalReason::HeaderTooLarge, 60});
        expect(Line + Host + "a:\r\nb:\r\n\r\n", std::nullopt);
        expect(Line + Host + "a:\r\nb:\r\nc:\r\n\r\n", Violation{RefusalReason::HeaderTooLarge, 33});
        limits.body = 10;
        expect(Line + Host + "Content-Length: 10\r\n\r\n", std::nullopt);
        expect(Line + Host + "Content-Length: 11\r\n\r\n", Violation{RefusalReason::BodyTooLarge, 25});
    }

    void factsForTheFraming() {
        const Limits limits;
        HeadCheck check(limits);
        QVERIFY(!check.hasStarted());
        QCOMPARE(check.scan("\r\n"), HeadCheck::Step::NeedMore);
        QVERIFY(!check.hasStarted());
        QCOMPARE(check.scan("\r\nHEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\nExpect: 100-Continue\r\n\r\n"),
            HeadCheck::Step::Ended);
        QVERIFY(check.hasStarted());
        QVERIFY(check.isHead());
        QVERIFY(check.isHttp11());
        QVERIFY(check.expectsContinue());
        QVERIFY(!check.isChunked());
        QCOMPARE(check.contentLength(), quint64(12));
        QCOMPARE(check.requestLineStart(), qsizetype(2));
    }

    void dribblingClientCostsLinearTime() {
        // 64 KiB one byte at a time: a scan from the start each time would look at 2 GiB.
        const QByteArray head = Line + Host + "a: " + QByteArray(60'000, 'x') + "\r\n\r\n";
        QCOMPARE(checkByteByByte(head).step, HeadCheck::Step::Ended);
    }
};

QTEST_GUILESS_MAIN(TestHeadCheck)
#include "tst_head_check.moc"
