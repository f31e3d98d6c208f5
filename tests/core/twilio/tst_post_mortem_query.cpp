#include "tests/core/twilio/repair_support.h"

#include <QTest>

using namespace offhook::twilio;
using test::caseOf;
using test::urlChange;

class TestPostMortemQuery : public QObject {
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
        row("blanks", Cause::QueryEncoding, "https://a.example/s?q=a%20b", {}, {}, "https://a.example/s?q=a+b",
            "the query written as ?q=a+b");
        row("hexadecimal in lower case", Cause::QueryEncoding, "https://a.example/s?q=%2B", {}, {},
            "https://a.example/s?q=%2b", "the query written as ?q=%2b");
        row("an apostrophe", Cause::QueryEncoding, "https://a.example/s?q=it%27s", {}, {}, "https://a.example/s?q=it's",
            "the query written as ?q=it's");
        row("SIP addresses", Cause::QueryEncoding, "https://a.example/s?q=sip%3Aa%40b", {}, {},
            "https://a.example/s?q=sip:a@b", "the query written as ?q=sip:a@b");
        row("a question mark that was decoded", Cause::QueryEncoding, "https://a.example/s?q=what?", {}, {},
            "https://a.example/s?q=what%3F", "the query written as ?q=what%3F");
        row("a name without equals sign", Cause::QueryEncoding, "https://a.example/s?a=&b=1", {}, {},
            "https://a.example/s?a&b=1", "the query written as ?a&b=1");
        row("sorted on the way", Cause::QueryOrder, "https://a.example/s?a=1&b=2&c=3", {}, {},
            "https://a.example/s?b=2&a=1&c=3", "the query in the order ?b=2&a=1&c=3");
        row("sorting is proposed", Cause::QueryOrder, "https://a.example/s?b=2&a=1", {}, {},
            "https://a.example/s?a=1&b=2", "the query in the order ?a=1&b=2");
        row("a bare question mark", Cause::QueryMissing, "https://a.example/s", {}, {}, "https://a.example/s?",
            "a query that is missing here, ?");
        row("the query of the original target", Cause::QueryMissing, "https://a.example/s",
            {"X-Original-URI", "/s?x=1"}, {}, "https://a.example/s?x=1", "a query that is missing here, ?x=1");
        row("the query of another URL", Cause::QueryMissing, "https://a.example/s?y=2", {}, {"https://a.example/s?x=1"},
            "https://a.example/s?x=1&y=2", "a query that is missing here, ?x=1");
        row("a parameter too many", Cause::ParamsAdded, "https://a.example/s?x=1&utm_source=q", {}, {},
            "https://a.example/s?x=1", "the query without utm_source=q");
        row("the whole query too many", Cause::ParamsAdded, "https://a.example/s?x=1", {}, {}, "https://a.example/s",
            "the URL without the query ?x=1");
        row("all but Twilio's", Cause::ParamsAdded, "https://a.example/s?From=1&z=1&To=2&y=2", {}, {},
            "https://a.example/s?From=1&To=2", "the query without ?z=1&y=2");
        row("an empty parameter of a GET", Cause::EmptyDropped, "https://a.example/s?From=1&To=2", {}, {},
            "https://a.example/s?From=1&FromCity=&To=2", "the empty parameter FromCity of the query too");
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

QTEST_GUILESS_MAIN(TestPostMortemQuery)
#include "tst_post_mortem_query.moc"
