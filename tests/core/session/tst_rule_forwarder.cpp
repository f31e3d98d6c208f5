#include "core/session/rule_forwarder.h"
#include "core/store/event_writer.h"
#include "core/store/row_reader.h"
#include "tests/core/store/store_support.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::testing;

class TestRuleForwarder final : public QObject {
    Q_OBJECT

    static flow::ForwardTo to(const QTcpServer &app) {
        flow::ForwardTo made;
        made.url = u"http://127.0.0.1:%1"_s.arg(app.serverPort());
        return made;
    }
    static std::vector<flow::Attempt> attemptsOf(const Workspace &workspace, EventId id) {
        const auto connection = workspace.connect(store::Connection::Mode::ReadOnly);
        return must(must(store::RowReader::prepare(connection))->event(id))->attempts;
    }
    static void answerWith(QTcpServer &app, const QByteArray &bytes) {
        connect(&app, &QTcpServer::pendingConnectionAvailable, &app, [&app, bytes] {
            QTcpSocket *socket = app.nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket, [socket, bytes] { socket->write(bytes); });
        });
    }

private Q_SLOTS:
    void theAnswerIsHandedOnAndTheAttemptKept() {
        const Workspace workspace;
        QTcpServer app;
        QVERIFY(app.listen(QHostAddress::LocalHost));
        answerWith(app, "HTTP/1.1 203 x\r\nX-A: b\r\nContent-Length: 2\r\n\r\nhi");
        const auto writer = must(store::EventWriter::open(workspace.path()));
        deliver::TargetHealths told;
        RuleForwarder forwarder(*writer, [&](const deliver::TargetHealths &targets) { told = targets; });
        const auto event = sms(writer->nextId());
        writer->record(event, {});
        std::optional<Result<http::Response>> answer;
        forwarder.forward(event, to(app), u"App"_s, [&](const Result<http::Response> &response) {
            answer.emplace(response);
            return true;
        });
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        QCOMPARE(**answer, (http::Response{203, {{"X-A", "b"}}, "hi"}));
        writer->drain();
        const auto attempts = attemptsOf(workspace, event->id);
        QCOMPARE(attempts.size(), std::size_t(1));
        QCOMPARE(attempts[0].route, u"App"_s);
        QCOMPARE(attempts[0].response->status, 203);
        QVERIFY(!attempts[0].isLate);
        QCOMPARE(told.size(), std::size_t(1));
        QVERIFY(told[0].isReachable);
    }

    void aLateAnswerIsKeptAsSuch() {
        const Workspace workspace;
        QTcpServer app;
        QVERIFY(app.listen(QHostAddress::LocalHost));
        answerWith(app, "HTTP/1.1 200 x\r\nContent-Length: 2\r\n\r\nhi");
        const auto writer = must(store::EventWriter::open(workspace.path()));
        RuleForwarder forwarder(*writer, {});
        const auto event = sms(writer->nextId());
        writer->record(event, {});
        bool asked = false;
        forwarder.forward(event, to(app), {}, [&](const Result<http::Response> &) {
            asked = true;
            return false;
        });
        QTRY_VERIFY(asked);
        writer->drain();
        QVERIFY(attemptsOf(workspace, event->id).at(0).isLate);
    }

    void aFailureIsKeptToo() {
        const Workspace workspace;
        QTcpServer app;
        QVERIFY(app.listen(QHostAddress::LocalHost));
        const flow::ForwardTo where = to(app);
        app.close();
        const auto writer = must(store::EventWriter::open(workspace.path()));
        deliver::TargetHealths told;
        RuleForwarder forwarder(*writer, [&](const deliver::TargetHealths &targets) { told = targets; });
        const auto event = sms(writer->nextId());
        writer->record(event, {});
        std::optional<Error> error;
        forwarder.forward(event, where, {}, [&](const Result<http::Response> &response) {
            if (!response)
                error = response.error();
            return false;
        });
        QTRY_VERIFY(error);
        QCOMPARE(error->code, ErrorCode::NetworkFailed);
        writer->drain();
        const flow::Attempt attempt = attemptsOf(workspace, event->id).at(0);
        QCOMPARE(attempt.error->code, ErrorCode::NetworkFailed);
        QVERIFY(!attempt.isLate && !attempt.response);
        QVERIFY(!told.at(0).isReachable && !told.at(0).error.isEmpty());
    }

    void whatLeadsBackToOffhookIsNotSent() {
        const Workspace workspace;
        QTcpServer own;
        QVERIFY(own.listen(QHostAddress::LocalHost));
        const auto writer = must(store::EventWriter::open(workspace.path()));
        RuleForwarder forwarder(*writer, {});
        forwarder.setOwnPort(own.serverPort());
        const auto event = sms(writer->nextId());
        writer->record(event, {});
        std::optional<Error> error;
        forwarder.forward(event, to(own), {}, [&](const Result<http::Response> &response) {
            error = response.error();
            return false;
        });
        QVERIFY(!error);
        QTRY_VERIFY(error);
        QVERIFY(error->detail.contains(u"itself"_s));
        QVERIFY(!own.hasPendingConnections());
        writer->drain();
        QCOMPARE(attemptsOf(workspace, event->id).at(0).error->detail, error->detail);
    }

    void onlySoManyWaitAtOnce() {
        const Workspace workspace;
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const auto writer = must(store::EventWriter::open(workspace.path()));
        RuleForwarder forwarder(*writer, {});
        const auto event = sms(writer->nextId());
        writer->record(event, {});
        std::size_t failed = 0;
        for (std::size_t i = 0; i < RuleForwarder::MostUnderWay + 3; ++i)
            forwarder.forward(event, to(silent), {}, [&](const Result<http::Response> &response) {
                failed += response ? 0 : 1;
                return false;
            });
        QTRY_COMPARE(failed, std::size_t(3));
    }

    void whatIsUnderWayAtTheEndIsKeptAsCancelled() {
        const Workspace workspace;
        QTcpServer app;
        QVERIFY(app.listen(QHostAddress::LocalHost));
        const auto writer = must(store::EventWriter::open(workspace.path()));
        auto forwarder = std::make_unique<RuleForwarder>(*writer, nullptr);
        const auto event = sms(writer->nextId());
        writer->record(event, {});
        bool asked = false;
        forwarder->forward(event, to(app), u"App"_s, [&](const Result<http::Response> &) { return asked = true; });
        QTRY_VERIFY(app.hasPendingConnections());
        forwarder.reset();
        writer->drain();
        QVERIFY(!asked);
        const flow::Attempt attempt = attemptsOf(workspace, event->id).at(0);
        QCOMPARE(attempt.error->code, ErrorCode::Cancelled);
        QCOMPARE(attempt.route, u"App"_s);
    }
};

QTEST_GUILESS_MAIN(TestRuleForwarder)
#include "tst_rule_forwarder.moc"
