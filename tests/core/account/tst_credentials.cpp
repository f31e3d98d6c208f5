#include "core/account/credentials.h"

#include <QtTest>

using namespace offhook;

class TestCredentials : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sidIsTwoLettersAnd32HexadecimalDigits_data();
    void sidIsTwoLettersAnd32HexadecimalDigits();
};

// The patterns of Twilio's OpenAPI description: ^AC[0-9a-fA-F]{32}$ and so on.
void TestCredentials::sidIsTwoLettersAnd32HexadecimalDigits_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("an account") << QByteArray("AC00112233445566778899aabbccddeeff") << true;
    QTest::newRow("upper-case digits") << QByteArray("AC00112233445566778899AABBCCDDEEFF") << true;
    QTest::newRow("another kind") << QByteArray("PN00112233445566778899aabbccddeeff") << false;
    QTest::newRow("a digit short") << QByteArray("AC00112233445566778899aabbccddeef") << false;
    QTest::newRow("a digit long") << QByteArray("AC00112233445566778899aabbccddeeff0") << false;
    QTest::newRow("no digit") << QByteArray("AC00112233445566778899aabbccddeefg") << false;
    QTest::newRow("a path") << QByteArray("AC../../../../../../../../../../../") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TestCredentials::sidIsTwoLettersAnd32HexadecimalDigits() {
    QFETCH(const QByteArray, text);
    QTEST(account::isSid(text, "AC"), "expected");
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
