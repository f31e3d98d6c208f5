#include "core/filter/vocabulary.h"
#include "core/flow/filter_predicate.h"

#include <QDateTime>
#include <QSet>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::flow;

namespace {

WebhookEvent statusEvent() {
    WebhookEvent event;
    event.receivedAt = QDateTime(QDate(2026, 11, 24), QTime(10, 42, 7)).toMSecsSinceEpoch() * 1000;
    event.peer = "127.0.0.1:50123";
    event.request = http::Request("POST /sms/status?tenant=7 HTTP/1.1\r\nHost: hooks.example.com\r\n"
                                  "User-Agent: TwilioProxy/1.1\r\n"
                                  "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        "MessageSid=SM12ab&MessageStatus=failed&From=%2B14155550142&To=%2B12125550100&ErrorCode=30007&Body=my+Order"
        "&MessagingServiceSid=MG77&AccountSid=AC99");
    event.decodeParams();
    event.meaning = twilio::meaningOf(event.request, event.allParams());
    event.verification.verdict = twilio::Verdict::Invalid;
    event.response.status = 503;
    event.tookUs = 2'500'000;
    event.flags = EventFlag::Retry | EventFlag::ClientGone;
    event.rule = u"Busy"_s;
    event.note = u"To do"_s;
    return event;
}

} // namespace

class TestFilterPredicate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terms_data();
    void terms();
    void everyKeyIsAsked();
    void flagWordsAreTheFlags();
    void verdictWordsAreTheVerdicts();
    void aRefusedRequestIsSearchedAsItCame();
    void anUnansweredEventHasNoCodeAndNoTime();
    void aBodyThatIsNoFormIsSearchedWhole();
    void incompleteTreesMatchNothing();
};

void TestFilterPredicate::terms_data() {
    QTest::addColumn<QString>("yes");
    QTest::addColumn<QString>("no");
    const auto row = [](const char *name, const char *yes, const char *no) {
        QTest::newRow(name) << QString::fromUtf8(yes) << QString::fromUtf8(no);
    };
    row("a word anywhere", "30007", "30008");
    row("a word in any case", "ORDER", "orders");
    row("a header's value", "twilioproxy", "twilioproxy2");
    row("a parameter's name", "ErrorCode", "ErrorCodes");
    row("a quoted text", "\"my order\"", "\"order my\"");
    row("a word with a wildcard", "or*er", "or*ex");
    row("a word does not run from one piece into the next", "tenant", "tenant*GET");
    row("from", "from:+1415*", "from:+1415");
    row("from with punctuation", "from:\"+1 (415) 555-0142\"", "from:\"+1 (415) 555-0143\"");
    row("to", "to:+1212…", "to:+1415…");
    row("kind by segment", "kind:status", "kind:sms");
    row("kind by name", "kind:message.status", "kind:call.status");
    row("kind by variant", "kind:message.status.failed", "kind:message.status.sent");
    row("kind by group", "kind:message-status", "kind:messages");
    row("status", "status:failed", "status:fail");
    row("verdict", "sig:invalid", "sig:valid|unsigned");
    row("flag", "is:retry", "is:late");
    row("flag with a dash", "is:client-gone", "is:test");
    row("the event's SID", "sid:SM12*", "sid:SM13*");
    row("another SID", "sid:MG77", "sid:MG78");
    row("the account's SID", "sid:AC99", "sid:30007");
    row("path without query", "path:/sms/status", "path:/sms/status?tenant=7");
    row("code", "code:503", "code:504");
    row("class of codes", "code:5xx", "code:4xx");
    row("codes from on", "code:>=500", "code:<500");
    row("took", "took:>2s", "took:>=2.6s");
    row("after", "after:2026-11-24T10:42:07", "after:2026-11-24T10:42:08");
    row("before", "before:2026-11-24T10:42:08", "before:2026-11-24T10:42:07");
    row("parameter", "param.ErrorCode=30007", "param.ErrorCode=3000");
    row("parameter of the query", "param.tenant:7", "param.tenant:8");
    row("parameter's name in any case", "param.errorcode:30007", "param.errorcode~x");
    row("parameters by pattern", "param.*Sid:MG77", "param.*Sid:30007");
    row("parameter by number", "param.ErrorCode:>=30000", "param.ErrorCode:>30007");
    row("header", "header.user-agent:Twilio*", "header.user-agent:Twilio");
    row("body", "body~order", "body~30007");
    row("body whole", "body:\"my order\"", "body:order");
    row("method", "method:post", "method:get");
    row("note", "note:\"to do\"", "note:done");
    row("account", "account:AC99", "account:SM12ab");
    row("peer", "peer:127.0.0.1:*", "peer:127.0.0.1");
    row("rule", "rule:busy", "rule:\"\"");
    row("alternatives", "code:200|503", "code:200|504");
    row("and", "kind:status code:503", "kind:status code:200");
    row("or", "kind:sms OR code:503", "kind:sms OR code:200");
    row("not", "-kind:sms", "-kind:status");
    row("everything", "", "-*");
}

