#include "core/deliver/request_draft.h"
#include "tests/core/deliver/replay_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::deliver;

class RequestDraftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatBelongsToTheConnectionGoes() {
        const RequestDraft draft = *draftOf(*test::sms(1));
        QCOMPARE(draft.method, "POST");
        QCOMPARE(draft.target, "/sms?shop=1");
        QCOMPARE(draft.body, test::SmsBody);
        QByteArrayList names;
        for (const http::HeaderField &field : draft.headers)
            names.append(field.name);
        QCOMPARE(names, (QByteArrayList{"host", "X-Forwarded-Proto", "Content-Type", "Content-Length",
                            "Accept-Encoding", "X-Twilio-Signature", "Last"}));
    }
    void whatCannotBeSentIsRefused() {
        auto malformed = test::sms(1);
        malformed->refusal = http::Refusal{http::RefusalReason::MalformedRequestLine, 400, 0};
        QCOMPARE(draftOf(*malformed).error().code, ErrorCode::InvalidInput);
        const auto handshake =
            test::event(2, "GET /media HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", {});
        QCOMPARE(draftOf(*handshake).error().code, ErrorCode::InvalidInput);
    }
    void anAbsoluteTargetBecomesItsPath() {
        QCOMPARE(
            draftOf(*test::event(1, "GET http://a.example/x?y=1 HTTP/1.1\r\nHost: a\r\n\r\n", {}))->target, "/x?y=1");
    }

    // The other parameters keep their bytes: "%20", "+" and lower-case escapes are Twilio's or a proxy's own.
    void oneParameterIsSet() {
        RequestDraft draft = *draftOf(*test::sms(1));
        QVERIFY(setParameter(draft, "From", "+1 & more"));
        QByteArray expected = test::SmsBody;
        expected.replace("From=%2b14155550100", "From=%2B1+%26+more");
        QCOMPARE(draft.body, expected);
    }
    void aParameterIsAdded() {
        RequestDraft draft = *draftOf(*test::sms(1));
        QVERIFY(setParameter(draft, "Digits", "1"));
        QCOMPARE(draft.body, QByteArray(test::SmsBody + "&Digits=1"));
    }
    void theSecondOfANameIsSet() {
        RequestDraft draft{
            "POST", "/", {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}}, "a=1&a=2"};
        QVERIFY(setParameter(draft, "a", "3", 1));
        QCOMPARE(draft.body, "a=1&a=3");
    }
    void ofAGetTheQueryIsSet() {
        RequestDraft draft{"GET", "/sms?a=1&b=2", {}, {}};
        QCOMPARE(parameterPlace(draft), ParameterPlace::Query);
        QVERIFY(setParameter(draft, "b", "3"));
        QCOMPARE(draft.target, "/sms?a=1&b=3");
        setParameters(draft, {});
        QCOMPARE(draft.target, "/sms");
    }
    void aBodyThatIsNoFormHasNoParameters() {
        RequestDraft draft = *draftOf(*test::json(1));
        QCOMPARE(parameterPlace(draft), ParameterPlace::None);
        QCOMPARE(setParameter(draft, "a", "1").error().code, ErrorCode::InvalidInput);
        setParameters(draft, {{"a", "1", false}});
        QCOMPARE(draft, *draftOf(*test::json(1)));
    }
    void parametersAreReorderedAndRemoved() {
        RequestDraft draft{"POST", "/", {{"Content-Type", "application/x-www-form-urlencoded"}}, "a=1&b=%7e&c=3"};
        setParameters(draft, {{"c", "3", false}, {"b", "~", false}});
        QCOMPARE(draft.body, "c=3&b=%7e");
    }
    void nothingEditedIsNothingChanged() {
        RequestDraft draft = *draftOf(*test::sms(1));
        setParameters(draft, parametersOf(draft));
        QCOMPARE(draft, *draftOf(*test::sms(1)));
    }

    void aHeaderTakesThePlaceOfTheOld() {
        RequestDraft draft{"GET", "/", {{"a", "1"}, {"B", "2"}, {"A", "3"}}, {}};
        setHeader(draft, {"A", "4"});
        QCOMPARE(draft.headers, (std::vector<http::HeaderField>{{"A", "4"}, {"B", "2"}}));
        setHeader(draft, {"C", "5"});
        QCOMPARE(headerOf(draft, "c"), "5");
        removeHeader(draft, "b");
        QVERIFY(headerOf(draft, "B").isNull());
    }

    void whatWouldBreakTheRequestIsRefused_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a method with a blank")
            << QByteArray("GET x") << QByteArray("/") << QByteArray("A") << QByteArray();
        QTest::newRow("CONNECT") << QByteArray("CONNECT") << QByteArray("/") << QByteArray("A") << QByteArray();
        QTest::newRow("no method") << QByteArray() << QByteArray("/") << QByteArray("A") << QByteArray();
        QTest::newRow("a target with a line break")
            << QByteArray("GET") << QByteArray("/ HTTP/1.1\r\nX: 1") << QByteArray("A") << QByteArray();
        QTest::newRow("a relative target") << QByteArray("GET") << QByteArray("x") << QByteArray("A") << QByteArray();
        QTest::newRow("a name with a colon")
            << QByteArray("GET") << QByteArray("/") << QByteArray("A:") << QByteArray();
        QTest::newRow("a value with a line break")
            << QByteArray("GET") << QByteArray("/") << QByteArray("A") << QByteArray("1\r\nX: 1");
        QTest::newRow("a coding of the connection")
            << QByteArray("GET") << QByteArray("/") << QByteArray("transfer-encoding") << QByteArray("chunked");
    }
    void whatWouldBreakTheRequestIsRefused() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QCOMPARE(checkDraft({method, target, {{name, value}}, {}}).error().code, ErrorCode::InvalidInput);
    }
    void whatTwilioSendsIsSound() {
        QVERIFY(checkDraft(*draftOf(*test::sms(1))));
        QVERIFY(checkDraft(*draftOf(*test::json(1))));
    }
};

QTEST_GUILESS_MAIN(RequestDraftTest)
#include "tst_request_draft.moc"
