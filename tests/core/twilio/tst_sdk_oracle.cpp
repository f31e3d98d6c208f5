#include "core/twilio/signature.h"
#include "tests/core/twilio/sample_requests.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

// The official Node SDK judges Offhook's signatures, both ways: what it signs must be valid here, what is signed here
// must be valid to it, and what is damaged must be refused by both. One known disagreement is kept out by the
// generator: the SDK sorts names by UTF-16 code units, Twilio by bytes (see random-requests.mjs).

using namespace offhook;
using namespace offhook::twilio;

namespace {

constexpr int Requests = 6000;
const QString Folder = QStringLiteral(OFFHOOK_TWILIO_SDK);

struct Signed {
    QByteArray token;
    QByteArray method;
    QByteArray url;
    QByteArray contentType;
    QByteArray body;
    QByteArray signature;
};

Signed fromLine(const QByteArray &line) {
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    const auto text = [&](const char *name) { return test::bytes(json[QLatin1StringView(name)]); };
    return {text("token"), text("method"), text("url"), text("contentType"), QByteArray::fromBase64(text("body")),
        text("signature")};
}

QByteArray toLine(const Signed &request) {
    const auto text = [](const QByteArray &bytes) { return QString::fromUtf8(bytes); };
    const QJsonObject json{{QStringLiteral("token"), text(request.token)},
        {QStringLiteral("method"), text(request.method)}, {QStringLiteral("url"), text(request.url)},
        {QStringLiteral("contentType"), text(request.contentType)},
        {QStringLiteral("body"), text(request.body.toBase64())},
        {QStringLiteral("signature"), text(request.signature)}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

http::Request wireRequest(const Signed &request) {
    const qsizetype path = request.url.indexOf('/', request.url.indexOf("://") + 3);
    std::vector<http::HeaderField> headers{{"X-Twilio-Signature", request.signature}};
    if (!request.contentType.isEmpty())
        headers.push_back({"Content-Type", request.contentType});
    return test::makeRequest(request.method, request.url.mid(path), headers, request.body);
}

http::Parameters formOf(const http::Request &request) {
    const bool form = request.mediaType() == "application/x-www-form-urlencoded";
    return form ? http::decodeForm(request.body()) : http::Parameters();
}

KeyRing ring(const QByteArray &token) {
    SigningKey key;
    key.secret = SecretBytes(QByteArray(token));
    std::vector<SigningKey> keys;
    keys.push_back(std::move(key));
    return KeyRing(std::move(keys));
}

Verification check(const Signed &request) {
    KeyRing keys = ring(request.token);
    const http::Request wire = wireRequest(request);
    return verify(wire, formOf(wire), {{request.url, http::UrlSource::PublicUrl}}, {}, keys);
}

/// Output of a script of the SDK's folder, or nothing after a failed check.
QByteArray run(const QString &script, const QStringList &arguments, const QByteArray &input, QString &failure) {
    QProcess node;
    node.setWorkingDirectory(Folder);
    node.start(QStringLiteral("node"), QStringList{script} + arguments);
    node.write(input);
    node.closeWriteChannel();
    if (!node.waitForFinished(120000) || node.exitStatus() != QProcess::NormalExit || node.exitCode() != 0)
        failure = script + QStringLiteral(": ") + node.errorString() + QString::fromUtf8(node.readAllStandardError());
    return node.readAllStandardOutput();
}

std::vector<Signed> randomRequests(int seed, QString &failure) {
    const QByteArray output = run(QStringLiteral("sign-random.mjs"),
        {QStringLiteral("--seed"), QString::number(seed), QStringLiteral("--count"), QString::number(Requests)}, {},
        failure);
    std::vector<Signed> requests;
    for (const QByteArray &line : output.split('\n')) {
        if (!line.isEmpty())
            requests.push_back(fromLine(line));
    }
    return requests;
}

} // namespace

class TestSdkOracle : public QObject {
    Q_OBJECT

private:
    // What the SDK thinks of each request.
    static std::vector<bool> judged(const std::vector<Signed> &requests, QString &failure) {
        QByteArray input;
        for (const Signed &request : requests)
            input += toLine(request) + '\n';
        std::vector<bool> verdicts;
        for (const QByteArray &line : run(QStringLiteral("check-signed.mjs"), {}, input, failure).split('\n')) {
            if (!line.isEmpty())
                verdicts.push_back(line == "{\"valid\":true}");
        }
        return verdicts;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty(), "install nodejs to run this test");
        QVERIFY2(QFileInfo::exists(Folder + QStringLiteral("/node_modules/twilio/package.json")),
            qPrintable(u"the official SDK is not installed; run: npm ci --prefix " + Folder));
    }

    void whatTheSdkSignsIsValidHere() {
        QString failure;
        const std::vector<Signed> requests = randomRequests(20260915, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(requests.size(), std::size_t(Requests));
        QMap<QByteArray, int> methods;
        for (const Signed &request : requests) {
            ++methods[request.method];
            const http::Request wire = wireRequest(request);
            KeyRing keys = ring(request.token);
            const QByteArray text = stringToSign(request.url, signedParameters(wire, formOf(wire)));
            const std::vector<QByteArrayView> whole{text};
            const QByteArray made = sign(request.url, request.method, request.contentType, request.body, keys);
            const Verification result = check(request);
            if (keys.sign(0, whole) != request.signature || made != request.signature ||
                result.verdict != Verdict::Valid || result.matchedUrl != request.url || result.tried != 1)
                QFAIL(toLine(request).constData());
        }
        QCOMPARE(methods.keys(), (QList<QByteArray>{"DELETE", "GET", "POST", "PUT"}));
    }

    void whatIsSignedHereIsValidToTheSdk() {
        QString failure;
        std::vector<Signed> requests = randomRequests(8945, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        for (Signed &request : requests) {
            request.token.replace('a', 'b'); // another key, so that nothing of the SDK's signature is left
            KeyRing keys = ring(request.token);
            const bool hashed = !request.contentType.isEmpty() && formOf(wireRequest(request)).empty();
            if (hashed && !request.url.contains("bodySHA256"))
                request.url = urlWithBodyHash(request.url, request.body);
            request.signature = sign(request.url, request.method, request.contentType, request.body, keys);
        }
        const std::vector<bool> verdicts = judged(requests, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(verdicts.size(), requests.size());
        for (std::size_t i = 0; i < requests.size(); ++i) {
            if (!verdicts[i])
                QFAIL(toLine(requests[i]).constData());
        }
    }

    void urlsWithBodyHashAreThoseOfTheSdk() {
        QString failure;
        std::vector<Signed> requests = randomRequests(4711, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        std::vector<Signed> hashed;
        for (Signed &request : requests) {
            const qsizetype hash = request.url.indexOf("bodySHA256=");
            if (hash < 0)
                continue;
            request.url = urlWithBodyHash(request.url.first(hash - 1), request.body);
            KeyRing keys = ring(request.token);
            request.signature = sign(request.url, request.method, request.contentType, request.body, keys);
            hashed.push_back(request);
        }
        QVERIFY(hashed.size() > 1000);
        const std::vector<bool> verdicts = judged(hashed, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(verdicts.size(), hashed.size());
        for (std::size_t i = 0; i < hashed.size(); ++i) {
            if (!verdicts[i])
                QFAIL(toLine(hashed[i]).constData());
        }
    }

    void whatIsDamagedIsRefusedByBoth() {
        QString failure;
        std::vector<Signed> requests = randomRequests(404, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        for (std::size_t i = 0; i < requests.size(); ++i) {
            Signed &request = requests[i];
            if (i % 3 == 0)
                request.url.insert(request.url.indexOf('/', 8) + 1, 'x');
            else if (i % 3 == 1 || request.body.isEmpty())
                request.token[int(i % 32)] = 'g';
            else
                request.body += request.contentType.toLower().contains("form") ? "&x" : " ";
        }
        const std::vector<bool> verdicts = judged(requests, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(verdicts.size(), requests.size());
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const Verification result = check(requests[i]);
            if (verdicts[i] || result.verdict != Verdict::Invalid)
                QFAIL(toLine(requests[i]).constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestSdkOracle)
#include "tst_sdk_oracle.moc"
