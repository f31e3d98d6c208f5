#include "core/twiml/template.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

// Deeper nesting than a person writes; what comes below it stays as text.
constexpr std::size_t MaxDepth = 64;

bool isNameByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool isName(QByteArrayView text) {
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isNameByte);
}

QString quoted(QByteArrayView text) {
    return QStringLiteral("“%1”").arg(QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 60))));
}

/// `Name`, `Name == "value"` or `Name != "value"`.
struct Test {
    QByteArray name;
    std::optional<QByteArray> equals;
    bool negated = false;
};

std::optional<Test> testFrom(QByteArrayView text) {
    const auto *const end = std::find_if_not(text.begin(), text.end(), isNameByte);
    const qsizetype length = end - text.begin();
    Test test{text.first(length).toByteArray(), {}, false};
    QByteArrayView rest = text.sliced(length).trimmed();
    if (test.name.isEmpty())
        return {};
    if (rest.isEmpty())
        return test;
    if (!rest.startsWith("==") && !rest.startsWith("!="))
        return {};
    test.negated = rest.startsWith('!');
    rest = rest.sliced(2).trimmed();
    const bool inQuotes =
        rest.size() >= 2 && (rest.front() == '"' || rest.front() == '\'') && rest.back() == rest.front();
    if (!inQuotes)
        return {};
    test.equals = rest.sliced(1, rest.size() - 2).toByteArray();
    return test;
}

} // namespace

/// Reads a template in one pass; blocks that are open stand on a stack.
class TemplateReader {
public:
    explicit TemplateReader(QByteArrayView source)
        : m_source(source) {}

    Template read() {
        qsizetype at = 0;
        while (at < m_source.size()) {
            const qsizetype open = m_source.indexOf("{{", at);
            addText(m_source.sliced(at, (open < 0 ? m_source.size() : open) - at));
            if (open < 0)
                break;
            at = readTag(open);
        }
        for (const Block &block : m_blocks) {
            problem(block.offset, QStringLiteral("%1 is not closed.").arg(quoted(block.word)));
            closeAt(block);
        }
        return std::move(m_template);
    }

private:
    using Piece = Template::Piece;
    struct Block {
        QByteArray word; ///< that closes it: "if", "unless" or a name
        std::size_t condition = 0;
        std::optional<std::size_t> otherwise; ///< the jump before {{else}}
        qsizetype offset = 0;
    };

    void addText(QByteArrayView text) {
        if (text.isEmpty())
            return;
        const bool afterText = !m_template.m_pieces.empty() && m_template.m_pieces.back().type == Piece::Type::Text &&
                               m_lastTarget != m_template.m_pieces.size();
        if (afterText)
            m_template.m_pieces.back().text += text;
        else
            m_template.m_pieces.push_back({Piece::Type::Text, text.toByteArray(), false, {}, 0});
    }

    void problem(qsizetype offset, const QString &detail) { m_template.m_problems.push_back({offset, detail}); }

    /// Where to go on.
    qsizetype readTag(qsizetype open) {
        const bool triple = m_source.sliced(open).startsWith("{{{");
        const QByteArrayView closing = triple ? QByteArrayView("}}}") : QByteArrayView("}}");
        const qsizetype begin = open + closing.size();
        const qsizetype end = m_source.indexOf(closing, begin);
        if (end < 0) {
            problem(open, QStringLiteral("%1 is missing.").arg(quoted(closing)));
            addText(m_source.sliced(open));
            return m_source.size();
        }
        const QByteArrayView whole = m_source.sliced(open, end + closing.size() - open);
        if (!take(m_source.sliced(begin, end - begin).trimmed(), triple, open))
            addText(whole);
        else
            m_template.m_hasPlaces = true;
        return end + closing.size();
    }

    /// False: it is none, and stays as text.
    bool take(QByteArrayView content, bool triple, qsizetype offset) {
        if (triple)
            return value(content, Piece::Type::Raw, offset);
        if (content.isEmpty())
            return value(content, Piece::Type::Escaped, offset);
        const QByteArrayView rest = content.sliced(1).trimmed();
        switch (content.front()) {
        case '!':
            return true;
        case '&':
            return value(rest, Piece::Type::Raw, offset);
        case '#':
            return opened(rest, false, offset);
        case '^':
            return rest.isEmpty() ? otherwise(offset) : opened(rest, true, offset);
        case '/':
            return closed(rest, offset);
        default:
            return content == "else" ? otherwise(offset) : value(content, Piece::Type::Escaped, offset);
        }
    }

