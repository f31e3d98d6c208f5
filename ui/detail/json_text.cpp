#include "ui/detail/json_text.h"

#include "ui/detail/json_scanner.h"

namespace offhook::ui {
namespace {

using Type = JsonToken::Type;

// Colours beyond this many pieces would weigh more than the text itself.
constexpr std::size_t MostSpans = 200'000;
constexpr int Indent = 2;

class Printer {
public:
    explicit Printer(QByteArrayView text)
        : m_text(text) {
        m_out.bytes.reserve(text.size() + text.size() / 2);
    }

    void write(const JsonToken &token) {
        const bool closes = token.type == Type::EndObject || token.type == Type::EndArray;
        if (closes)
            --m_depth;
        if (!m_afterKey && !(closes && m_justOpened) && !m_out.bytes.isEmpty())
            startLine(closes);
        add(token);
        m_afterKey = token.type == Type::Key;
        if (m_afterKey)
            m_out.bytes.append(": ");
        m_justOpened = token.type == Type::BeginObject || token.type == Type::BeginArray;
        if (m_justOpened)
            ++m_depth;
    }

    ViewDocument take() {
        m_out.bytes.append('\n');
        return std::move(m_out);
    }

private:
    void startLine(bool closes) {
        if (!closes && !m_justOpened)
            m_out.bytes.append(',');
        m_out.bytes.append('\n');
        m_out.bytes.append(Indent * m_depth, ' ');
    }

    void add(const JsonToken &token) {
        const QByteArrayView bytes = m_text.sliced(token.begin, token.end - token.begin);
        const Role ink = token.type == Type::Key                                     ? Role::XmlAttribute
                         : token.type == Type::String                                ? Role::XmlTag
                         : token.type == Type::Number || token.type == Type::Literal ? Role::XmlValue
                                                                                     : Role::Text;
        m_out.add(bytes, m_out.spans.size() < MostSpans ? ink : Role::Text);
    }

    QByteArrayView m_text;
    ViewDocument m_out;
    int m_depth = 0;
    bool m_afterKey = false;
    bool m_justOpened = false;
};

// Where in the tree the scanner is: names and positions joined as they are written in most languages.
class Path {
public:
    void enter(bool array) { m_levels.push_back({m_path.size(), array, 0}); }
    void leave() {
        m_path.truncate(m_levels.back().prefix);
        m_levels.pop_back();
    }
    void name(const QByteArray &key) {
        m_path.truncate(m_levels.back().prefix);
        if (!m_path.isEmpty())
            m_path.append('.');
        m_path.append(key);
    }
    // In an array every value moves the position on.
    void beforeValue() {
        if (m_levels.empty() || !m_levels.back().array)
            return;
        m_path.truncate(m_levels.back().prefix);
        m_path.append('[' + QByteArray::number(m_levels.back().next++) + ']');
    }
    [[nodiscard]] const QByteArray &text() const { return m_path; }

private:
    struct Level {
        qsizetype prefix;
        bool array;
        int next;
    };
    QByteArray m_path;
    std::vector<Level> m_levels;
};

class Flattener {
public:
    Flattener(QByteArrayView text, std::size_t limit)
        : m_text(text)
        , m_limit(limit) {}

    void take(const JsonToken &token) {
        const QByteArrayView bytes = m_text.sliced(token.begin, token.end - token.begin);
        switch (token.type) {
        case Type::Key:
            m_path.name(jsonStringValue(bytes));
            break;
        case Type::BeginObject:
        case Type::BeginArray:
            m_path.beforeValue();
            m_path.enter(token.type == Type::BeginArray);
            break;
        case Type::EndObject:
        case Type::EndArray:
            m_path.leave();
            if (m_justOpened)
                add({m_path.text(), token.type == Type::EndObject ? QByteArray("{}") : QByteArray("[]"), false});
            break;
        default:
            m_path.beforeValue();
            add({m_path.text(), token.type == Type::String ? jsonStringValue(bytes) : bytes.toByteArray(),
                token.type == Type::String});
        }
        m_justOpened = token.type == Type::BeginObject || token.type == Type::BeginArray;
    }

    JsonLeaves result;

private:
    void add(JsonLeaf leaf) {
        if (result.leaves.size() >= m_limit)
            result.cut = true;
        else
            result.leaves.push_back(std::move(leaf));
    }

    QByteArrayView m_text;
    std::size_t m_limit;
    Path m_path;
    bool m_justOpened = false;
};

bool isSet(const CancelFlag *cancel) {
    return cancel != nullptr && cancel->load(std::memory_order_relaxed);
}

} // namespace

std::optional<ViewDocument> prettyJson(QByteArrayView text, const CancelFlag *cancel) {
    JsonScanner scanner(text);
    Printer printer(text);
    while (const std::optional<JsonToken> token = scanner.next()) {
        if (isSet(cancel))
            return std::nullopt;
        printer.write(*token);
    }
    return scanner.isWhole() ? std::optional(printer.take()) : std::nullopt;
}

std::optional<JsonLeaves> flattenJson(QByteArrayView text, std::size_t limit, const CancelFlag *cancel) {
    JsonScanner scanner(text);
    Flattener flattener(text, limit);
    while (const std::optional<JsonToken> token = scanner.next()) {
        if (isSet(cancel))
            return std::nullopt;
        flattener.take(*token);
    }
    return scanner.isWhole() ? std::optional(std::move(flattener.result)) : std::nullopt;
}

} // namespace offhook::ui
