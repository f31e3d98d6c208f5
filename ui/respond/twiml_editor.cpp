#include "ui/respond/twiml_editor.h"

#include "ui/respond/editor_popup.h"
#include "ui/respond/editor_theme.h"
#include "ui/respond/editor_typing.h"
#include "ui/respond/problem_text.h"
#include "ui/respond/twiml_lexer.h"

#include <QKeyEvent>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

// Twilio reads 64 kB; above that nothing is offered while typing.
constexpr qsizetype LongestOffered = 64 * 1024;
constexpr int IndentationWidth = 2;
constexpr int DwellMs = 400;

int lineEndingOf(QByteArrayView body) {
    const qsizetype feed = body.indexOf('\n');
    if (feed > 0 && body[feed - 1] == '\r')
        return QsciScintilla::SC_EOL_CRLF;
    return feed < 0 && body.contains('\r') ? QsciScintilla::SC_EOL_CR : QsciScintilla::SC_EOL_LF;
}

int indicatorOf(twiml::Severity severity) {
    switch (severity) {
    case twiml::Severity::Error:
        return int(EditorMark::Error);
    case twiml::Severity::Warning:
        return int(EditorMark::Warning);
    case twiml::Severity::Hint:
        break;
    }
    return int(EditorMark::Hint);
}

} // namespace

TwimlEditor::TwimlEditor(const Theme &theme, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
    , m_lexer(new TwimlLexer(this))
    , m_popup(new EditorPopup(theme, this)) {
    setAccessibleName(tr("Body of the answer"));
    setAccessibleDescription(tr("Tab indents. To leave with the keyboard press Ctrl+Tab, or Esc and then Tab. "
                                "Ctrl+Space offers what may stand at the caret."));
    setUpEditor(*this);
    setLexer(m_lexer);
    freeKeys();
    prepare({});
    restyle();
    connect(&theme, &Theme::changed, this, [this] { restyle(); });
    connect(this, &QsciScintilla::linesChanged, this, [this] { fitNumberMargin(*this, m_theme); });
    connect(this, &QsciScintilla::textChanged, this, [this] { changed(); });
    connect(this, &QsciScintilla::cursorPositionChanged, this, [this] {
        markPair();
        Q_EMIT caretMoved();
    });
    SendScintilla(SCI_SETMOUSEDWELLTIME, DwellMs);
    connect(this, &QsciScintillaBase::SCN_DWELLSTART, this, [this](int position) { explainProblem(position); });
    connect(this, &QsciScintillaBase::SCN_DWELLEND, this, [this] {
        if (!m_popup->offers())
            m_popup->close();
    });
    connect(m_popup, &EditorPopup::accepted, this,
        [this](const twiml::CompletionItem &item, twiml::TextRange replace) { insertCompletion(item, replace); });
}

TwimlEditor::~TwimlEditor() {
    delete m_popup;
}

EditorPopup *TwimlEditor::popup() const {
    return m_popup;
}

void TwimlEditor::restyle() {
    applyEditorTheme(*this, *m_lexer, m_theme);
}

// Keys of the window that Scintilla would take for itself.
void TwimlEditor::freeKeys() {
    const QList<QKeySequence> taken{QKeySequence(u"Ctrl+L"_s), QKeySequence(u"Ctrl+Shift+L"_s),
        QKeySequence(u"Ctrl+T"_s), QKeySequence(u"Ctrl+Shift+T"_s), QKeySequence(u"Ctrl+U"_s),
        QKeySequence(u"Ctrl+Shift+U"_s), QKeySequence(u"Ctrl+K"_s), QKeySequence(u"Ctrl+E"_s)};
    for (QsciCommand *command : standardCommands()->commands()) {
        if (taken.contains(QKeySequence(command->key())))
            command->setKey(0);
        if (taken.contains(QKeySequence(command->alternateKey())))
            command->setAlternateKey(0);
    }
}

// What Scintilla keeps with the document, not with the view.
void TwimlEditor::prepare(const QByteArray &body) {
    SendScintilla(SCI_SETCODEPAGE, SC_CP_UTF8);
    SendScintilla(SCI_SETEOLMODE, lineEndingOf(body));
    SendScintilla(SCI_SETUSETABS, false);
    SendScintilla(SCI_SETTABWIDTH, IndentationWidth);
    SendScintilla(SCI_SETINDENT, IndentationWidth);
    SendScintilla(SCI_SETTABINDENTS, true);
    SendScintilla(SCI_SETBACKSPACEUNINDENTS, true);
}

void TwimlEditor::showDocument(const QString &key, const QByteArray &body) {
    m_loading = true;
    QsciScintilla::setReadOnly(false);
    m_popup->close();
    const bool other = m_key.isNull() || key != m_key;
    const auto known = m_kept.constFind(key);
    const bool isNew = other && known == m_kept.constEnd();
    if (other) {
        if (!m_key.isNull())
            m_kept.insert(m_key, {document(), long(caret()), SendScintilla(SCI_GETFIRSTVISIBLELINE)});
        setDocument(isNew ? QsciDocument() : known->document);
        m_key = key;
        prepare(body);
    }
    if (this->body() != body)
        replaceBody(body);
    if (isNew) {
        SendScintilla(SCI_EMPTYUNDOBUFFER);
        setCaret(0);
    } else if (other) {
        setCaret(std::min<qsizetype>(m_kept[key].caret, body.size()));
        SendScintilla(SCI_SETFIRSTVISIBLELINE, m_kept[key].firstLine);
    }
    QsciScintilla::setReadOnly(m_readOnly);
    if (other) {
        SendScintilla(SCI_SETXOFFSET, 0);
        recolor();
        fitNumberMargin(*this, m_theme);
    }
    m_loading = false;
}

void TwimlEditor::forget(const QString &key) {
    m_kept.remove(key);
    if (key == m_key)
        m_key = QString();
}

QByteArray TwimlEditor::body() const {
    const long length = SendScintilla(SCI_GETLENGTH);
    const auto *text = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    return {text, length};
}

qsizetype TwimlEditor::caret() const {
    return SendScintilla(SCI_GETCURRENTPOS);
}

void TwimlEditor::setCaret(qsizetype at) {
    SendScintilla(SCI_SETEMPTYSELECTION, static_cast<unsigned long>(at));
}

void TwimlEditor::setXml(bool on) {
    m_lexer->setXml(on);
}

void TwimlEditor::setTemplates(bool on) {
    m_lexer->setTemplates(on);
}

void TwimlEditor::setReadOnly(bool on) {
    m_readOnly = on;
    QsciScintilla::setReadOnly(on);
}

void TwimlEditor::fill(int indicator, const twiml::TextRange &range) {
    SendScintilla(SCI_SETINDICATORCURRENT, indicator);
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(range.begin), long(range.size()));
}

