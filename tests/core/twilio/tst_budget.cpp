#include "core/twilio/budget.h"

#include <QTest>

using namespace offhook::twilio;
using namespace std::chrono_literals;

// Facts: twilio.com/docs/usage/webhooks/webhooks-connection-overrides, read 2026-09.
class TestBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaults() {
        const ConnectionOverrides overrides = readOverrides("https://a.example/sms").overrides;
        QCOMPARE(overrides.connect, 5000ms);
        QCOMPARE(overrides.read, 15000ms);
        QCOMPARE(overrides.total, 15000ms);
        QCOMPARE(overrides.retries, 1);
        QVERIFY(overrides.policy.onConnect && !overrides.policy.onRead && !overrides.policy.on5xx);
        QVERIFY(readOverrides("https://a.example/sms").findings.empty());
    }

    void settingsAreRead() {
        const OverridesReading reading =
            readOverrides("https://a.example/sms#ct=2000&rt=3000&tt=9000&rc=3&rp=5xx,ct&sni=n&e=dublin,tokyo");
        QCOMPARE(reading.overrides.connect, 2000ms);
        QCOMPARE(reading.overrides.read, 3000ms);
        QCOMPARE(reading.overrides.total, 9000ms);
        QCOMPARE(reading.overrides.retries, 3);
        QVERIFY(reading.overrides.policy.on5xx && reading.overrides.policy.onConnect);
        QVERIFY(!reading.overrides.policy.on4xx && !reading.overrides.policy.onRead);
        QVERIFY(!reading.overrides.sni);
        QCOMPARE(reading.overrides.edges, (std::vector<QByteArray>{"dublin", "tokyo"}));
        QCOMPARE(reading.findings.size(), std::size_t(7));
        for (const BudgetFinding &finding : reading.findings)
            QCOMPARE(finding.severity, BudgetFinding::Severity::Info);
        QCOMPARE(
            fragmentFor(reading.overrides), QByteArray("#ct=2000&rt=3000&tt=9000&rc=3&rp=5xx,ct&sni=n&e=dublin,tokyo"));
        QCOMPARE(readOverrides(fragmentFor(reading.overrides)).overrides, reading.overrides);
    }

    void whatIsWrongIsSaid_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<int>("severity");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *what, const char *url, BudgetFinding::Severity severity, int code,
                             const char *says) {
            QTest::newRow(what) << QByteArray(url) << int(severity) << code << QString::fromUtf8(says);
        };
        using Severity = BudgetFinding::Severity;
        row("a timeout in the query", "https://a/?Timeout=10000", Severity::Warning, 0,
            "“Timeout” stands in the query: this is not an override");
        row("retries in the query", "https://a/?x=1&Retry=3", Severity::Warning, 0, "“Retry” stands in the query");
        row("a setting in the query", "https://a/?rt=3000", Severity::Warning, 0, "Use “#”");
        row("half a minute", "https://a/#rt=30000", Severity::Error, 0,
            "it takes 100 to 15000 ms. Nothing makes Twilio wait for more than 15 s.");
        row("too long to connect", "https://a/#ct=12000", Severity::Error, 0, "it takes 100 to 10000 ms");
        row("six retries", "https://a/#rc=6", Severity::Error, 0, "it takes 0 to 5 retries");
        row("no number", "https://a/#rc=two", Severity::Error, 0, "rc=two");
        row("a policy that is none", "https://a/#rp=503", Severity::Error, 11243, "rp=503");
        row("an edge that is none", "https://a/#e=paris", Severity::Error, 11240, "no edge “paris”");
        row("an Interconnect", "https://a/#e=ashburn-ix", Severity::Warning, 11242, "needs Twilio Interconnect");
        row("a setting that is none", "https://a/#timeout=5", Severity::Warning, 0, "knows no setting “timeout”");
        row("a read timeout above the total", "https://a/#rt=9000&tt=4000", Severity::Warning, 0, "never reached");
        row("a policy without retries", "https://a/#rc=0&rp=all", Severity::Warning, 0, "rp changes nothing");
    }
    void whatIsWrongIsSaid() {
        QFETCH(QByteArray, url);
        QFETCH(int, severity);
        QFETCH(int, code);
        QFETCH(QString, says);
        bool said = false;
        for (const BudgetFinding &finding : readOverrides(url).findings)
            said |= int(finding.severity) == severity && finding.twilioCode == code &&
                    finding.text.english().contains(says);
        QVERIFY(said);
    }

    void impossibleValuesCountAsTheDefault() {
        QCOMPARE(readOverrides("#rt=30000&ct=x&rc=9&rp=foo").overrides, ConnectionOverrides());
        QCOMPARE(fragmentFor(ConnectionOverrides()), QByteArray());
    }

    void theWorstCase() {
        using Type = BudgetPhase::Type;
        // By default one retry, after connecting failed only.
        QCOMPARE(worstCase({}, Failure::NoConnection),
            (std::vector<BudgetPhase>{{Type::Connect, 1, 0ms, 5000ms}, {Type::Connect, 2, 5000ms, 10000ms},
                {Type::Fallback, 3, 10000ms, 10000ms}}));
        QCOMPARE(worstCase({}, Failure::NoAnswer),
            (std::vector<BudgetPhase>{{Type::Read, 1, 0ms, 15000ms}, {Type::Fallback, 2, 15000ms, 15000ms}}));
        // The total ends everything, in the middle of a retry too.
        const ConnectionOverrides eager = readOverrides("#rt=4000&tt=10000&rc=5&rp=all").overrides;
        QCOMPARE(worstCase(eager, Failure::NoAnswer),
            (std::vector<BudgetPhase>{{Type::Read, 1, 0ms, 4000ms}, {Type::Read, 2, 4000ms, 8000ms},
                {Type::Read, 3, 8000ms, 10000ms}, {Type::Fallback, 4, 10000ms, 10000ms}}));
    }

    void theAnswersBudget() {
        QCOMPARE(answerBudget(15000ms, {}), 15000ms);
        QCOMPARE(answerBudget(15000ms, readOverrides("#rt=3000").overrides), 3000ms);
        QCOMPARE(answerBudget(15000ms, readOverrides("#tt=2000").overrides), 2000ms);
        QCOMPARE(answerBudget(5000ms, readOverrides("#rt=3000").overrides), 5000ms); // Conversations take none
        QCOMPARE(answerBudget(0ms, readOverrides("#rt=3000").overrides), 0ms);
    }
};

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