    bool value(QByteArrayView name, Piece::Type type, qsizetype offset) {
        if (!isName(name)) {
            problem(offset, QStringLiteral("%1 is no name of a parameter.").arg(quoted(name)));
            return false;
        }
        m_template.m_pieces.push_back({type, name.toByteArray(), false, {}, 0});
        return true;
    }

    bool opened(QByteArrayView content, bool inverted, qsizetype offset) {
        QByteArray word = content.toByteArray();
        QByteArrayView condition = content;
        bool negated = inverted;
        for (const QByteArrayView helper : {QByteArrayView("if"), QByteArrayView("unless")}) {
            if (inverted || !content.startsWith(helper) || content.size() == helper.size() ||
                isNameByte(content[helper.size()]))
                continue;
            word = helper.toByteArray();
            condition = content.sliced(helper.size()).trimmed();
            negated = helper == "unless";
        }
        const auto test = testFrom(condition);
        if (!test || m_blocks.size() >= MaxDepth) {
            problem(offset, QStringLiteral("%1 is no condition: NAME, NAME == \"value\" or NAME != \"value\".")
                                .arg(quoted(condition)));
            return false;
        }
        m_blocks.push_back({word, m_template.m_pieces.size(), {}, offset});
        m_template.m_pieces.push_back(
            {Piece::Type::Condition, test->name, negated != test->negated, test->equals, m_template.m_pieces.size()});
        return true;
    }

    bool otherwise(qsizetype offset) {
        if (m_blocks.empty() || m_blocks.back().otherwise) {
            problem(offset, QStringLiteral("“else” stands in no condition."));
            return false;
        }
        m_blocks.back().otherwise = m_template.m_pieces.size();
        m_template.m_pieces.push_back({Piece::Type::Jump, {}, false, {}, 0});
        m_template.m_pieces[m_blocks.back().condition].jump = target();
        return true;
    }

    bool closed(QByteArrayView word, qsizetype offset) {
        if (m_blocks.empty() || m_blocks.back().word != word) {
            problem(offset, QStringLiteral("%1 closes nothing.").arg(quoted(word)));
            return false;
        }
        closeAt(m_blocks.back());
        m_blocks.pop_back();
        return true;
    }

    void closeAt(const Block &block) { m_template.m_pieces[block.otherwise.value_or(block.condition)].jump = target(); }

    /// The next piece, which text before must not grow into.
    std::size_t target() { return m_lastTarget = m_template.m_pieces.size(); }

    QByteArrayView m_source;
    Template m_template;
    std::vector<Block> m_blocks;
    std::size_t m_lastTarget = 0;
};

Template Template::parse(QByteArrayView source) {
    return TemplateReader(source).read();
}

Template::Rendered Template::render(const Lookup &lookup, bool escape) const {
    Rendered out;
    const auto put = [&](const Piece &piece) {
        const auto value = lookup(piece.text);
        if (value) {
            out.text += escape && piece.type == Piece::Type::Escaped ? xmlEscaped(*value) : *value;
            return;
        }
        out.text += "{{" + piece.text + "}}";
        if (std::find(out.missing.begin(), out.missing.end(), piece.text) == out.missing.end())
            out.missing.push_back(piece.text);
    };
    const auto holds = [&](const Piece &piece) {
        const auto value = lookup(piece.text);
        const bool yes = piece.equals ? value && *value == *piece.equals : value && !value->isEmpty();
        return yes != piece.negated;
    };
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const Piece &piece = m_pieces[i];
        if (piece.type == Piece::Type::Text)
            out.text += piece.text;
        else if (piece.type == Piece::Type::Jump || (piece.type == Piece::Type::Condition && !holds(piece)))
            i = piece.jump - 1;
        else if (piece.type != Piece::Type::Condition)
            put(piece);
    }
    return out;
}

QByteArray xmlEscaped(QByteArrayView text) {
    QByteArray out;
    out.reserve(text.size() + 16);
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&apos;";
            break;
        default:
            // Production 2 of XML 1.0: of the control characters only these three.
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r')
                out += c;
        }
    }
    return out;
}

} // namespace offhook::twiml
