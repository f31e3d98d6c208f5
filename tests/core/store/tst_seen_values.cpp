#include "core/store/seen_values.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_SeenValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void mostRecentFirstAndOnce_data();
    void mostRecentFirstAndOnce();
    void aBrokenPayloadDoesNotHideTheOthers();

private:
    QStringList ask(const QString &key, const QString &prefix = {}, int limit = 10);
    Workspace m_workspace;
};

void tst_SeenValues::initTestCase() {
    auto first = eventOf(1, formRequest("/voice?a=1", {{"CallSid", "CA1"}, {"From", "+15550001"}, {"Digits", "1"}},
                                {{"X-Home-Region", "us1"}}));
    first->note = QStringLiteral("hm");
    first->rule = QStringLiteral("Opening hours");
    m_workspace.add({first,
        eventOf(2, formRequest("/voice?a=2", {{"CallSid", "CA2"}, {"From", "+15550002"}, {"Digits", "2"}},
                       {{"X-Home-Region", "ie1"}})),
        eventOf(3, formRequest("/sms", {{"MessageSid", "SM3"}, {"From", "+15550001"}, {"Digits", "1"}}))});
}

QStringList tst_SeenValues::ask(const QString &key, const QString &prefix, int limit) {
    const Connection connection = m_workspace.connect(Connection::Mode::ReadOnly);
    const auto payloads = must(PayloadReader::prepare(connection));
    return must(seenValues(connection, *payloads, {key, prefix, limit}));
}

void tst_SeenValues::mostRecentFirstAndOnce_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *key, const char *prefix, int limit, const QStringList &expected) {
        QTest::newRow(name) << QString::fromLatin1(key) << QString::fromLatin1(prefix) << limit << expected;
    };
    row("senders", "from", "", 10, {QStringLiteral("+15550001"), QStringLiteral("+15550002")});
    row("only as many as asked for", "from", "", 1, {QStringLiteral("+15550001")});
    row("with a prefix", "from", "+15550002", 10, {QStringLiteral("+15550002")});
    row("a prefix in any case", "sid", "ca", 10, {QStringLiteral("CA2"), QStringLiteral("CA1")});
    row("paths lose their query", "path", "", 10, {QStringLiteral("/sms"), QStringLiteral("/voice")});
    row("what events share", "method", "", 10, {QStringLiteral("POST")});
    row("rules", "rule", "", 10, {QStringLiteral("Opening hours")});
    row("notes", "note", "", 10, {QStringLiteral("hm")});
    row("status codes", "code", "", 10, {QStringLiteral("200")});
    row("parameters", "param.Digits", "", 10, {QStringLiteral("1"), QStringLiteral("2")});
    row("parameters of the query", "param.a", "", 10, {QStringLiteral("2"), QStringLiteral("1")});
    row("header fields", "header.x-home-region", "", 10, {QStringLiteral("ie1"), QStringLiteral("us1")});
    row("a key without values", "took", "", 10, {});
    row("no such key", "nonsense", "", 10, {});
}

void tst_SeenValues::mostRecentFirstAndOnce() {
    QFETCH(QString, key);
    QFETCH(QString, prefix);
    QFETCH(int, limit);
    QFETCH(QStringList, expected);
    QCOMPARE(ask(key, prefix, limit), expected);
}

void tst_SeenValues::aBrokenPayloadDoesNotHideTheOthers() {
    const Workspace workspace;
    workspace.add({eventOf(1, formRequest("/a", {{"Digits", "7"}})), eventOf(3, formRequest("/a", {{"Digits", "8"}}))});
    const Connection connection = workspace.connect();
    must(connection.exec("UPDATE payload SET data = x'0011' WHERE id = 3"));
    const auto payloads = must(PayloadReader::prepare(connection));
    QCOMPARE(must(seenValues(connection, *payloads, {QStringLiteral("param.Digits"), {}, 5})),
        QStringList{QStringLiteral("7")});
}

QTEST_GUILESS_MAIN(tst_SeenValues)
#include "tst_seen_values.moc"
