#include "tests/core/twilio/repair_support.h"

#include <QTest>

using namespace offhook::twilio;
using test::caseOf;
using test::urlChange;

class TestPostMortemPath : public QObject {
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
        row("a slash came", Cause::Path, "https://a.example/s/", {}, {}, "https://a.example/s",
            "the path without the slash at its end, /s");
        row("a slash went", Cause::Path, "https://a.example/s", {}, {}, "https://a.example/s/",
            "the path with a slash at its end, /s/");
        row("a prefix was cut off", Cause::Path, "https://a.example/s", {"X-Forwarded-Prefix", "/shop/"}, {},
            "https://a.example/shop/s", "the path /shop/s instead of /s");
        row("a prefix was added", Cause::Path, "https://a.example/app/s", {}, {}, "https://a.example/s",
            "the path /s instead of /app/s");
        row("the original URI", Cause::Path, "https://a.example/x", {"X-Original-URI", "/s?q=1"}, {},
            "https://a.example/s?q=1", "the path /s instead of /x");
        row("the original URL, absolute", Cause::Path, "https://a.example/x", {"X-Original-URL", "https://z.example/s"},
            {}, "https://a.example/s", "the path /s instead of /x");
        row("an index page", Cause::Path, "https://a.example/s/index.php", {}, {}, "https://a.example/s/",
            "the path /s/ instead of /s/index.php");
        row("an extension", Cause::Path, "https://a.example/s", {}, {}, "https://a.example/s.php",
            "the path /s.php instead of /s");
        row("slashes were doubled", Cause::Path, "https://a.example//s//t", {}, {}, "https://a.example/s/t",
            "the path /s/t instead of //s//t");
        row("an escape was decoded", Cause::Path, "https://a.example/a b", {}, {}, "https://a.example/a%20b",
            "the path /a%20b instead of /a b");
        row("escapes in capitals", Cause::Path, "https://a.example/a%2fb", {}, {}, "https://a.example/a%2Fb",
            "the path /a%2Fb instead of /a%2fb");
        row("the path of another URL", Cause::Path, "https://a.example/x", {}, {"https://z.example/hooks/sms"},
            "https://a.example/hooks/sms", "the path /hooks/sms instead of /x");
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
};

QTEST_GUILESS_MAIN(TestPostMortemPath)
#include "tst_post_mortem_path.moc"
