#include "core/session/workspace_settings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace offhook;
using namespace Qt::StringLiterals;
namespace ws = workspace_settings;

class TestWorkspaceSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tunnelComesBack();
    void listenOptionsComeBack();
    void allAddressesComeBackAsAll();
    void answerOfOlderWorkspacesIsRead();
    void ruleCountsComeBack();
    void holdComesBackSwitchedOff();
    void retentionComesBack();
    void threadLimitsComeBack();
    void savedFiltersComeBack();
    void formerUrlsComeBack();
    void theLatestFormerUrlComesFirst();
    void nothingIsTheDefault();
    void damagedValuesAreTheDefault_data();
    void damagedValuesAreTheDefault();
};

void TestWorkspaceSettings::listenOptionsComeBack() {
    http::ListenOptions options;
    options.address = QHostAddress(u"::1"_s);
    options.port = 0;
    options.certificateFile = u"/tmp/a b.pem"_s;
    options.keyFile = u"/tmp/k.pem"_s;
    options.limits.body = 5;
    options.limits.idle = std::chrono::milliseconds(7);
    options.limits.connections = 3;
    const http::ListenOptions back = ws::listenOptionsFrom(ws::toJson(options));
    QCOMPARE(back.address, options.address);
    QCOMPARE(back.port, options.port);
    QCOMPARE(back.certificateFile, options.certificateFile);
    QCOMPARE(back.keyFile, options.keyFile);
    QCOMPARE(back.limits.body, qsizetype(5));
    QCOMPARE(back.limits.idle.count(), 7);
    QCOMPARE(back.limits.connections, 3);
    QCOMPARE(back.limits.requestLine, http::Limits().requestLine);
}

void TestWorkspaceSettings::allAddressesComeBackAsAll() {
    for (const auto address : {QHostAddress::Any, QHostAddress::AnyIPv4, QHostAddress::AnyIPv6}) {
        http::ListenOptions options;
        options.address = QHostAddress(address);
        const http::ListenOptions back = ws::listenOptionsFrom(ws::toJson(options));
        QCOMPARE(back.address.protocol(), options.address.protocol());
        QCOMPARE(back.address, options.address);
    }
}

