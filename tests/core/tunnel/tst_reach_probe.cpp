#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/tunnel/reach_probe.h"

class TestReachProbe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersItsOwnRequestOnly();
    void everyProbeIsAnother();
};

void TestReachProbe::answersItsOwnRequestOnly() {
    const ReachProbe probe{"11aa", "22bb"};
    const auto asked = [&](const QByteArray &line) {
        return probe.answer(http::Request(line + " HTTP/1.1\r\n\r\n", {}));
    };
    QCOMPARE(asked("GET /.offhook-reach/11aa")->body, QByteArray("22bb\n"));
    QVERIFY(asked("GET /prefix/.offhook-reach/11aa?x=1"));
    QVERIFY(!asked("GET /.offhook-reach/11ab"));
    QVERIFY(!asked("POST /.offhook-reach/11aa"));
    QVERIFY(!asked("GET /"));
    QVERIFY(!ReachProbe().answer(http::Request("GET /.offhook-reach/ HTTP/1.1\r\n\r\n", {})));
}

void TestReachProbe::everyProbeIsAnother() {
    const auto one = ReachProbe::make();
    const auto other = ReachProbe::make();
    QVERIFY(one != other && one.nonce != one.reply);
    QCOMPARE(one.nonce.size(), 32);
}

QTEST_GUILESS_MAIN(TestReachProbe)
#include "tst_reach_probe.moc"
