#include "core/session/capture_thread.h"
#include "core/store/workspace_file.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <optional>

using namespace offhook;

namespace {

QByteArray exchange(quint16 port, const QByteArray &request) {
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!socket.waitForConnected(60'000))
        return "no connection";
    socket.write(request);
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(60'000)) {
    }
    return socket.readAll();
}

constexpr char StatusCallback[] = "POST /status HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                                  "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 39\r\n\r\n"
                                  "MessageSid=SM1&MessageStatus=delivered&";

} // namespace

class TestCaptureThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void listensOnAFreePortAndAnswers();
    void portInUseIsReported();
    void everyAnsweredEventIsObserved();
    void stopsWhileClientsAreConnected();
    void workspaceThatCannotBeOpenedFailsTheStart();

private:
    quint16 listen(CaptureThread &capture);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestCaptureThread::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("w.offhook-workspace"));
    QVERIFY(store::WorkspaceFile::open(m_path, store::Access::ReadWrite));
}

// Heard with a queued connection: QSignalSpy of Qt 6.4 takes signals on the thread that emits them, and then misses
// one that came before its wait().
quint16 TestCaptureThread::listen(CaptureThread &capture) {
    quint16 port = 0;
    QObject here;
    connect(&capture, &CaptureThread::listening, &here, [&](const QString &, quint16 given) { port = given; });
    http::ListenOptions options;
    options.port = 0;
    capture.listen(options);
    (void)QTest::qWaitFor([&] { return port != 0; }, 60'000);
    return port;
}

void TestCaptureThread::listensOnAFreePortAndAnswers() {
    CaptureThread capture;
    QVERIFY(capture.start(m_path));
    const quint16 port = listen(capture);
    QVERIFY(port != 0);
    QVERIFY(exchange(port, StatusCallback).startsWith("HTTP/1.1 204 "));
}

void TestCaptureThread::portInUseIsReported() {
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, 0));
    CaptureThread capture;
    QVERIFY(capture.start(m_path));
    std::optional<ErrorCode> failure;
    QObject here;
    connect(&capture, &CaptureThread::listenFailed, &here, [&](const Error &error) { failure = error.code; });
    http::ListenOptions options;
    options.port = other.serverPort();
    capture.listen(options);
    QTRY_COMPARE_WITH_TIMEOUT(failure, std::optional(ErrorCode::AddressInUse), 60'000);
}

void TestCaptureThread::everyAnsweredEventIsObserved() {
    std::atomic<int> observed = 0;
    CaptureThread capture;
    capture.setObserver([&](const flow::EventPtr &) { ++observed; });
    QVERIFY(capture.start(m_path));
    const quint16 port = listen(capture);
    for (int i = 0; i < 20; ++i)
        exchange(port, StatusCallback);
    capture.stop();
    QCOMPARE(observed.load(), 20);
}

void TestCaptureThread::stopsWhileClientsAreConnected() {
    CaptureThread capture;
    QVERIFY(capture.start(m_path));
    const quint16 port = listen(capture);
    QTcpSocket idle;
    idle.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    QVERIFY(port != 0);
    QVERIFY(idle.waitForConnected(60'000));
    idle.write("POST /half HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nab");
    QVERIFY(idle.waitForBytesWritten());
    capture.stop();
    QTRY_COMPARE(idle.state(), QAbstractSocket::UnconnectedState);
}

void TestCaptureThread::workspaceThatCannotBeOpenedFailsTheStart() {
    CaptureThread capture;
    const Result<void> started = capture.start(m_folder->filePath(QStringLiteral("no/such/folder/w")));
    QVERIFY(!started);
    QVERIFY(capture.writer() == nullptr);
}

QTEST_GUILESS_MAIN(TestCaptureThread)
#include "tst_capture_thread.moc"
