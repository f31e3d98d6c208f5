#pragma once

#include "ui/theme/theme.h"

class QsciScintilla;

namespace offhook::ui {

class TwimlLexer;

/// Indicators of the editor: what is drawn over the text besides its colours.
enum class EditorMark { Error = 8, Warning, Hint, Found, Pair };
/// Margins, from left to right.
enum class EditorMargin { Numbers, Folding, Line };

/// What never changes: margins, folding, indentation, the looks of marks.
void setUpEditor(QsciScintilla &editor);
/// Colours and fonts of the theme; again after every switch of it, and after lines came or went for the margin's width.
void applyEditorTheme(QsciScintilla &editor, TwimlLexer &lexer, const Theme &theme);
void fitNumberMargin(QsciScintilla &editor, const Theme &theme);

} // namespace offhook::ui
