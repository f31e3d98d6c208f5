#include "core/twilio/parameters.h"
#include "tests/core/twilio/sample_requests.h"

#include <QSet>
#include <QTest>

using namespace offhook::twilio;

class TestParameters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyParameterOfEverySampleIsKnown_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < test::samples().size(); ++i)
            QTest::newRow(test::samples()[i].kind.constData()) << int(i);
    }
    void everyParameterOfEverySampleIsKnown() {
        QFETCH(int, index);
        const test::Sample &s = test::samples()[std::size_t(index)];
        for (const offhook::http::Parameter &parameter : s.params)
            QVERIFY2(!parameterInfo(parameter.name).meaning.isEmpty(), parameter.name.constData());
    }

    void entriesAreWholeAndUnique() {
        const QSet<QString> types{QStringLiteral("sid"), QStringLiteral("phone"), QStringLiteral("text"),
            QStringLiteral("integer"), QStringLiteral("url"), QStringLiteral("enum"), QStringLiteral("json"),
            QStringLiteral("time"), QStringLiteral("number"), QStringLiteral("country"), QStringLiteral("boolean")};
        QVERIFY(parameterNames().size() > 200);
        QSet<QByteArray> seen;
        for (const QByteArray &name : parameterNames()) {
            QVERIFY2(!seen.contains(name), name.constData());
            seen.insert(name);
            const QByteArray asked = QByteArray(name).replace("{n}", "7").replace("*", "X-Any");
            const ParameterInfo info = parameterInfo(asked);
            QVERIFY2(!info.meaning.isEmpty() && info.meaning.size() <= 90, name.constData());
            QVERIFY2(!info.meaning.endsWith(u'.') && info.meaning[0].isUpper(), name.constData());
            QVERIFY2(types.contains(info.type), name.constData());
            QVERIFY2(!info.group.isEmpty(), name.constData());
        }
    }

    void families_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("sameAs");
        QTest::newRow("the ninth media URL") << QByteArray("MediaUrl9") << QByteArray("MediaUrl0");
        QTest::newRow("a two-digit number") << QByteArray("MediaContentType10") << QByteArray("MediaContentType1");
        QTest::newRow("a SIP header") << QByteArray("SipHeader_X-Account") << QByteArray("SipHeader_Foo");
        QTest::newRow("a dialled leg's SIP header") << QByteArray("DialSipHeader_X-A") << QByteArray("DialSipHeader_B");
    }
    void families() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, sameAs);
        QVERIFY(!parameterInfo(name).meaning.isEmpty());
        QCOMPARE(parameterInfo(name).meaning, parameterInfo(sameAs).meaning);
    }

    void unknownNames_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("another case") << QByteArray("callsid");
        QTest::newRow("a numbered name without its number") << QByteArray("MediaUrl");
        QTest::newRow("a known name with a number") << QByteArray("CallSid1");
        QTest::newRow("a prefix alone") << QByteArray("SipHeader_");
        QTest::newRow("the pattern itself") << QByteArray("MediaUrl{n}");
        QTest::newRow("only digits") << QByteArray("123");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe");
    }
    void unknownNames() {
        QFETCH(QByteArray, name);
        QVERIFY(parameterInfo(name).meaning.isEmpty());
    }

    void types_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("type");
        QTest::newRow("a SID") << QByteArray("CallSid") << QStringLiteral("sid");
        QTest::newRow("a number to call") << QByteArray("From") << QStringLiteral("phone");
        QTest::newRow("media links can be opened") << QByteArray("MediaUrl0") << QStringLiteral("url");
        QTest::newRow("JSON can be shown pretty") << QByteArray("AddOns") << QStringLiteral("json");
        QTest::newRow("a country") << QByteArray("FromCountry") << QStringLiteral("country");
        QTest::newRow("a status") << QByteArray("MessageStatus") << QStringLiteral("enum");
    }
    void types() {
        QFETCH(QByteArray, name);
        QFETCH(QString, type);
        QCOMPARE(parameterInfo(name).type, type);
    }

    void whatPeopleLookForComesFirst() {
        QCOMPARE(parameterRank("From"), 0);
        QVERIFY(parameterRank("From") < parameterRank("Body"));
        QVERIFY(parameterRank("Body") < parameterRank("MediaUrl7"));
        QVERIFY(parameterRank("MediaUrl7") < parameterRank("FromCity"));
        QCOMPARE(parameterRank("FromCity"), parameterRank("own parameter"));
        QCOMPARE(parameterRank("CallSid1"), parameterRank(""));
    }
};

QTEST_GUILESS_MAIN(TestParameters)
#include "tst_parameters.moc"
