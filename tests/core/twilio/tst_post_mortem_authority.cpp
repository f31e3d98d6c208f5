#include "tests/core/twilio/repair_support.h"

#include <QTest>

using namespace offhook::twilio;
using test::caseOf;
using test::urlChange;

class TestPostMortemAuthority : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void proposals_data() {
        QTest::addColumn<int>("cause");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArrayList>("headers"); // name, value, name, value ...
        QTest::addColumn<QByteArrayList>("others");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QString>("change");
        const auto row = [](const char *what, Cause cause, const char *url, const QByteArrayList &headers,
                             const QByteArrayList &others, const char *wanted, const char *change) {
            QTest::newRow(what) << int(cause) << QByteArray(url) << headers << others << QByteArray(wanted)
                                << QString::fromUtf8(change);
        };
        row("TLS ended before", Cause::Scheme, "http://a.example/s", {}, {}, "https://a.example/s",
            "https instead of http");
        row("TLS where there was none", Cause::Scheme, "https://a.example/s", {}, {}, "http://a.example/s",
            "http instead of https");
        row("a handshake shown as HTTPS", Cause::WebSocket, "https://a.example/s", {}, {}, "wss://a.example/s",
            "the URL with wss://");
        row("a handshake with a slash", Cause::WebSocket, "https://a.example/s", {}, {}, "wss://a.example/s/",
            "the URL with wss://");
        row("the forwarded host", Cause::Host, "https://app/s", {"X-Forwarded-Host", "a.example, b"}, {},
            "https://a.example/s", "the host a.example instead of app");
        row("the second of a list of hosts", Cause::Host, "https://app/s", {"X-Forwarded-Host", "x, a.example:99"}, {},
            "https://a.example:99/s", "the host a.example instead of app");
        row("the origin of a handshake", Cause::Host, "https://app/s", {"Origin", "https://a.example"}, {},
            "https://a.example/s", "the host a.example instead of app");
        row("a header that is no host", Cause::Host, "https://app/s", {"X-Forwarded-Host", "a/b@c"}, {},
            "https://a/b@c/s", "");
        row("capitals", Cause::HostForm, "https://A.Example/s", {}, {}, "https://a.example/s",
            "the host written as a.example");
        row("punycode", Cause::HostForm, "https://bücher.example/s", {}, {}, "https://xn--bcher-kva.example/s",
            "the host written as xn--bcher-kva.example");
        row("a dot at the end", Cause::HostForm, "https://a.example./s", {}, {}, "https://a.example/s",
            "the host written as a.example");
        row("a port too many", Cause::Port, "https://a.example:3000/s", {}, {}, "https://a.example/s",
            "the URL without the port 3000");
        row("the forwarded port", Cause::Port, "https://a.example/s", {"X-Forwarded-Port", "8443"}, {},
            "https://a.example:8443/s", "the URL with the port 8443");
        row("a port that cannot be", Cause::Port, "https://a.example/s", {"X-Forwarded-Port", "99999"}, {},
            "https://a.example:99999/s", "");
        row("the default port of https", Cause::DefaultPort, "https://a.example/s", {}, {}, "https://a.example:443/s",
            "the URL with its port 443 spelled out");
        row("credentials of the Authorization header", Cause::Userinfo, "https://a.example/s",
            {"Authorization", "Basic bWU6cGFzcw=="}, {}, "https://me:pass@a.example/s",
            "the URL with user and password");
        row("credentials too many", Cause::Userinfo, "https://me:pass@a.example/s", {}, {}, "https://a.example/s",
            "the URL without user and password");
        row("a former tunnel", Cause::OtherUrl, "https://new.example/s", {}, {"https://old.example"},
            "https://old.example/s", "the URL https://old.example instead of this one");
        row("a former tunnel with a prefix", Cause::OtherUrl, "https://new.example/s", {}, {"https://old.example/hook"},
            "https://old.example/hook/s", "the URL https://old.example/hook instead of this one");
        row("a whole URL", Cause::OtherUrl, "https://new.example/s", {}, {"https://old.example/sms?x=1"},
            "https://old.example/sms?x=1", "the URL https://old.example/sms?x=1 instead of this one");
        row("a fragment that was signed", Cause::Fragment, "https://a.example/s#rc=2", {}, {},
            "https://a.example/s#rc=2", "");
    }
    void proposals() {
        QFETCH(int, cause);
        QFETCH(QByteArray, url);
        QFETCH(QByteArrayList, headers);
        QFETCH(QByteArrayList, others);
        QFETCH(QByteArray, wanted);
        QFETCH(QString, change);
        std::vector<offhook::http::HeaderField> fields;
        for (qsizetype i = 0; i + 1 < headers.size(); i += 2)
            fields.push_back({headers[i], headers[i + 1]});
        PostMortemCase known = caseOf(url, fields, {}, "GET");
        known.otherUrls.assign(others.begin(), others.end());
        for (const UrlRepair &repair : urlRepairs()) {
            if (repair.cause == Cause(cause))
                QCOMPARE(urlChange(repair.propose, known, wanted), change);
        }
    }

    void aFragmentIsPutBack() {
        PostMortemCase known = caseOf("https://a.example/s", {}, {}, "GET");
        known.candidates.front().url = "https://a.example/s#rc=2";
        UrlProposals out("https://a.example/s");
        proposeFragment(known, splitUrl("https://a.example/s"), out);
        QCOMPARE(out.list().size(), std::size_t(1));
        QCOMPARE(out.list().front().url, QByteArray("https://a.example/s#rc=2"));
    }

    // The words never hold a password, wherever it came from.
    void passwordsStayOutOfTheWords() {
        const PostMortemCase known =
            caseOf("https://a.example/s", {{"Authorization", "Basic bWU6c2VjcmV0"}}, {}, "GET");
        UrlProposals out("https://a.example/s");
        proposeUserinfo(known, splitUrl("https://a.example/s"), out);
        QVERIFY(!out.list().empty());
        for (const auto &proposal : out.list())
            QVERIFY(!proposal.change.english().contains(u"secret"));
    }
};

QTEST_GUILESS_MAIN(TestPostMortemAuthority)
#include "tst_post_mortem_authority.moc"
