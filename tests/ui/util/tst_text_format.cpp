#include "core/base/clock.h"
#include "ui/util/text_format.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestTextFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }

    void groups_data() {
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << qint64(0) << u"0"_s;
        QTest::newRow("three digits stay together") << qint64(999) << u"999"_s;
        QTest::newRow("thousands") << qint64(1284) << u"1\u202F284"_s;
        QTest::newRow("millions") << qint64(1'000'000) << u"1\u202F000\u202F000"_s;
        QTest::newRow("a sign is no digit") << qint64(-999) << u"-999"_s;
        QTest::newRow("below zero") << qint64(-12'345) << u"-12\u202F345"_s;
    }

    void groups() {
        QFETCH(const qint64, number);
        QFETCH(const QString, text);
        QCOMPARE(grouped(number), text);
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(grouped(number), text); // the same space in every language: ISO 80000-1
    }

    void durations_data() {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << u"–"_s;
        QTest::newRow("none") << qint64(0) << u"0 ms"_s;
        QTest::newRow("hardly any") << qint64(20) << u"<0.1 ms"_s;
        QTest::newRow("a fraction") << qint64(800) << u"0.8 ms"_s;
        QTest::newRow("whole milliseconds have no .0") << qint64(1000) << u"1 ms"_s;
        QTest::newRow("a few") << qint64(2100) << u"2.1 ms"_s;
        QTest::newRow("from ten on without decimals") << qint64(14'400) << u"14 ms"_s;
        QTest::newRow("rounding up to ten") << qint64(9'960) << u"10 ms"_s;
        QTest::newRow("just below a second") << qint64(999'400) << u"999 ms"_s;
        QTest::newRow("rounding up to a second") << qint64(999'600) << u"1 s"_s;
        QTest::newRow("seconds") << qint64(1'200'000) << u"1.2 s"_s;
        QTest::newRow("a minute") << qint64(60'000'000) << u"1 min"_s;
        QTest::newRow("rounding up to a minute") << qint64(59'960'000) << u"1 min"_s;
        QTest::newRow("minutes and seconds") << qint64(200'000'000) << u"3 min 20 s"_s;
        QTest::newRow("hours and minutes") << qint64(7'500'000'000) << u"2 h 5 min"_s;
        QTest::newRow("days and hours") << qint64(273'600'000'000) << u"3 d 4 h"_s;
    }

    void durations() {
        QFETCH(const qint64, us);
        QFETCH(QString, text);
        QCOMPARE(duration(us), text.replace(u' ', QChar(0x00A0)));
    }

    void decimalsFollowTheLocale() {
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(duration(2100), u"2,1\u00A0ms"_s);
        QCOMPARE(byteSize(1234), u"1,2\u00A0kB"_s);
    }

    void times() {
        const QDateTime now(QDate::currentDate(), QTime(10, 42, 7, 318));
        QCOMPARE(localTime(now.toMSecsSinceEpoch() * 1000), u"10:42:07.318"_s);
        const QDateTime earlier(QDate(2024, 2, 29), QTime(0, 0, 0, 5));
        QCOMPARE(localTime(earlier.toMSecsSinceEpoch() * 1000), u"2024-02-29 00:00:00.005"_s);
        QCOMPARE(shortLocalTime(now.toMSecsSinceEpoch() * 1000), u"10:42:07.318"_s);
        QCOMPARE(shortLocalTime(earlier.toMSecsSinceEpoch() * 1000), u"2024-02-29"_s);
    }

    void addresses_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("shorten");
        QTest::addColumn<QString>("text");
        QTest::newRow("North America") << "+14155550142"_ba << true << u"+1 415 555 0142"_s;
        QTest::newRow("two digits of country code") << "+442079460958"_ba << true << u"+44 20 7946 0958"_s;
        QTest::newRow("eleven national digits") << "+5511955550134"_ba << true << u"+55 11 95555 0134"_s;
        QTest::newRow("nine national digits") << "+41446681800"_ba << true << u"+41 44 668 1800"_s;
        QTest::newRow("three digits of country code") << "+35315241234"_ba << true << u"+353 1524 1234"_s;
        QTest::newRow("the channel goes where there is little room")
            << "whatsapp:+14155550142"_ba << true << u"+1 415 555 0142"_s;
        QTest::newRow("the channel stays where there is room")
            << "whatsapp:+14155550142"_ba << false << u"whatsapp:+1 415 555 0142"_s;
        QTest::newRow("a short code") << "32665"_ba << true << u"32665"_s;
        QTest::newRow("more than E.164 allows") << "+1234567890123456"_ba << true << u"+1234567890123456"_s;
        QTest::newRow("a leading zero is no country code") << "+0123456789"_ba << true << u"+0123456789"_s;
        QTest::newRow("SIP") << "sip:alice@example.com"_ba << true << u"sip:alice@example.com"_s;
        QTest::newRow("a SID, short") << "CA5e1f2a3b4c5d6e7f8091a2b3c4d5e91c"_ba << true << u"CA5e…91c"_s;
        QTest::newRow("a SID, whole") << "CA5e1f2a3b4c5d6e7f8091a2b3c4d5e91c"_ba << false
                                      << u"CA5e1f2a3b4c5d6e7f8091a2b3c4d5e91c"_s;
        QTest::newRow("almost a SID") << "CA5e1f2a3b4c5d6e7f8091a2b3c4d5e91z"_ba << true
                                      << u"CA5e1f2a3b4c5d6e7f8091a2b3c4d5e91z"_s;
        QTest::newRow("nothing") << QByteArray() << true << QString();
        QTest::newRow("a right-to-left override") << "bob\xE2\x80\xAE"
                                                     "eve"_ba
                                                  << true << u"bob\uFFFDeve"_s;
    }

    void addresses() {
        QFETCH(const QByteArray, value);
        QFETCH(const bool, shorten);
        QFETCH(const QString, text);
        QCOMPARE(address(value, shorten), text);
    }

    void sizes_data() {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("bytes") << qint64(999) << u"999 B"_s;
        QTest::newRow("a kilobyte") << qint64(1000) << u"1 kB"_s;
        QTest::newRow("one decimal") << qint64(1234) << u"1.2 kB"_s;
        QTest::newRow("no decimals") << qint64(123'456) << u"123 kB"_s;
        QTest::newRow("rounding up to the next unit") << qint64(999'600) << u"1 MB"_s;
        QTest::newRow("the body limit") << qint64(10'000'000) << u"10 MB"_s;
        QTest::newRow("huge") << qint64(5'000'000'000'000'000) << u"5000 TB"_s;
    }

    void sizes() {
        QFETCH(const qint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(byteSize(bytes), text.replace(u' ', QChar(0x00A0)));
    }
};

QTEST_GUILESS_MAIN(TestTextFormat)
#include "tst_text_format.moc"
