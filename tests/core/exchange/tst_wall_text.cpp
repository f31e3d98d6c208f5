#include "core/exchange/wall_text.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class WallTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void microsecondsSurvive() {
        const WallTime time = 1'790'000'000'123'456;
        QCOMPARE(wallText(time), QByteArray("2026-09-21T14:13:20.123456Z"));
        QCOMPARE(*wallTimeFrom(QString::fromLatin1(wallText(time))), time);
    }
    void otherFormsAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("micros");
        QTest::newRow("an offset") << QStringLiteral("1970-01-01T01:00:01+01:00") << qint64(1'000'000);
        QTest::newRow("seven decimals and an offset")
            << QStringLiteral("1970-01-01T00:00:01.2345678-00:00") << qint64(1'234'567);
        QTest::newRow("RFC 2822") << QStringLiteral("Thu, 01 Jan 1970 00:00:02 +0000") << qint64(2'000'000);
        QTest::newRow("no offset") << QStringLiteral("1970-01-01T00:00:03") << qint64(3'000'000);
    }
    void otherFormsAreRead() {
        QFETCH(QString, text);
        const auto time = wallTimeFrom(text);
        QVERIFY(time);
        QTEST(qint64(*time), "micros");
    }
    void nonsenseIsNoTime() { QVERIFY(!wallTimeFrom(u"yesterday") && !wallTimeFrom(u"9999-12-31T23:59:59-14:00")); }
};

QTEST_GUILESS_MAIN(WallTextTest)
#include "tst_wall_text.moc"
