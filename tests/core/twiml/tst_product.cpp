#include "core/twiml/document.h"
#include "core/twiml/product.h"

#include <QTest>

using namespace offhook::twiml;

class TestProduct : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isSaidByTheVerbs_data();
    void isSaidByTheVerbs();
};

void TestProduct::isSaidByTheVerbs_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Product>("product");
    QTest::newRow("a voice verb") << QByteArray("<Response><Say>a</Say></Response>") << Product::Voice;
    QTest::newRow("a messaging verb") << QByteArray("<Response><Message>a</Message></Response>") << Product::Messaging;
    QTest::newRow("a messaging verb in the wrong case")
        << QByteArray("<Response><message>a</message></Response>") << Product::Messaging;
    QTest::newRow("a verb of both, then one of messaging")
        << QByteArray("<Response><Redirect>a</Redirect><Message/></Response>") << Product::Messaging;
    QTest::newRow("the first of a mixture") << QByteArray("<Response><Say/><Message/></Response>") << Product::Voice;
    QTest::newRow("verbs of both only") << QByteArray("<Response><Redirect>a</Redirect></Response>") << Product::Auto;
    QTest::newRow("no verbs") << QByteArray("<Response/>") << Product::Auto;
    QTest::newRow("nothing") << QByteArray() << Product::Auto;
}

void TestProduct::isSaidByTheVerbs() {
    QFETCH(const QByteArray, body);
    QFETCH(const Product, product);
    QCOMPARE(productOf(Document::readTolerantly(body)), product);
}

QTEST_GUILESS_MAIN(TestProduct)
#include "tst_product.moc"
