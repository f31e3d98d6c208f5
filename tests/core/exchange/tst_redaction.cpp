#include "core/exchange/redaction.h"
#include "tests/core/exchange/exchange_support.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

namespace {

QList<QByteArray> encodings(const QByteArray &value) {
    QList<QByteArray> forms{value, value.toPercentEncoding(), value.toHex()};
    const QByteArray json = QJsonDocument(QJsonArray{QString::fromUtf8(value)}).toJson(QJsonDocument::Compact);
    forms.append(json.sliced(2, json.size() - 4));
    // Base64 at its three alignments, without the characters that the neighbours share.
    for (int shift = 0; shift < 3 && value.size() > 8; ++shift) {
        const QByteArray encoded = QByteArray(QByteArray(shift, 'x') + value).toBase64(QByteArray::OmitTrailingEquals);
        forms.append(encoded.sliced(shift == 0 ? 0 : 4, encoded.size() - (shift == 0 ? 4 : 8)));
    }
    return forms;
}

// The bytes of the file's events as they are on the wire, forms and JSON strings decoded.
QByteArray everyDecodedForm(const QByteArray &file) {
    QByteArray out;
    for (const QByteArray &line : file.split('\n')) {
        QStringList unknown;
        const auto event = eventFromRecord(QJsonDocument::fromJson(line).object(), unknown);
        if (!event)
            continue;
        out += event->request.head() + event->request.body() + event->response.body + '\n';
        for (const http::Parameter &p : event->allParams())
            out += p.name + '=' + p.value + '\n' + QByteArray::fromBase64(p.value) + '\n' +
                   qUncompress(QByteArray("\0\1\0\0", 4) + p.value) + '\n';
    }
    return out;
}

} // namespace

class RedactionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signaturesAreValidForTheThrowAwayKey() {
        Redactor redactor({});
        twilio::KeyRing ring = test::ring(redactor.throwAwayKey());
        int valid = 0;
        for (const flow::WebhookEvent &original : test::samples()) {
            const flow::WebhookEvent event = redactor.redacted(original);
            QCOMPARE(event.verification.verdict, original.verification.verdict);
            QCOMPARE(event.meaning.kind, original.meaning.kind);
            const auto again = twilio::verify(event.request, event.bodyParams,
                http::candidateUrls(event.request, event.publicUrl, event.tls), event.meaning.accountSid, ring);
            QCOMPARE(again.verdict, original.verification.verdict);
            valid += again.verdict == twilio::Verdict::Valid ? 1 : 0;
        }
        QVERIFY2(valid >= 60, QByteArray::number(valid).constData());
    }
    void whatWasInvalidStaysInvalid() {
        flow::WebhookEvent event = test::signedForm({{"Body", "x", false}}, "/sms", "0000000000000000000000000000000f");
        twilio::KeyRing keys = test::ring();
        event.verification = twilio::verify(
            event.request, event.bodyParams, http::candidateUrls(event.request, event.publicUrl, false), {}, keys);
        QCOMPARE(event.verification.verdict, twilio::Verdict::Invalid);
        Redactor redactor({});
        const flow::WebhookEvent shared = redactor.redacted(event);
        QCOMPARE(shared.verification.verdict, twilio::Verdict::Invalid);
        QVERIFY(shared.request.header("X-Twilio-Signature") != event.request.header("X-Twilio-Signature"));
        QVERIFY(!shared.request.header("X-Twilio-Signature").isEmpty());
    }
    // Property: whatever the values are, none is found in the event file, in plain or encoded.
    void noOriginalValueSurvives_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void noOriginalValueSurvives() {
        QFETCH(int, seed);
        QRandomGenerator random{quint32(seed)};
        const auto digits = [&](int count) {
            QByteArray text;
            while (text.size() < count)
                text += char('0' + random.bounded(10));
            return text;
        };
        const auto word = [&](int count) {
            QByteArray text;
            while (text.size() < count)
                text += "abcdefghijklmnopqrstuvwxyzABCDEF"[random.bounded(32)];
            return text;
        };
        const QByteArray phone = "+1415" + digits(7);
        const QByteArray name = word(9);
        const QByteArray mail = word(7) + '@' + word(6) + ".org";
        const QByteArray ip = "54." + QByteArray::number(100 + random.bounded(99)) + ".77." + digits(2);
        const QByteArray sid = "SM" + QCryptographicHash::hash(word(8), QCryptographicHash::Md5).toHex();
        const QByteArray host = word(8).toLower() + ".acme.io";
        const QByteArray secret = word(20);
        const QByteArray zipped = qCompress("{\"name\":\"" + name + "\"}").sliced(4);
        const QByteArray json = "{\"who\":\"" + name + "\",\"n\":" + phone.sliced(1) + ",\"deep\":[\"" + mail + "\"]}";
        flow::WebhookEvent event = test::signedForm(
            {{"MessageSid", sid, false}, {"From", phone, false},
                {"Body", "I am " + name + ", mail " + mail + " or \"" + phone + "\" at " + ip, false},
                {"ProfileName", name, false}, {"MediaUrl0", "https://" + host + "/m/" + secret + "?k=" + secret, false},
                {"Payload", json, false}, {"token", secret.toBase64(), false}, {"blob", zipped, false},
                {"CallStatus", phone, false}, {"ForwardedFrom", "sip:" + name + "@" + host, false}},
            "/hooks/" + secret + "?user=" + name + "&phone=%2B" + phone.sliced(1));
        event.peer = ip.left(ip.size()) + ":4000";
        event.note = QString::fromUtf8("ask " + name);
        event.rule = QString::fromUtf8("for " + name);
        event.response.body = "<Response><Message to=\"" + phone + "\">Hi " + name + "</Message></Response>";
        event.response.headers.push_back({"Set-Cookie", "session=" + secret});
        const QByteArray original = event.request.header("X-Twilio-Signature").toByteArray();
        const auto text = exported(
            test::shared({event}), {findFormat("offhook"), RedactionOptions{{}, QByteArray("k") + char(seed), {}}, 0});
        QVERIFY(text);
        const QByteArray all = *text + everyDecodedForm(*text);
        for (const QByteArray &value : {phone, phone.sliced(1), name, mail, ip, sid, host, secret, original, zipped})
            for (const QByteArray &form : encodings(value))
                QVERIFY2(!all.contains(form), QByteArray(value + " survives as " + form).constData());
        QVERIFY(!all.contains(test::Token));
    }
    void aPreviewTellsEachReplacementOnce() {
        Redactor redactor({});
        std::vector<Redactor::Change> changes;
        (void)redactor.redacted(test::sms(), changes);
        int phones = 0;
        for (const Redactor::Change &change : changes) {
            QVERIFY(change.original != change.standIn);
            phones += change.original == "+14155551234" ? 1 : 0;
        }
        QCOMPARE(phones, 1);
    }
    void refusedOnesAreReplacedToo() {
        flow::WebhookEvent event = test::refused();
        event.request =
            http::Request("GET /Bob+Smith HTTP/1.1\r\nHost: secret.acme.io\r\n folded Bobsecret\r\n\r\n", {});
        Redactor redactor({});
        const QByteArray head = redactor.redacted(event).request.head();
        QVERIFY2(!head.contains("Smith") && !head.contains("acme") && !head.contains("Bobsecret"), head.constData());
    }
};

QTEST_GUILESS_MAIN(RedactionTest)
#include "tst_redaction.moc"
