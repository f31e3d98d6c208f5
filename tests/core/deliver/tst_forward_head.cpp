#include "core/deliver/forward_head.h"

#include <QTest>

using namespace offhook;
using namespace offhook::deliver;

namespace {

HeadChanges changes() {
    HeadChanges made;
    made.method = "POST";
    made.target = "/app/sms?x=1";
    made.host = "public.example";
    return made;
}

HeadChanges withBody() {
    HeadChanges made = changes();
    made.bodySize = 7;
    return made;
}

QByteArray headOf(const QByteArray &fields, const HeadChanges &made) {
    return forwardedHead(http::Request("POST /sms?x=1 HTTP/1.1\r\n" + fields + "\r\n", "a=b&c=d"), made);
}

} // namespace

class TestForwardHead final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyOtherLineStaysAsItIs() {
        QCOMPARE(headOf("hOST:  public.example \r\nx-Odd:\tone \r\nA: 1\r\nB: \xff\r\nA: 2\r\ncontent-length: 7\r\n",
                     changes()),
            QByteArray("POST /app/sms?x=1 HTTP/1.1\r\nhOST:  public.example \r\nx-Odd:\tone \r\nA: 1\r\nB: \xff\r\n"
                       "A: 2\r\ncontent-length: 7\r\nConnection: close\r\n\r\n"));
    }

    // RFC 9110 7.6.1
    void fieldsOfTheConnectionGo() {
        QCOMPARE(headOf("Host: public.example\r\nKeep-Alive: timeout=5\r\nConnection: Keep-Alive, X-Hop\r\nX-Hop: 1\r\n"
                        "X-Stays: 1\r\nProxy-Connection: close\r\nTE: trailers\r\nUpgrade: h2c\r\nTrailer: X\r\n",
                     changes()),
            QByteArray(
                "POST /app/sms?x=1 HTTP/1.1\r\nHost: public.example\r\nX-Stays: 1\r\nConnection: close\r\n\r\n"));
    }

    void aConnectionFieldCannotTakeTheMessageApart() {
        QCOMPARE(headOf("Host: public.example\r\nContent-Length: 7\r\nContent-Type: a/b\r\n"
                        "Connection: Host, content-length,Content-Type\r\n",
                     changes()),
            QByteArray("POST /app/sms?x=1 HTTP/1.1\r\nHost: public.example\r\nContent-Length: 7\r\n"
                       "Content-Type: a/b\r\nConnection: close\r\n\r\n"));
    }

    void aChunkedBodyGetsALength() {
        QCOMPARE(headOf("Host: public.example\r\nTransfer-Encoding: chunked\r\nA: 1\r\n", withBody()),
            QByteArray("POST /app/sms?x=1 HTTP/1.1\r\nHost: public.example\r\nContent-Length: 7\r\nA: 1\r\n"
                       "Connection: close\r\n\r\n"));
    }

    void aBodyWhoseLengthIsNotToldGetsOne() {
        const QByteArray end = "Content-Length: 7\r\nConnection: close\r\n\r\n";
        QVERIFY(headOf("Host: public.example\r\n", withBody()).endsWith(end));
        QCOMPARE(headOf("Host: public.example\r\nContent-Length: 7\r\n", withBody()).count("Length"), 1);
        HeadChanges dropped = withBody();
        dropped.dropsBody = true;
        QVERIFY(!headOf("Host: public.example\r\n", dropped).contains("Length"));
    }

    void theHostIsSetWhereItStands() {
        HeadChanges made = changes();
        made.host = "localhost:3000";
        QCOMPARE(headOf("A: 1\r\nHost: public.example\r\nB: 2\r\n", made),
            QByteArray(
                "POST /app/sms?x=1 HTTP/1.1\r\nA: 1\r\nHost: localhost:3000\r\nB: 2\r\nConnection: close\r\n\r\n"));
        QCOMPARE(headOf("A: 1\r\n", made),
            QByteArray("POST /app/sms?x=1 HTTP/1.1\r\nA: 1\r\nHost: localhost:3000\r\nConnection: close\r\n\r\n"));
    }

    void whatAProxySaysIsAdded() {
        HeadChanges made = changes();
        made.forwarded = HeadChanges::Forwarded{"https", "public.example", "192.0.2.7"};
        QCOMPARE(headOf("Host: public.example\r\n", made),
            QByteArray("POST /app/sms?x=1 HTTP/1.1\r\nHost: public.example\r\nX-Forwarded-Proto: https\r\n"
                       "X-Forwarded-Host: public.example\r\nX-Forwarded-For: 192.0.2.7\r\nConnection: close\r\n\r\n"));
    }

    void whatAProxyBeforeSaidIsKeptOrCorrected() {
        HeadChanges made = changes();
        made.forwarded = HeadChanges::Forwarded{"https", "public.example", "127.0.0.1"};
        QCOMPARE(headOf("X-Forwarded-For: 192.0.2.7\r\nHost: public.example\r\nx-forwarded-proto: http\r\n"
                        "X-Forwarded-Host:public.example\r\nx-forwarded-proto: ftp\r\n",
                     made),
            QByteArray("POST /app/sms?x=1 HTTP/1.1\r\nX-Forwarded-For: 192.0.2.7, 127.0.0.1\r\nHost: public.example\r\n"
                       "x-forwarded-proto: https\r\nX-Forwarded-Host:public.example\r\nConnection: close\r\n\r\n"));
    }

    void aRequestWithoutItsBodyDoesNotDescribeOne() {
        HeadChanges made = changes();
        made.method = "GET";
        made.dropsBody = true;
        QCOMPARE(headOf("Host: public.example\r\nContent-Type: a/b\r\nContent-Length: 7\r\nExpect: 100-continue\r\n"
                        "Transfer-Encoding: chunked\r\nA: 1\r\n",
                     made),
            QByteArray("GET /app/sms?x=1 HTTP/1.1\r\nHost: public.example\r\nA: 1\r\nConnection: close\r\n\r\n"));
    }

    void theTargetsPasswordIsAddedWhereThereIsNone() {
        HeadChanges made = changes();
        made.authorization = "Basic YTpi";
        QVERIFY(headOf("Host: public.example\r\n", made).contains("\r\nAuthorization: Basic YTpi\r\n"));
        const QByteArray kept = headOf("Host: public.example\r\nauthorization: Basic eDp5\r\n", made);
        QVERIFY(kept.contains("authorization: Basic eDp5") && !kept.contains("YTpi"));
    }

    void aFoldedLineGoesWithItsField() {
        QCOMPARE(headOf("Host: public.example\r\nTE: a,\r\n b\r\nA: 1\r\n c\r\n", changes()),
            QByteArray(
                "POST /app/sms?x=1 HTTP/1.1\r\nHost: public.example\r\nA: 1\r\n c\r\nConnection: close\r\n\r\n"));
    }

    void anAnswerKeepsItsFields() {
        const http::ClientResponse answer{201,
            "HTTP/1.1 201 Yes\r\nx-B:  two \r\nSet-Cookie: a\r\nConnection: x-hop\r\nX-Hop: 1\r\nset-cookie: b\r\n"
            "Content-Encoding: gzip\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nDate: now\r\n\r\n",
            QByteArray("\x1f\x8b\0", 3), {}};
        const http::Response response = forwardedResponse(answer);
        const http::Response expected{201,
            {{"x-B", "two"}, {"Set-Cookie", "a"}, {"set-cookie", "b"}, {"Content-Encoding", "gzip"}, {"Date", "now"}},
            QByteArray("\x1f\x8b\0", 3)};
        QCOMPARE(response, expected);
    }
};

QTEST_GUILESS_MAIN(TestForwardHead)
#include "tst_forward_head.moc"
