#include "core/compose/composer.h"
#include "core/compose/freshness.h"
#include "core/http/public_url.h"
#include "core/twilio/signature.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace offhook;
using compose::ComposedRequest;
using compose::ComposeOptions;
using compose::Template;

namespace {

const QByteArray Token = "0123456789abcdef0123456789abcdef"_ba;

twilio::KeyRing ringOf(const QByteArray &token = Token) {
    std::vector<twilio::SigningKey> keys;
    keys.push_back({twilio::KeyKind::AuthToken, twilio::KeyAlgorithm::HmacSha1, {}, u"test"_s,
        SecretBytes(QByteArray(token.constData(), token.size()))});
    return twilio::KeyRing(std::move(keys));
}

ComposeOptions to(const QByteArray &target) {
    ComposeOptions options;
    options.target = target;
    return options;
}

http::Parameters sentParams(const http::Request &request) {
    return http::decodeForm(request.method() == "GET" ? request.query() : QByteArrayView(request.body()));
}

http::Parameters formOf(const http::Request &request) {
    return request.mediaType() == "application/x-www-form-urlencoded" ? http::decodeForm(request.body())
                                                                      : http::Parameters();
}

QList<QByteArray> names(const http::Parameters &params) {
    QList<QByteArray> list;
    for (const http::Parameter &param : params)
        list.append(param.name);
    return list;
}

ComposedRequest composed(const QByteArray &name, const ComposeOptions &options) {
    twilio::KeyRing ring = ringOf();
    const auto result = compose::compose(*compose::findTemplate(name), options, &ring);
    return result ? *result : ComposedRequest();
}

Error refused(const QByteArray &name, const ComposeOptions &options) {
    twilio::KeyRing ring = ringOf();
    const auto result = compose::compose(*compose::findTemplate(name), options, &ring);
    return result ? Error{ErrorCode::Internal, u"composed"_s} : result.error();
}

} // namespace

