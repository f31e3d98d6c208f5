#include "core/twiml/document.h"
#include "core/twiml/validator.h"
#include "ui/respond/snippets.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestSnippets final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCommonAnswersAreThere() {
        QList<QByteArray> ids;
        for (const Snippet &snippet : snippets())
            ids += snippet.id;
        for (const QByteArray &wanted : {"voice-menu"_ba, "forward-call"_ba, "voicemail"_ba, "record"_ba, "queue"_ba,
                 "conference"_ba, "auto-reply"_ba, "mms"_ba, "opt-out"_ba})
            QVERIFY2(ids.contains(wanted), wanted.constData());
    }

    void everySnippetIsRight_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(snippets().size()); ++i)
            QTest::newRow(snippets()[std::size_t(i)].id.constData()) << i;
    }
    void everySnippetIsRight() {
        QFETCH(int, index);
        const Snippet &snippet = snippets()[std::size_t(index)];
        const SnippetEdit made = insertSnippet(snippet, {}, 0);
        twiml::CheckContext context;
        context.product = snippet.product;
        context.contentType = "text/xml";
        const auto problems = twiml::check(made.text, context);
        QVERIFY2(problems.empty(), problems.empty() ? "" : qPrintable(twiml::message(problems.front())));
        if (snippet.product != twiml::Product::Auto)
            QCOMPARE(twiml::productOf(twiml::Document::readTolerantly(made.text)), snippet.product);
        QCOMPARE(made.selection.in(made.text).toByteArray(), snippet.select);
    }

    void insertion_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("a whole document where there is none")
            << "|"_ba
            << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <Hangup/>\n</Response>\n"_ba;
        QTest::newRow("text that is no TwiML is replaced")
            << "OK|"_ba
            << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <Hangup/>\n</Response>\n"_ba;
        QTest::newRow("into an empty answer") << "<Response/>|\n"_ba
                                              << "<Response>\n  <Hangup/>\n</Response>\n"_ba;
        QTest::newRow("on the blank line of the caret") << "<Response>\n  |\n</Response>\n"_ba
                                                        << "<Response>\n  <Hangup/>\n</Response>\n"_ba;
        QTest::newRow("between two verbs")
            << "<Response>\n  <Say>a</Say>\n|  <Say>b</Say>\n</Response>\n"_ba
            << "<Response>\n  <Say>a</Say>\n  <Hangup/>\n  <Say>b</Say>\n</Response>\n"_ba;
        QTest::newRow("at the end when the caret is inside a verb")
            << "<Response>\n  <Say>a|</Say>\n</Response>\n"_ba
            << "<Response>\n  <Say>a</Say>\n  <Hangup/>\n</Response>\n"_ba;
        QTest::newRow("at the end when the caret is before it all") << "|<Response>\n</Response>\n"_ba
                                                                    << "<Response>\n  <Hangup/>\n</Response>\n"_ba;
    }
    void insertion() {
        QFETCH(QByteArray, before);
        const qsizetype caret = before.indexOf('|');
        before.remove(caret, 1);
        const Snippet snippet{"id", u"title"_s, twiml::Product::Voice, "<Hangup/>", {"<Hangup/>"}};
        const SnippetEdit made = insertSnippet(snippet, before, caret);
        QByteArray after = before;
        after.replace(made.replace.begin, made.replace.size(), made.text);
        QTEST(after, "after");
        QCOMPARE(made.selection.in(after), "<Hangup/>");
    }
};

QTEST_GUILESS_MAIN(TestSnippets)
#include "tst_snippets.moc"
