#include "core/exchange/value_rules.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class ValueRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCatalogueDecides() {
        QVERIFY(valueRule("CallStatus").staysWhenPlain);
        QVERIFY(valueRule("call_status").staysWhenPlain);
        QVERIFY(valueRule("For").staysWhenPlain && !valueRule("for").staysWhenPlain);
        QVERIFY(valueRule("FromCountry").staysWhenPlain);
        QVERIFY(!valueRule("Body").staysWhenPlain);
        QVERIFY(!valueRule("Latitude").staysWhenPlain);
        QCOMPARE(valueRule("From").category, Category::Phone);
        QCOMPARE(valueRule("FromCity").category, Category::Name);
        QCOMPARE(valueRule("MediaUrl0").category, Category::Url);
        QCOMPARE(valueRule("customer").category, Category::Custom);
    }
    void plainValues_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("plain");
        QTest::newRow("a status") << QByteArray("no-answer") << true;
        QTest::newRow("a number") << QByteArray("30003") << true;
        QTest::newRow("a time") << QByteArray("Thu, 15 Jan 2026 10:30:00 +0000") << true;
        QTest::newRow("seconds since 1970") << QByteArray("1768473000") << true;
        QTest::newRow("a phone number") << QByteArray("+14155551234") << false;
        QTest::newRow("digits of one") << QByteArray("4155551234567") << false;
        QTest::newRow("an address") << QByteArray("alice@example.org") << false;
        QTest::newRow("a SID") << QByteArray("SM0123456789abcdef0123456789abcdef") << false;
    }
    void plainValues() {
        QFETCH(QByteArray, value);
        QTEST(isPlainValue(value), "plain");
    }
    void plainSegments() {
        QVERIFY(isPlainSegment("status-callback") && isPlainSegment("v2") && isPlainSegment(""));
        QVERIFY(!isPlainSegment("a8f93kd0Zq") && !isPlainSegment("4155551234"));
    }
};

QTEST_GUILESS_MAIN(ValueRulesTest)
#include "tst_value_rules.moc"
