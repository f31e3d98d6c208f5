#include "core/twilio/key_ring.h"

#include <QTest>

#include <utility>

using namespace offhook;
using namespace offhook::twilio;

class TestKeyRing : public QObject {
    Q_OBJECT

private:
    static SigningKey key(const QByteArray &secret, const QByteArray &account = {}) {
        SigningKey result;
        result.account = account;
        result.secret = SecretBytes(QByteArray(secret));
        return result;
    }
    static KeyRing ring(const QByteArray &secret) {
        std::vector<SigningKey> keys;
        keys.push_back(key(secret));
        return KeyRing(std::move(keys));
    }

private Q_SLOTS:
    // RFC 2202, section 3: test cases for HMAC-SHA-1.
    void rfc2202_data() {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("digest");
        const auto row = [](const char *what, const QByteArray &secret, const QByteArray &data, const char *digest) {
            QTest::newRow(what) << secret << data << QByteArray::fromHex(digest);
        };
        row("test case 1", QByteArray(20, '\x0b'), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00");
        row("test case 2", "Jefe", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        row("test case 3", QByteArray(20, '\xaa'), QByteArray(50, '\xdd'), "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
        row("test case 6: a key larger than a block", QByteArray(80, '\xaa'),
            "Test Using Larger Than Block-Size Key - Hash Key First", "aa4ae5e15272d00e95705637ce8a3b55ed402112");
    }
    void rfc2202() {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, digest);
        KeyRing keys = ring(secret);
        const QByteArrayView whole(data);
        const std::vector<QByteArrayView> one{whole};
        const std::vector<QByteArrayView> pieces{whole.first(3), QByteArrayView(), whole.sliced(3)};
        for (int again = 0; again < 3; ++again) { // the context is keyed once and used again
            QCOMPARE(keys.digest(0, one), digest);
            QCOMPARE(keys.digest(0, pieces), digest);
        }
        QCOMPARE(keys.sign(0, one), digest.toBase64());
        QVERIFY(keys.matches(0, pieces, digest));
        for (qsizetype i = 0; i < digest.size(); ++i) {
            QByteArray wrong = digest;
            wrong[i] = char(wrong[i] ^ 1);
            QVERIFY(!keys.matches(0, pieces, wrong));
        }
        QVERIFY(!keys.matches(0, pieces, digest.chopped(1)));
        QVERIFY(!keys.matches(0, pieces, {}));
    }

    // The HMAC of nothing with an empty key: the value every HMAC-SHA1 implementation's tests name.
    void anEmptySecretIsAKeyToo() {
        KeyRing keys = ring("");
        QCOMPARE(keys.digest(0, {}).toHex(), "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
    }

    void aKeyThatIsNotThereSignsNothing() {
        KeyRing keys = ring("12345");
        QVERIFY(keys.sign(1, {}).isEmpty());
        QVERIFY(!keys.matches(1, {}, QByteArray(20, '\0')));
        KeyRing none;
        QVERIFY(none.isEmpty());
        QVERIFY(none.digest(0, {}).isEmpty());
    }

    void coversItsAccountAndThoseWithoutOne() {
        std::vector<SigningKey> list;
        list.push_back(key("a", "AC1"));
        const KeyRing one(std::move(list));
        QVERIFY(one.covers(QByteArrayView("AC1")));
        QVERIFY(!one.covers(QByteArrayView("AC2")));
        QVERIFY(one.covers(QByteArrayView(""))); // the request does not say whose it is
        list.clear();
        list.push_back(key("a", "AC1"));
        list.push_back(key("b"));
        const KeyRing two(std::move(list));
        QVERIFY(two.covers(QByteArrayView("AC2")));
        QVERIFY(!two.covers(0, "AC2"));
        QVERIFY(two.covers(1, "AC2"));
        QVERIFY(!two.covers(2, "AC2"));
        QVERIFY(!KeyRing().covers(QByteArrayView("")));
    }

    void movingKeepsTheKeys() {
        KeyRing first = ring("Jefe");
        KeyRing second = std::move(first);
        const std::vector<QByteArrayView> data{"what do ya want for nothing?"};
        QCOMPARE(second.digest(0, data).toHex(), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        KeyRing third;
        third = std::move(second);
        QCOMPARE(third.digest(0, data).toHex(), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    }

    void tokensAre32HexadecimalDigits() {
        QVERIFY(looksLikeAuthToken("0123456789abcdef0123456789ABCDEF"));
        QVERIFY(!looksLikeAuthToken("0123456789abcdef0123456789abcde"));
        QVERIFY(!looksLikeAuthToken("0123456789abcdef0123456789abcdef0"));
        QVERIFY(!looksLikeAuthToken("g123456789abcdef0123456789abcdef"));
        QVERIFY(!looksLikeAuthToken(""));
    }
};

QTEST_GUILESS_MAIN(TestKeyRing)
#include "tst_key_ring.moc"
