#include "core/twilio/post_mortem.h"
#include "tests/core/twilio/signature_support.h"

#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <array>
#include <set>

// The official SDK signs, tests/support/twilio-sdk/damage.mjs damages what it signed in one or two known ways: exactly
// those must be named.

using namespace offhook;
using namespace offhook::twilio;

namespace {

const QString Folder = QStringLiteral(OFFHOOK_TWILIO_SDK);
// No limit on time: what is found must not depend on how busy the machine is.
constexpr PostMortemBudget Patient{50'000, std::chrono::milliseconds(0)};

struct Damaged {
    std::set<QByteArray> causes;
    PostMortemCase known;
    std::vector<SigningKey> keys;
};

std::vector<SigningKey> keysOf(const QJsonArray &list) {
    std::vector<SigningKey> keys;
    for (const QJsonValue &value : list) {
        SigningKey key = test::key(
            test::bytes(value[u"token"]), test::bytes(value[u"account"]), QStringLiteral("key %1").arg(keys.size()));
        key.kind = value[u"shared"].toBool() ? KeyKind::SharedKey : KeyKind::AuthToken;
        keys.push_back(std::move(key));
    }
    return keys;
}

Damaged fromLine(const QByteArray &line) {
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    Damaged damaged;
    for (const QJsonValue &cause : json[u"causes"].toArray())
        damaged.causes.insert(test::bytes(cause));
    damaged.keys = keysOf(json[u"keys"].toArray());
    std::vector<http::HeaderField> headers{{"X-Twilio-Signature", test::bytes(json[u"signature"])}};
    const QByteArray contentType = test::bytes(json[u"contentType"]);
    if (!contentType.isEmpty())
        headers.push_back({"Content-Type", contentType});
    for (const QJsonValue &header : json[u"headers"].toArray())
        headers.push_back({test::bytes(header[0]), test::bytes(header[1])});
    const QByteArray url = test::bytes(json[u"url"]);
    damaged.known.request = test::makeRequest(
        test::bytes(json[u"method"]), test::targetOf(url), headers, QByteArray::fromBase64(test::bytes(json[u"body"])));
    damaged.known.form = test::formOf(damaged.known.request);
    damaged.known.candidates = {{url, http::UrlSource::PublicUrl}};
    damaged.known.account = test::bytes(json[u"account"]);
    for (const QJsonValue &other : json[u"otherUrls"].toArray())
        damaged.known.otherUrls.push_back(test::bytes(other));
    return damaged;
}

std::set<QByteArray> causesOf(const PostMortem &result) {
    std::set<QByteArray> causes;
    for (const PostMortemStep &step : result.steps)
        causes.insert(causeName(step.cause));
    return causes;
}

QByteArray text(const std::set<QByteArray> &causes) {
    return QByteArrayList(causes.begin(), causes.end()).join('+');
}

} // namespace

class TestPostMortem : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCauseAndPairIsNamed_data() {
        QVERIFY2(QFileInfo::exists(Folder + QStringLiteral("/node_modules/twilio/package.json")),
            qPrintable(u"the official SDK is not installed; run: npm ci --prefix " + Folder));
        QProcess node;
        node.setWorkingDirectory(Folder);
        node.start(QStringLiteral("node"), {QStringLiteral("sign-damaged.mjs"), QStringLiteral("--seed"),
                                               QStringLiteral("4711"), QStringLiteral("--count"), QStringLiteral("8")});
        QVERIFY2(node.waitForFinished(120000) && node.exitCode() == 0, node.readAllStandardError().constData());
        QTest::addColumn<QList<QByteArray>>("lines");
        QMap<QByteArray, QList<QByteArray>> lines;
        for (const QByteArray &line : node.readAllStandardOutput().split('\n')) {
            if (!line.isEmpty())
                lines[text(fromLine(line).causes)].append(line);
        }
        QVERIFY(lines.size() > 100);
        for (auto it = lines.cbegin(); it != lines.cend(); ++it)
            QTest::newRow(it.key().constData()) << it.value();
    }
    void everyCauseAndPairIsNamed() {
        QFETCH(QList<QByteArray>, lines);
        for (const QByteArray &line : lines) {
            const Damaged damaged = fromLine(line);
            const PostMortem result = explain(damaged.known, damaged.keys, Patient);
            if (causesOf(result) != damaged.causes) {
                qWarning().noquote() << "named" << text(causesOf(result)) << "after" << result.tried << "of" << line;
                QFAIL(qPrintable(headline(result)));
            }
            QVERIFY(!headline(result).contains(QRegularExpression(QStringLiteral("%[1-9](?![0-9A-Fa-f])"))));
            QVERIFY(!explanation(result).isEmpty());
        }
    }

    // Every request carries hundreds of signatures that nobody made; a search that compared with one of them only would
    // do the same work for each.
    void noFalseExplanationIn100000() {
        constexpr int Requests = 400;
        constexpr int Signatures = 250;
        constexpr PostMortemBudget Cheap{2'000, std::chrono::milliseconds(0)};
        const QByteArray body("AccountSid=AC1&From=%2B15555550100&Body=it%27s+5%2B5&MessageSid=SM1&NumMedia=0&Empty=");
        QRandomGenerator random(100'000);
        std::vector<SigningKey> keys{test::key("12345"), test::key("67890", "AC2")};
        for (int i = 0; i < Requests; ++i) {
            std::vector<http::HeaderField> headers{
                {"Content-Type", test::Form}, {"X-Forwarded-Host", "a.example:8080"}};
            for (int n = 0; n < Signatures; ++n) {
                std::array<quint32, 5> digest{};
                random.fillRange(digest.data(), qsizetype(digest.size()));
                const QByteArray bytes(reinterpret_cast<const char *>(digest.data()), qsizetype(sizeof(digest)));
                headers.push_back({"X-Twilio-Signature", bytes.toBase64()});
            }
            PostMortemCase known;
            known.request = test::makeRequest("POST", "/sms?x=" + QByteArray::number(i), headers, body);
            known.form = test::formOf(known.request);
            known.candidates = {{"http://localhost:3000/sms?x=" + QByteArray::number(i), http::UrlSource::Host}};
            known.account = "AC1";
            const PostMortem result = explain(known, keys, Cheap);
            QVERIFY(result.steps.empty());
            QCOMPARE(result.end, PostMortem::End::OutOfCombinations);
            QCOMPARE(result.tried, Cheap.combinations);
        }
    }
};

QTEST_GUILESS_MAIN(TestPostMortem)
#include "tst_post_mortem.moc"
