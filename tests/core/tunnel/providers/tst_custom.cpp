#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestCustom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsInTheListener();
    void isNoShell();
    void findsTheUrl();
    void refusesWhatItCannotUse();
};

void TestCustom::fillsInTheListener() {
    const auto launch = findProvider(u"custom")->launch(
        target(), {{Field::Command, u"bore local {port} --to \"my host\" {url} {host}"_s}});
    QVERIFY(launch);
    QCOMPARE(launch->program, u"bore"_s);
    QCOMPARE(launch->arguments,
        (QStringList{u"local"_s, u"8945"_s, u"--to"_s, u"my host"_s, u"http://127.0.0.1:8945"_s, u"127.0.0.1"_s}));
}

void TestCustom::isNoShell() {
    const auto launch = findProvider(u"custom")->launch(target(), {{Field::Command, u"echo $(id) ; rm * | cat"_s}});
    QVERIFY(launch);
    QCOMPARE(launch->arguments.join(u'+'), u"$(id)+;+rm+*+|+cat"_s);
}

void TestCustom::findsTheUrl() {
    QCOMPARE(reports("custom", "forwarding http://localhost:8945 from https://a.example/x").constFirst(),
        u"up https://a.example"_s);
    QCOMPARE(reports("custom", "listening at bore.pub:4567", {{Field::Pattern, u"listening at (\\S+)"_s}}).constFirst(),
        u"up https://bore.pub:4567"_s);
    QCOMPARE(reports("custom", "cannot connect").constFirst(), u"notice cannot connect"_s);
}

void TestCustom::refusesWhatItCannotUse() {
    QVERIFY(commandLine("custom", {}).startsWith(u"error: "_s));
    QVERIFY(commandLine("custom", {{Field::Command, u"x"_s}, {Field::Pattern, u"(a"_s}}).startsWith(u"error: "_s));
    QCOMPARE(findProvider(u"custom")->exposure({}), Exposure::Unknown);
}

QTEST_GUILESS_MAIN(TestCustom)
#include "tst_custom.moc"
