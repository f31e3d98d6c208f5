#include "core/twilio/known_fields.h"
#include "tests/core/twilio/sample_requests.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;

class TestKnownFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldIsFoundByItsName() {
        for (int i = 0; i < int(Field::Count); ++i) {
            const auto found = knownField(fieldName(Field(i)));
            QVERIFY2(found.has_value(), fieldName(Field(i)).data());
            QCOMPARE(int(*found), i);
        }
    }

    void otherNamesAreUnknown_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("an empty name") << QByteArray("");
        QTest::newRow("a parameter Twilio does not have") << QByteArray("FavouriteColour");
        QTest::newRow("another case of a known one") << QByteArray("callsid");
        QTest::newRow("the beginning of a known one") << QByteArray("CallSi");
        QTest::newRow("a known one with something behind it") << QByteArray("CallSid ");
        QTest::newRow("bytes beyond ASCII") << QByteArray("\xff\xfe\x80");
        QTest::newRow("a known one with a NUL inside") << QByteArray("Call\0Sid", 8);
    }
    void otherNamesAreUnknown() {
        QFETCH(QByteArray, name);
        QVERIFY(!knownField(name).has_value());
    }

    void firstOfEqualNamesCounts() {
        const http::Parameters params{{"From", "a"}, {"Body", ""}, {"From", "b"}, {"Body", "later"}};
        const KnownFields fields(params);
        QCOMPARE(fields.bytes(Field::From), "a");
        QVERIFY(fields.has(Field::Body));
        QCOMPARE(fields.bytes(Field::Body), "");
        QVERIFY(!fields.has(Field::To));
        QVERIFY(fields[Field::To].isEmpty());
    }

    void valuesAreSharedNotCopied() {
        const http::Parameters params{{"Body", QByteArray(4096, 'x')}};
        const KnownFields fields(params);
        QVERIFY(fields.bytes(Field::Body).constData() == params[0].value.constData());
    }
};

QTEST_GUILESS_MAIN(TestKnownFields)
#include "tst_known_fields.moc"
