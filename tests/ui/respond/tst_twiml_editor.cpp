#include "tests/ui/theme_fixture.h"
#include "ui/respond/editor_popup.h"
#include "ui/respond/editor_theme.h"
#include "ui/respond/twiml_editor.h"
#include "ui/respond/twiml_lexer.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestTwimlEditor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<ThemeFixture>();
        m_window = std::make_unique<QWidget>();
        m_editor = new TwimlEditor(m_fixture->theme);
        m_after = new QLineEdit;
        auto *layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_editor);
        layout->addWidget(m_after);
        m_window->resize(500, 500);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_editor->setFocus();
    }
    void cleanup() {
        m_window.reset();
        m_fixture.reset();
    }

    void bytesAreKeptAsTheyAre_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("UTF-8") << "<Say>Grüße 😀</Say>\n"_ba;
        QTest::newRow("CR LF") << "<a>\r\n</a>\r\n"_ba;
        QTest::newRow("all kinds of line breaks") << "a\rb\nc\r\nd"_ba;
        QTest::newRow("a byte order mark") << "\xEF\xBB\xBF<a/>"_ba;
        QTest::newRow("Latin-1") << "<Say>caf\xE9</Say>"_ba;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE<\0a\0", 6);
        QTest::newRow("zero bytes") << QByteArray("a\0b\0", 4);
        QTest::newRow("tabs and trailing blanks") << "\t<a> \n\n"_ba;
        QTest::newRow("nothing") << QByteArray();
    }
    void bytesAreKeptAsTheyAre() {
        QFETCH(QByteArray, body);
        QSignalSpy edited(m_editor, &TwimlEditor::bodyEdited);
        m_editor->showDocument(u"a"_s, body);
        QCOMPARE(m_editor->body(), body);
        QCOMPARE(edited.size(), 0);
    }

    void eachKeyHasItsOwnUndo() {
        m_editor->showDocument(u"a"_s, "one");
        QTest::keyClicks(m_editor, u"1"_s);
        m_editor->showDocument(u"b"_s, "two");
        QTest::keyClicks(m_editor, u"2"_s);
        QCOMPARE(m_editor->body(), "2two"_ba);
        m_editor->showDocument(u"a"_s, "1one");
        QCOMPARE(m_editor->caret(), 1);
        m_editor->undo();
        QCOMPARE(m_editor->body(), "one"_ba);
        QVERIFY(!m_editor->isUndoAvailable());
        m_editor->redo();
        QCOMPARE(m_editor->body(), "1one"_ba);
        m_editor->showDocument(u"b"_s, "2two");
        m_editor->undo();
        QCOMPARE(m_editor->body(), "two"_ba);
    }

    void aChangeFromOutsideIsOneStepOfUndo() {
        m_editor->showDocument(u"a"_s, "<Response/>");
        m_editor->showDocument(u"a"_s, "<Response><Hangup/></Response>");
        QCOMPARE(m_editor->body(), "<Response><Hangup/></Response>"_ba);
        m_editor->undo();
        QCOMPARE(m_editor->body(), "<Response/>"_ba);
    }

    void aForgottenDocumentBeginsAnew() {
        m_editor->showDocument(u"a"_s, "one");
        QTest::keyClicks(m_editor, u"1"_s);
        m_editor->forget(u"a"_s);
        m_editor->showDocument(u"a"_s, "new");
        QCOMPARE(m_editor->body(), "new"_ba);
        QVERIFY(!m_editor->isUndoAvailable());
    }

    void aClosingTagComesByItself() {
        start("<Response>|</Response>");
        QTest::keyClicks(m_editor, u"<Say>Hi"_s);
        QCOMPARE(m_editor->body(), "<Response><Say>Hi</Say></Response>"_ba);
        start("<Response><Say>Hi|");
        QTest::keyClicks(m_editor, u"</"_s);
        QCOMPARE(m_editor->body(), "<Response><Say>Hi</Say>"_ba);
    }

    void onlyWhatMayStandThereIsOffered() {
        start("<Response>|</Response>");
        QTest::keyClicks(m_editor, u"<"_s);
        QVERIFY(m_editor->popup()->isVisible());
        // twilio.com/docs/voice/twiml: verbs stand in <Response>, nouns in their verbs.
        QVERIFY(m_editor->popup()->texts().contains("Gather"));
        QVERIFY(!m_editor->popup()->texts().contains("Number"));
        QTest::keyClicks(m_editor, u"Ga"_s);
        QCOMPARE(m_editor->popup()->texts(), QList<QByteArray>{"Gather"});
        QTest::keyClick(m_editor, Qt::Key_Return);
        QVERIFY(m_editor->body().startsWith("<Response><Gather"));
        QVERIFY(!m_editor->popup()->isVisible());
    }

    void attributesAndTheirValuesAreOffered() {
        start("<Response><Gather|></Gather></Response>");
        QTest::keyClicks(m_editor, u" inp"_s);
        QCOMPARE(m_editor->popup()->texts(), QList<QByteArray>{"input"});
        QTest::keyClick(m_editor, Qt::Key_Tab);
        QVERIFY(m_editor->body().contains("input=\"\""));
        QVERIFY(m_editor->popup()->texts().contains("speech"));
        QTest::keyClicks(m_editor, u"sp"_s);
        QTest::keyClick(m_editor, Qt::Key_Return);
        QCOMPARE(m_editor->body(), "<Response><Gather input=\"speech\"></Gather></Response>"_ba);
    }

    void controlSpaceOffersToo() {
        start("<Response>\n  |\n</Response>");
        QTest::keyClick(m_editor, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(m_editor->popup()->texts().contains("Say"));
        QTest::keyClick(m_editor, Qt::Key_Escape);
        QVERIFY(!m_editor->popup()->isVisible());
        QCOMPARE(m_editor->body(), "<Response>\n  \n</Response>"_ba);
    }

    void anAttributeIsExplained() {
        start("<Response><Gather numDigits=\"|\"/></Response>");
        QTest::keyClick(m_editor, Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(m_editor->popup()->isVisible());
        QVERIFY(!m_editor->popup()->words().isEmpty());
    }

    void nothingIsOfferedInWhatIsNoXml() {
        m_editor->setXml(false);
        start("|");
        QTest::keyClicks(m_editor, u"<a>"_s);
        QCOMPARE(m_editor->body(), "<a>"_ba);
        QVERIFY(!m_editor->popup()->isVisible());
    }

    void tabDoesNotTrap_data() {
        QTest::addColumn<bool>("escape");
        QTest::newRow("Ctrl+Tab leaves") << false;
        QTest::newRow("Esc and then Tab leaves") << true;
    }
    void tabDoesNotTrap() {
        QFETCH(bool, escape);
        start("|a");
        QTest::keyClick(m_editor, Qt::Key_Tab);
        QVERIFY(m_editor->hasFocus());
        QCOMPARE(m_editor->body(), "  a"_ba);
        if (escape) {
            QTest::keyClick(m_editor, Qt::Key_Escape);
            QTest::keyClick(m_editor, Qt::Key_Tab);
        } else {
            QTest::keyClick(m_editor, Qt::Key_Tab, Qt::ControlModifier);
        }
        QVERIFY(m_after->hasFocus());
        QCOMPARE(m_editor->body(), "  a"_ba);
        QVERIFY(m_editor->accessibleDescription().contains(u"Ctrl+Tab"_s));
    }

    void readOnlyStaysReadOnlyInEveryDocument() {
        m_editor->setReadOnly(true);
        m_editor->showDocument(u"a"_s, "one");
        m_editor->showDocument(u"b"_s, "two");
        QTest::keyClicks(m_editor, u"x<"_s);
        m_editor->apply({{{0, 0}, "y"}});
        QCOMPARE(m_editor->body(), "two"_ba);
        m_editor->showDocument(u"a"_s, "three");
        QCOMPARE(m_editor->body(), "three"_ba);
    }

    void editsAreAppliedTogether() {
        start("|<say>a</say>");
        m_editor->apply({{{1, 4}, "Say"}, {{8, 11}, "Say"}});
        QCOMPARE(m_editor->body(), "<Say>a</Say>"_ba);
        m_editor->undo();
        QCOMPARE(m_editor->body(), "<say>a</say>"_ba);
    }

    void findingKnowsCase() {
        m_editor->showDocument(u"a"_s, "Say say SAY");
        QCOMPARE(m_editor->placesOf(u"say"_s).size(), std::size_t(3));
        QCOMPARE(m_editor->placesOf(u"Say"_s).size(), std::size_t(1));
        QCOMPARE(m_editor->placesOf(QString()).size(), std::size_t(0));
    }

    void stylesAndFolds() {
        m_editor->setTemplates(true);
        m_editor->showDocument(u"a"_s, "<Response>\n <Say loop=\"2\">hi {{From}}</Say>\n <!-- c -->\n</Response>\n");
        m_editor->recolor();
        QCOMPARE(styleAt("Response"), int(TwimlLexer::Tag));
        QCOMPARE(styleAt("loop"), int(TwimlLexer::Attribute));
        QCOMPARE(styleAt("2\""), int(TwimlLexer::Value));
        QCOMPARE(styleAt("hi"), int(TwimlLexer::Text));
        QCOMPARE(styleAt("From"), int(TwimlLexer::Template));
        QCOMPARE(styleAt("c --"), int(TwimlLexer::Comment));
        const long level = m_editor->SendScintilla(QsciScintilla::SCI_GETFOLDLEVEL, 0UL);
        QVERIFY(level & QsciScintilla::SC_FOLDLEVELHEADERFLAG);
        QCOMPARE(m_editor->SendScintilla(QsciScintilla::SCI_GETLASTCHILD, 0UL, -1L), 3L);
    }

    void coloursFollowTheTheme() {
        for (const auto mode : {settings::Preferences::Theme::Dark, settings::Preferences::Theme::Light}) {
            m_fixture->theme.setMode(mode);
            const QColor paper = m_editor->lexer()->paper(TwimlLexer::Tag);
            QCOMPARE(paper, m_fixture->theme.color(Role::Surface));
            QCOMPARE(m_editor->lexer()->color(TwimlLexer::Tag), m_fixture->theme.color(Role::XmlTag));
        }
    }

    void squigglesStandWhereTheProblemIs() {
        m_editor->showDocument(u"a"_s, "<Response><say/></Response>");
        twiml::Diagnostic problem;
        problem.severity = twiml::Severity::Warning;
        problem.range = {11, 14};
        m_editor->setDiagnostics({problem});
        const auto marked = [this](long at) {
            return m_editor->SendScintilla(
                       QsciScintilla::SCI_INDICATORVALUEAT, static_cast<unsigned long>(EditorMark::Warning), at) != 0;
        };
        QVERIFY(!marked(10) && marked(11) && marked(13) && !marked(14));
        m_editor->setDiagnostics({});
        QVERIFY(!marked(11));
    }

private:
    // "|" stands for the caret.
    void start(QByteArray text) {
        const qsizetype caret = text.indexOf('|');
        text.remove(caret, 1);
        m_editor->forget(u"t"_s);
        m_editor->showDocument(u"t"_s, text);
        m_editor->jumpTo({caret, caret});
    }
    int styleAt(const QByteArray &piece) {
        const auto at = static_cast<unsigned long>(m_editor->body().indexOf(piece));
        return int(m_editor->SendScintilla(QsciScintilla::SCI_GETSTYLEAT, at));
    }

    std::unique_ptr<ThemeFixture> m_fixture;
    std::unique_ptr<QWidget> m_window;
    TwimlEditor *m_editor = nullptr;
    QLineEdit *m_after = nullptr;
};

QTEST_MAIN(TestTwimlEditor)
#include "tst_twiml_editor.moc"
