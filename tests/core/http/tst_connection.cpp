#include "core/http/connection.h"
#include "http_support.h"

#include <QSet>
#include <QTimer>

#include <sys/socket.h>

using namespace offhook::http;
using namespace std::chrono_literals;

namespace {

const QByteArray Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const QByteArray Post = "POST / HTTP/1.1\r\nHost: h\r\n";

Limits shortLimits() {
    Limits limits;
    limits.headerDeadline = limits.bodyDeadline = limits.answerDeadline = limits.idle = limits.lingerDeadline = 120ms;
    return limits;
}

} // namespace

class TestConnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // One row for each reason that bytes alone can give; timeouts and lost clients have tests of their own below.
    void hostileRequestsAreAnsweredAndSeen_data() {
        using enum RefusalReason;
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("status");
        const auto row = [this](const char *name, const QByteArray &bytes, RefusalReason reason, int status) {
            QTest::newRow(name) << bytes << int(reason) << status;
            m_reasons.insert(int(reason));
        };
        row("words instead of a request line", "hello world\r\n\r\n", MalformedRequestLine, 400);
        row("field without colon", "GET / HTTP/1.1\r\nHost: h\r\nabc\r\n\r\n", MalformedHeader, 400);
        row("HTTP/3.0", "GET / HTTP/3.0\r\nHost: h\r\n\r\n", UnknownVersion, 505);
        row("BREW", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", UnknownMethod, 501);
        row("both framings", Post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            LengthAndTransferEncoding, 400);
        row("lengths that differ", Post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", DifferingContentLength,
            400);
        row("length twice", Post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", RepeatedContentLength, 400);
        row("length with a plus sign", Post + "Content-Length: +3\r\n\r\nabc", InvalidContentLength, 400);
        row("gzip transfer coding", Post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            UnsupportedTransferCoding, 501);
        row("folded field", "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n", ObsoleteFolding, 400);
        row("space before the colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", SpaceBeforeColon, 400);
        row("carriage return in a value", "GET / HTTP/1.1\r\nHost: h\r\nA: b\rc\r\n\r\n", BareCarriageReturn, 400);
        row("NUL in a value", QByteArray("GET / HTTP/1.1\r\nHost: h\r\nA: \0\r\n\r\n", 33), NulByte, 400);
        row("no host", "GET / HTTP/1.1\r\n\r\n", MissingHost, 400);
        row("two hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", RepeatedHost, 400);
        row("host with a path", "GET / HTTP/1.1\r\nHost: h/x\r\n\r\n", InvalidHost, 400);
        row("bad chunk", Post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", BadChunk, 400);
        row("long request line", "GET /" + QByteArray(17'000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n", RequestLineTooLong,
            414);
        row("large head", "GET / HTTP/1.1\r\nHost: h\r\nA: " + QByteArray(70'000, 'x') + "\r\n\r\n", HeaderTooLarge,
            431);
        row("many fields", "GET / HTTP/1.1\r\nHost: h\r\n" + QByteArray("A:\r\n").repeated(128) + "\r\n",
            HeaderTooLarge, 431);
        row("large body announced", Post + "Content-Length: 10485761\r\n\r\nabc", BodyTooLarge, 413);
        row("unknown expectation", Post + "Content-Length: 3\r\nExpect: 200-ok\r\n\r\n", UnsupportedExpectation, 417);
        row("TLS ClientHello", QByteArray("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03", 10), TlsHandshakeOnPlainPort,
            400);
    }
    void hostileRequestsAreAnsweredAndSeen() {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, reason);
        QFETCH(const int, status);
        TestServer server;
        RawClient client(server.listener());
        client.send(
            bytes + (bytes.size() < 1000 ? QByteArray("GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n") : QByteArray()));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), status);
        QVERIFY(client.received().contains("Connection: close\r\n"));
        QVERIFY(client.received().endsWith(refusalText(RefusalReason(reason)).toByteArray()));
        QCOMPARE(server.seen.size(), std::size_t(1));
        const TestServer::Seen &seen = server.seen.front();
        QVERIFY(seen.refusal);
        QCOMPARE(refusalName(seen.refusal->reason), refusalName(RefusalReason(reason)));
        const QByteArray kept = seen.request.head() + seen.request.wireBody();
        QVERIFY(bytes.size() < 60'000 ? kept.startsWith(bytes) : bytes.startsWith(kept) && kept.size() > 60'000);
    }

    void everyReasonIsCoveredHere() {
        using enum RefusalReason;
        for (const RefusalReason elsewhere : {HeaderTimeout, BodyTimeout, Incomplete})
            m_reasons.insert(int(elsewhere));
        QCOMPARE(m_reasons.size(), qsizetype(RefusalReasonCount));
    }

    void requestsArriveByteForByte() {
        const QByteArray head =
            "POST /Sms%2f?x=%2B&&y HTTP/1.1\r\nhOST: h\r\nX-A: 1\r\nx-a:2\r\nX-A:  1 \r\nContent-Length: 6\r\n\r\n";
        const QByteArray body("a\0\r\n\xff=", 6);
        TestServer server;
        RawClient client(server.listener());
        client.send(head + body);
        QTRY_COMPARE(client.status(), 200);
        QCOMPARE(server.seen.at(0).request.head(), head);
        QCOMPARE(server.seen.at(0).request.body(), body);
        QCOMPARE(server.seen.at(0).peer, client.peerAsSeenByServer());
        QVERIFY(!server.seen.at(0).tls);
        QTRY_COMPARE(server.outcomes.size(), std::size_t(1));
        QCOMPARE(server.outcomes.front(), SendOutcome::Sent);
    }

    void pipelinedRequestsAreAnsweredInOrder_data() {
        QTest::addColumn<bool>("hold");
        QTest::newRow("answered inside the handler") << false;
        QTest::newRow("answered later, one by one") << true;
    }
    void pipelinedRequestsAreAnsweredInOrder() {
        QFETCH(const bool, hold);
        TestServer server;
        server.hold = hold;
        if (!hold)
            server.onRequest = [&server](Exchange &exchange) {
                server.answer.body = exchange.request.target().toByteArray();
            };
        QByteArray requests;
        for (int i = 0; i < 50; ++i)
            requests += "GET /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
        RawClient client(server.listener());
        client.send(requests);
        for (std::size_t i = 0; hold && i < 50; ++i) {
            QTRY_COMPARE(server.held.size(), i + 1);
            server.held[i]->respond({200, {}, server.held[i]->request.target().toByteArray()});
        }
        QTRY_VERIFY(client.received().endsWith("/49"));
        qsizetype at = 0;
        for (int i = 0; i < 50; ++i) {
            const QByteArray body = "\r\n\r\n/" + QByteArray::number(i);
            at = client.received().indexOf(body, at);
            QVERIFY2(at >= 0, QByteArray::number(i).constData());
        }
        QCOMPARE(client.received().count("HTTP/1.1 200 OK"), 50);
    }

    void aRequestBehindAnUnansweredOneWaits() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send(Get + Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        client.send(Get);
        settle();
        QCOMPARE(server.held.size(), std::size_t(1));
        server.held[0]->respond({});
        QTRY_COMPARE(server.held.size(), std::size_t(2));
        server.held[1]->respond({});
        QTRY_COMPARE(server.held.size(), std::size_t(3));
        server.held[2]->respond({});
        QTRY_COMPARE(client.received().count("HTTP/1.1 200 OK"), 3);
    }

    void aFloodBehindAnUnansweredRequestStaysInTheKernel() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        client.send(QByteArray(64 * 1024 * 1024, 'x'));
        settle();
        // More than the kernel holds on both sides: the rest stays with the client.
        QVERIFY(client.socket().bytesToWrite() > 32 * 1024 * 1024);
    }

    void chunkedBodiesAreDecodedAndKept() {
        TestServer server;
        RawClient client(server.listener());
        client.send(Post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        settle();
        client.send("2;x=y\r\nde\r\n0\r\nT: u\r\n\r\n");
        QTRY_COMPARE(client.status(), 200);
        QCOMPARE(server.seen.at(0).request.body(), QByteArray("abcde"));
        QCOMPARE(server.seen.at(0).request.framedBody(), QByteArray("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: u\r\n\r\n"));
    }

    void continueIsSentWhenTheClientWaitsForIt() {
        TestServer server;
        RawClient client(server.listener());
        client.send(Post + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        QTRY_COMPARE(client.received(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        QVERIFY(server.seen.empty());
        client.send("abc");
        QTRY_VERIFY(client.received().contains("HTTP/1.1 200 OK"));
        QCOMPARE(client.received().count("100 Continue"), 1);
    }

    void continueIsNotSentWhenTheBodyIsThere() {
        TestServer server;
        RawClient client(server.listener());
        client.send(Post + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\nabc");
        QTRY_COMPARE(client.status(), 200);
    }

    void continueIsNotSentBeforeARefusal() {
        TestServer server;
        RawClient client(server.listener());
        client.send(Post + "Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 413);
    }

    // RFC 9112 9.3 and 9.6.
    void connectionEndsOrStays_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("stays");
        QTest::addColumn<QByteArray>("connection");
        QTest::newRow("HTTP/1.1") << Get << true << QByteArray();
        QTest::newRow("HTTP/1.1 with close") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                                             << false << QByteArray("Connection: close\r\n");
        QTest::newRow("HTTP/1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false
                                  << QByteArray("Connection: close\r\n");
        QTest::newRow("HTTP/1.0 with keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
                                                  << true << QByteArray("Connection: keep-alive\r\n");
        QTest::newRow("bytes behind a request with close")
            << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") + Get << false
            << QByteArray("Connection: close\r\n");
    }
    void connectionEndsOrStays() {
        QFETCH(const QByteArray, request);
        QFETCH(const bool, stays);
        QFETCH(const QByteArray, connection);
        TestServer server;
        RawClient client(server.listener());
        client.send(request);
        QTRY_VERIFY(client.received().endsWith("ok"));
        QVERIFY(client.received().contains(connection));
        QCOMPARE(client.received().contains("Connection:"), !connection.isEmpty());
        if (!stays) {
            QTRY_VERIFY(client.isClosed());
            QCOMPARE(server.seen.size(), std::size_t(1));
            return;
        }
        client.send(request);
        QTRY_COMPARE(client.received().count("HTTP/1.1 200 OK"), 2);
    }

    void anAnswerCanAskToClose() {
        TestServer server;
        server.answer.headers.push_back({"Connection", "close"});
        RawClient client(server.listener());
        client.send(Get);
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().contains("Connection: close\r\n"));
    }

    void headGetsNoBody() {
        TestServer server;
        RawClient client(server.listener());
        client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + Get);
        QTRY_VERIFY(client.received().endsWith("ok"));
        QCOMPARE(client.received().count("Content-Length: 2\r\n"), 2);
        QCOMPARE(client.received().count("ok"), 1);
    }

    void aClientThatClosedItsSendingSideGetsItsAnswer() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        ::shutdown(int(client.socket().socketDescriptor()), SHUT_WR);
        settle();
        QVERIFY(server.held[0]->isOpen());
        server.held[0]->respond({200, {}, "late"});
        QTRY_VERIFY(client.received().endsWith("late"));
        QTRY_VERIFY(client.isClosed());
    }

    void anUnfinishedRequestIsSeenWhenTheClientGoes_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("in the request line") << QByteArray("GET /ab");
        QTest::newRow("in the fields") << QByteArray("GET / HTTP/1.1\r\nHos");
        QTest::newRow("in the body") << Post + "Content-Length: 5\r\n\r\nab";
        QTest::newRow("in a chunk") << Post + "Transfer-Encoding: chunked\r\n\r\n5\r\nab";
    }
    void anUnfinishedRequestIsSeenWhenTheClientGoes() {
        QFETCH(const QByteArray, bytes);
        TestServer server;
        RawClient client(server.listener());
        const QByteArray peer = client.peerAsSeenByServer();
        client.send(bytes);
        settle();
        client.close();
        QTRY_COMPARE(server.seen.size(), std::size_t(1));
        const TestServer::Seen &seen = server.seen.front();
        QCOMPARE(seen.refusal->reason, RefusalReason::Incomplete);
        QCOMPARE(seen.refusal->status, 0);
        QCOMPARE(seen.request.head() + seen.request.wireBody(), bytes);
        QCOMPARE(seen.peer, peer);
        QVERIFY(!seen.wasOpen);
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::ClientGone});
    }

    void aClientThatSendsNothingIsNotSeen() {
        TestServer server;
        RawClient client(server.listener());
        QTRY_COMPARE(server.listener().connectionCount(), 1);
        client.close();
        QTRY_COMPARE(server.listener().connectionCount(), 0);
        QVERIFY(server.seen.empty());
    }

    void anExchangeThatIsDroppedAnswers500() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        server.held.clear();
        QTRY_COMPARE(client.status(), 500);
    }

    void anAnswerAfterTheClientWentReportsSoOnce() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        client.reset();
        QTRY_VERIFY(client.isClosed());
        // A first write into the closed connection may still be taken by the system; large answers are not.
        server.held[0]->respond({200, {}, QByteArray(32 * 1024 * 1024, 'x')}, server.recordOutcome());
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::ClientGone});
        QTRY_COMPARE(server.listener().connectionCount(), 0);
        settle();
        QCOMPARE(server.outcomes.size(), std::size_t(1));
    }

    void aSlowHeadTimesOutAndOthersAreServedMeanwhile() {
        Limits limits;
        limits.headerDeadline = 300ms;
        TestServer server(limits);
        RawClient slow(server.listener());
        const QByteArray head = "GET /slow HTTP/1.1\r\nHost: h\r\n";
        QTimer dribble;
        qsizetype sent = 0;
        QObject::connect(&dribble, &QTimer::timeout, &dribble, [&] {
            if (sent < head.size())
                slow.send(head.mid(sent++, 1));
        });
        dribble.start(1ms);
        QTRY_VERIFY(sent > 5);
        RawClient quick(server.listener());
        quick.send(Get);
        QTRY_COMPARE(quick.status(), 200);
        QTRY_VERIFY(slow.isClosed());
        QCOMPARE(slow.status(), 408);
        QCOMPARE(server.seen.back().refusal->reason, RefusalReason::HeaderTimeout);
        QVERIFY(head.startsWith(server.seen.back().request.head()));
        QVERIFY(!server.seen.back().request.head().isEmpty());
    }

    void aSlowBodyTimesOut() {
        Limits limits;
        limits.bodyDeadline = 120ms;
        TestServer server(limits);
        RawClient slow(server.listener());
        slow.send(Post + "Content-Length: 100\r\n\r\npart");
        RawClient quick(server.listener());
        quick.send(Get);
        QTRY_COMPARE(quick.status(), 200);
        QTRY_VERIFY(slow.isClosed());
        QCOMPARE(slow.status(), 408);
        QCOMPARE(server.seen.back().refusal->reason, RefusalReason::BodyTimeout);
        QCOMPARE(server.seen.back().request.body(), QByteArray("part"));
    }

    void aSlowReaderTimesOutAndOthersAreServedMeanwhile() {
        Limits limits;
        limits.answerDeadline = 300ms;
        TestServer server(limits);
        RawClient slow(server.listener());
        slow.socket().setReadBufferSize(1); // its side fills up
        QObject::disconnect(&slow.socket(), &QIODevice::readyRead, nullptr, nullptr);
        server.answer.body = QByteArray(64 * 1024 * 1024, 'x');
        slow.send(Get);
        QTRY_COMPARE(server.seen.size(), std::size_t(1));
        server.answer.body = "ok";
        RawClient quick(server.listener());
        quick.send(Get);
        QTRY_COMPARE(quick.status(), 200);
        QTRY_COMPARE(server.outcomes, (std::vector{SendOutcome::Sent, SendOutcome::TimedOut}));
        QTRY_COMPARE(server.listener().connectionCount(), 1);
    }

    void aLargeAnswerArrivesWhole() {
        TestServer server;
        server.answer.body = QByteArray(20 * 1024 * 1024, 'x');
        RawClient client(server.listener());
        client.send(Get);
        QTRY_VERIFY(client.received().size() > server.answer.body.size());
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::Sent});
        client.send(Get);
        QTRY_COMPARE(server.outcomes.size(), std::size_t(2));
    }

    void anIdleConnectionIsClosedSilently() {
        TestServer server(shortLimits());
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(client.status(), 200);
        const QByteArray received = client.received();
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.received(), received);
        QCOMPARE(server.seen.size(), std::size_t(1));
    }

    void aWaitingRequestHasNoDeadline() {
        TestServer server(shortLimits());
        server.hold = true;
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        // Another client comes and goes by the idle deadline, while the first one waits for its answer.
        RawClient idle(server.listener());
        QTRY_VERIFY(idle.isClosed());
        QVERIFY(!client.isClosed());
        server.held[0]->respond({200, {}, "after all"});
        QTRY_VERIFY(client.received().endsWith("after all"));
    }

    void aRefusedClientThatGoesOnSendingReadsItsAnswer() {
        TestServer server;
        RawClient client(server.listener());
        client.send(Post + "Content-Length: 99999999\r\n\r\n" + QByteArray(8 * 1024 * 1024, 'x'));
        QTRY_VERIFY(client.received().contains("Connection: close"));
        QCOMPARE(client.status(), 413);
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().endsWith(refusalText(RefusalReason::BodyTooLarge).toByteArray()));
    }

    void aRefusedClientThatNeverClosesIsClosed() {
        TestServer server(shortLimits());
        RawClient client(server.listener());
        client.socket().setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        client.send("nonsense\r\n");
        QTRY_COMPARE(client.status(), 400);
        QTRY_COMPARE(server.listener().connectionCount(), 0);
    }

private:
    QSet<int> m_reasons;
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
