#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestManual : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urlIsNormalised();
    void refusesWhatIsNoUrl();
};

void TestManual::urlIsNormalised() {
    const auto launch =
        findProvider(u"manual")->launch(target(), {{Field::PublicUrl, u" https://Hooks.example.com/a/ "_s}});
    QVERIFY(launch);
    QVERIFY(launch->program.isEmpty());
    QCOMPARE(launch->knownUrl.toLower(), QByteArray("https://hooks.example.com/a"));
}

void TestManual::refusesWhatIsNoUrl() {
    QVERIFY(commandLine("manual", {}).startsWith(u"error: "_s));
    QVERIFY(commandLine("manual", {{Field::PublicUrl, u"ftp://a"_s}}).startsWith(u"error: "_s));
}

QTEST_GUILESS_MAIN(TestManual)
#include "tst_manual.moc"
