#include "ui/start/arrival_text.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using twilio::Verdict;

class TestArrivalText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyVerdictHasAGlyphAndWords_data() {
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("glyph");
        QTest::addColumn<int>("role");
        QTest::newRow("valid") << int(Verdict::Valid) << QStringLiteral("✓") << int(Role::Valid);
        QTest::newRow("invalid") << int(Verdict::Invalid) << QStringLiteral("✕") << int(Role::Invalid);
        QTest::newRow("no key") << int(Verdict::Unchecked) << QStringLiteral("!") << int(Role::Warn);
    }
    void everyVerdictHasAGlyphAndWords() {
        QFETCH(int, verdict);
        QFETCH(QString, glyph);
        QFETCH(int, role);
        flow::EventSummary event;
        event.kind = twilio::WebhookKind::SmsInbound;
        event.from = "+14155550142";
        event.verdict = Verdict(verdict);
        const ArrivalText text = arrivalText(event);
        QVERIFY2(text.text.startsWith(glyph), qPrintable(text.text));
        QVERIFY2(text.text.contains(QStringLiteral("Inbound SMS from +1 415 555 0142")), qPrintable(text.text));
        QCOMPARE(int(text.role), role);
    }

    void whatIsWaitedForIsSaid() {
        QVERIFY(arrivalText({}).text.startsWith(QStringLiteral("○")));
        QCOMPARE(arrivalText({}).role, Role::Muted);
    }
};

QTEST_GUILESS_MAIN(TestArrivalText)
#include "tst_arrival_text.moc"
