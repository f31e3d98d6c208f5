#include "core/exchange/value_redactor.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class ValueRedactorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void relationsStay() {
        ValueRedactor values("s", {});
        const QByteArray number = values.named("From", "+14155551234");
        QCOMPARE(values.named("Caller", "+14155551234"), number);
        QCOMPARE(values.named("From", "whatsapp:+14155551234"), QByteArray("whatsapp:" + number));
        QCOMPARE(values.named("WaId", "14155551234"), number.sliced(1));
        QVERIFY(values.text("call +14155551234 now", Category::Text).contains(number));
        QVERIFY(values.named("data", "{\"to\":\"+14155551234\"}").contains(number));
    }
    void formsStay() {
        ValueRedactor values("s", {});
        QCOMPARE(values.text("(415) 555-1234", Category::Text).size(), 14);
        QVERIFY(values.text("mail bob@acme.io", Category::Text).contains("@"));
        QVERIFY(!values.text(QByteArray(200, 'a') + "@acme.io", Category::Text).contains("acme"));
        QCOMPARE(values.text(QByteArray(2'000'000, 'a'), Category::Text).size(), 2'000'000);
        QVERIFY(values.text("10.1.2.3", Category::Text) != "10.1.2.3");
        QCOMPARE(values.text("  a, b! ", Category::Text).size(), 8);
    }
    void urlsStayUrls() {
        ValueRedactor values("s", {});
        const QByteArray url = values.url(
            "https://bob:pw@shop.acme.io:8443/sms/SM0123456789abcdef0123456789abcdef?user=bob&Direction=inbound#x");
        QVERIFY2(url.startsWith("https://") && url.contains(".example.com:8443/sms/SM") &&
                     url.endsWith("&Direction=inbound#") == false,
            url.constData());
        QVERIFY(url.contains("&Direction=inbound"));
        QVERIFY(!url.contains("acme") && !url.contains("bob") && !url.contains("pw@"));
        QCOMPARE(values.url("https://api.twilio.com/2010-04-01/Accounts"),
            QByteArray("https://api.twilio.com/2010-04-01/Accounts"));
        QCOMPARE(values.authority("127.0.0.1:80"), QByteArray("127.0.0.1:80"));
        QVERIFY(values.authority("shop.acme.io").endsWith(".example.com"));
    }
    void statusesStay() {
        ValueRedactor values("s", {});
        QCOMPARE(values.named("CallStatus", "in-progress"), QByteArray("in-progress"));
        QVERIFY(values.named("CallStatus", "+14155551234") != "+14155551234");
    }
    void whatIsToBeKeptIsKept() {
        KeptCategories kept{};
        kept[std::size_t(Category::Phone)] = true;
        ValueRedactor values("s", kept);
        QCOMPARE(values.named("From", "+14155551234"), QByteArray("+14155551234"));
        QVERIFY(values.named("Body", "hello") != "hello");
    }
    void anObserverHearsOfEveryReplacement() {
        ValueRedactor values("s", {});
        QList<QByteArray> heard;
        values.setObserver([&](Category, const QByteArray &original, const QByteArray &) { heard.append(original); });
        (void)values.named("Body", "two words");
        QCOMPARE(heard, (QList<QByteArray>{"two", "words"}));
    }
};

QTEST_GUILESS_MAIN(ValueRedactorTest)
#include "tst_value_redactor.moc"
