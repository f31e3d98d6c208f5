#include "core/twilio/body_hash.h"
#include "core/twilio/url_parts.h"
#include "core/twilio/validator_models.h"
#include "tests/core/twilio/sdk_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;

namespace {

const QString Folder = QStringLiteral(OFFHOOK_TWILIO_SDK);

const ValidatorOutcome &named(const std::vector<ValidatorOutcome> &outcomes, QByteArrayView name) {
    for (const ValidatorOutcome &outcome : outcomes) {
        if (QByteArrayView(outcome.name).startsWith(name))
            return outcome;
    }
    return outcomes.front();
}

SignedTruth truthOf(const QByteArray &url, const http::Request &request) {
    const http::Parameters form = signedParameters(request, test::formOf(request));
    return {url, stringToSign({}, form), form};
}

} // namespace

class TestValidatorModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The real library and its real middleware judge the same requests.
    void nodeSaysTheSame() {
        QString failure;
        const std::vector<test::SdkRequest> requests = test::randomRequests(Folder, 6262, 3000, failure);
        QByteArray input;
        std::vector<SeenRequest> seen;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const UrlParts parts = splitUrl(requests[i].url);
            const QByteArray host =
                i % 7 == 0 ? QByteArray("inner:3000") : QByteArray(parts.host.toByteArray() + parts.port);
            const bool tls = i % 5 == 0 ? !isSecureScheme(parts.scheme) : isSecureScheme(parts.scheme);
            seen.push_back({test::wire(requests[i], {{"Host", host}}), tls});
            QJsonObject line = test::toJson(requests[i]);
            line.insert(QStringLiteral("host"), QString::fromUtf8(host));
            line.insert(QStringLiteral("target"), QString::fromUtf8(test::targetOf(requests[i].url)));
            line.insert(QStringLiteral("tls"), tls);
            input += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
        }
        const QList<QByteArray> verdicts =
            test::linesOf(QStringLiteral("node"), {QStringLiteral("judge-validators.mjs")}, Folder, input, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(std::size_t(verdicts.size()), requests.size());
        int rejected = 0;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const auto outcomes = simulateValidators(seen[i], truthOf(requests[i].url, seen[i].request));
            const QJsonObject verdict = QJsonDocument::fromJson(verdicts[qsizetype(i)]).object();
            const ValidatorOutcome &middleware = named(outcomes, "Express");
            rejected += middleware.accepts ? 0 : 1;
            if (named(outcomes, "npm").accepts != verdict[u"library"].toBool() ||
                middleware.accepts != verdict[u"middleware"].toBool())
                QFAIL(
                    QByteArray(verdicts[qsizetype(i)] + QJsonDocument(test::toJson(requests[i])).toJson()).constData());
            QCOMPARE(middleware.cause.has_value(), !middleware.accepts);
            QCOMPARE(middleware.reason.isEmpty(), middleware.accepts);
        }
        QVERIFY(rejected > 300);
    }

    void whoRejectsAndWhy_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QString>("reason"); // empty: it accepts
        const auto row = [](const char *what, const char *url, const char *body, const char *model,
                             const char *reason) {
            QTest::newRow(what) << QByteArray(url) << QByteArray(body) << QByteArray(model)
                                << QString::fromUtf8(reason);
        };
        row("plain HTTP behind a proxy", "https://a.example/s", "Body=x", "Flask",
            "it computes http:// instead of https://");
        row("the library by itself", "https://a.example/s", "Body=x", "PyPI", "");
        row("a group message in C#", "https://a.example/s", "b.A=1&b.A=2", "NuGet",
            "it hands over one value of b.A, which comes several times");
        row("a group message in Node", "https://a.example/s", "b.A=1&b.A=2", "npm", "");
        row("a dot in PHP", "https://a.example/s", "b.A=1", "Composer", "it reads b.A as b_A");
        row("a blank in Laravel", "http://a.example/s", "Body=x+", "Laravel", "it trims Body");
        row("a query in Laravel", "http://a.example/s?r=1", "Body=x", "Laravel",
            "it adds r, which is no part of the form");
        row("a query in Express", "http://a.example/s?r=1", "Body=x", "Express", "");
        row("a slash at the end in Laravel", "http://a.example/s/", "Body=x", "Laravel",
            "it computes the path /s instead of /s/");
        row("the same name in query and form in Spring", "http://a.example/s?Body=1", "Body=x", "Spring",
            "it does not see Body");
    }
    void whoRejectsAndWhy() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, model);
        QFETCH(QString, reason);
        const http::Request request = test::makeRequest("POST", test::targetOf(url),
            {{"Host", "a.example"}, {"Content-Type", test::Form},
                {"X-Twilio-Signature", "g90pT4BNEwvv48KBE2+l9ClZguk="}},
            body);
        const ValidatorOutcome outcome = named(simulateValidators({request, false}, truthOf(url, request)), model);
        QVERIFY(QByteArrayView(outcome.name).startsWith(model));
        QCOMPARE(outcome.reason.english(), reason);
        QCOMPARE(outcome.accepts, reason.isEmpty());
    }

    void bodiesThatAreNoForms() {
        const QByteArray url = urlWithBodyHash("http://a.example/s", "{\"a\":1}");
        const auto outcomes = [&](const QByteArray &body) {
            const http::Request request = test::makeRequest("POST", test::targetOf(url),
                {{"Host", "a.example"}, {"Content-Type", "application/json"},
                    {"X-Twilio-Signature", "g90pT4BNEwvv48KBE2+l9ClZguk="}},
                body);
            return simulateValidators({request, false}, {url, {}, {}});
        };
        const auto intact = outcomes("{\"a\":1}");
        QVERIFY(named(intact, "npm").accepts);
        QCOMPARE(named(intact, "Express").cause, std::optional(Cause::BodyAltered)); // no req.rawBody without a hook
        QVERIFY(named(intact, "Flask").accepts && named(intact, "Flask").bodyUnchecked);
        const auto altered = outcomes("{\"a\": 1}");
        QCOMPARE(named(altered, "npm").cause, std::optional(Cause::BodyAltered));
        QVERIFY(named(altered, "Rails").cause == Cause::BodyAltered);
    }

    void aDamagedHeaderIsRejectedByAll() {
        const http::Request request = test::makeRequest("POST", "/s",
            {{"Host", "a.example"}, {"Content-Type", test::Form},
                {"X-Twilio-Signature", "g90pT4BNEwvv48KBE2%2Bl9ClZguk%3D"}},
            "Body=x");
        for (const ValidatorOutcome &outcome :
            simulateValidators({request, false}, truthOf("http://a.example/s", request)))
            QCOMPARE(outcome.cause, std::optional(Cause::HeaderDamaged));
    }

    void whatWasChangedOnTheWayIsNoLibrarysFault() {
        const auto made = [](const QByteArray &body) {
            return test::makeRequest("POST", "/s",
                {{"Host", "a.example"}, {"Content-Type", test::Form},
                    {"X-Twilio-Signature", "g90pT4BNEwvv48KBE2+l9ClZguk="}},
                body);
        };
        const SignedTruth truth = truthOf("http://a.example/s", made("Body=x+"));
        for (const ValidatorOutcome &outcome : simulateValidators({made("Body=x"), false}, truth)) {
            QCOMPARE(outcome.cause, std::optional(Cause::Trimmed));
            QCOMPARE(outcome.reason.english(), QStringLiteral("the form did not arrive as it was signed"));
        }
    }

    void withoutTheTruthNothingIsSaid() { QVERIFY(simulateValidators({}, {}).empty()); }
};

QTEST_GUILESS_MAIN(TestValidatorModels)
#include "tst_validator_models.moc"
