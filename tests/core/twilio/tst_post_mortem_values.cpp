#include "tests/core/twilio/repair_support.h"

#include <QTest>

using namespace offhook::twilio;
using test::caseOf;
using test::formChange;

class TestPostMortemValues : public QObject {
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
        row("a plus that was decoded to a blank", Cause::PlusSpace, "From=+14155550100&Body=a+b",
            "From=%2B14155550100&Body=a+b", "a plus where From has a blank");
        row("the same behind a channel", Cause::PlusSpace, "From=whatsapp%3A+1415", "From=whatsapp%3A%2B1415",
            "a plus where From has a blank");
        row("blanks that stayed plus signs", Cause::PlusSpace, "Body=a%2Bb", "Body=a+b",
            "a blank for each plus of Body");
        row("escaped twice", Cause::DoubleDecoded, "Body=a%2526b", "Body=a%26b", "Body decoded once more");
        row("decoded twice", Cause::DoubleDecoded, "Body=a%26b", "Body=a%2526b", "Body still percent-escaped");
        row("HTML escapes", Cause::DoubleDecoded, "Body=it%26%2339%3Bs", "Body=it%27s", "Body without HTML’s escapes");
        row("backslashes", Cause::DoubleDecoded, "AddOns=%7B%5C%22a%5C%22%7D", "AddOns=%7B%22a%22%7D",
            "AddOns without backslashes");
        row("Latin-1 arrived", Cause::Charset, "Body=%E9", "Body=%C3%A9", "Body in UTF-8 instead of Latin-1");
        row("UTF-8 was taken for Latin-1", Cause::Charset, "Body=%C3%83%C2%A9", "Body=%C3%A9",
            "Body in UTF-8, which was taken for Latin-1 here");
        row("Windows-1252 arrived", Cause::Charset, "Body=%80", "Body=%E2%82%AC",
            "Body in UTF-8 instead of Windows-1252");
        row("composed", Cause::UnicodeForm, "Body=e%CC%81", "Body=%C3%A9", "Body in Unicode’s form NFC");
        row("decomposed", Cause::UnicodeForm, "Body=%C3%A9", "Body=e%CC%81", "Body in Unicode’s form NFD");
        row("compatibility", Cause::UnicodeForm, "Body=%EF%AC%81", "Body=fi", "Body in Unicode’s form NFKC");
        row("typographic quotes", Cause::UnicodeForm, "Body=%22a%22", "Body=%E2%80%9Ca%E2%80%9D",
            "typographic quotes and dashes in Body");
        row("plain quotes", Cause::UnicodeForm, "Body=%E2%80%9Ca%E2%80%9D", "Body=%22a%22",
            "plain quotes and dashes in Body");
        row("CR LF to LF", Cause::Newline, "Body=a%0D%0Ab", "Body=a%0Ab", "the line breaks of Body as LF");
        row("LF to CR LF", Cause::Newline, "Body=a%0Ab", "Body=a%0D%0Ab", "the line breaks of Body as CR LF");
        row("a blank at the end", Cause::Trimmed, "Body=hi", "Body=hi+", "a blank at the end of Body");
        row("a line break at the end", Cause::Trimmed, "Body=hi", "Body=hi%0A", "a line break at the end of Body");
        row("nothing but a blank", Cause::Trimmed, "Body=", "Body=+", "a blank at the end of Body");
        row("a blank too many", Cause::Trimmed, "Body=+hi+", "Body=hi", "Body without the blanks around it");
        row("one that is no text", Cause::Trimmed, "MessageSid=SM00000000000000000000000000000001",
            "MessageSid=SM00000000000000000000000000000001+", "");
        row("one of two values alone", Cause::Newline, "Body=a%0Ab&Other=c%0Ad", "Body=a%0D%0Ab&Other=c%0Ad",
            "the line breaks of Body as CR LF");
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
};

QTEST_GUILESS_MAIN(TestPostMortemValues)
#include "tst_post_mortem_values.moc"
