#include "core/http/public_url.h"

#include <QTest>

using namespace offhook::http;

namespace {

std::vector<UrlCandidate> candidates(
    const QByteArray &requestLine, const QByteArray &fields, const QByteArray &publicUrl = {}, bool tls = false) {
    return candidateUrls(Request(requestLine + "\r\n" + fields + "\r\n", {}), publicUrl, tls);
}

QByteArray firstOf(const std::vector<UrlCandidate> &list, UrlSource source) {
    for (const UrlCandidate &candidate : list) {
        if (candidate.source == source)
            return candidate.url;
    }
    return {};
}

} // namespace

class TestPublicUrl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allSourcesInOrderOfTrust() {
        const auto list = candidates("POST /sms?x=%2b HTTP/1.1",
            "Host: inner:8945\r\nForwarded: for=1.2.3.4;proto=https;host=fwd.example\r\nX-Forwarded-Proto: https\r\n"
            "X-Forwarded-Host: xfwd.example\r\nX-Original-Host: orig.example\r\n",
            "https://public.example");
        const std::vector<UrlCandidate> expected{
            {"https://public.example/sms?x=%2b", UrlSource::PublicUrl},
            {"https://fwd.example/sms?x=%2b", UrlSource::Forwarded},
            {"https://xfwd.example/sms?x=%2b", UrlSource::XForwarded},
            {"https://orig.example/sms?x=%2b", UrlSource::XOriginalHost},
            {"http://inner:8945/sms?x=%2b", UrlSource::Host},
        };
        QVERIFY(list == expected);
    }

    void equalUrlsAppearOnceWithTheBetterSource() {
        const auto list =
            candidates("GET / HTTP/1.1", "Host: a.example\r\nX-Original-Host: a.example\r\n", "http://a.example");
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(list.front().source, UrlSource::PublicUrl);
    }

    void withoutHostThereIsNoCandidate() { QVERIFY(candidates("GET / HTTP/1.0", {}).empty()); }

    void ownSchemeFollowsTls() {
        QCOMPARE(candidates("GET /a HTTP/1.1", "Host: h\r\n", {}, true).front().url, QByteArray("https://h/a"));
    }

    void absoluteTargetIsTheLastCandidate() {
        const auto list = candidates("GET http://other.example:81/a?b HTTP/1.1", "Host: h\r\n");
        QCOMPARE(list.front().url, QByteArray("http://h/a?b"));
        QCOMPARE(list.back(), (UrlCandidate{"http://other.example:81/a?b", UrlSource::AbsoluteTarget}));
    }

    void prefixOfThePublicUrl_data() {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("publicUrl");
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("is put before the path") << QByteArray("/sms?a") << QByteArray("https://p.example/hook")
                                                << QByteArray("https://p.example/hook/sms?a");
        QTest::newRow("is not doubled") << QByteArray("/hook/sms") << QByteArray("https://p.example/hook")
                                        << QByteArray("https://p.example/hook/sms");
        QTest::newRow("is the whole path already")
            << QByteArray("/hook") << QByteArray("https://p.example/hook") << QByteArray("https://p.example/hook");
        QTest::newRow("is the whole path before a query")
            << QByteArray("/hook?a") << QByteArray("https://p.example/hook") << QByteArray("https://p.example/hook?a");
        QTest::newRow("counts whole segments only") << QByteArray("/hooks") << QByteArray("https://p.example/hook")
                                                    << QByteArray("https://p.example/hook/hooks");
        QTest::newRow("trailing slash makes no second one")
            << QByteArray("/sms") << QByteArray("https://p.example/") << QByteArray("https://p.example/sms");
        QTest::newRow("port stays") << QByteArray("/sms") << QByteArray("https://p.example:8443")
                                    << QByteArray("https://p.example:8443/sms");
        QTest::newRow("bytes of the target stay") << QByteArray("//a/../b?%zz+'") << QByteArray("https://p.example")
                                                  << QByteArray("https://p.example//a/../b?%zz+'");
    }
    void prefixOfThePublicUrl() {
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, publicUrl);
        QTEST(
            firstOf(candidates("GET " + target + " HTTP/1.1", "Host: h\r\n", publicUrl), UrlSource::PublicUrl), "url");
    }

    // RFC 7239 4 and 5; the examples of 4 and 7.1 are among them.
    void forwarded_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("proto and host") << QByteArray("proto=https;host=a.example")
                                        << QByteArray("https://a.example/p");
        QTest::newRow("names ignore case") << QByteArray("For=\"[2001:db8:cafe::17]:4711\";Proto=HTTPS;Host=a.example")
                                           << QByteArray("https://a.example/p");
        QTest::newRow("quoted host with port")
            << QByteArray("host=\"a.example:8443\";proto=https") << QByteArray("https://a.example:8443/p");
        QTest::newRow("quoted pair") << QByteArray("host=\"a\\.example\";proto=https")
                                     << QByteArray("https://a.example/p");
        QTest::newRow("first element counts")
            << QByteArray("for=192.0.2.43;host=a.example;proto=https, for=198.51.100.17;host=b.example;proto=http")
            << QByteArray("https://a.example/p");
        QTest::newRow("comma inside quotes ends nothing")
            << QByteArray("for=\"x,y\";host=a.example;proto=https") << QByteArray("https://a.example/p");
        QTest::newRow("proto alone goes with Host")
            << QByteArray("for=192.0.2.60;proto=https;by=203.0.113.43") << QByteArray("https://h.example:8945/p");
        QTest::newRow("host alone goes with the own scheme")
            << QByteArray("host=a.example") << QByteArray("http://a.example/p");
        QTest::newRow("blanks around the pairs")
            << QByteArray(" proto=https ; host=a.example ") << QByteArray("https://a.example/p");
        QTest::newRow("for alone says nothing") << QByteArray("for=192.0.2.43") << QByteArray();
        QTest::newRow("injected path is ignored") << QByteArray("host=\"a.example/evil\"") << QByteArray();
        QTest::newRow("injected user is ignored") << QByteArray("host=\"u@a.example\"") << QByteArray();
        QTest::newRow("injected blank is ignored") << QByteArray("host=\"a b\"") << QByteArray();
        QTest::newRow("unknown scheme is ignored") << QByteArray("proto=gopher") << QByteArray();
        QTest::newRow("garbage says nothing") << QByteArray(";;=;\"") << QByteArray();
        QTest::newRow("quote not closed") << QByteArray("host=\"a.example") << QByteArray("http://a.example/p");
    }
    void forwarded() {
        QFETCH(const QByteArray, value);
        QTEST(firstOf(candidates("GET /p HTTP/1.1", "Host: h.example:8945\r\nForwarded: " + value + "\r\n"),
                  UrlSource::Forwarded),
            "url");
    }

    // https://developer.mozilla.org/docs/Web/HTTP/Headers/X-Forwarded-Host and -Proto; -Port as AWS load balancers send
    // it.
    void xForwarded_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("proto with Host, as ngrok sends")
            << QByteArray("X-Forwarded-Proto: https\r\n") << QByteArray("https://h.example:8945/p");
        QTest::newRow("proto and host") << QByteArray("X-Forwarded-Proto: https\r\nX-Forwarded-Host: a.example\r\n")
                                        << QByteArray("https://a.example/p");
        QTest::newRow("first of several")
            << QByteArray("X-Forwarded-Proto: https, http\r\nX-Forwarded-Host: a.example , b.example\r\n")
            << QByteArray("https://a.example/p");
        QTest::newRow("default port is left out")
            << QByteArray("X-Forwarded-Proto: https\r\nX-Forwarded-Host: a.example\r\nX-Forwarded-Port: 443\r\n")
            << QByteArray("https://a.example/p");
        QTest::newRow("other port is added")
            << QByteArray("X-Forwarded-Proto: https\r\nX-Forwarded-Host: a.example\r\nX-Forwarded-Port: 8443\r\n")
            << QByteArray("https://a.example:8443/p");
        QTest::newRow("http on 443 is not the default")
            << QByteArray("X-Forwarded-Proto: http\r\nX-Forwarded-Host: a.example\r\nX-Forwarded-Port: 443\r\n")
            << QByteArray("http://a.example:443/p");
        QTest::newRow("port in the forwarded host wins")
            << QByteArray("X-Forwarded-Host: a.example:1\r\nX-Forwarded-Port: 2\r\n")
            << QByteArray("http://a.example:1/p");
        QTest::newRow("port replaces that of Host")
            << QByteArray("X-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\n") << QByteArray("https://h.example/p");
        QTest::newRow("IPv6 host") << QByteArray("X-Forwarded-Host: [::1]\r\nX-Forwarded-Port: 8443\r\n")
                                   << QByteArray("http://[::1]:8443/p");
        QTest::newRow("bad port is ignored") << QByteArray("X-Forwarded-Host: a.example\r\nX-Forwarded-Port: 99999\r\n")
                                             << QByteArray("http://a.example/p");
        QTest::newRow("bad host is ignored") << QByteArray("X-Forwarded-Host: a.example/x\r\n") << QByteArray();
        QTest::newRow("bad scheme is ignored") << QByteArray("X-Forwarded-Proto: javascript\r\n") << QByteArray();
    }
    void xForwarded() {
        QFETCH(const QByteArray, fields);
        QTEST(
            firstOf(candidates("GET /p HTTP/1.1", "Host: h.example:8945\r\n" + fields), UrlSource::XForwarded), "url");
    }

    void typedUrls_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QString>("reasonHas");
        const auto good = [](const char *name, const QString &typed, const char *url) {
            QTest::newRow(name) << typed << QByteArray(url) << QString();
        };
        const auto bad = [](const char *name, const QString &typed, const QString &reason) {
            QTest::newRow(name) << typed << QByteArray() << reason;
        };
        good("empty is no public URL", QString(), "");
        good("blanks are no public URL", QStringLiteral("  "), "");
        good("plain", QStringLiteral("https://a.example"), "https://a.example");
        good("trailing slash goes", QStringLiteral("https://a.example/"), "https://a.example");
        good("blanks around go", QStringLiteral(" https://a.example \n"), "https://a.example");
        good("fragment goes", QStringLiteral("https://a.example/x#rc=2"), "https://a.example/x");
        good("prefix and port stay", QStringLiteral("http://a.example:8080/hooks/"), "http://a.example:8080/hooks");
        good("scheme becomes lower case, host stays as it gets signed", QStringLiteral("HTTPS://A.example"),
            "https://A.example");
        good("IPv6", QStringLiteral("http://[::1]:8945"), "http://[::1]:8945");
        good("international name in ASCII form (RFC 5891)", QStringLiteral("https://b\u00fccher.example"),
            "https://xn--bcher-kva.example");
        good("letters outside ASCII in the prefix are escaped", QStringLiteral("https://a.example/\u00e4"),
            "https://a.example/%C3%A4");
        good("escape in the prefix stays", QStringLiteral("https://a.example/%20x"), "https://a.example/%20x");
        bad("no scheme", QStringLiteral("a.example"), QStringLiteral("https://"));
        bad("other scheme", QStringLiteral("ftp://a.example"), QStringLiteral("https://"));
        bad("query", QStringLiteral("https://a.example/?x=1"), QStringLiteral("query"));
        bad("user name", QStringLiteral("https://u:p@a.example"), QStringLiteral("user name"));
        bad("no host", QStringLiteral("https://"), QStringLiteral("host"));
        bad("no host before the path", QStringLiteral("https:///x"), QStringLiteral("host"));
        bad("blank in the host", QStringLiteral("https://a b"), QStringLiteral("host"));
        bad("port not a number", QStringLiteral("https://a.example:x"), QStringLiteral("host"));
        bad("colon without port", QStringLiteral("https://a.example:"), QStringLiteral("host"));
        bad("blank in the path", QStringLiteral("https://a.example/a b"), QStringLiteral("blanks"));
    }
    void typedUrls() {
        QFETCH(const QString, typed);
        QFETCH(const QString, reasonHas);
        QString reason = QStringLiteral("left over");
        QTEST(normalisedPublicUrl(typed, &reason), "url");
        QCOMPARE(reason.isEmpty(), reasonHas.isEmpty());
        QVERIFY2(reason.contains(reasonHas), qPrintable(reason));
        (void)normalisedPublicUrl(typed, nullptr);
    }

    void whatIsNormalisedStaysSo() {
        QString reason;
        const QByteArray once = normalisedPublicUrl(u"HTTPS://b\u00fccher.example:444/\u00e4 /", &reason);
        QVERIFY(once.isEmpty());
        const QByteArray good = normalisedPublicUrl(u"HTTPS://b\u00fccher.example:444/\u00e4/", &reason);
        QCOMPARE(normalisedPublicUrl(QString::fromLatin1(good), &reason), good);
    }
};

QTEST_GUILESS_MAIN(TestPublicUrl)
#include "tst_public_url.moc"