void TwimlEditor::setDiagnostics(const std::vector<twiml::Diagnostic> &diagnostics) {
    m_diagnostics = diagnostics;
    const qsizetype length = SendScintilla(SCI_GETLENGTH);
    for (const EditorMark mark : {EditorMark::Error, EditorMark::Warning, EditorMark::Hint}) {
        SendScintilla(SCI_SETINDICATORCURRENT, int(mark));
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, long(length));
    }
    for (const twiml::Diagnostic &diagnostic : diagnostics) {
        twiml::TextRange range = diagnostic.range;
        // A place between two bytes gets the character before or after it.
        if (range.isEmpty())
            range = range.begin < length ? twiml::TextRange{range.begin, range.begin + 1}
                                         : twiml::TextRange{std::max<qsizetype>(0, length - 1), length};
        range.end = std::min(range.end, length);
        if (range.begin < range.end)
            fill(indicatorOf(diagnostic.severity), range);
    }
}

// What is wrong under the mouse.
void TwimlEditor::explainProblem(int position) {
    if (position < 0 || m_popup->offers())
        return;
    const auto found = std::find_if(m_diagnostics.begin(), m_diagnostics.end(),
        [position](const twiml::Diagnostic &diagnostic) { return diagnostic.range.holds(position); });
    if (found == m_diagnostics.end())
        return;
    if (m_popup->parentWidget() != window())
        m_popup->setParent(window());
    m_popup->say(problemSentence(*found), lineRect(position));
}

void TwimlEditor::setReading(std::shared_ptr<const twiml::Document> document) {
    m_reading = std::move(document);
    m_readingRevision = m_revision;
    markPair();
}

