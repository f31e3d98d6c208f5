#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestProviders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyProviderIsWhole();
    void fieldsHaveNames();
    void programsAreFoundWhereTheyAre();
    void noProviderTripsOverGarbage();
    void whatRunsCanBeTakenAway();
};

void TestProviders::everyProviderIsWhole() {
    QStringList ids;
    for (const auto &provider : providers()) {
        const Description &d = provider->description();
        QVERIFY(!d.id.isEmpty() && !d.name.isEmpty() && !ids.contains(d.id));
        QVERIFY2(d.program.isEmpty() || !d.installUrl.isEmpty(), d.id.data());
        QVERIFY(provider->interpreter(target(), {}) != nullptr);
        ids += d.id;
    }
    QCOMPARE(ids, u"ngrok cloudflared ssh ssh-relay localtunnel devtunnel tailscale custom manual"_s.split(u' '));
    QVERIFY(findProvider(u"carrier-pigeon") == nullptr);
}

void TestProviders::fieldsHaveNames() {
    for (int i = 0; i < FieldCount; ++i)
        QCOMPARE(fieldFrom(QString(fieldName(Field(i)))), std::optional(Field(i)));
    QVERIFY(!fieldFrom(u"colour"));
}

void TestProviders::programsAreFoundWhereTheyAre() {
    QVERIFY(findProgram(u"sh"_s).endsWith(u"/sh"_s));
    QCOMPARE(findProgram(u"/bin/sh"_s), u"/bin/sh"_s);
    QVERIFY(findProgram(u"/etc/passwd"_s).isEmpty());
    QVERIFY(findProgram(u"no-such-program-offhook"_s).isEmpty());
}

void TestProviders::noProviderTripsOverGarbage() {
    const QByteArray garbage = QByteArray("\xff\xfe\0{\"msg\":\"started tunnel\",\"url\":", 30) +
                               QByteArray(70'000, '[') + "\nhttps://\nhttp://[::1\n:\nReady to accept connections\n";
    for (const auto &provider : providers()) {
        for (const QString &report : reports(provider->description().id.data(), garbage))
            QVERIFY2(!report.startsWith(u"up "_s), qPrintable(report));
    }
}

void TestProviders::whatRunsCanBeTakenAway() {
    QCOMPARE(withoutCommands({{Field::Command, u"a"_s}, {Field::Program, u"b"_s}, {Field::Arguments, u"c"_s},
                 {Field::Domain, u"d"_s}}),
        (Fields{{Field::Domain, u"d"_s}}));
}

QTEST_GUILESS_MAIN(TestProviders)
#include "tst_providers.moc"
