#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/http/listener.h"
#include "core/tunnel/tunnel_manager.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <csignal>

using Type = State::Type;

class TestTunnelManager : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyToolComesUp_data();
    void everyToolComesUp();
    void requestsComeThrough();
    void loginIsAskedForOnce_data();
    void loginIsAskedForOnce();
    void toolThatWaitsForTheLoginComesUpByItself();
    void failureIsToldInTheToolsWords_data();
    void failureIsToldInTheToolsWords();
    void toolThatIsNotThereIsToldSo();
    void deadToolIsStartedAgain();
    void killedToolIsStartedAgain();
    void hangingToolIsGivenUp();
    void garbageIsOvercome();
    void urlThatChangesIsToldAgain();
    void serviceThatIsLostAndComesBack();
    void runningAgentIsUsed();
    void stopEndsAToolThatIsDeaf();
    void restartTakesANewProcess();
    void nothingToStartIsUpAtOnce();
    void delaysGrow();
    void logHasNoSecrets();

private:
    void start(const QString &provider, const char *scenario, Fields fields = {});
    void signal() const;
    Type type() const { return m_manager->state().type; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<http::Listener> m_listener;
    std::unique_ptr<TunnelManager> m_manager;
    QStringList m_states;
};

void TestTunnelManager::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_listener = std::make_unique<http::Listener>([](std::unique_ptr<http::Exchange> exchange) {
        exchange->respond({200, {}, exchange->request.target().toByteArray()});
    });
    http::ListenOptions options;
    options.port = 0;
    QVERIFY(m_listener->listen(options));
    Pace pace;
    pace.firstDelay = std::chrono::milliseconds(5);
    pace.longestDelay = std::chrono::milliseconds(20);
    pace.stopGrace = std::chrono::milliseconds(50);
    pace.agentPoll = std::chrono::milliseconds(5);
    m_manager = std::make_unique<TunnelManager>(m_folder->filePath(u"records"_s), pace);
    m_states.clear();
    connect(m_manager.get(), &TunnelManager::stateChanged, this,
        [this] { m_states += QString::number(int(m_manager->state().type)); });
}

void TestTunnelManager::cleanup() {
    m_manager.reset();
    QVERIFY(QDir(m_folder->filePath(u"records"_s)).entryList(QDir::Files).isEmpty());
}

void TestTunnelManager::start(const QString &provider, const char *scenario, Fields fields) {
    qputenv("OFFHOOK_TOOL", scenario);
    qputenv("OFFHOOK_TOOL_SIGNAL", QFile::encodeName(m_folder->filePath(u"signal"_s)));
    if (!fields.contains(Field::Program))
        fields.insert(Field::Program, QStringLiteral(OFFHOOK_TOOLS "/") + provider);
    if (provider == u"ngrok"_s && !fields.contains(Field::Server))
        fields.insert(Field::Server, u"127.0.0.1:1"_s); // no agent of this machine's user
    m_manager->start({provider, fields}, {false, u"127.0.0.1"_s, m_listener->port()});
}

