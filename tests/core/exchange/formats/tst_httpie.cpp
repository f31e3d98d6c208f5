#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class HttpieTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // httpie.io/docs/cli: --raw, header items, an item that ends in a colon removes.
    void theBodyStandsInRaw() {
        const QByteArray line = test::exportedAs("httpie", {test::sms()});
        QVERIFY(line.startsWith("http --ignore-stdin --raw '"));
        QVERIFY(line.contains("'POST' 'https://hooks.example.test/sms'"));
        QVERIFY(line.contains("'Accept-Encoding:'"));
        QVERIFY(line.contains("'Content-Type:application/x-www-form-urlencoded'"));
    }
    void bytesComeOverStandardInput() {
        QVERIFY(test::exportedAs("httpie", {test::binary()}).startsWith("printf '\\000"));
    }
};

QTEST_GUILESS_MAIN(HttpieTest)
#include "tst_httpie.moc"
