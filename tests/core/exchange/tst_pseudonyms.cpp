#include "core/exchange/pseudonyms.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class PseudonymsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameValueHasTheSameStandIn() {
        Pseudonyms one("secret");
        QCOMPARE(one.phone("+14155551234"), one.phone("+14155551234"));
        QCOMPARE(one.word("Alice"), Pseudonyms("secret").word("Alice"));
        QVERIFY(one.word("Alice") != Pseudonyms("other").word("Alice"));
    }
    // NANPA 555-0100 to 0199; Ofcom 07700 900000 to 900999; ARCEP 0639980000 to 9999; BNetzA (0)30 23125 000 to 999;
    // ACMA (02) 5550 0000 to 9999.
    void numbersAreOfRangesForFiction_data() {
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<QString>("range");
        QTest::newRow("North America") << QByteArray("+14155551234") << QStringLiteral("^\\+1[2-9]\\d\\d55501\\d\\d$");
        QTest::newRow("United Kingdom") << QByteArray("+442071838750") << QStringLiteral("^\\+447700900\\d{3}$");
        QTest::newRow("France") << QByteArray("+33123456789") << QStringLiteral("^\\+3363998\\d{4}$");
        QTest::newRow("Germany") << QByteArray("+4915112345678") << QStringLiteral("^\\+493023125\\d{3}$");
        QTest::newRow("Australia") << QByteArray("+61491570156") << QStringLiteral("^\\+6125550\\d{4}$");
        QTest::newRow("anywhere else") << QByteArray("+5511987654321")
                                       << QStringLiteral("^\\+1[2-9]\\d\\d55501\\d\\d$");
    }
    void numbersAreOfRangesForFiction() {
        QFETCH(QByteArray, number);
        QFETCH(QString, range);
        const QByteArray standIn = Pseudonyms("s").phone(number);
        QVERIFY2(QRegularExpression(range).match(QString::fromLatin1(standIn)).hasMatch(), standIn.constData());
    }
    void differentNumbersDiffer() {
        Pseudonyms one("s");
        QSet<QByteArray> seen;
        for (int i = 0; i < 3000; ++i)
            seen.insert(one.phone("+1415" + QByteArray::number(2000000 + i)));
        QCOMPARE(seen.size(), 3000);
    }
    void sidsKeepPrefixAndLength() {
        const QByteArray sid = Pseudonyms("s").sid("SM0123456789abcdef0123456789abcdef");
        QVERIFY(QRegularExpression(QStringLiteral("^SM[0-9a-f]{32}$")).match(QString::fromLatin1(sid)).hasMatch());
        QVERIFY(sid != "SM0123456789abcdef0123456789abcdef");
    }
    void wordsKeepTheirShape() {
        Pseudonyms one("s");
        const QString word = QString::fromUtf8(one.word("Al1ce"));
        QVERIFY(QRegularExpression(QStringLiteral("^[A-Z][a-z][0-9][a-z]{2}$")).match(word).hasMatch());
        for (char c = 'a'; c <= 'z'; ++c)
            QVERIFY(one.word(QByteArray(1, c)) != QByteArray(1, c));
        // GSM-7 stays GSM-7, and what needs UCS-2 keeps its units.
        QCOMPARE(QString::fromUtf8(one.word("caf\xc3\xa9")).size(), 4);
        QCOMPARE(QString::fromUtf8(one.word("\xf0\x9f\x99\x82")).size(), 2);
    }
    void addressesAreOfDocumentation() {
        Pseudonyms one("s");
        const QByteArray v4 = one.ipv4("54.172.60.1");
        QVERIFY2(
            v4.startsWith("192.0.2.") || v4.startsWith("198.51.100.") || v4.startsWith("203.0.113."), v4.constData());
        QVERIFY(one.ipv6("2a00::1").startsWith("2001:db8:"));
        QVERIFY(one.host("shop.acme.io").endsWith(".example.com"));
    }
    void noiseAndHexKeepTheLength() {
        Pseudonyms one("s");
        QCOMPARE(one.noise("abcdef").size(), 6);
        QVERIFY(QRegularExpression(QStringLiteral("^[0-9A-F]{4}$"))
                    .match(QString::fromLatin1(one.hex("AFAF")))
                    .hasMatch() ||
                one.hex("AFAF").size() == 4);
        QCOMPARE(Pseudonyms::freshSecret().size(), 32);
    }
};

QTEST_GUILESS_MAIN(PseudonymsTest)
#include "tst_pseudonyms.moc"
