#include "core/deliver/route.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace Qt::StringLiterals;

class TestRoute : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void targets_data();
    void targets();
    void namesStayUnique();
};

void TestRoute::targets_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("http with a port") << u"http://127.0.0.1:3000"_s << true;
    QTest::newRow("https with path and query") << u"https://app.example.com/hooks?x=1"_s << true;
    QTest::newRow("an IPv6 address") << u"http://[::1]:3000/"_s << true;
    QTest::newRow("capitals in the scheme") << u"HTTP://localhost"_s << true;
    QTest::newRow("no scheme") << u"localhost:3000"_s << false;
    QTest::newRow("another scheme") << u"ftp://localhost"_s << false;
    QTest::newRow("no host") << u"http://"_s << false;
    QTest::newRow("no host before a path") << u"http:///sms"_s << false;
    QTest::newRow("a port that is none") << u"http://localhost:99999"_s << false;
    QTest::newRow("a password") << u"http://me:pass@localhost"_s << false;
    QTest::newRow("a blank") << u"http://local host"_s << false;
    QTest::newRow("a line break") << u"http://localhost/\r\nX: 1"_s << false;
    QTest::newRow("a letter outside ASCII") << u"http://bücher.example"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestRoute::targets() {
    QFETCH(QString, target);
    QFETCH(bool, isGood);
    QCOMPARE(targetProblem(target).isEmpty(), isGood);
}

void TestRoute::namesStayUnique() {
    Route app;
    app.id = newRouteId();
    app.name = u"App"_s;
    QCOMPARE(uniqueName(u"app"_s, {app}), u"app 2"_s);
    QCOMPARE(uniqueName(u"App"_s, {app}, app.id), u"App"_s);
    QVERIFY(newRouteId() != app.id);
}

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
