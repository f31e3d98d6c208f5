#include "core/twiml/flow_check.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;
using test::response;

// Expected values: twilio.com/docs/voice/twiml: redirect, hangup, reject, dial, gather; error 14106.
class TestFlowCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void mends_data();
    void mends();
    void findsRedirectsToItself_data();
    void findsRedirectsToItself();
};

void TestFlowCheck::finds_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("verbs one after another")
        << response("<Say>a</Say><Dial>+14155550100</Dial><Hangup/>") << QStringList{};
    QTest::newRow("after Hangup") << response("<Hangup/><Say>a</Say><Pause/>")
                                  << QStringList{u"hint 0 never-reached [<Say>a</Say><Pause/>]"_s};
    QTest::newRow("after Redirect") << response("<Redirect>a</Redirect><Say>a</Say>")
                                    << QStringList{u"hint 0 never-reached [<Say>a</Say>]"_s};
    QTest::newRow("after Dial with an action") << response("<Dial action=\"/a\">+14155550100</Dial><Say>a</Say>")
                                               << QStringList{u"hint 0 never-reached [<Say>a</Say>]"_s};
    QTest::newRow("after Gather that always goes on")
        << response("<Gather action=\"/a\" actionOnEmptyResult=\"true\"/><Say>a</Say>")
        << QStringList{u"hint 0 never-reached [<Say>a</Say>]"_s};
    QTest::newRow("after Record, when the caller is silent")
        << response("<Record action=\"/a\"/><Say>a</Say>") << QStringList{};
    QTest::newRow("only the first end is told")
        << response("<Hangup/><Hangup/><Hangup/>") << QStringList{u"hint 0 never-reached [<Hangup/><Hangup/>]"_s};
    QTest::newRow("Gather as the last verb") << response("<Say>a</Say><Gather action=\"/a\"><Say>b</Say></Gather>")
                                             << QStringList{u"hint 0 nothing-after-gather [Gather]"_s};
    QTest::newRow("Gather as the last verb that goes on without input")
        << response("<Gather actionOnEmptyResult=\"true\"/>") << QStringList{};
    QTest::newRow("Reject after something")
        << response("<Say>a</Say><Reject/>") << QStringList{u"hint 0 reject-not-first [Reject]"_s};
}

void TestFlowCheck::finds() {
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(test::lines(body), expected);
}

void TestFlowCheck::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("what is never reached") << response("<Hangup/><Say>a</Say><Pause/>") << response("<Hangup/>");
    QTest::newRow("Reject that only hangs up")
        << response("<Say>a</Say><Reject/>") << response("<Say>a</Say><Hangup/>");
}

void TestFlowCheck::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(test::mended(body), expected);
}

void TestFlowCheck::findsRedirectsToItself_data() {
    QTest::addColumn<QByteArray>("verbs");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("the whole URL") << QByteArray("<Redirect>https://a.example.com/b?c=d</Redirect>")
                                   << QStringList{u"warning 0 redirect-to-itself [https://a.example.com/b?c=d]"_s};
    QTest::newRow("a relative one") << QByteArray("<Redirect> b?c=d </Redirect>")
                                    << QStringList{u"warning 0 redirect-to-itself [b?c=d]"_s};
    QTest::newRow("only the query") << QByteArray("<Redirect>?c=d</Redirect>")
                                    << QStringList{u"warning 0 redirect-to-itself [?c=d]"_s};
    QTest::newRow("asking again after something was said")
        << QByteArray("<Say>a</Say><Redirect>b?c=d</Redirect>") << QStringList{u"hint 0 redirect-to-itself [b?c=d]"_s};
    QTest::newRow("a messaging answer") << QByteArray("<Message>a</Message><Redirect>b?c=d</Redirect>")
                                        << QStringList{u"warning 14106 redirect-to-itself [b?c=d]"_s};
    QTest::newRow("another query") << QByteArray("<Redirect>b?c=e</Redirect>") << QStringList();
    QTest::newRow("never reached") << QByteArray("<Hangup/><Redirect>b?c=d</Redirect>")
                                   << QStringList{u"hint 0 never-reached [<Redirect>b?c=d</Redirect>]"_s};
}

void TestFlowCheck::findsRedirectsToItself() {
    QFETCH(const QByteArray, verbs);
    QFETCH(const QStringList, expected);
    CheckContext context;
    context.documentUrl = "https://a.example.com/b?c=d";
    QCOMPARE(test::lines(response(verbs), context), expected);
}

QTEST_GUILESS_MAIN(TestFlowCheck)
#include "tst_flow_check.moc"
