#include "core/flow/forward_to.h"

#include <QTest>

using namespace offhook;

class TestForwardTo final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void urlsAreJudged_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("a port of this machine") << "http://localhost:3000" << true;
        QTest::newRow("a path and a query") << "https://app.example/hooks?a=b" << true;
        QTest::newRow("an IPv6 address") << "http://[::1]:8080/" << true;
        QTest::newRow("upper case") << "HTTP://APP.EXAMPLE" << true;
        QTest::newRow("nothing") << "" << false;
        QTest::newRow("no scheme") << "localhost:3000" << false;
        QTest::newRow("another scheme") << "ftp://localhost" << false;
        QTest::newRow("no host") << "http://" << false;
        QTest::newRow("a port that is none") << "http://localhost:99999" << false;
        QTest::newRow("a blank") << "http://local host" << false;
        QTest::newRow("a line break") << "http://localhost/\r\nX: y" << false;
        QTest::newRow("not ASCII") << QStringLiteral("http://b\u00fccher.example") << false;
    }
    void urlsAreJudged() {
        QFETCH(QString, url);
        QFETCH(bool, isGood);
        QCOMPARE(flow::forwardProblem(url).isEmpty(), isGood);
    }
};

QTEST_GUILESS_MAIN(TestForwardTo)
#include "tst_forward_to.moc"
