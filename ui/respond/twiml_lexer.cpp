#include "ui/respond/twiml_lexer.h"

#include <array>

namespace offhook::ui {
namespace {

enum class State : quint8 { Content, Tag, DoubleQuoted, SingleQuoted, Comment, CData };
enum class TagKind : quint8 { Opening, Closing, Other };

/// Where a line ends; kept by Scintilla as that line's state.
struct Place {
    State state = State::Content;
    TagKind tag = TagKind::Opening;
    int depth = 0;

    [[nodiscard]] int packed() const { return int(state) | int(tag) << 4 | depth << 8; }
    [[nodiscard]] static Place unpacked(int value) {
        return {State(value & 0xF), TagKind(value >> 4 & 0xF), value >> 8};
    }
};

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Goes through one line and says which bytes have which style.
class LineScan {
public:
    LineScan(QByteArrayView line, Place place, bool templates, QsciLexerCustom &lexer)
        : m_line(line)
        , m_place(place)
        , m_templates(templates)
        , m_lexer(lexer) {}

    [[nodiscard]] Place run() {
        while (m_at < m_line.size())
            step();
        flush();
        return m_place;
    }

private:
    void step() {
        if (m_templates && m_place.state != State::Comment && startsWith("{{")) {
            takeThrough("}}", TwimlLexer::Template);
            return;
        }
        switch (m_place.state) {
        case State::Content:
            return content();
        case State::Tag:
            return tag();
        case State::DoubleQuoted:
        case State::SingleQuoted:
            return quoted();
        case State::Comment:
            if (takeThrough("-->", TwimlLexer::Comment))
                m_place.state = State::Content;
            return;
        case State::CData:
            return cdata();
        }
    }

    void content() {
        if (m_line[m_at] != '<')
            return take(1, TwimlLexer::Text);
        if (startsWith("<!--")) {
            take(4, TwimlLexer::Comment);
            m_place.state = State::Comment;
            return;
        }
        if (startsWith("<![CDATA[")) {
            take(9, TwimlLexer::Punctuation);
            m_place.state = State::CData;
            return;
        }
        const char next = m_at + 1 < m_line.size() ? m_line[m_at + 1] : ' ';
        m_place.tag = next == '/' ? TagKind::Closing : next == '?' || next == '!' ? TagKind::Other : TagKind::Opening;
        m_place.state = State::Tag;
        qsizetype end = m_at + 1;
        while (end < m_line.size() && !isBlank(m_line[end]) && m_line[end] != '>' && m_line[end] != '<' &&
               (m_line[end] != '/' || end == m_at + 1))
            ++end;
        take(end - m_at, TwimlLexer::Tag);
    }

    void tag() {
        const char c = m_line[m_at];
        if (c == '>') {
            endTag();
            return take(1, TwimlLexer::Tag);
        }
        if (c == '<') { // the tag before was left unfinished
            m_place.state = State::Content;
            return content();
        }
        if (c == '"' || c == '\'') {
            m_place.state = c == '"' ? State::DoubleQuoted : State::SingleQuoted;
            return take(1, TwimlLexer::Value);
        }
        if (c == '/' || c == '?')
            return take(1, TwimlLexer::Tag);
        if (isBlank(c) || c == '=')
            return take(1, TwimlLexer::Punctuation);
        qsizetype end = m_at;
        while (end < m_line.size() && !isBlank(m_line[end]) && !QByteArrayView("=>/<\"'?").contains(m_line[end]))
            ++end;
        take(end - m_at, TwimlLexer::Attribute);
    }

    void endTag() {
        const bool closesItself = m_at > 0 && m_line[m_at - 1] == '/';
        if (m_place.tag == TagKind::Opening && !closesItself)
            ++m_place.depth;
        else if (m_place.tag == TagKind::Closing && m_place.depth > 0)
            --m_place.depth;
        m_place.state = State::Content;
    }

