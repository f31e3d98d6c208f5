#include "core/http/form.h"

#include <QRandomGenerator>
#include <QTest>

using namespace offhook::http;

namespace {

QByteArray randomBytes(QRandomGenerator &random, int limit) {
    QByteArray bytes(random.bounded(limit + 1), Qt::Uninitialized);
    for (char &c : bytes)
        c = char(random.bounded(256));
    return bytes;
}

} // namespace

class TestForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // https://url.spec.whatwg.org/#urlencoded-parsing, and form.h for the two differences.
    void decoded_data() {
        QTest::addColumn<QByteArray>("encoded");
        QTest::addColumn<Parameters>("parameters");
        QTest::newRow("nothing") << QByteArray() << Parameters{};
        QTest::newRow("two pairs in order") << QByteArray("b=1&a=2") << Parameters{{"b", "1"}, {"a", "2"}};
        QTest::newRow("duplicates are kept")
            << QByteArray("a=1&a=1&a=2") << Parameters{{"a", "1"}, {"a", "1"}, {"a", "2"}};
        QTest::newRow("empty value is kept")
            << QByteArray("FromCity=&To=x") << Parameters{{"FromCity", ""}, {"To", "x"}};
        QTest::newRow("name without equals sign") << QByteArray("a&b=") << Parameters{{"a", ""}, {"b", ""}};
        QTest::newRow("empty name") << QByteArray("=x") << Parameters{{"", "x"}};
        QTest::newRow("empty pieces are skipped") << QByteArray("&&a=1&&&b=2&") << Parameters{{"a", "1"}, {"b", "2"}};
        QTest::newRow("plus is a space") << QByteArray("Body=Hi+there") << Parameters{{"Body", "Hi there"}};
        QTest::newRow("escaped plus is a plus")
            << QByteArray("From=%2B15005550006") << Parameters{{"From", "+15005550006"}};
        QTest::newRow("lower-case escape") << QByteArray("a=%2b%c3%a4") << Parameters{{"a", "+\xc3\xa4"}};
        QTest::newRow("second equals sign belongs to the value") << QByteArray("a=b=c") << Parameters{{"a", "b=c"}};
        QTest::newRow("semicolon separates nothing") << QByteArray("a=1;b=2") << Parameters{{"a", "1;b=2"}};
        QTest::newRow("names that differ in inner bytes only take turns")
            << QByteArray("abcde=1&aXcYe=2&abcde=3&aXcYe=4")
            << Parameters{{"abcde", "1"}, {"aXcYe", "2"}, {"abcde", "3"}, {"aXcYe", "4"}};
        QTest::newRow("bytes that are not UTF-8 stay")
            << QByteArray("a=%ff%00\xfe") << Parameters{{"a", QByteArray("\xff\0\xfe", 3)}};
        QTest::newRow("escape is decoded once") << QByteArray("a=%2541") << Parameters{{"a", "%41"}};
        QTest::newRow("escaped separators stay in their piece")
            << QByteArray("a%26b=c%3Dd") << Parameters{{"a&b", "c=d"}};
        QTest::newRow("bad escape stays as it stood and is marked")
            << QByteArray("a=100%&b=%zz&c=%4")
            << Parameters{{"a", "100%", true}, {"b", "%zz", true}, {"c", "%4", true}};
        QTest::newRow("bad escape in the name marks its pair only")
            << QByteArray("%=1&b=2") << Parameters{{"%", "1", true}, {"b", "2"}};
        QTest::newRow("percent sign before an escape") << QByteArray("a=%%41") << Parameters{{"a", "%A", true}};
    }
    void decoded() {
        QFETCH(const QByteArray, encoded);
        QFETCH(const Parameters, parameters);
        QVERIFY(decodeForm(encoded) == parameters);
    }

    // https://url.spec.whatwg.org/#urlencoded-serializing
    void encodedPieces_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("encoded");
        QTest::newRow("letters, digits and *-._ stand") << QByteArray("aZ09*-._") << QByteArray("aZ09*-._");
        QTest::newRow("space is plus") << QByteArray("a b") << QByteArray("a+b");
        QTest::newRow("the rest is escaped in upper case")
            << QByteArray("+~/\xc3\xa4\n") << QByteArray("%2B%7E%2F%C3%A4%0A");
        QTest::newRow("NUL is escaped") << QByteArray("\0", 1) << QByteArray("%00");
    }
    void encodedPieces() {
        QFETCH(const QByteArray, bytes);
        QTEST(encodeFormPiece(bytes), "encoded");
    }

    void encodedFormKeepsOrderDuplicatesAndEmptyValues() {
        QCOMPARE(encodeForm({{"b", "1 2"}, {"a", ""}, {"b", "&"}}), QByteArray("b=1+2&a=&b=%26"));
    }

    void anyParametersSurviveEncodingAndDecoding() {
        QRandomGenerator random(20260901);
        for (int round = 0; round < 3000; ++round) {
            Parameters parameters(std::size_t(random.bounded(8)));
            for (Parameter &parameter : parameters)
                parameter = {randomBytes(random, 12), randomBytes(random, 40)};
            QVERIFY2(decodeForm(encodeForm(parameters)) == parameters, encodeForm(parameters).constData());
        }
    }

    void anyBytesDecodeAndDecodeTheSameAfterEncoding() {
        QRandomGenerator random(42);
        const QByteArray alphabet = "ab%&=+;4F \xff";
        for (int round = 0; round < 5000; ++round) {
            QByteArray bytes(random.bounded(40), Qt::Uninitialized);
            for (char &c : bytes)
                c = alphabet[random.bounded(int(alphabet.size()))];
            Parameters once = decodeForm(bytes);
            const Parameters twice = decodeForm(encodeForm(once));
            for (Parameter &parameter : once)
                parameter.badEscape = false; // what stood wrong is escaped rightly now
            QVERIFY2(once == twice, bytes.constData());
        }
    }

    void tenMebibytesOfSeparatorsAreNoParameters() {
        QCOMPARE(decodeForm(QByteArray(10 * 1024 * 1024, '&')).size(), std::size_t(0));
    }

    void ofAMillionParametersOnlyTheLimitIsDecoded() {
        QByteArray encoded;
        for (int i = 0; i < 1'000'000; ++i)
            encoded += "a&";
        const Parameters parameters = decodeForm(encoded);
        QCOMPARE(parameters.size(), MaxParameters);
        QCOMPARE(parameters.back(), (Parameter{"a", ""}));
    }

    void lookingUp() {
        const Parameters parameters = decodeForm("a=1&B=&a=2");
        QCOMPARE(value(parameters, "a").toByteArray(), QByteArray("1"));
        QVERIFY(contains(parameters, "B"));
        QVERIFY(!contains(parameters, "b"));
        QCOMPARE(find(parameters, "c"), nullptr);
        QVERIFY(value(parameters, "c").isNull());
    }
};

QTEST_GUILESS_MAIN(TestForm)
#include "tst_form.moc"