void TestTunnelManager::signal() const {
    QFile file(m_folder->filePath(u"signal"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void TestTunnelManager::everyToolComesUp_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("ngrok") << QByteArray("http://127.0.0.1:");
    QTest::newRow("cloudflared") << QByteArray("https://four-dashed-word-url.trycloudflare.com");
    QTest::newRow("devtunnel") << QByteArray("http://127.0.0.1:");
    QTest::newRow("tailscale") << QByteArray("https://amelie-workstation.pango-lin.ts.net");
}

void TestTunnelManager::everyToolComesUp() {
    QFETCH(QByteArray, url);
    start(QString::fromLatin1(QTest::currentDataTag()), "up");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    QVERIFY2(m_manager->state().url.startsWith(url), m_manager->state().url.constData());
    QVERIFY(m_manager->state().since > 0);
    QVERIFY(m_manager->pid() > 0);
    m_manager->stop();
    QCOMPARE(type(), Type::Off);
}

void TestTunnelManager::requestsComeThrough() {
    start(u"ngrok"_s, "up");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_s, m_manager->state().url.split(':').constLast().toUShort());
    client.write("GET /through HTTP/1.0\r\n\r\n");
    QByteArray answer;
    QTRY_VERIFY_WITH_TIMEOUT((answer += client.readAll()).endsWith("/through"), 30'000);
}

void TestTunnelManager::loginIsAskedForOnce_data() {
    QTest::addColumn<QString>("words");
    QTest::newRow("ngrok") << u"ERR_NGROK_4018"_s;
    QTest::newRow("devtunnel") << u"Anonymous does not have 'create' access"_s;
    QTest::newRow("tailscale") << u"https://login.tailscale.com/f/funnel?node="_s;
}

void TestTunnelManager::loginIsAskedForOnce() {
    QFETCH(QString, words);
    start(QString::fromLatin1(QTest::currentDataTag()), "login");
    QTRY_VERIFY_WITH_TIMEOUT(type() == Type::LoginNeeded && m_manager->pid() == 0, 30'000);
    QVERIFY2(m_manager->state().words.contains(words), qPrintable(m_manager->state().words));
    QCOMPARE(m_states, (QStringList{QString::number(int(Type::Starting)), QString::number(int(Type::LoginNeeded))}));
}

void TestTunnelManager::toolThatWaitsForTheLoginComesUpByItself() {
    start(u"tailscale"_s, "enable");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::LoginNeeded, 30'000);
    const qint64 pid = m_manager->pid();
    QVERIFY(pid > 0);
    signal();
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    QCOMPARE(m_manager->pid(), pid);
}

void TestTunnelManager::failureIsToldInTheToolsWords_data() {
    QTest::addColumn<QString>("words");
    QTest::newRow("ngrok") << u"The endpoint is already online. ERR_NGROK_334"_s;
    QTest::newRow("cloudflared") << u"failed to request quick Tunnel"_s;
    QTest::newRow("devtunnel") << u"Too many tunnels."_s;
    QTest::newRow("tailscale") << u"only localhost or 127.0.0.1 proxies"_s;
}

void TestTunnelManager::failureIsToldInTheToolsWords() {
    QFETCH(QString, words);
    start(QString::fromLatin1(QTest::currentDataTag()), "refused");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Failed, 30'000);
    QVERIFY2(m_manager->state().words.contains(words), qPrintable(m_manager->state().words));
    QCOMPARE(m_states.count(QString::number(int(Type::Reconnecting))), TunnelManager::TriesBeforeFirstUp - 1);
}

void TestTunnelManager::toolThatIsNotThereIsToldSo() {
    start(u"ngrok"_s, "up", {{Field::Program, u"no-such-program-offhook"_s}});
    QTRY_COMPARE(type(), Type::NotInstalled);
    QVERIFY(m_manager->state().words.contains(u"no-such-program-offhook"_s));
}

void TestTunnelManager::deadToolIsStartedAgain() {
    start(u"ngrok"_s, "die");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    const qint64 first = m_manager->pid();
    const QByteArray url = m_manager->state().url;
    signal();
    QTRY_VERIFY_WITH_TIMEOUT(type() == Type::Up && m_manager->pid() != first && m_manager->pid() != 0, 30'000);
    QVERIFY(m_states.contains(QString::number(int(Type::Reconnecting))));
    QVERIFY(m_manager->state().url != url);
}

void TestTunnelManager::killedToolIsStartedAgain() {
    start(u"devtunnel"_s, "up");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    const qint64 first = m_manager->pid();
    QCOMPARE(::kill(pid_t(first), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(type() == Type::Up && m_manager->pid() != first && m_manager->pid() != 0, 30'000);
    const auto &lines = m_manager->log().lines();
    QVERIFY(
        std::any_of(lines.begin(), lines.end(), [](const auto &line) { return line.text == u"ended by signal 9"_s; }));
}

void TestTunnelManager::hangingToolIsGivenUp() {
    Pace pace;
    pace.firstDelay = std::chrono::milliseconds(1);
    pace.startLimit = std::chrono::milliseconds(200);
    pace.stopGrace = std::chrono::milliseconds(50);
    m_manager = std::make_unique<TunnelManager>(m_folder->filePath(u"records"_s), pace);
    start(u"cloudflared"_s, "hang");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Failed, 30'000);
    QVERIFY(m_manager->state().words.contains(u"no URL"_s));
}

void TestTunnelManager::garbageIsOvercome() {
    start(u"ngrok"_s, "garbage");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    for (const auto &line : m_manager->log().lines())
        QVERIFY(line.text.size() < 1000 && !line.text.contains(u'\x1b'));
}

void TestTunnelManager::urlThatChangesIsToldAgain() {
    start(u"ngrok"_s, "change");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    const QByteArray url = m_manager->state().url;
    const qint64 pid = m_manager->pid();
    signal();
    QTRY_VERIFY_WITH_TIMEOUT(m_manager->state().url != url, 30'000);
    QCOMPARE(type(), Type::Up);
    QCOMPARE(m_manager->pid(), pid);
}

void TestTunnelManager::serviceThatIsLostAndComesBack() {
    start(u"devtunnel"_s, "reconnect");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    const State before = m_manager->state();
    const qint64 pid = m_manager->pid();
    signal();
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Reconnecting, 30'000);
    QVERIFY(m_manager->state().words.contains(u"relay closed"_s));
    QCOMPARE(m_manager->state().url, before.url);
    signal();
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    QCOMPARE(m_manager->pid(), pid);
}

// The agent's API, as far as a running tunnel needs it.
void TestTunnelManager::runningAgentIsUsed() {
    QByteArray tunnels = R"({"tunnels":[{"public_url":"https://mine.ngrok.app","config":{"addr":"http://localhost:)" +
                         QByteArray::number(m_listener->port()) + R"("}}]})";
    http::Listener api([&](std::unique_ptr<http::Exchange> exchange) { exchange->respond({200, {}, tunnels}); });
    http::ListenOptions options;
    options.port = 0;
    QVERIFY(api.listen(options));
    start(u"ngrok"_s, "refused", {{Field::Server, u"127.0.0.1:%1"_s.arg(api.port())}});
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    QCOMPARE(m_manager->state().url, QByteArray("https://mine.ngrok.app"));
    QVERIFY(m_manager->state().runsElsewhere);
    QCOMPARE(m_manager->pid(), 0);
    tunnels.replace("mine.", "new.");
    QTRY_COMPARE_WITH_TIMEOUT(m_manager->state().url, QByteArray("https://new.ngrok.app"), 30'000);
}

void TestTunnelManager::stopEndsAToolThatIsDeaf() {
    start(u"ngrok"_s, "deaf");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    const auto pid = pid_t(m_manager->pid());
    m_manager->stop();
    QCOMPARE(type(), Type::Off);
    QTRY_VERIFY_WITH_TIMEOUT(::kill(pid, 0) != 0, 30'000);
}

void TestTunnelManager::restartTakesANewProcess() {
    start(u"ngrok"_s, "up");
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    const qint64 first = m_manager->pid();
    m_manager->restart();
    QCOMPARE(type(), Type::Reconnecting);
    QTRY_COMPARE_WITH_TIMEOUT(type(), Type::Up, 30'000);
    QVERIFY(m_manager->pid() != first);
}

void TestTunnelManager::nothingToStartIsUpAtOnce() {
    start(u"manual"_s, "up", {{Field::PublicUrl, u"https://hooks.example.com"_s}});
    QCOMPARE(type(), Type::Up);
    QCOMPARE(m_manager->state().url, QByteArray("https://hooks.example.com"));
    start(u"manual"_s, "up");
    QCOMPARE(type(), Type::Failed);
    start(u"pigeon"_s, "up");
    QCOMPARE(type(), Type::Failed);
}

void TestTunnelManager::delaysGrow() {
    const Pace pace;
    const QList<int> expected{1, 2, 4, 8, 16, 32, 60, 60};
    for (int i = 0; i < expected.size(); ++i)
        QCOMPARE(TunnelManager::delay(i + 1, pace), std::chrono::seconds(expected[i]));
    QCOMPARE(TunnelManager::delay(1'000'000, pace), std::chrono::seconds(60));
}

void TestTunnelManager::logHasNoSecrets() {
    start(u"custom"_s, "up",
        {{Field::Command, u"echo token 0123456789abcdef0123456789abcdef https://a.example"_s},
            {Field::Program, u""_s}});
    QTRY_VERIFY_WITH_TIMEOUT(m_manager->log().total() >= 2, 30'000);
    for (const auto &line : m_manager->log().lines())
        QVERIFY2(!line.text.contains(u"0123456789abcdef0123"_s), qPrintable(line.text));
}

QTEST_GUILESS_MAIN(TestTunnelManager)
#include "tst_tunnel_manager.moc"
