#include "tests/core/twilio/signature_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;
using test::check;
using test::Form;
using test::formOf;
using test::key;
using test::makeRequest;
using test::ring;
using test::targetOf;

class TestSignature : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneFlippedByteIsNoticed_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("valid");
        const QByteArray url("https://example.com/sms");
        QTest::newRow("as signed") << QByteArray("Body=hi") << url << true;
        QTest::newRow("another value") << QByteArray("Body=ho") << url << false;
        QTest::newRow("a parameter more") << QByteArray("Body=hi&To=") << url << false;
        QTest::newRow("another path") << QByteArray("Body=hi") << QByteArray("https://example.com/smt") << false;
        QTest::newRow("another host") << QByteArray("Body=hi") << QByteArray("https://example.org/sms") << false;
        QTest::newRow("the other scheme") << QByteArray("Body=hi") << QByteArray("http://example.com/sms") << false;
    }
    void oneFlippedByteIsNoticed() {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, url);
        QFETCH(bool, valid);
        KeyRing keys = ring("12345");
        // g90pT4BN...: the signature of the vectors c-fragment-not-signed and c-userinfo-dropped.
        const http::Request request = makeRequest("POST", targetOf(url),
            {{"Content-Type", Form}, {"X-Twilio-Signature", "g90pT4BNEwvv48KBE2+l9ClZguk="}}, body);
        const Verification result = check(request, url, keys);
        QCOMPARE(result.verdict, valid ? Verdict::Valid : Verdict::Invalid);
        QCOMPARE(result.reason, valid ? VerdictReason::None : VerdictReason::Mismatch);
        QCOMPARE(result.checkedUrl, url);
        QCOMPARE(result.matchedSource.has_value(), valid);
    }

    void damagedHeaders_data() {
        QTest::addColumn<QList<QByteArray>>("signatures");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<VerdictReason>("reason");
        const auto row = [](const char *what, const QList<QByteArray> &signatures, Verdict verdict,
                             VerdictReason reason) { QTest::newRow(what) << signatures << verdict << reason; };
        const QByteArray right("g90pT4BNEwvv48KBE2+l9ClZguk=");
        row("the right one", {right}, Verdict::Valid, VerdictReason::None);
        row("no header", {}, Verdict::Unsigned, VerdictReason::NoSignature);
        row("an empty header", {""}, Verdict::Unsigned, VerdictReason::NoSignature);
        row("twice the same", {right, right}, Verdict::Valid, VerdictReason::None);
        row("two that differ", {right, "AAAAAAAAAAAAAAAAAAAAAAAAAAA="}, Verdict::Invalid,
            VerdictReason::RepeatedSignature);
        row("an empty one and the right one", {"", right}, Verdict::Invalid, VerdictReason::RepeatedSignature);
        row("joined by a proxy", {right + ", " + right}, Verdict::Invalid, VerdictReason::MalformedSignature);
        row("without its padding", {right.chopped(1)}, Verdict::Invalid, VerdictReason::MalformedSignature);
        row("escaped", {right.chopped(1) + "%3D"}, Verdict::Invalid, VerdictReason::MalformedSignature);
        row("19 bytes", {QByteArray(19, 'x').toBase64()}, Verdict::Invalid, VerdictReason::MalformedSignature);
        row("SHA-256 by mistake", {QByteArray(32, 'x').toBase64()}, Verdict::Invalid,
            VerdictReason::MalformedSignature);
        // The last character before "=" has two bits that decoding ignores: "l" and "k" give the same 20 bytes.
        row("stray bits in the last character", {"g90pT4BNEwvv48KBE2+l9ClZgul="}, Verdict::Invalid,
            VerdictReason::MalformedSignature);
        row("in lower case", {right.toLower()}, Verdict::Invalid, VerdictReason::Mismatch);
        row("well-formed but wrong", {"AAAAAAAAAAAAAAAAAAAAAAAAAAA="}, Verdict::Invalid, VerdictReason::Mismatch);
    }
    void damagedHeaders() {
        QFETCH(QList<QByteArray>, signatures);
        QFETCH(Verdict, verdict);
        QFETCH(VerdictReason, reason);
        std::vector<http::HeaderField> headers{{"Content-Type", Form}};
        for (const QByteArray &signature : signatures)
            headers.push_back({"x-twilio-signature", signature});
        KeyRing keys = ring("12345");
        const Verification result =
            check(makeRequest("POST", "/sms", headers, "Body=hi"), "https://example.com/sms", keys);
        QCOMPARE(result.reason, reason);
        QCOMPARE(result.verdict, verdict);
        QCOMPARE(result.checkedUrl, "https://example.com/sms");
    }

    void onlyKeysOfTheAccountAreTried_data() {
        QTest::addColumn<QByteArray>("account");
        QTest::addColumn<QList<QByteArray>>("owners");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<int>("tried");
        const auto row = [](const char *what, const char *account, const QList<QByteArray> &owners, Verdict verdict,
                             int tried) { QTest::newRow(what) << QByteArray(account) << owners << verdict << tried; };
        row("no key at all", "AC1", {}, Verdict::Unchecked, 0);
        row("a key of another account", "AC1", {"AC2"}, Verdict::Unchecked, 0);
        row("its own key", "AC1", {"AC1"}, Verdict::Valid, 1);
        row("a key for every account", "AC1", {""}, Verdict::Valid, 1);
        row("its own key behind another's", "AC1", {"AC2", "AC1"}, Verdict::Valid, 1);
        row("the request names no account", "", {"AC2"}, Verdict::Valid, 1);
    }
    void onlyKeysOfTheAccountAreTried() {
        QFETCH(QByteArray, account);
        QFETCH(QList<QByteArray>, owners);
        QFETCH(Verdict, verdict);
        QFETCH(int, tried);
        std::vector<SigningKey> list;
        for (const QByteArray &owner : owners)
            list.push_back(key("12345", owner, QString::fromUtf8("key of " + owner)));
        KeyRing keys(std::move(list));
        const http::Request request = makeRequest("POST", "/sms",
            {{"Content-Type", Form}, {"X-Twilio-Signature", "g90pT4BNEwvv48KBE2+l9ClZguk="}}, "Body=hi");
        const Verification result = check(request, "https://example.com/sms", keys, account);
        QCOMPARE(result.verdict, verdict);
        QCOMPARE(result.tried, tried);
        QCOMPARE(result.reason, verdict == Verdict::Valid ? VerdictReason::None : VerdictReason::NoKey);
        if (verdict == Verdict::Valid)
            QCOMPARE(result.keyLabel, QString::fromUtf8("key of " + owners.last()));
    }

    void theMatchingKeyAndCandidateAreNamed() {
        std::vector<SigningKey> list;
        list.push_back(key("other", {}, QStringLiteral("first")));
        list.push_back(key("12345", {}, QStringLiteral("second")));
        KeyRing keys(std::move(list));
        const http::Request request = makeRequest("POST", "/sms",
            {{"Content-Type", Form}, {"X-Twilio-Signature", "g90pT4BNEwvv48KBE2+l9ClZguk="}}, "Body=hi");
        const Verification result = verify(request, formOf(request),
            {{"https://old.example/sms", http::UrlSource::PublicUrl},
                {"https://example.com/sms", http::UrlSource::Host}},
            {}, keys);
        QCOMPARE(result.verdict, Verdict::Valid);
        QCOMPARE(result.keyLabel, QStringLiteral("second"));
        QCOMPARE(result.matchedUrl, "https://example.com/sms");
        QCOMPARE(result.matchedSource, http::UrlSource::Host);
        QCOMPARE(result.checkedUrl, "https://old.example/sms");
        QCOMPARE(result.tried, 6); // two keys for: the old URL, the old URL with :443, the right URL
    }

    void subaccountAlertsMayBeSignedByTheParent() {
        std::vector<SigningKey> list;
        list.push_back(key("12345", "AC9", QStringLiteral("parent")));
        KeyRing keys(std::move(list));
        const QByteArray body("AccountSid=AC1&ParentAccountSid=AC9&Level=ERROR");
        KeyRing signer = ring("12345");
        const QByteArray signature = sign("https://example.com/d", "POST", Form, body, signer);
        const http::Request request =
            makeRequest("POST", "/d", {{"Content-Type", Form}, {"X-Twilio-Signature", signature}}, body);
        QCOMPARE(check(request, "https://example.com/d", keys, "AC1").verdict, Verdict::Valid);
    }

    void bodiesThatAreNoForm_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<VerdictReason>("reason");
        const auto row = [](const char *what, const char *method, const char *type, const QByteArray &query,
                             const QByteArray &body, VerdictReason reason) {
            QTest::newRow(what) << QByteArray(method) << QByteArray(type) << query << body << reason;
        };
        const char *json = "application/json";
        // SHA-256 of "{}" and of nothing: FIPS 180-4 values, as in the vectors and samples.
        const QByteArray ofObject("bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        const QByteArray ofNothing("bodySHA256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        row("JSON with its hash", "POST", json, ofObject, "{}", VerdictReason::None);
        row("JSON by PUT", "PUT", json, ofObject, "{}", VerdictReason::None);
        row("a vendor's JSON type", "POST", "application/cloudevents-batch+json", ofObject, "{}", VerdictReason::None);
        row("no Content-Type", "POST", "", ofObject, "{}", VerdictReason::None);
        row("the hash twice", "POST", json, ofObject + '&' + ofObject, "{}", VerdictReason::None);
        row("the first of two hashes counts", "POST", json, ofObject + '&' + ofNothing, "{}", VerdictReason::None);
        row("a wrong hash first", "POST", json, ofNothing + '&' + ofObject, "{}", VerdictReason::BodyAltered);
        row("another body", "POST", json, ofObject, "{ }", VerdictReason::BodyAltered);
        row("the body is gone", "POST", json, ofObject, "", VerdictReason::BodyAltered);
        row("the hash in upper case", "POST", json, "bodySHA256=" + ofObject.mid(11).toUpper(), "{}",
            VerdictReason::BodyAltered);
        row("an empty hash", "POST", json, "bodySHA256=", "{}", VerdictReason::BodyAltered);
        row("no hash", "POST", json, "", "{}", VerdictReason::BodyHashMissing);
        row("a name that only contains it", "POST", json, "xbodySHA256=1", "{}", VerdictReason::BodyHashMissing);
        row("no hash and no body", "POST", json, "", "", VerdictReason::None);
        row("GET with a hash and no body, twilio-php issue 861", "GET", "", ofNothing + "&BundleSid=BU1", "",
            VerdictReason::None);
        row("GET with a hash of something else and no body", "GET", "", ofObject + "&BundleSid=BU1", "",
            VerdictReason::None);
        row("a form smuggled into a GET", "GET", Form, "a=1", "Body=evil", VerdictReason::BodyHashMissing);
    }
    void bodiesThatAreNoForm() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, body);
        QFETCH(VerdictReason, reason);
        const QByteArray target = query.isEmpty() ? QByteArray("/e") : "/e?" + query;
        const QByteArray url = "https://example.com" + target;
        KeyRing keys = ring("12345");
        const QByteArray signature = sign(url, "GET", {}, {}, keys); // of the URL alone
        std::vector<http::HeaderField> headers{{"X-Twilio-Signature", signature}};
        if (!type.isEmpty())
            headers.push_back({"Content-Type", type});
        const Verification result = check(makeRequest(method, target, headers, body), url, keys);
        QCOMPARE(result.reason, reason);
        QCOMPARE(result.verdict, reason == VerdictReason::None ? Verdict::Valid : Verdict::Invalid);
        QCOMPARE(result.matchedUrl, url);
    }

    void wrongUrlAndWrongBodyIsAMismatch() {
        KeyRing keys = ring("12345");
        const http::Request request = makeRequest("POST", "/e?bodySHA256=00",
            {{"Content-Type", "application/json"}, {"X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="}}, "{}");
        QCOMPARE(check(request, "https://example.com/e?bodySHA256=00", keys).reason, VerdictReason::Mismatch);
    }

    // What Twilio is known to do to a URL before signing it; twilio.com/docs/usage/security and the SDKs' issues.
    void formsOfTheUrl_data() {
        QTest::addColumn<QByteArray>("seen");
        QTest::addColumn<QByteArray>("signedUrl");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char *what, const char *seen, const char *signedUrl, bool valid) {
            QTest::newRow(what) << QByteArray(seen) << QByteArray(signedUrl) << valid;
        };
        row("an IPv6 host and its port dropped", "https://[2001:db8::1]:8443/v", "https://[2001:db8::1]/v", true);
        row("an IPv6 host with the default port", "https://[2001:db8::1]/v", "https://[2001:db8::1]:443/v", true);
        row("user info dropped and port dropped", "https://u:p@h.example:8443/v", "https://h.example/v", true);
        row("a password with an @", "https://u:p@q@h.example/v", "https://h.example/v", true);
        row("an @ in the path is no user info", "https://h.example/a@b", "https://b", false);
        row("a colon in the query is no port", "https://h.example?x=a:80", "https://h.example?x=a", false);
        row("another port", "https://h.example:8443/v", "https://h.example:8444/v", false);
        row("the other scheme's default port", "https://h.example/v", "https://h.example:80/v", false);
        row("a trailing slash without WebSocket", "https://h.example/v", "https://h.example/v/", false);
        row("lower-case escapes for upper-case ones", "https://h.example/v?a=%2b", "https://h.example/v?a=%2B", false);
    }
    void formsOfTheUrl() {
        QFETCH(QByteArray, seen);
        QFETCH(QByteArray, signedUrl);
        QFETCH(bool, valid);
        KeyRing keys = ring("12345");
        const QByteArray signature = sign(signedUrl, "GET", {}, {}, keys);
        const http::Request request = makeRequest("GET", targetOf(seen), {{"X-Twilio-Signature", signature}});
        const Verification result = check(request, seen, keys);
        QCOMPARE(result.verdict, valid ? Verdict::Valid : Verdict::Invalid);
        QCOMPARE(result.matchedUrl, valid ? signedUrl : QByteArray());
    }

    // The two forms of handshake signatures: twilio.com/docs/usage/security, and twilio-agent-connect-python's checker.
    void handshakes_data() {
        QTest::addColumn<QByteArray>("seen");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *what, const char *seen, const char *text) {
            QTest::newRow(what) << QByteArray(seen) << QByteArray(text);
        };
        row("https is wss", "https://h.example/media", "wss://h.example/media");
        row("http is ws", "http://h.example/media", "ws://h.example/media");
        row("signed as https", "https://h.example/media", "https://h.example/media");
        row("with a slash", "https://h.example/media", "wss://h.example/media/");
        row("without the slash of an empty path", "https://h.example/", "wss://h.example");
        row("the query in the URL", "https://h.example/r?b=2&a=1", "wss://h.example/r?b=2&a=1");
        row("the query as sorted parameters", "https://h.example/r?b=2&a=x+y",
            "wss://h.example/ra"
            "x yb2");
        row("the port dropped", "https://h.example:8443/media", "wss://h.example/media");
    }
    void handshakes() {
        QFETCH(QByteArray, seen);
        QFETCH(QByteArray, text);
        KeyRing keys = ring("12345");
        const std::vector<QByteArrayView> pieces{text};
        const http::Request request = makeRequest(
            "GET", targetOf(seen), {{"Upgrade", "websocket"}, {"X-Twilio-Signature", keys.sign(0, pieces)}});
        QCOMPARE(check(request, seen, keys).verdict, Verdict::Valid);
    }

    // Worked example of the rule for duplicates: vector params-duplicates.
    void signedParametersAreSortedAndDistinct() {
        const http::Request request = test::formRequest("b=2&a=&B=1&a=2&a=1&b=2&a=");
        const http::Parameters expected{{"B", "1"}, {"a", ""}, {"a", "1"}, {"a", "2"}, {"b", "2"}};
        const http::Parameters actual = signedParameters(request, formOf(request));
        QVERIFY(actual == expected);
        QCOMPARE(stringToSign("https://h/", actual), "https://h/B1aa1a2b2");
    }

    void nothingIsAppendedToAGet() {
        const http::Request request = makeRequest("GET", "/?a=1", {{"Content-Type", Form}}, "b=2");
        QVERIFY(signedParameters(request, {{"b", "2"}}).empty());
    }

    void bytesAreComparedUnsigned() {
        const http::Request request = test::formRequest("%C3%A9=1&z=2&a=%FF&a=b");
        QCOMPARE(stringToSign("", signedParameters(request, formOf(request))), "aba\xFFz2\xC3\xA9"
                                                                               "1");
    }

    // A sender without a key must not make us hash without end.
    void workIsBounded() {
        std::vector<SigningKey> list;
        for (int i = 0; i < 300; ++i)
            list.push_back(key(QByteArray::number(i)));
        KeyRing keys(std::move(list));
        std::vector<http::UrlCandidate> candidates;
        for (int i = 0; i < 20; ++i)
            candidates.push_back({"https://u:p@h" + QByteArray::number(i) + ":1/?a='%40'", http::UrlSource::Host});
        const auto request = [](const QByteArray &body) {
            return makeRequest("POST", "/?a='%40'",
                {{"Content-Type", Form}, {"X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="}}, body);
        };
        const http::Request small = request("Body=hi");
        const Verification many = verify(small, formOf(small), candidates, {}, keys);
        QCOMPARE(many.verdict, Verdict::Invalid);
        QVERIFY2(many.tried <= 1024, QByteArray::number(many.tried).constData());
        const http::Request large = request("Body=" + QByteArray(10 * 1024 * 1024, 'x'));
        const Verification few = verify(large, formOf(large), candidates, {}, keys);
        QCOMPARE(few.verdict, Verdict::Invalid);
        QVERIFY2(few.tried >= 1 && few.tried <= 2, QByteArray::number(few.tried).constData());
    }

    void moreParametersThanAnyoneSendsAreNotSorted() {
        KeyRing keys = ring("12345");
        const auto checkMany = [&](std::size_t count) {
            const QByteArray body = QByteArray("a=1&").repeated(qsizetype(count));
            const QByteArray signature = sign("https://example.com/sms", "POST", Form, body, keys);
            const http::Request request =
                makeRequest("POST", "/sms", {{"Content-Type", Form}, {"X-Twilio-Signature", signature}}, body);
            QCOMPARE(signedParameters(request, formOf(request)).empty(), count > MaxSignedParameters);
            QCOMPARE(check(request, "https://example.com/sms", keys).verdict,
                count > MaxSignedParameters ? Verdict::Invalid : Verdict::Valid);
        };
        checkMany(MaxSignedParameters);
        checkMany(MaxSignedParameters + 1);
    }

    void aLargeSignedFormIsValid() {
        KeyRing keys = ring("12345");
        const QByteArray body = "Body=" + QByteArray(10 * 1024 * 1024 - 5, 'x');
        const QByteArray signature = sign("https://example.com/sms", "POST", Form, body, keys);
        const http::Request request =
            makeRequest("POST", "/sms", {{"Content-Type", Form}, {"X-Twilio-Signature", signature}}, body);
        QCOMPARE(check(request, "https://example.com/sms", keys).verdict, Verdict::Valid);
    }

    void withoutCandidatesNothingMatches() {
        KeyRing keys = ring("12345");
        const http::Request request = makeRequest("GET", "/", {{"X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="}});
        const Verification result = verify(request, {}, {}, {}, keys);
        QCOMPARE(result.verdict, Verdict::Invalid);
        QCOMPARE(result.tried, 0);
        QVERIFY(result.checkedUrl.isEmpty());
    }

    void signTakesTheContentTypeAsServersWriteIt() {
        KeyRing keys = ring("12345");
        const QByteArray plain = sign("https://example.com/sms", "POST", Form, "Body=hi", keys);
        QCOMPARE(plain, "g90pT4BNEwvv48KBE2+l9ClZguk="); // vector c-fragment-not-signed
        QCOMPARE(sign("https://example.com/sms#rc=3", "POST", "Application/X-WWW-Form-Urlencoded ; charset=UTF-8",
                     "Body=hi", keys),
            plain);
        QCOMPARE(sign("https://example.com/sms", "POST", "text/plain", "Body=hi", keys),
            sign("https://example.com/sms", "GET", Form, "Body=hi", keys));
        QVERIFY(sign("https://example.com/sms", "POST", Form, "Body=hi", keys, 7).isEmpty());
    }

    void namesAreStable() {
        for (const Verdict verdict : {Verdict::Unchecked, Verdict::Valid, Verdict::Invalid, Verdict::Unsigned})
            QCOMPARE(verdictFromName(verdictName(verdict)), verdict);
        QCOMPARE(QByteArray(verdictName(Verdict::Unsigned)), "unsigned");
        QVERIFY(!verdictFromName("good").has_value());
        QCOMPARE(QByteArray(reasonName(VerdictReason::BodyAltered)), "body-altered");
        QCOMPARE(QByteArray(reasonName(VerdictReason::RepeatedSignature)), "repeated-signature");
        QCOMPARE(QByteArray(reasonName(VerdictReason::Refused)), "refused");
    }
};

QTEST_GUILESS_MAIN(TestSignature)
#include "tst_signature.moc"
