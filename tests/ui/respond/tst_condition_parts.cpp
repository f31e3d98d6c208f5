#include "core/flow/filter_predicate.h"
#include "tests/ui/sample_events.h"
#include "ui/respond/condition_parts.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestConditionParts final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsBecomeAConditionAndComeBack_data() {
        QTest::addColumn<ConditionParts>("parts");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing: every request") << ConditionParts() << QString();
        QTest::newRow("a kind") << ConditionParts{u"sms.inbound"_s, {}, {}, {}, {}, {}, {}, {}}
                                << u"kind:sms.inbound"_s;
        QTest::newRow("numbers with a wildcard")
            << ConditionParts{{}, u"+1415*"_s, u"+12125550199"_s, {}, {}, {}, {}, {}}
            << u"from:+1415* to:+12125550199"_s;
        QTest::newRow("a text with blanks and quotes")
            << ConditionParts{{}, {}, {}, {}, u"my \"order\""_s, {}, {}, {}} << u"body~\"my \\\"order\\\"\""_s;
        QTest::newRow("a parameter") << ConditionParts{{}, {}, {}, {}, {}, u"Digits"_s, u"1"_s, {}}
                                     << u"param.Digits=1"_s;
        QTest::newRow("all of it") << ConditionParts{u"gather"_s, u"a"_s, u"b"_s, u"/c"_s, u"d"_s, u"E"_s, u"f"_s,
                                          u"valid"_s}
                                   << u"kind:gather from:a to:b path:/c param.E=f body~d sig:valid"_s;
    }

    void partsBecomeAConditionAndComeBack() {
        QFETCH(ConditionParts, parts);
        QFETCH(QString, text);
        QCOMPARE(conditionText(parts), text);
        const filter::ParseResult parsed = filter::parse(text, 0);
        QVERIFY(parsed.ok());
        QVERIFY(partsOf(parsed.expression) == parts);
    }

    void whatSaysMoreHasNoParts_data() {
        QTest::addColumn<QString>("text");
        for (const char *text : {"-kind:sms", "kind:sms|voice", "(from:a OR from:b)", "from:a from:b", "order",
                 "param.A>3", "is:retry", "from~a", "sid:SM1"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void whatSaysMoreHasNoParts() {
        QFETCH(QString, text);
        const filter::ParseResult parsed = filter::parse(text, 0);
        QVERIFY(parsed.ok());
        QVERIFY(!partsOf(parsed.expression));
    }

    void conditionMadeFromAnEventIsMetByIt() {
        flow::WebhookEvent event;
        event.request = http::Request("POST /menu HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
            "CallSid=CA1&CallStatus=in-progress&Digits=1&msg=Gather%20End&From=%2B1415&To=%2B1212&Direction=inbound");
        event.decodeParams();
        event.meaning = twilio::meaningOf(event.request, event.allParams());
        const ConditionParts parts = partsFrom(event);
        QCOMPARE(parts.parameter, u"Digits"_s);
        QCOMPARE(parts.path, u"/menu"_s);
        QVERIFY(flow::matches(filter::parse(conditionText(parts), 0).expression, event));
    }
};

QTEST_GUILESS_MAIN(TestConditionParts)
#include "tst_condition_parts.moc"