    void quoted() {
        const char quote = m_place.state == State::DoubleQuoted ? '"' : '\'';
        if (m_line[m_at] == quote)
            m_place.state = State::Tag;
        take(1, TwimlLexer::Value);
    }

    void cdata() {
        if (!startsWith("]]>"))
            return take(1, TwimlLexer::Text);
        take(3, TwimlLexer::Punctuation);
        m_place.state = State::Content;
    }

    [[nodiscard]] bool startsWith(QByteArrayView text) const { return m_line.sliced(m_at).startsWith(text); }

    // To the end of `text`, or of the line where it does not come.
    bool takeThrough(QByteArrayView text, TwimlLexer::Style style) {
        const qsizetype found = m_line.indexOf(text, m_at);
        take((found < 0 ? m_line.size() : found + text.size()) - m_at, style);
        return found >= 0;
    }

    void take(qsizetype length, TwimlLexer::Style style) {
        if (style != m_style)
            flush();
        m_style = style;
        m_pending += length;
        m_at += length;
    }

    void flush() {
        if (m_pending > 0)
            m_lexer.setStyling(int(m_pending), m_style);
        m_pending = 0;
    }

    QByteArrayView m_line;
    Place m_place;
    bool m_templates = false;
    QsciLexerCustom &m_lexer;
    qsizetype m_at = 0;
    qsizetype m_pending = 0;
    TwimlLexer::Style m_style = TwimlLexer::Text;
};

} // namespace

TwimlLexer::TwimlLexer(QObject *parent)
    : QsciLexerCustom(parent) {}

QString TwimlLexer::description(int style) const {
    static const std::array<const char *, StyleCount> names{
        "text", "tag", "attribute", "value", "comment", "template", "punctuation"};
    return style < 0 || style >= StyleCount ? QString() : QString::fromLatin1(names[std::size_t(style)]);
}

void TwimlLexer::setXml(bool on) {
    if (on == m_xml)
        return;
    m_xml = on;
    restyle();
}

void TwimlLexer::setTemplates(bool on) {
    if (on == m_templates)
        return;
    m_templates = on;
    restyle();
}

void TwimlLexer::restyle() {
    if (editor() != nullptr)
        editor()->recolor();
}

void TwimlLexer::styleText(int start, int end) {
    using Sci = QsciScintillaBase;
    QsciScintilla *view = editor();
    if (view == nullptr)
        return;
    // Styling does not move the text, so the pointer holds for the whole of the loop.
    const auto *text = static_cast<const char *>(view->SendScintillaPtrResult(Sci::SCI_GETCHARACTERPOINTER));
    long line = view->SendScintilla(Sci::SCI_LINEFROMPOSITION, start);
    const long lineCount = view->SendScintilla(Sci::SCI_GETLINECOUNT);
    const long length = view->SendScintilla(Sci::SCI_GETLENGTH);
    long at = view->SendScintilla(Sci::SCI_POSITIONFROMLINE, line);
    Place place;
    if (line > 0)
        place = Place::unpacked(int(view->SendScintilla(Sci::SCI_GETLINESTATE, line - 1)));
    startStyling(int(at));
    for (; line < lineCount && at <= end; ++line) {
        const long next = line + 1 < lineCount ? view->SendScintilla(Sci::SCI_POSITIONFROMLINE, line + 1) : length;
        const int depth = m_xml ? place.depth : 0;
        if (m_xml)
            place = LineScan({text + at, next - at}, place, m_templates, *this).run();
        else if (next > at)
            setStyling(int(next - at), Text);
        const int header = m_xml && place.depth > depth ? Sci::SC_FOLDLEVELHEADERFLAG : 0;
        view->SendScintilla(Sci::SCI_SETLINESTATE, line, m_xml ? place.packed() : 0);
        view->SendScintilla(Sci::SCI_SETFOLDLEVEL, line, (Sci::SC_FOLDLEVELBASE + depth) | header);
        at = next;
    }
}

} // namespace offhook::ui
