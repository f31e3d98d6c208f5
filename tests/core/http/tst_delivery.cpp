#include "core/http/connection.h"
#include "http_support.h"

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace offhook::http;

namespace {

const QByteArray Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

} // namespace

/// Answers that are broken on purpose, and what requests that wait long must know of their clients.
class TestDelivery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void closedInsteadOfAnswered() {
        TestServer server;
        server.onRequest = [](Exchange &exchange) { exchange.delivery.type = Delivery::Type::Close; };
        RawClient client(server.listener());
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.received(), QByteArray());
        QCOMPARE(client.socket().error(), QAbstractSocket::RemoteHostClosedError);
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::BrokenOff});
    }

    void resetInsteadOfAnswered() {
        TestServer server;
        server.onRequest = [](Exchange &exchange) { exchange.delivery.type = Delivery::Type::Reset; };
        // A socket of the system's: to Qt an end and a reset are the same.
        const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(server.listener().port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        QCOMPARE(::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(::send(descriptor, Get.constData(), std::size_t(Get.size()), 0), Get.size());
        char byte = 0;
        ssize_t received = -1;
        int reason = EAGAIN;
        const auto isOver = [&] { // asked more than once: a reset is told only once
            if (received < 0 && (reason == EAGAIN || reason == EWOULDBLOCK)) {
                received = ::recv(descriptor, &byte, 1, MSG_DONTWAIT);
                reason = errno;
            }
            return received >= 0 || (reason != EAGAIN && reason != EWOULDBLOCK);
        };
        QTRY_VERIFY(isOver());
        QCOMPARE(received, ssize_t(-1));
        QCOMPARE(reason, ECONNRESET);
        ::close(descriptor);
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::BrokenOff});
    }

    void halfAnAnswer() {
        TestServer server;
        server.answer.body = "0123456789";
        server.onRequest = [](Exchange &exchange) { exchange.delivery.type = Delivery::Type::Half; };
        RawClient client(server.listener());
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().contains("Content-Length: 10\r\n"));
        QVERIFY(client.received().endsWith("\r\n\r\n01234"));
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::BrokenOff});
    }

    void drippingAnswerArrivesWholeInPieces() {
        TestServer server;
        server.answer.body = "0123456789";
        server.onRequest = [](Exchange &exchange) {
            exchange.delivery = {Delivery::Type::Drip, 3, std::chrono::milliseconds(5)};
        };
        RawClient client(server.listener());
        int pieces = 0;
        QObject::connect(&client.socket(), &QIODevice::readyRead, this, [&] { ++pieces; });
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_VERIFY(client.received().endsWith("\r\n\r\n0123456789"));
        QVERIFY(pieces > 1);
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::Sent});
        server.onRequest = {};
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"); // the connection goes on
        QTRY_COMPARE(server.outcomes.size(), std::size_t(2));
        QTRY_COMPARE(client.received().count("HTTP/1.1 200"), 2);
    }

    void drippingEndsWithItsClient() {
        TestServer server;
        server.answer.body = QByteArray(1'000, 'x');
        server.onRequest = [](Exchange &exchange) {
            exchange.delivery = {Delivery::Type::Drip, 1, std::chrono::milliseconds(5)};
        };
        RawClient client(server.listener());
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_VERIFY(client.received().contains("\r\n\r\nx"));
        client.reset();
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::ClientGone});
        QTRY_COMPARE(server.listener().connectionCount(), 0);
    }

    void clientThatClosedItsSideIsSeen() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        QVERIFY(!server.held[0]->hasClosedItsSide());
        client.send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n"); // more is not the end
        settle();
        QVERIFY(!server.held[0]->hasClosedItsSide());
    }

    void clientThatClosedWithoutMoreIsSeen() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        client.close();
        QTRY_VERIFY(server.held[0]->hasClosedItsSide());
        server.held[0]->respond(server.answer, server.recordOutcome()); // it may still take an answer
        QTRY_COMPARE(server.outcomes.size(), std::size_t(1));
    }

    void requestBeginsWithItsFirstByteOrItsConnection() {
        TestServer server;
        std::vector<offhook::MonotonicTime> started;
        server.onRequest = [&](Exchange &exchange) {
            QVERIFY(exchange.startedMonotonic <= exchange.receivedMonotonic);
            started.push_back(exchange.startedMonotonic);
        };
        const offhook::MonotonicTime before = offhook::Clock::system().monotonic();
        RawClient client(server.listener());
        const offhook::MonotonicTime connected = offhook::Clock::system().monotonic();
        client.send("GET / HTTP/1.1\r\n");
        settle();
        const offhook::MonotonicTime halfSent = offhook::Clock::system().monotonic();
        client.send("Host: h\r\n\r\n");
        QTRY_COMPARE(started.size(), std::size_t(1));
        QVERIFY(started[0] >= before && started[0] <= halfSent);
        const offhook::MonotonicTime between = offhook::Clock::system().monotonic();
        QVERIFY(between >= connected);
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_COMPARE(started.size(), std::size_t(2));
        QVERIFY(started[1] >= between);
    }
};

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
