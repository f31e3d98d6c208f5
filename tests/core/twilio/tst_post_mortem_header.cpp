#include "core/twilio/post_mortem_header.h"
#include "tests/core/twilio/signature_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;

// g90pT4BN...: the signature of the vectors c-fragment-not-signed and c-userinfo-dropped.
static const QByteArray Right("g90pT4BNEwvv48KBE2+l9ClZguk=");

class TestPostMortemHeader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void damageIsUndone_data() {
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<QString>("damage");
        QTest::addColumn<bool>("hit");
        const auto row = [](const char *what, const QByteArrayList &fields, const char *damage, bool hit = true) {
            QTest::newRow(what) << fields << QString::fromUtf8(damage) << hit;
        };
        row("as it was sent", {Right}, "");
        row("escaped", {Right.toPercentEncoding()}, "its characters were escaped");
        row("a plus decoded", {QByteArray(Right).replace('+', ' ')}, "a plus became a blank");
        row("in quotes", {'"' + Right + '"'}, "it was put in quotes");
        row("without padding", {Right.chopped(1)}, "the “=” at its end is gone");
        row("in Base64 for URLs", {QByteArray(Right).replace('+', '-').replace('/', '_')}, "“+” and “/” were replaced");
        row("joined with another", {"AAAAAAAAAAAAAAAAAAAAAAAAAAA=, " + Right}, "several values were joined");
        row("twice, with another", {"AAAAAAAAAAAAAAAAAAAAAAAAAAA=", Right},
            "it came several times with different values");
        row("in hexadecimal", {QByteArray::fromBase64(Right).toHex()}, "it was written in hexadecimal");
        row("behind a word", {"sha1=" + Right}, "something was put before it");
        row("with stray bits", {"g90pT4BNEwvv48KBE2+l9ClZgul="}, "its last character was changed");
        row("cut", {Right.first(20)}, "its end is missing");
        row("in lower case", {Right.toLower()}, "it was turned to lower case");
        row("encoded twice", {Right.toBase64()}, "it was encoded twice");
        row("another signature", {"AAAAAAAAAAAAAAAAAAAAAAAAAAA="}, "", false);
        row("too short to be told", {Right.first(12)}, "", false);
        row("nonsense", {"%%%"}, "", false);
        row("empty", {""}, "", false);
    }
    void damageIsUndone() {
        QFETCH(QByteArrayList, fields);
        QFETCH(QString, damage);
        QFETCH(bool, hit);
        std::vector<http::HeaderField> headers;
        for (const QByteArray &field : fields)
            headers.push_back({"X-Twilio-Signature", field});
        const std::vector<SignatureTarget> targets = signatureTargets(test::makeRequest("POST", "/sms", headers, {}));
        const QByteArray digest = QByteArray::fromBase64(Right);
        const auto found =
            std::find_if(targets.begin(), targets.end(), [&](const SignatureTarget &t) { return isHit(t, digest); });
        QCOMPARE(found != targets.end(), hit);
        if (hit)
            QCOMPARE(found->damage.english(), damage);
    }

    void nothingShortIsATarget() {
        const std::vector<SignatureTarget> targets =
            signatureTargets(test::makeRequest("POST", "/", {{"X-Twilio-Signature", "g90pT4BNEwvv48KBE2+l"}}, {}));
        for (const SignatureTarget &target : targets)
            QVERIFY(target.bytes.size() >= 12);
    }
};

QTEST_GUILESS_MAIN(TestPostMortemHeader)
#include "tst_post_mortem_header.moc"
