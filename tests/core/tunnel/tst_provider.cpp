#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestProvider : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void targetHasAUrl();
};

void TestProvider::targetHasAUrl() {
    QCOMPARE(target().url(), u"http://127.0.0.1:8945"_s);
    QCOMPARE((Target{true, u"::1"_s, 443}).url(), u"https://[::1]:443"_s);
}

QTEST_GUILESS_MAIN(TestProvider)
#include "tst_provider.moc"
