#include "tests/core/twilio/signature_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;
using test::bytes;
using test::check;
using test::Form;
using test::formOf;
using test::makeRequest;
using test::ring;
using test::targetOf;

// The public vectors of Twilio's algorithm, and the samples of every kind of request.
class TestSignatureVectors : public QObject {
    Q_OBJECT

private:
    // A vector as the request it describes: parameters make a form body, `body` is taken as it is.
    static http::Request requestOf(const QJsonObject &vector) {
        const QByteArray url = bytes(vector[QStringLiteral("url")]);
        const http::Parameters params = test::parametersOf(vector[QStringLiteral("params")].toArray());
        const QByteArray given = bytes(vector[QStringLiteral("body")]);
        std::vector<http::HeaderField> headers{{"Host", "example.com"}};
        headers.push_back({"X-Twilio-Signature", bytes(vector[QStringLiteral("signature")])});
        if (given.startsWith('{'))
            headers.push_back({"Content-Type", "application/json"});
        else if (!params.empty())
            headers.push_back({"Content-Type", Form});
        if (url.startsWith("wss:"))
            headers.push_back({"Upgrade", "websocket"});
        return makeRequest(bytes(vector[QStringLiteral("method")]), targetOf(url), headers,
            given.isEmpty() ? http::encodeForm(params) : given);
    }

private Q_SLOTS:
    // tests/data/signature-vectors.json: 46 from Twilio's documentation and the SDKs' own tests, 10 computed from the
    // documented rules by another implementation, 2 whose token nobody knows.
    void vectors_data() {
        QTest::addColumn<QJsonObject>("vector");
        const QJsonArray vectors =
            test::testData(QStringLiteral("signature-vectors.json"))[QStringLiteral("vectors")].toArray();
        QCOMPARE(vectors.size(), 58);
        for (const QJsonValue vector : vectors) {
            if (vector[QStringLiteral("expect_valid")].isBool())
                QTest::newRow(bytes(vector[QStringLiteral("id")]).constData()) << vector.toObject();
        }
    }
    void vectors() {
        QFETCH(QJsonObject, vector);
        KeyRing keys = ring(bytes(vector[QStringLiteral("token")]));
        const Verification result = check(requestOf(vector), bytes(vector[QStringLiteral("url")]), keys);
        const bool valid = vector[QStringLiteral("expect_valid")].toBool();
        QCOMPARE(result.verdict, valid ? Verdict::Valid : Verdict::Invalid);
        if (valid)
            QCOMPARE(result.matchedUrl, bytes(vector[QStringLiteral("signed_url")]));
    }

    void signingGivesTheVectorsSignature_data() { vectors_data(); }
    void signingGivesTheVectorsSignature() {
        QFETCH(QJsonObject, vector);
        const http::Request request = requestOf(vector);
        const QByteArray signedUrl = bytes(vector[QStringLiteral("signed_url")]);
        const QByteArray type = request.header("Content-Type").toByteArray();
        const QByteArray id = bytes(vector[QStringLiteral("id")]);
        // These two carry a signature that is deliberately not the one of the request: one sorted wrongly, one made of
        // form parameters where the request has a JSON body.
        const bool deliberatelyWrong = id == "params-prefix-names-wrong-order" || id == "json-missing-bodysha";
        const QByteArray expected = bytes(vector[QStringLiteral("string_to_sign")]);
        const QByteArray text = stringToSign(signedUrl, signedParameters(request, formOf(request)));
        QCOMPARE(text == expected, !deliberatelyWrong);
        KeyRing keys = ring(bytes(vector[QStringLiteral("token")]));
        const QByteArray made = sign(signedUrl, request.method(), type, request.body(), keys);
        QCOMPARE(made == bytes(vector[QStringLiteral("signature")]), !deliberatelyWrong);
    }

    // Two samples of Twilio's page were made with a token that is not published: what can be checked is that they are
    // well-formed, that no other token passes, and that the JSON one's body hash is right.
    void samplesOfUnknownTokens_data() {
        QTest::addColumn<QJsonObject>("vector");
        const QJsonArray vectors =
            test::testData(QStringLiteral("signature-vectors.json"))[QStringLiteral("vectors")].toArray();
        int count = 0;
        for (const QJsonValue vector : vectors) {
            if (vector[QStringLiteral("expect_valid")].isNull()) {
                QTest::newRow(bytes(vector[QStringLiteral("id")]).constData()) << vector.toObject();
                ++count;
            }
        }
        QCOMPARE(count, 2);
    }
    void samplesOfUnknownTokens() {
        QFETCH(QJsonObject, vector);
        const http::Request request = requestOf(vector);
        const QByteArray url = bytes(vector[QStringLiteral("url")]);
        KeyRing none;
        QCOMPARE(check(request, url, none).reason, VerdictReason::NoKey);
        KeyRing other = ring("12345");
        QCOMPARE(check(request, url, other).reason, VerdictReason::Mismatch);
        if (const auto hash = bodyHashOf(request.query()))
            QCOMPARE(sha256Hex(request.body()), *hash);
    }

    // Signed by another implementation with the key 12345 (see tests/data/samples.json).
    void everySampleIsValid_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < test::samples().size(); ++i)
            QTest::newRow(test::samples()[i].kind.constData()) << int(i);
    }
    void everySampleIsValid() {
        QFETCH(int, index);
        const test::Sample &s = test::samples()[std::size_t(index)];
        KeyRing keys = ring("12345");
        const QByteArray seen = QByteArray(s.url).replace("wss://", "https://");
        const Verification result = check(s.request, seen, keys, "AC00000000000000000000000000000001");
        QCOMPARE(result.verdict, Verdict::Valid);
        QCOMPARE(result.reason, VerdictReason::None);
        QCOMPARE(result.matchedUrl, s.url);
        QCOMPARE(result.matchedSource, http::UrlSource::PublicUrl);
        QCOMPARE(result.tried, 1); // the common case costs one HMAC
    }
};

QTEST_GUILESS_MAIN(TestSignatureVectors)
#include "tst_signature_vectors.moc"
