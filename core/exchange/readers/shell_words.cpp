#include "core/exchange/readers/shell_words.h"

#include <optional>

namespace offhook::exchange {
namespace {

using namespace Qt::StringLiterals;

Error invalid(const QString &what, qsizetype at) {
    return {ErrorCode::InvalidInput, what, at};
}

bool isOctal(char c) {
    return c >= '0' && c <= '7';
}

char shortEscape(char c) {
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'v':
        return '\v';
    case 'e':
        return '\x1b';
    default:
        return c;
    }
}

// Code point of \uXXXX, with the second half of a surrogate pair where one follows.
QByteArray unicodeEscape(QByteArrayView text, qsizetype &at, qsizetype digits) {
    char32_t code = text.sliced(at, std::min(digits, text.size() - at)).toByteArray().toUInt(nullptr, 16);
    at += std::min(digits, text.size() - at);
    if (QChar::isHighSurrogate(code) && text.sliced(at).startsWith("\\u")) {
        const char32_t low =
            text.sliced(at + 2, std::min<qsizetype>(4, text.size() - at - 2)).toByteArray().toUInt(nullptr, 16);
        code = QChar::surrogateToUcs4(char16_t(code), char16_t(low));
        at = std::min(at + 6, text.size());
    }
    return QString::fromUcs4(&code, 1).toUtf8();
}

// Behind a backslash of printf or $'...': octal, \xHH, \uXXXX and the short ones.
QByteArray escapeAt(QByteArrayView text, qsizetype &at) {
    if (isOctal(text[at])) {
        int value = 0;
        for (int i = 0; i < 3 && at < text.size() && isOctal(text[at]); ++i)
            value = value * 8 + (text[at++] - '0');
        return QByteArray(1, char(value));
    }
    const char c = text[at++];
    if (c == 'u' || c == 'U')
        return unicodeEscape(text, at, c == 'u' ? 4 : 8);
    if (c != 'x')
        return QByteArray(1, shortEscape(c));
    const QByteArray hex = text.sliced(at, std::min<qsizetype>(2, text.size() - at)).toByteArray();
    at += hex.size();
    return QByteArray(1, char(hex.toUInt(nullptr, 16)));
}

QByteArray unescaped(QByteArrayView text, bool isPrintf) {
    QByteArray out;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] == '\\' && at + 1 < text.size()) {
            out += escapeAt(text, ++at);
        } else {
            at += isPrintf && text.sliced(at).startsWith("%%") ? 1 : 0;
            out += text[at++];
        }
    }
    return out;
}

class Scanner {
public:
    explicit Scanner(const QByteArray &text)
        : m_text(text) {}

    [[nodiscard]] Result<ShellCommand> run() {
        while (m_at < m_text.size() && !m_error && !m_isEnded)
            step();
        endWord();
        if (m_quote != 0 && !m_error)
            m_error = invalid(u"A quote is not closed."_s, m_at);
        return m_error ? Result<ShellCommand>(*m_error) : Result<ShellCommand>(std::move(m_command));
    }
    [[nodiscard]] char openEnd() {
        (void)run();
        return m_endsInBackslash ? '\\' : m_quote;
    }

private:
    void step() {
        const char c = m_text[m_at++];
        if (c == '\\')
            return backslash();
        if (c == '\'')
            return single(false);
        if (c == '"')
            return doubleQuoted();
        if (c == '$')
            return dollar();
        if (c == '`')
            return fail();
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            return endWord();
        if (c == '|')
            return pipe();
        if (c == '#' && !m_inWord)
            return comment();
        if (c == ';' || c == '&' || c == '<' || c == '>') {
            m_isEnded = true; // redirections and further commands are none of ours
            return;
        }
        add(c);
    }
    void backslash() {
        if (m_at >= m_text.size()) {
            m_endsInBackslash = true;
            return;
        }
        if (m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n')
            ++m_at;
        if (m_text[m_at] == '\n')
            ++m_at;
        else
            add(m_text[m_at++]);
    }
    void single(bool isBash) {
        const qsizetype begin = m_at;
        m_quote = '\'';
        for (; m_at < m_text.size(); ++m_at) {
            if (isBash && m_text[m_at] == '\\') {
                ++m_at;
                continue;
            }
            if (m_text[m_at] != '\'')
                continue;
            const QByteArrayView inside = QByteArrayView(m_text).sliced(begin, m_at++ - begin);
            m_word += isBash ? unescaped(inside, false) : inside.toByteArray();
            m_inWord = true;
            m_quote = 0;
            return;
        }
    }
    void doubleQuoted() {
        m_quote = '"';
        m_inWord = true;
        while (m_at < m_text.size() && !m_error) {
            const char c = m_text[m_at++];
            if (c == '"') {
                m_quote = 0;
                return;
            }
            if (c == '$') {
                if (!printfInside())
                    return fail();
            } else if (c == '`') {
                return fail();
            } else if (c == '\\' && m_at < m_text.size() && QByteArrayView("$`\"\\\n").contains(m_text[m_at])) {
                if (m_text[m_at] != '\n')
                    m_word += m_text[m_at];
                ++m_at;
            } else {
                m_word += c;
            }
        }
    }
    // $(printf '...')
    bool printfInside() {
        constexpr QByteArrayView Open = "(printf '";
        const QByteArrayView rest = QByteArrayView(m_text).sliced(m_at);
        const qsizetype end = rest.indexOf("')");
        if (!rest.startsWith(Open) || end < 0)
            return false;
        const QByteArray format = rest.sliced(Open.size(), end - Open.size()).toByteArray().replace("'\\''", "'");
        m_word += unescaped(format, true);
        m_at += end + 2;
        return true;
    }
    void dollar() {
        if (m_at < m_text.size() && m_text[m_at] == '\'') {
            ++m_at;
            return single(true);
        }
        fail();
    }
    void pipe() {
        endWord();
        QList<QByteArray> &words = m_command.words;
        if (words.size() == 2 && words.constFirst() == "printf")
            m_command.piped = unescaped(words.at(1), true);
        else
            m_isEnded = !words.isEmpty(); // the answer goes elsewhere
        if (!m_isEnded)
            words.clear();
    }
    void comment() {
        const qsizetype end = m_text.indexOf('\n', m_at);
        m_at = end < 0 ? m_text.size() : end;
    }
    void fail() { m_error = invalid(u"The line holds a variable or a command; nothing of a file is run."_s, m_at - 1); }
    void add(char c) {
        m_word += c;
        m_inWord = true;
    }
    void endWord() {
        if (m_inWord)
            m_command.words.append(m_word);
        m_word.clear();
        m_inWord = false;
    }

    QByteArray m_text;
    qsizetype m_at = 0;
    char m_quote = 0;
    bool m_endsInBackslash = false;
    bool m_isEnded = false;
    bool m_inWord = false;
    QByteArray m_word;
    ShellCommand m_command;
    std::optional<Error> m_error;
};

} // namespace

Result<ShellCommand> shellCommand(const QByteArray &text) {
    return Scanner(text).run();
}

char openEnd(const QByteArray &text) {
    return Scanner(text).openEnd();
}

} // namespace offhook::exchange
