#include "core/compose/freshness.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using compose::Freshness;
using compose::Template;

class TestFreshness final : public QObject {
    Q_OBJECT
    static constexpr WallTime Now = 1'800'000'000'000'000; // 2027-01-15T08:00:00Z
    static inline const QByteArray Sid = "SM0000000000000000000000000000000a"_ba;

private Q_SLOTS:
    void aSidKeepsItsPrefixAndIsNew() {
        Freshness fresh(Template(), Now);
        const QByteArray made = fresh.sids(Sid);
        QVERIFY(compose::isSid(made));
        QVERIFY(made.startsWith("SM"));
        QVERIFY(made != Sid);
    }

    void equalSidsStayEqualEverywhereInARequest() {
        Freshness fresh(Template(), Now);
        const QByteArray made = fresh.value({"MessageSid", Sid});
        QCOMPARE(fresh.value({"SmsSid", Sid}), made);
        QCOMPARE(
            fresh.sids("https://h/Messages/" + Sid + "/Media"), QByteArray("https://h/Messages/" + made + "/Media"));
        QVERIFY(fresh.body("{\"messageSid\":\"" + Sid + "\"}").contains(made));
    }

    void differentSidsStayDifferent() {
        Freshness fresh(Template(), Now);
        QSet<QByteArray> made;
        for (int i = 0; i < 1000; ++i)
            made.insert(fresh.sids("CA" + QByteArray::number(i).rightJustified(32, '0')));
        QCOMPARE(made.size(), 1000);
    }

    void anotherRequestGetsOthers() {
        QVERIFY(Freshness(Template(), Now).sids(Sid) != Freshness(Template(), Now).sids(Sid));
    }

    void theAccountStaysUnlessPinned() {
        const QByteArray account = "AC0000000000000000000000000000000a"_ba;
        const QByteArray other = "ACffffffffffffffffffffffffffffffff"_ba;
        Freshness fresh(Template(), Now);
        QCOMPARE(fresh.sids(account), account);
        Freshness pinned(Template(), Now);
        pinned.pin(account, other);
        QCOMPARE(pinned.sids("/Accounts/" + account + "/Calls"), QByteArray("/Accounts/" + other + "/Calls"));
    }

    void lookalikesAreLeftAlone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("31 digits") << QByteArray("SM" + QByteArray(31, 'a'));
        QTest::newRow("33 digits") << QByteArray("SM" + QByteArray(33, 'a'));
        QTest::newRow("a letter before") << QByteArray("xSM" + QByteArray(32, 'a'));
        QTest::newRow("small letters") << QByteArray("sm" + QByteArray(32, 'a'));
        QTest::newRow("digits in capitals") << QByteArray("SM" + QByteArray(32, 'A'));
        QTest::newRow("any bytes") << QByteArray("\xFF\xC3\x28\0\r\n", 6);
        QTest::newRow("text in UTF-8") << QByteArray("Gr\xC3\xBC\xC3\x9F"
                                                     "e \xF0\x9F\x98\x80");
    }
    void lookalikesAreLeftAlone() {
        QFETCH(QByteArray, text);
        QCOMPARE(Freshness(Template(), Now).sids(text), text);
        QVERIFY(!compose::isSid(text));
    }

    void theNewestTimeIsNowAndDistancesStay() {
        Template t;
        t.params = {{"DateCreated", "2026-01-15T10:30:00.000Z"}, {"DateUpdated", "2026-01-15T10:30:02.000Z"}};
        Freshness fresh(t, Now);
        QCOMPARE(fresh.value(t.params[1]), "2027-01-15T08:00:00.000Z"_ba);
        QCOMPARE(fresh.value(t.params[0]), "2027-01-15T07:59:58.000Z"_ba);
    }

    void timesInAJsonBodyMoveToo() {
        Template t;
        t.body = "[{\"time\":\"2026-01-15T10:30:00.000Z\",\"note\":\"at "
                 "2026-01-15T10:30:00.000Z\"},{\"time\":\"2026-01-15T10:30:01.000Z\"}]";
        Freshness fresh(t, Now);
        QCOMPARE(fresh.body(t.body),
            "[{\"time\":\"2027-01-15T07:59:59.000Z\",\"note\":\"at 2026-01-15T10:30:00.000Z\"},{\"time\":\"2027-01-15T08:00:00.000Z\"}]"_ba);
    }

    void tokensOfADeliveryAreNew() {
        Freshness fresh(Template(), Now);
        const http::HeaderField token{"i-twilio-idempotency-token", "00000000-0000-4000-8000-000000000001"};
        const QByteArray made = fresh.header(token);
        // RFC 9562: version 4, variant 10
        const QRegularExpression uuid(u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
        QVERIFY(uuid.match(QString::fromLatin1(made)).hasMatch());
        QVERIFY(made != fresh.header(token));
        const QByteArray key = fresh.header({"Sec-WebSocket-Key", "b2ZmaG9vayBzYW1wbGUgIQ=="});
        QCOMPARE(QByteArray::fromBase64(key).size(), 16);
        QCOMPARE(fresh.header({"Accept", "*/*"}), "*/*"_ba);
    }
};

QTEST_GUILESS_MAIN(TestFreshness)
#include "tst_freshness.moc"