void TestWorkspaceSettings::ruleCountsComeBack() {
    const rules::RuleCounts counts{{QStringLiteral("a"), 12, 1'700'000'000'000'000}, {QStringLiteral("b"), 1, 2}};
    QCOMPARE(ws::ruleCountsFrom(ws::toJson(counts)), counts);
    QVERIFY(ws::ruleCountsFrom("[{\"rule\":\"a\",\"hits\":-3}]").empty());
    QVERIFY(ws::ruleCountsFrom("no JSON").empty());
}

void TestWorkspaceSettings::holdComesBackSwitchedOff() {
    using namespace std::chrono_literals;
    const rules::HoldSettings settings{true, QStringLiteral("kind:sms"), 4'000ms, 500ms};
    const rules::HoldSettings back = ws::holdFrom(ws::toJson(settings));
    QVERIFY(!back.isOn);
    QCOMPARE(back.condition, settings.condition);
    QCOMPARE(back.limit, settings.limit);
    QCOMPARE(back.reserve, settings.reserve);
    QCOMPARE(ws::holdFrom("[]"), rules::HoldSettings());
}

void TestWorkspaceSettings::answerOfOlderWorkspacesIsRead() {
    const flow::Answer answer{false, 503, "application/json", "{\"é\": 1}"};
    const QJsonObject stored{{QStringLiteral("automatic"), false}, {QStringLiteral("status"), 503},
        {QStringLiteral("contentType"), QStringLiteral("application/json")},
        {QStringLiteral("body"), QStringLiteral("{\"é\": 1}")}};
    QCOMPARE(ws::answerFrom(QJsonDocument(stored).toJson()), answer);
}

void TestWorkspaceSettings::threadLimitsComeBack() {
    using std::chrono::seconds;
    const twilio::ThreadLimits limits{seconds(1), seconds(2), seconds(3), seconds(4), seconds(5)};
    QCOMPARE(ws::threadLimitsFrom(ws::toJson(limits)), limits);
}

void TestWorkspaceSettings::retentionComesBack() {
    const store::Retention retention{std::chrono::hours(48), 1000, {}};
    QCOMPARE(ws::retentionFrom(ws::toJson(retention)), retention);
    QCOMPARE(ws::retentionFrom(ws::toJson(store::Retention())), store::Retention());
}

void TestWorkspaceSettings::savedFiltersComeBack() {
    const QList<SavedFilter> filters{{u"Broken"_s, u"sig:invalid"_s}, {u"\"Quoted\""_s, u"body~\"a b\""_s}};
    QCOMPARE(ws::savedFiltersFrom(ws::toJson(filters)), filters);
}

void TestWorkspaceSettings::formerUrlsComeBack() {
    const QList<QByteArray> urls{"https://b.example", "https://a.example/\u00fc"};
    QCOMPARE(ws::urlsFrom(ws::toJson(urls)), urls);
    QVERIFY(ws::urlsFrom("{\"not\": \"a list\"}").isEmpty());
    QCOMPARE(ws::urlsFrom("[\"https://a\", 5, \"\"]"), QList<QByteArray>{"https://a"});
}

void TestWorkspaceSettings::theLatestFormerUrlComesFirst() {
    QCOMPARE(ws::withFormerUrl({"a", "b"}, "c"), (QList<QByteArray>{"c", "a", "b"}));
    QCOMPARE(ws::withFormerUrl({"a", "b"}, "b"), (QList<QByteArray>{"b", "a"}));
    QCOMPARE(ws::withFormerUrl({"a"}, ""), QList<QByteArray>{"a"});
    QList<QByteArray> many;
    for (int i = 0; i < 30; ++i)
        many.append(QByteArray::number(i));
    QCOMPARE(ws::withFormerUrl(many, "y").size(), 20);
}

void TestWorkspaceSettings::nothingIsTheDefault() {
    const http::ListenOptions options = ws::listenOptionsFrom({});
    QCOMPARE(options.address, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(options.port, quint16(8945));
    QVERIFY(ws::answerFrom({}).automatic);
    QVERIFY(ws::savedFiltersFrom({}).isEmpty());
}

void TestWorkspaceSettings::damagedValuesAreTheDefault_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("not JSON") << QByteArray("\xff{");
    QTest::newRow("another type") << QByteArray("[1]");
    QTest::newRow("values of another type")
        << QByteArray(R"({"address":5,"port":"x","limits":[],"status":"a","hours":{}})");
    QTest::newRow("values out of range") << QByteArray(
        R"({"port":70000,"limits":{"body":-1,"connections":0},"status":99,"hours":-3})");
}

void TestWorkspaceSettings::damagedValuesAreTheDefault() {
    QFETCH(QByteArray, json);
    const http::ListenOptions options = ws::listenOptionsFrom(json);
    QCOMPARE(options.address, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(options.port, quint16(8945));
    QCOMPARE(options.limits.body, http::Limits().body);
    QCOMPARE(options.limits.connections, http::Limits().connections);
    QCOMPARE(ws::answerFrom(json).status, 200);
    QCOMPARE(ws::retentionFrom(json), store::Retention());
    QCOMPARE(ws::threadLimitsFrom(json), twilio::ThreadLimits());
}

void TestWorkspaceSettings::tunnelComesBack() {
    const TunnelSettings settings{QStringLiteral("ssh"),
        {{QStringLiteral("ssh"), {{tunnel::Field::Destination, QStringLiteral("me@gate.example")}}},
            {QStringLiteral("manual"), {{tunnel::Field::PublicUrl, QStringLiteral("https://a.example")}}}}};
    QCOMPARE(workspace_settings::tunnelFrom(workspace_settings::toJson(settings)), settings);
    QCOMPARE(workspace_settings::tunnelFrom("{\"provider\":7,\"fields\":[1]}"), TunnelSettings());
    QVERIFY(workspace_settings::tunnelFrom(R"({"provider":"ngrok","fields":{"ngrok":{"colour":"red"}}})")
                .fields.value(QStringLiteral("ngrok"))
                .isEmpty());
}

QTEST_GUILESS_MAIN(TestWorkspaceSettings)
#include "tst_workspace_settings.moc"
