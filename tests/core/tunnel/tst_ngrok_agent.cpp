#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/http/listener.h"
#include "core/tunnel/ngrok_agent.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

// The agent's API as ngrok.com/docs/agent/api documents it: GET, POST /api/tunnels, DELETE /api/tunnels/NAME.
class AgentApi {
public:
    AgentApi()
        : m_listener(
              [this](std::unique_ptr<http::Exchange> exchange) { exchange->respond(answer(exchange->request)); }) {
        http::ListenOptions options;
        options.port = 0;
        const auto listening = m_listener.listen(options);
        Q_ASSERT(listening);
    }
    QString address() const { return u"127.0.0.1:%1"_s.arg(m_listener.port()); }
    void add(const QString &name, const QString &url, const QString &addr) {
        tunnels.append(QJsonObject{{u"name"_s, name}, {u"public_url"_s, url}, {u"proto"_s, u"https"_s},
            {u"config"_s, QJsonObject{{u"addr"_s, addr}, {u"inspect"_s, true}}}});
    }

    QJsonArray tunnels;
    QJsonObject posted;
    QByteArray deleted;
    http::Response refusal{0, {}, {}};

private:
    http::Response answer(const http::Request &request) {
        if (request.method() == QByteArrayView("DELETE")) {
            deleted = request.path().toByteArray();
            return {204, {}, {}};
        }
        if (request.method() == QByteArrayView("POST")) {
            posted = QJsonDocument::fromJson(request.body()).object();
            if (refusal.status != 0)
                return refusal;
            add(posted.value(u"name"_s).toString(), u"https://new.ngrok.app"_s, posted.value(u"addr"_s).toString());
            return {201, {}, QJsonDocument(tunnels.last().toObject()).toJson()};
        }
        return {200, {}, QJsonDocument(QJsonObject{{u"tunnels"_s, tunnels}, {u"uri"_s, u"/api/tunnels"_s}}).toJson()};
    }

    http::Listener m_listener;
};

class TestNgrokAgent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_api = std::make_unique<AgentApi>(); }
    void itsTunnelToTheListenerIsTaken();
    void reservedDomainIsWhatCounts();
    void otherwiseOneIsMadeAndTakenAwayAgain();
    void itsRefusalIsToldInItsWords();
    void noAgentIsNoError();
    void onlyThisMachineIsAsked();
    void tunnelThatGoesIsTold();

private:
    Result<NgrokAgent::Found> find(NgrokAgent &agent, const QString &api, const QString &domain = {});
    std::unique_ptr<AgentApi> m_api;
};

Result<NgrokAgent::Found> TestNgrokAgent::find(NgrokAgent &agent, const QString &api, const QString &domain) {
    std::optional<Result<NgrokAgent::Found>> told;
    agent.find(api, target(), domain, [&](const Result<NgrokAgent::Found> &found) { told = found; });
    [&] { QTRY_VERIFY(told.has_value()); }();
    return *told;
}

void TestNgrokAgent::itsTunnelToTheListenerIsTaken() {
    m_api->add(u"other"_s, u"https://other.ngrok.app"_s, u"http://localhost:3000"_s);
    m_api->add(u"plain"_s, u"http://mine.ngrok.app"_s, u"http://localhost:8945"_s);
    m_api->add(u"mine"_s, u"https://mine.ngrok.app"_s, u"http://localhost:8945"_s);
    {
        NgrokAgent agent;
        const auto found = find(agent, m_api->address());
        QVERIFY(found);
        QVERIFY(found->runs);
        QCOMPARE(found->url, QByteArray("https://mine.ngrok.app"));
    }
    QVERIFY(m_api->posted.isEmpty());
    QVERIFY(m_api->deleted.isEmpty());
}

void TestNgrokAgent::reservedDomainIsWhatCounts() {
    m_api->add(u"a"_s, u"https://a.ngrok.app"_s, u"8945"_s);
    m_api->add(u"b"_s, u"https://b.ngrok.app"_s, u"8945"_s);
    NgrokAgent agent;
    QCOMPARE(find(agent, m_api->address(), u"https://b.ngrok.app"_s)->url, QByteArray("https://b.ngrok.app"));
}

void TestNgrokAgent::otherwiseOneIsMadeAndTakenAwayAgain() {
    {
        NgrokAgent agent;
        QCOMPARE(find(agent, m_api->address(), u"hooks.example.com"_s)->url, QByteArray("https://new.ngrok.app"));
        QCOMPARE(m_api->posted, (QJsonObject{{u"name"_s, u"offhook-8945"_s}, {u"proto"_s, u"http"_s},
                                    {u"addr"_s, u"http://127.0.0.1:8945"_s}, {u"domain"_s, u"hooks.example.com"_s}}));
    }
    QTRY_COMPARE(m_api->deleted, QByteArray("/api/tunnels/offhook-8945"));
}

void TestNgrokAgent::itsRefusalIsToldInItsWords() {
    m_api->refusal = {502, {},
        R"({"error_code":103,"status_code":502,"msg":"failed to start tunnel","details":{"err":"domain is taken ERR_NGROK_334"}})"};
    NgrokAgent agent;
    const auto found = find(agent, m_api->address());
    QVERIFY(!found);
    QCOMPARE(found.error().detail, u"domain is taken ERR_NGROK_334"_s);
}

void TestNgrokAgent::noAgentIsNoError() {
    const QString gone = m_api->address();
    m_api.reset();
    NgrokAgent agent;
    const auto found = find(agent, gone);
    QVERIFY(found);
    QVERIFY(!found->runs);
}

void TestNgrokAgent::onlyThisMachineIsAsked() {
    NgrokAgent agent;
    QCOMPARE(find(agent, u"192.0.2.1:4040"_s).error().code, ErrorCode::InvalidInput);
    QCOMPARE(find(agent, u"127.0.0.1@evil.example:80"_s).error().code, ErrorCode::InvalidInput);
}

void TestNgrokAgent::tunnelThatGoesIsTold() {
    NgrokAgent agent;
    QSignalSpy lost(&agent, &NgrokAgent::lost);
    QVERIFY(find(agent, m_api->address()));
    agent.watch(std::chrono::milliseconds(1));
    m_api->tunnels = {};
    QTRY_COMPARE(lost.size(), 1);
    QVERIFY(lost.front().front().toString().contains(u"ended"_s));
}

QTEST_GUILESS_MAIN(TestNgrokAgent)
#include "tst_ngrok_agent.moc"