class TestComposer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTemplateComposesDecodesAndVerifies_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("signedUrl");
        for (const Template &t : compose::templates()) {
            const auto row = [&t](const char *how) { return QByteArray(t.name + ' ' + how); };
            QTest::newRow(row("straight to the listener").constData())
                << t.name << "http://127.0.0.1:8945"_ba << QByteArray();
            QTest::newRow(row("to a path with a query").constData())
                << t.name << "http://127.0.0.1:8945/in%2bbound?tenant=7&x="_ba << QByteArray();
            QTest::newRow(row("signed for the public URL").constData()) << t.name << "http://[::1]:8945"_ba
                                                                        << "https://example.ngrok.app"_ba;
            QTest::newRow(row("signed for a public URL with port and prefix").constData())
                << t.name << "http://127.0.0.1:8945"_ba
                << "https://Hooks.example.com:8443/twilio/"_ba;
        }
    }
    void everyTemplateComposesDecodesAndVerifies() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, signedUrl);
        const Template &from = *compose::findTemplate(name);
        ComposeOptions options = to(target);
        options.signedUrl = signedUrl;
        const ComposedRequest made = composed(name, options);
        QVERIFY(!made.head.isEmpty());

        const http::Request request(made.head, made.body);
        QCOMPARE(request.method().toByteArray(), from.method);
        QCOMPARE(request.header("Host").toByteArray(),
            target.mid(7, target.indexOf('/', 7) < 0 ? -1 : target.indexOf('/', 7) - 7));
        QCOMPARE(request.headers("Content-Length").size(), std::size_t(from.method == "POST" ? 1 : 0));
        if (from.method == "POST")
            QCOMPARE(request.header("Content-Length").toInt(), int(made.body.size()));
        QCOMPARE(made.url, QByteArray(target.left(target.indexOf('/', 7) < 0 ? target.size() : target.indexOf('/', 7)) +
                                      request.target().toByteArray()));
        QVERIFY(made.url.startsWith(target));

        if (from.body.isEmpty()) {
            http::Parameters params = sentParams(request);
            std::erase_if(params, [](const http::Parameter &param) { return param.name == "bodySHA256"; });
            QVERIFY(params.size() >= from.params.size());
            QCOMPARE(names({params.end() - qsizetype(from.params.size()), params.end()}), names(from.params));
        }

        const auto candidates =
            http::candidateUrls(request, signedUrl.endsWith('/') ? signedUrl.chopped(1) : signedUrl, false);
        twilio::KeyRing ring = ringOf();
        const http::Parameters form = formOf(request);
        const auto good = twilio::verify(request, form, candidates, http::value(form, "AccountSid"), ring);
        QVERIFY2(good.verdict == twilio::Verdict::Valid,
            QByteArray(QByteArray(twilio::reasonName(good.reason)) + ' ' + made.signedUrl).constData());
        twilio::KeyRing other = ringOf("ffffffffffffffffffffffffffffffff"_ba);
        QVERIFY(twilio::verify(request, form, candidates, http::value(form, "AccountSid"), other).verdict ==
                twilio::Verdict::Invalid);
    }

    void valuesThatAreNeitherSidsNorTimesStay() {
        const Template &from = *compose::findTemplate("whatsapp.inbound.location");
        const ComposedRequest made = composed(from.name, to("http://h"));
        const http::Parameters sent = http::decodeForm(made.body);
        QCOMPARE(sent.size(), from.params.size());
        for (std::size_t i = 0; i < sent.size(); ++i)
            if (!compose::isSid(from.params[i].value))
                QCOMPARE(sent[i].value, from.params[i].value);
    }

    void everyCallHasFreshSidsAndToken() {
        const ComposedRequest one = composed("sms.inbound", to("http://h"));
        const ComposedRequest two = composed("sms.inbound", to("http://h"));
        const http::Parameters first = http::decodeForm(one.body);
        const http::Parameters second = http::decodeForm(two.body);
        QVERIFY(http::value(first, "MessageSid") != http::value(second, "MessageSid"));
        QVERIFY(http::value(first, "MessageSid").startsWith("SM"));
        QVERIFY(http::value(first, "MessageSid") == http::value(first, "SmsSid"));
        QVERIFY(http::value(first, "MessageSid") == http::value(first, "SmsMessageSid"));
        QVERIFY(http::value(first, "AccountSid") == QByteArrayView("AC00000000000000000000000000000001"));
        const QByteArrayView token("I-Twilio-Idempotency-Token");
        const http::Request a(one.head, one.body);
        const http::Request b(two.head, two.body);
        QVERIFY(!a.header(token).isEmpty());
        QVERIFY(a.header(token) != b.header(token));
    }

    void timesAreNowInTheFormatOfTheTemplate() {
        ComposeOptions options = to("http://h");
        options.now = 1'800'000'000'000'000; // date -u -d @1800000000: Fri Jan 15 08:00:00 UTC 2027
        const auto sent = [&options](const char *name, const char *param) {
            return http::value(http::decodeForm(composed(name, options).body), param).toByteArray();
        };
        QCOMPARE(sent("call.status.completed", "Timestamp"), "Fri, 15 Jan 2027 08:00:00 +0000"_ba);
        QCOMPARE(sent("conversations.post.onMessageAdded", "DateCreated"), "2027-01-15T08:00:00.000Z"_ba);
        QCOMPARE(sent("taskrouter.event", "Timestamp"), "1800000000"_ba);
        QCOMPARE(sent("taskrouter.event", "TimestampMs"), "1800000000000"_ba);
        QCOMPARE(sent("message.status.delivered", "RawDlrDoneDate"), "2701150800"_ba);
    }

    void withoutATimeGivenItIsTheClocks() {
        const qint64 before = QDateTime::currentSecsSinceEpoch();
        const http::Parameters sent = http::decodeForm(composed("taskrouter.event", to("http://h")).body);
        const qint64 stamp = http::value(sent, "Timestamp").toLongLong();
        QVERIFY(stamp >= before);
        QVERIFY(stamp <= QDateTime::currentSecsSinceEpoch());
    }

    void setReplacesInPlaceAndAppends() {
        ComposeOptions options = to("http://h");
        options.set = {{"Body", "a&b=c d+é%41"}, {"From", ""}, {"Extra", "1"}, {"Extra", "2"}};
        const Template &from = *compose::findTemplate("sms.inbound");
        const http::Parameters sent = http::decodeForm(composed(from.name, options).body);
        QCOMPARE(names(sent), names(from.params) + QList<QByteArray>({"Extra", "Extra"}));
        QCOMPARE(http::value(sent, "Body").toByteArray(), "a&b=c d+é%41"_ba);
        QVERIFY(http::contains(sent, "From"));
        QVERIFY(http::value(sent, "From").isEmpty());
        QCOMPARE(sent.back().value, "2"_ba);
    }

    void theSameNameAgainMeansTheNextOccurrence() {
        ComposeOptions options = to("http://h");
        options.set = {{"MessagingBinding.Address", "one"}, {"MessagingBinding.Address", "two"},
            {"MessagingBinding.Address", "three"}};
        const http::Parameters sent =
            http::decodeForm(composed("conversations.post.onConversationAdded.groupmms", options).body);
        QList<QByteArray> values;
        for (const http::Parameter &param : sent)
            if (param.name == "MessagingBinding.Address")
                values.append(param.value);
        QCOMPARE(values, QList<QByteArray>({"one", "two", "three"}));
    }

    void aSidThatIsSetTakesTheTemplatesPlaceEverywhere() {
        const QByteArray account = "ACffffffffffffffffffffffffffffffff"_ba;
        const QByteArray message = "MMeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"_ba;
        ComposeOptions options = to("http://h");
        options.set = {{"AccountSid", account}, {"MessageSid", message}};
        const http::Parameters sent = http::decodeForm(composed("mms.inbound", options).body);
        QCOMPARE(http::value(sent, "SmsSid").toByteArray(), message);
        QVERIFY(http::value(sent, "MediaUrl0")
                    .toByteArray()
                    .contains(QByteArray("/Accounts/" + account + "/Messages/" + message + "/")));
    }

    void membersOfAJsonBodyAreSet() {
        ComposeOptions options = to("http://h/events");
        options.set = {{"messageStatus", "FAILED"}, {"accountSid", "ACffffffffffffffffffffffffffffffff"}};
        const ComposedRequest made = composed("event-streams.batch", options);
        QCOMPARE(made.body.count("\"messageStatus\":\"FAILED\""), 2);
        QVERIFY(made.body.contains("/Accounts/ACffffffffffffffffffffffffffffffff/"));
        options.set = {{"NotThere", "x"}};
        QCOMPARE(refused("event-streams.batch", options).code, ErrorCode::InvalidInput);
    }

    // SHA-256 by Qt, beside the one of OpenSSL that the composer uses.
    void aJsonBodyIsHashedIntoTheUrl_data() {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("as the only query") << "http://h/events"_ba
                                           << "/events?bodySHA256="_ba;
        QTest::newRow("after a query") << "http://h/events?a=1"_ba
                                       << "/events?a=1&bodySHA256="_ba;
        QTest::newRow("on the template's path") << "http://h"_ba
                                                << "/events?bodySHA256="_ba;
    }
    void aJsonBodyIsHashedIntoTheUrl() {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, before);
        const ComposedRequest made = composed("event-streams.batch", to(target));
        const QByteArray hash = QCryptographicHash::hash(made.body, QCryptographicHash::Sha256).toHex();
        QCOMPARE(http::Request(made.head, made.body).target().toByteArray(), QByteArray(before + hash));
        QCOMPARE(made.signedUrl, made.url);
        QVERIFY(made.url.endsWith(hash));
    }

    void aGetCarriesItsParametersInTheQuery() {
        const ComposedRequest made = composed("sms.inbound.get", to("http://h"));
        QVERIFY(made.head.startsWith("GET /sms?tenant=7&ToCountry=US&ToState=CA&"));
        QVERIFY(made.body.isEmpty());
        QVERIFY(composed("sms.inbound.get", to("http://h/other")).head.startsWith("GET /other?ToCountry=US&"));
        QVERIFY(composed("sms.inbound.get", to("http://h/other?a=b")).head.startsWith("GET /other?a=b&ToCountry=US&"));
    }

    // Of an empty body: FIPS 180-4's hash of the empty message.
    void aBundleCarriesTheHashOfNothing() {
        const ComposedRequest made = composed("regulatory.bundle.status", to("http://h/mine"));
        QVERIFY2(made.url.contains("bodySHA256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            made.url.constData());
        QCOMPARE(made.url.count("bodySHA256="), 1);
    }

    void theSignedUrlIsWhatTwilioWouldHaveDialled_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("signedUrl");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("the target") << "sms.inbound"_ba
                                    << "http://127.0.0.1:8945/in?x=1"_ba << QByteArray()
                                    << "http://127.0.0.1:8945/in?x=1"_ba;
        QTest::newRow("a public host") << "sms.inbound"_ba
                                       << "http://127.0.0.1:8945/in?x=1"_ba
                                       << "https://t.example"_ba
                                       << "https://t.example/in?x=1"_ba;
        QTest::newRow("a public prefix") << "sms.inbound"_ba
                                         << "http://127.0.0.1:8945"_ba
                                         << "https://t.example/hooks/"_ba
                                         << "https://t.example/hooks/sms"_ba;
        QTest::newRow("a prefix that is there already") << "sms.inbound"_ba
                                                        << "http://127.0.0.1:8945/hooks/in"_ba
                                                        << "https://t.example/hooks"_ba
                                                        << "https://t.example/hooks/in"_ba;
        QTest::newRow("a path that only begins alike") << "sms.inbound"_ba
                                                       << "http://127.0.0.1:8945/hooksin"_ba
                                                       << "https://t.example/hooks"_ba
                                                       << "https://t.example/hooks/hooksin"_ba;
        QTest::newRow("a fragment and credentials are not signed")
            << "sms.inbound"_ba
            << "https://u:p@h/in#rc=2"_ba << QByteArray() << "https://h/in"_ba;
        QTest::newRow("a WebSocket handshake") << "websocket.stream.handshake"_ba
                                               << "http://127.0.0.1:8945"_ba
                                               << "https://t.example"_ba
                                               << "wss://t.example/media"_ba;
    }
    void theSignedUrlIsWhatTwilioWouldHaveDialled() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, signedUrl);
        QFETCH(QByteArray, expected);
        ComposeOptions options = to(target);
        options.signedUrl = signedUrl;
        QCOMPARE(composed(name, options).signedUrl, expected);
    }

    void theConnectionGoesToTheTarget() {
        ComposeOptions options = to("https://[::1]:8945/x");
        options.signedUrl = "https://t.example"_ba;
        const ComposedRequest made = composed("sms.inbound", options);
        QCOMPARE(made.host, "::1"_ba);
        QCOMPARE(made.port, 8945);
        QVERIFY(made.tls);
        QVERIFY(made.head.contains("\r\nHost: [::1]:8945\r\n"));
        QCOMPARE(composed("sms.inbound", to("https://h")).port, 443);
        QVERIFY(!composed("sms.inbound", to("http://h")).tls);
    }

    void credentialsBecomeAnAuthorization() {
        const ComposedRequest made = composed("sms.inbound", to("http://user:p%40ss@h/x"));
        QVERIFY(made.head.contains("\r\nAuthorization: Basic dXNlcjpwQHNz\r\n")); // printf user:p@ss | base64
        QVERIFY(!made.url.contains("user"));
    }

    void headersReplaceOrAreAdded() {
        ComposeOptions options = to("http://h");
        options.headers = {{"user-agent", "Mine/1"}, {"Host", "elsewhere.example"}, {"X-One", "1"}};
        const ComposedRequest made = composed("sms.inbound", options);
        const http::Request request(made.head, made.body);
        QCOMPARE(request.headers("User-Agent").size(), std::size_t(1));
        QCOMPARE(request.header("User-Agent").toByteArray(), "Mine/1"_ba);
        QCOMPARE(request.headers("Host").size(), std::size_t(1));
        QCOMPARE(request.header("Host").toByteArray(), "elsewhere.example"_ba);
        QCOMPARE(request.header("X-One").toByteArray(), "1"_ba);
    }

    void aSignatureOfOnesOwnIsSentAsItIs() {
        ComposeOptions options = to("http://h");
        options.headers = {{"X-Twilio-Signature", "wrong"}};
        const ComposedRequest made = composed("sms.inbound", options);
        const http::Request request(made.head, made.body);
        QCOMPARE(request.headers("X-Twilio-Signature").size(), std::size_t(1));
        QCOMPARE(request.header("X-Twilio-Signature").toByteArray(), "wrong"_ba);
    }

    void unsignedRequestsNeedNoKey() {
        ComposeOptions options = to("http://h");
        options.sign = false;
        const auto made = compose::compose(*compose::findTemplate("sms.inbound"), options, nullptr);
        QVERIFY(made);
        QVERIFY(made->signedUrl.isEmpty());
        QVERIFY(!made->head.contains("X-Twilio-Signature"));
    }

    void aMissingKeyIsSaid() {
        const Template &from = *compose::findTemplate("sms.inbound");
        QCOMPARE(compose::compose(from, to("http://h"), nullptr).error().code, ErrorCode::NoKey);
        twilio::KeyRing empty;
        QCOMPARE(compose::compose(from, to("http://h"), &empty).error().code, ErrorCode::NoKey);
        twilio::KeyRing one = ringOf();
        QCOMPARE(compose::compose(from, to("http://h"), &one, 1).error().code, ErrorCode::NoKey);
    }

    void whatWouldBreakTheRequestIsRefused_data() {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("signedUrl");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        const QByteArray fine = "http://h/"_ba;
        const QByteArray none;
        QTest::newRow("a line break in the target") << "http://h/\r\nX: y"_ba << none << none << none;
        QTest::newRow("no target") << none << none << none << none;
        QTest::newRow("a line break in the public URL") << fine << "https://t/\nx"_ba << none << none;
        QTest::newRow("a public URL with a query") << fine << "https://t/?a"_ba << none << none;
        QTest::newRow("a public URL without scheme") << fine << "t.example"_ba << none << none;
        QTest::newRow("CRLF in a header's value") << fine << none << "X-A"_ba
                                                  << "1\r\nX-B: 2"_ba;
        QTest::newRow("a bare LF in a header's value") << fine << none << "X-A"_ba
                                                       << "1\nX-B: 2"_ba;
        QTest::newRow("NUL in a header's value") << fine << none << "X-A"_ba << QByteArray("a\0b", 3);
        QTest::newRow("a line break in a header's name") << fine << none << "X-A\r\nX-B"_ba
                                                         << "1"_ba;
        QTest::newRow("a colon in a header's name") << fine << none << "X-A:"_ba
                                                    << "1"_ba;
        QTest::newRow("a blank in a header's name") << fine << none << "X A"_ba
                                                    << "1"_ba;
        QTest::newRow("a header without name") << fine << none << QByteArray("") << "1"_ba;
        QTest::newRow("a length of one's own") << fine << none << "content-length"_ba
                                               << "1"_ba;
        QTest::newRow("a coding of one's own") << fine << none << "Transfer-Encoding"_ba
                                               << "chunked"_ba;
    }
    void whatWouldBreakTheRequestIsRefused() {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, signedUrl);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        ComposeOptions options = to(target);
        options.signedUrl = signedUrl;
        if (!header.isNull())
            options.headers = {{header, value}};
        const Error error = refused("sms.inbound", options);
        QCOMPARE(error.code, ErrorCode::InvalidInput);
        QVERIFY(!error.detail.isEmpty());
    }

    void parametersCannotInjectAnything() {
        ComposeOptions options = to("http://h");
        options.set = {{"Body\r\nX: 1", "a\r\n\r\nGET / HTTP/1.1\r\n"}};
        const ComposedRequest made = composed("sms.inbound.get", options);
        QCOMPARE(made.head.count("\r\n\r\n"), 1);
        QCOMPARE(made.head.count("HTTP/1.1"), 1);
        QCOMPARE(sentParams(http::Request(made.head, {})).back(),
            (http::Parameter{"Body\r\nX: 1", "a\r\n\r\nGET / HTTP/1.1\r\n"}));
    }
};

QTEST_GUILESS_MAIN(TestComposer)
#include "tst_composer.moc"
