#include "core/twilio/glossary.h"
#include "core/twilio/webhook_kind.h"

#include <QTest>

using namespace offhook::twilio;

class TestGlossary : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindIsExplained();
    void sidsOfTheRequestCatalogueAreKnown();
    void valuesBelongToTheirParameters();
    void headersAreKnownInAnyCase();
    void unknownIsEmpty();
};

void TestGlossary::everyKindIsExplained() {
    for (const KindInfo &kind : allKinds())
        QVERIFY2(!glossary().kind(kind.name).isEmpty(), kind.name);
}

// The prefixes that the webhooks' documentation names (twilio.com/docs/glossary/what-is-a-sid and the request pages).
void TestGlossary::sidsOfTheRequestCatalogueAreKnown() {
    const QByteArray prefixes =
        "AC CA SM MM PN MG RE TR GT CF QU MZ VX SR CH IM MB DY IS WS WW WQ WK WT WR RM PA NO EV "
        "XE BU ME AP SK FW VA HX";
    for (const QByteArray &prefix : prefixes.split(' '))
        QVERIFY2(!glossary().sid(prefix).isEmpty(), prefix.constData());
}

void TestGlossary::valuesBelongToTheirParameters() {
    QVERIFY(!glossary().value("MessageStatus", "undelivered").isEmpty());
    QCOMPARE(glossary().value("SmsStatus", "undelivered"), glossary().value("MessageStatus", "undelivered"));
    QVERIFY(glossary().value("CallStatus", "failed") != glossary().value("MessageStatus", "failed"));
    QVERIFY(glossary().value("CallStatus", "undelivered").isEmpty());
    QVERIFY(glossary().value("MessageStatus", "Undelivered").isEmpty());
}

void TestGlossary::headersAreKnownInAnyCase() {
    QVERIFY(!glossary().header("X-Twilio-Signature").isEmpty());
    QCOMPARE(glossary().header("x-twilio-signature"), glossary().header("X-Twilio-Signature"));
}

void TestGlossary::unknownIsEmpty() {
    QVERIFY(glossary().sid("QQ").isEmpty());
    QVERIFY(glossary().value("Body", "delivered").isEmpty());
    QVERIFY(glossary().header("X-Nothing").isEmpty());
    QVERIFY(glossary().kind("nothing").isEmpty());
    QVERIFY(glossary().httpStatus(299).first.isEmpty());
    QCOMPARE(glossary().httpStatus(204).first, QStringLiteral("No Content")); // RFC 9110 15.3.5
}

QTEST_GUILESS_MAIN(TestGlossary)
#include "tst_glossary.moc"