void TestFilterPredicate::terms() {
    QFETCH(QString, yes);
    QFETCH(QString, no);
    const WebhookEvent event = statusEvent();
    const auto yesParsed = filter::parse(yes, event.receivedAt);
    const auto noParsed = filter::parse(no, event.receivedAt);
    QVERIFY(yesParsed.ok() && noParsed.ok());
    QVERIFY(matches(yesParsed.expression, event));
    QVERIFY(!matches(noParsed.expression, event));
}

// The examples of the vocabulary: none may be forgotten by the predicate's switch, so each differs from its negation.
void TestFilterPredicate::everyKeyIsAsked() {
    const WebhookEvent event = statusEvent();
    for (const filter::KeyInfo &key : filter::allKeys()) {
        const QString term = QString::fromUtf8(key.example);
        const bool yes = matches(filter::parse(term, event.receivedAt).expression, event);
        const bool no = matches(filter::parse(QString(u'-' + term), event.receivedAt).expression, event);
        QVERIFY2(yes != no, key.word);
    }
}

void TestFilterPredicate::flagWordsAreTheFlags() {
    QSet<quint32> flags;
    for (const filter::Word &word : filter::flagWords()) {
        const auto flag = flagFromName(word.text);
        QVERIFY2(flag, word.text);
        flags.insert(quint32(*flag));
    }
    QCOMPARE(flags.size(), 15); // EventFlag::Retry to EventFlag::Parked
}

void TestFilterPredicate::verdictWordsAreTheVerdicts() {
    QSet<int> verdicts;
    for (const filter::Word &word : filter::verdictWords()) {
        const auto verdict = twilio::verdictFromName(word.text);
        QVERIFY2(verdict, word.text);
        verdicts.insert(int(*verdict));
    }
    QCOMPARE(verdicts.size(), 4);
}

void TestFilterPredicate::aRefusedRequestIsSearchedAsItCame() {
    WebhookEvent event;
    event.request = http::Request("POST / HTTP/1.1\r\nBad Header\r\n\r\n", "left over");
    event.refusal = http::Refusal{http::RefusalReason::MalformedHeader, 400, 17};
    for (const QStringView word : {u"\"bad header\"", u"left", u"http/1.1"})
        QVERIFY(matches(filter::parse(word, 0).expression, event));
    event.refusal.reset();
    QVERIFY(!matches(filter::parse(u"\"bad header\"", 0).expression, event));
}

void TestFilterPredicate::anUnansweredEventHasNoCodeAndNoTime() {
    WebhookEvent event;
    event.response.status = 0;
    event.tookUs = -1;
    for (const QStringView filter : {u"code:<500", u"code:>=100", u"took:<2s", u"took:>2s"})
        QVERIFY(!matches(filter::parse(filter, 0).expression, event));
}

void TestFilterPredicate::aBodyThatIsNoFormIsSearchedWhole() {
    WebhookEvent event;
    event.request = http::Request("POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n", "{\"Digits\":\"1\"}");
    QVERIFY(matches(filter::parse(u"body~digits", 0).expression, event));
    QVERIFY(matches(filter::parse(u"{\"Digits\":\"1\"}", 0).expression, event));
    QVERIFY(!matches(filter::parse(u"param.Digits:1", 0).expression, event));
}

void TestFilterPredicate::incompleteTreesMatchNothing() {
    const WebhookEvent event = statusEvent();
    filter::Expression expression;
    filter::Node node;
    node.type = filter::Node::Type::Any;
    expression.root.children = {node};
    QVERIFY(!matches(expression, event));
    node.type = filter::Node::Type::Term;
    expression.root.children = {node};
    QVERIFY(!matches(expression, event));
    node.type = filter::Node::Type::Not;
    expression.root.children = {node};
    QVERIFY(!matches(expression, event));
}

QTEST_GUILESS_MAIN(TestFilterPredicate)
#include "tst_filter_predicate.moc"
