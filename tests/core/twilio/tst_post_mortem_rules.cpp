#include "tests/core/twilio/repair_support.h"

#include <QTest>

using namespace offhook::twilio;
using test::caseOf;
using test::formChange;

class TestPostMortemRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void proposals_data() {
        QTest::addColumn<int>("cause");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QString>("change");
        const auto row = [](const char *what, Cause cause, const char *body, const char *wanted, const char *change) {
            QTest::newRow(what) << int(cause) << QByteArray(body) << QByteArray(wanted) << QString::fromUtf8(change);
        };
        row("the URL alone", Cause::GetPostRule, "a=1", "", "the URL alone, as for GET");
    }
    void proposals() {
        QFETCH(int, cause);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, wanted);
        QFETCH(QString, change);
        const PostMortemCase known = caseOf("https://a.example/s?route=1", {}, body);
        for (const FormRepair &repair : formRepairs()) {
            if (repair.cause == Cause(cause))
                QCOMPARE(formChange(repair.propose, known, wanted), change);
        }
    }

    void whatCameInOtherClothes_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QString>("change");
        const auto row = [](const char *what, const char *type, const char *body, const char *wanted,
                             const char *change) {
            QTest::newRow(what) << QByteArray(type) << QByteArray(body) << QByteArray(wanted)
                                << QString::fromUtf8(change);
        };
        row("another content type", "text/plain", "a=1&b=2", "a=1&b=2", "a form, which the content type does not say");
        row("JSON", "application/json", "{\"a\": \"1\", \"n\": 3, \"l\": [\"x\", \"y\"]}", "a=1&n=3&l=x&l=y",
            "a form, which arrived as JSON");
        row("multipart", "multipart/form-data; boundary=zz",
            "--zz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--zz\r\nContent-Disposition: form-data; "
            "name=\"b\"\r\n\r\n\r\n--zz--\r\n",
            "a=1&b=", "a form, which arrived as multipart/form-data");
        row("multipart without an end", "multipart/form-data; boundary=zz",
            "--zz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", "a=1", "");
        row("multipart without a boundary", "multipart/form-data", "--\r\nx", "a=1", "");
    }
    void whatCameInOtherClothes() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, wanted);
        QFETCH(QString, change);
        QCOMPARE(formChange(proposeContentType, caseOf("https://a.example/s", {{"Content-Type", type}}, body), wanted),
            change);
    }

    void aGetThatBecameAPost() {
        const PostMortemCase known = caseOf("https://a.example/s", {}, "a=1&b=2");
        FormProposals out(known.form);
        proposeGetPostRule(known, known.form, out);
        QCOMPARE(out.list().back().url, QByteArray("https://a.example/s?a=1&b=2"));
        QVERIFY(out.list().back().form.empty());
    }

    void aPostThatBecameAGet() {
        const PostMortemCase known = caseOf("https://a.example/s?a=1&b=2", {}, {}, "GET");
        FormProposals out(known.form);
        proposeGetPostRule(known, known.form, out);
        QCOMPARE(out.list().back().url, QByteArray("https://a.example/s"));
        QCOMPARE(out.list().back().form.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestPostMortemRules)
#include "tst_post_mortem_rules.moc"
