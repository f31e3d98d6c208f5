#include "ui/respond/editor_theme.h"

#include "ui/respond/scintilla.h"
#include "ui/respond/twiml_lexer.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace offhook::ui {
namespace {

using Sci = QsciScintillaBase;

constexpr int TextInset = 8;
constexpr int FoldingWidth = 14;
constexpr int NumberPadding = 8;
constexpr int ExtraLeading = 1;

Role roleOf(TwimlLexer::Style style) {
    switch (style) {
    case TwimlLexer::Tag:
        return Role::XmlTag;
    case TwimlLexer::Attribute:
        return Role::XmlAttribute;
    case TwimlLexer::Value:
        return Role::XmlValue;
    case TwimlLexer::Comment:
    case TwimlLexer::Punctuation:
        return Role::Muted;
    case TwimlLexer::Template:
        return Role::Accent;
    case TwimlLexer::Text:
        break;
    }
    return Role::Text;
}

void setMark(QsciScintilla &editor, EditorMark mark, int style, const QColor &color, int alpha = 0) {
    const int number = int(mark);
    editor.SendScintilla(Sci::SCI_INDICSETSTYLE, number, style);
    editor.SendScintilla(Sci::SCI_INDICSETFORE, number, color);
    editor.SendScintilla(Sci::SCI_INDICSETUNDER, number, true);
    if (alpha > 0) {
        editor.SendScintilla(Sci::SCI_INDICSETALPHA, number, alpha);
        editor.SendScintilla(Sci::SCI_INDICSETOUTLINEALPHA, number, alpha);
    }
}

void colorMarks(QsciScintilla &editor, const Theme &theme) {
    setMark(editor, EditorMark::Error, Sci::INDIC_SQUIGGLE, theme.color(Role::Invalid));
    setMark(editor, EditorMark::Warning, Sci::INDIC_SQUIGGLE, theme.color(Role::Warn));
    setMark(editor, EditorMark::Hint, Sci::INDIC_DOTS, theme.color(Role::Info));
    setMark(editor, EditorMark::Found, Sci::INDIC_STRAIGHTBOX, theme.color(Role::Warn), 70);
    setMark(editor, EditorMark::Pair, Sci::INDIC_STRAIGHTBOX, theme.color(Role::Accent), theme.isDark() ? 90 : 45);
}

void colorMargins(QsciScintilla &editor, const Theme &theme) {
    const QColor ground = theme.color(Role::Raised);
    editor.setMarginsBackgroundColor(ground);
    editor.setMarginsForegroundColor(theme.color(Role::Faint));
    editor.setMarginsFont(theme.mono());
    editor.setFoldMarginColors(ground, ground);
    editor.setMarginBackgroundColor(int(EditorMargin::Line), theme.color(Role::Border));
    for (const int marker : {Sci::SC_MARKNUM_FOLDER, Sci::SC_MARKNUM_FOLDEROPEN, Sci::SC_MARKNUM_FOLDEREND,
             Sci::SC_MARKNUM_FOLDEROPENMID}) {
        editor.SendScintilla(Sci::SCI_MARKERSETFORE, marker, theme.color(Role::Faint));
        editor.SendScintilla(Sci::SCI_MARKERSETBACK, marker, theme.color(Role::Faint));
    }
}

} // namespace

void setUpEditor(QsciScintilla &editor) {
    editor.setFrameShape(QFrame::NoFrame);
    editor.setMargins(3);
    editor.setMarginType(int(EditorMargin::Numbers), QsciScintilla::NumberMargin);
    editor.setFolding(QsciScintilla::PlainFoldStyle, int(EditorMargin::Folding));
    editor.setMarginWidth(int(EditorMargin::Folding), FoldingWidth);
    editor.setMarginType(int(EditorMargin::Line), QsciScintilla::SymbolMarginColor);
    editor.setMarginMarkerMask(int(EditorMargin::Line), 0);
    editor.setMarginWidth(int(EditorMargin::Line), 1);
    for (const int marker : {Sci::SC_MARKNUM_FOLDER, Sci::SC_MARKNUM_FOLDEREND})
        editor.SendScintilla(Sci::SCI_MARKERDEFINE, marker, Sci::SC_MARK_ARROW);
    for (const int marker : {Sci::SC_MARKNUM_FOLDEROPEN, Sci::SC_MARKNUM_FOLDEROPENMID})
        editor.SendScintilla(Sci::SCI_MARKERDEFINE, marker, Sci::SC_MARK_ARROWDOWN);
    editor.SendScintilla(Sci::SCI_SETMARGINLEFT, 0, TextInset);
    editor.SendScintilla(Sci::SCI_SETMARGINRIGHT, 0, TextInset);
    editor.setExtraAscent(ExtraLeading);
    editor.setExtraDescent(ExtraLeading);
    editor.setScrollWidth(1);
    editor.setScrollWidthTracking(true);
    editor.SendScintilla(Sci::SCI_SETENDATLASTLINE, true);
    editor.setCaretWidth(2);
}

void applyEditorTheme(QsciScintilla &editor, TwimlLexer &lexer, const Theme &theme) {
    const QFont font = theme.mono();
    const QColor ground = theme.color(Role::Surface);
    lexer.setDefaultPaper(ground);
    lexer.setDefaultColor(theme.color(Role::Text));
    lexer.setDefaultFont(font);
    for (int style = 0; style < TwimlLexer::StyleCount; ++style) {
        lexer.setFont(font, style);
        lexer.setPaper(ground, style);
        lexer.setColor(theme.color(roleOf(TwimlLexer::Style(style))), style);
    }
    editor.setPaper(ground);
    editor.setColor(theme.color(Role::Text));
    editor.setSelectionBackgroundColor(theme.color(Role::Selection));
    editor.resetSelectionForegroundColor();
    editor.SendScintilla(Sci::SCI_SETSELFORE, 0UL, 0L);
    editor.setCaretForegroundColor(theme.color(Role::Text));
    colorMargins(editor, theme);
    colorMarks(editor, theme);
    fitNumberMargin(editor, theme);
}

void fitNumberMargin(QsciScintilla &editor, const Theme &theme) {
    const QString widest(std::max<qsizetype>(2, QString::number(editor.lines()).size()), u'0');
    const double text = QFontMetricsF(theme.mono()).horizontalAdvance(widest);
    editor.setMarginWidth(int(EditorMargin::Numbers), int(std::ceil(text)) + NumberPadding);
}

} // namespace offhook::ui