void TwimlEditor::markPair() {
    SendScintilla(SCI_SETINDICATORCURRENT, int(EditorMark::Pair));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    if (!m_reading || m_readingRevision != m_revision)
        return;
    if (const std::optional<TagPair> pair = tagPairAt(*m_reading, body(), caret())) {
        fill(int(EditorMark::Pair), pair->opening);
        fill(int(EditorMark::Pair), pair->closing);
    }
}

void TwimlEditor::select(const twiml::TextRange &range) {
    const long line = SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(range.begin));
    SendScintilla(SCI_ENSUREVISIBLEENFORCEPOLICY, line);
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(range.end), long(range.begin));
    SendScintilla(SCI_SCROLLCARET);
}

void TwimlEditor::jumpTo(const twiml::TextRange &range) {
    select(range);
    setFocus(Qt::OtherFocusReason);
}

std::vector<twiml::TextRange> TwimlEditor::placesOf(const QString &text) const {
    std::vector<twiml::TextRange> places;
    const QByteArray wanted = text.toUtf8();
    const bool exact = text != text.toLower();
    SendScintilla(SCI_SETSEARCHFLAGS, exact ? SCFIND_MATCHCASE : 0);
    const long length = SendScintilla(SCI_GETLENGTH);
    for (long from = 0; !wanted.isEmpty() && places.size() < MostFound;) {
        SendScintilla(SCI_SETTARGETSTART, static_cast<unsigned long>(from));
        SendScintilla(SCI_SETTARGETEND, static_cast<unsigned long>(length));
        if (SendScintilla(SCI_SEARCHINTARGET, static_cast<unsigned long>(wanted.size()), wanted.constData()) < 0)
            break;
        places.push_back({SendScintilla(SCI_GETTARGETSTART), SendScintilla(SCI_GETTARGETEND)});
        from = std::max<long>(from + 1, long(places.back().end));
    }
    return places;
}

void TwimlEditor::markFound(const std::vector<twiml::TextRange> &places) {
    SendScintilla(SCI_SETINDICATORCURRENT, int(EditorMark::Found));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    for (const twiml::TextRange &place : places)
        fill(int(EditorMark::Found), place);
}

twiml::TextRange TwimlEditor::selectedRange() const {
    return {SendScintilla(SCI_GETSELECTIONSTART), SendScintilla(SCI_GETSELECTIONEND)};
}

void TwimlEditor::replaceRange(const twiml::TextRange &range, const QByteArray &text) {
    SendScintilla(SCI_SETTARGETSTART, static_cast<unsigned long>(range.begin));
    SendScintilla(SCI_SETTARGETEND, static_cast<unsigned long>(range.end));
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(text.size()), text.constData());
}

void TwimlEditor::changed() {
    ++m_revision;
    if (m_changing)
        m_changedMeanwhile = true;
    else if (!m_loading)
        Q_EMIT bodyEdited();
}

void TwimlEditor::change(const std::function<void()> &steps) {
    m_changing = true;
    m_changedMeanwhile = false;
    beginUndoAction();
    steps();
    endUndoAction();
    m_changing = false;
    if (m_changedMeanwhile && !m_loading)
        Q_EMIT bodyEdited();
}

void TwimlEditor::apply(const std::vector<twiml::Edit> &edits) {
    if (m_readOnly)
        return;
    change([&] {
        // From the end, so that the places of the others stay right.
        for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
            replaceRange(edit->range, edit->replacement);
    });
}

void TwimlEditor::replaceBody(const QByteArray &body) {
    const QByteArray before = this->body();
    const Difference difference = differenceOf(before, body);
    change([&] {
        replaceRange(
            {difference.begin, difference.oldEnd}, body.sliced(difference.begin, difference.newEnd - difference.begin));
    });
}

void TwimlEditor::insertCompletion(const twiml::CompletionItem &item, const twiml::TextRange &replace) {
    change([&] { replaceRange(replace, item.insertion); });
    setCaret(replace.begin + item.caret);
    if (isInTag(body(), caret()))
        offerCompletions();
}

bool TwimlEditor::isSmall() const {
    return SendScintilla(SCI_GETLENGTH) <= LongestOffered;
}

QRect TwimlEditor::lineRect(qsizetype position) const {
    const auto at = static_cast<long>(position);
    const QPoint place(
        int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, at)), int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, at)));
    const int height = int(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    return {viewport()->mapToGlobal(place), QSize(1, height)};
}

} // namespace offhook::ui
