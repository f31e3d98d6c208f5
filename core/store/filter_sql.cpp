#include "core/store/filter_sql.h"

#include "core/filter/matching.h"
#include "core/filter/vocabulary.h"
#include "core/flow/filter_predicate.h"
#include "core/store/schema.h"
#include "core/store/search_text.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace offhook::store {
namespace {

using filter::Key;
using filter::Match;
using filter::Node;
using filter::Term;

// Where the request's words stand besides `shape` and `token`; see schema.h.
constexpr const char *SearchedColumns[] = {
    "text", "target", "sender", "recipient", "sid", "parent_sid", "status", "summary"};

constexpr const char *Refused = "SELECT id FROM shape WHERE refusal <> ''";

const char *columnOf(Key key) {
    switch (key) {
    case Key::From:
        return "sender";
    case Key::To:
        return "recipient";
    case Key::Status:
        return "status";
    case Key::Note:
        return "note";
    case Key::Peer:
        return "peer";
    case Key::Path:
        return "offhook_path(target)";
    default:
        return nullptr;
    }
}

const char *shapeColumnOf(Key key) {
    switch (key) {
    case Key::Method:
        return "method";
    case Key::Account:
        return "account";
    case Key::Rule:
        return "rule";
    default:
        return nullptr;
    }
}

const char *comparison(Match match) {
    switch (match) {
    case Match::Greater:
        return " > ";
    case Match::GreaterOrEqual:
        return " >= ";
    case Match::Less:
        return " < ";
    case Match::LessOrEqual:
        return " <= ";
    case Match::Equals:
    case Match::Contains:
        break;
    }
    return " = ";
}

/// Whether equal bytes and a match are the same: no wildcard, and nothing that has a case.
bool isCaseless(QByteArrayView pattern) {
    return filter::isAscii(pattern) && !filter::hasWildcard(pattern) &&
           std::none_of(pattern.begin(), pattern.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool couldBeInUuid(QByteArrayView literal) {
    return std::all_of(literal.begin(), literal.end(),
        [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-'; });
}

/// One piece of SQL and how deep its parentheses are.
struct Sql {
    QByteArray text;
    int depth = 0;
};

class Builder {
public:
    SqlFilter build(const Node &root) {
        m_out.where = node(root, false).text;
        return std::move(m_out);
    }

private:
    [[nodiscard]] QByteArray bind(SqlValue value) {
        m_out.bindings.push_back(std::move(value));
        return '?' + QByteArray::number(qint64(m_out.bindings.size()));
    }

    // Negation goes down to the terms: SQLite's parser keeps at most 100 open parentheses and operators
    // (YYSTACKDEPTH, https://www.sqlite.org/limits.html), and conditions here are never NULL.
    Sql node(const Node &node, bool negated) {
        switch (node.type) {
        case Node::Type::Not:
            return node.children.empty() ? Sql{negated ? "1" : "0"} : this->node(node.children.front(), !negated);
        case Node::Type::Term:
            return {(negated ? "NOT (" : "(") + term(node.term) + ')', 1};
        case Node::Type::All:
        case Node::Type::Any:
            break;
        }
        const bool all = (node.type == Node::Type::All) != negated;
        std::vector<Sql> parts;
        for (const Node &child : node.children)
            parts.push_back(this->node(child, negated));
        return joined(std::move(parts), all);
    }

    /// A tree that is as shallow as can be: the two shallowest parts are joined first.
    static Sql joined(std::vector<Sql> parts, bool all) {
        if (parts.empty())
            return {all ? "1" : "0"};
        const auto deeper = [](const Sql &a, const Sql &b) { return a.depth > b.depth; };
        std::ranges::make_heap(parts, deeper);
        const auto takeShallowest = [&] {
            std::ranges::pop_heap(parts, deeper);
            Sql part = std::move(parts.back());
            parts.pop_back();
            return part;
        };
        while (parts.size() > 1) {
            const Sql second = takeShallowest();
            const Sql first = takeShallowest();
            parts.push_back(pair(first, second, all));
            std::ranges::push_heap(parts, deeper);
        }
        return std::move(parts.front());
    }

    /// The deeper one stands first: there only its parentheses are open.
    static Sql pair(const Sql &a, const Sql &b, bool all) {
        return {'(' + a.text + (all ? " AND " : " OR ") + b.text + ')', std::max(a.depth, b.depth) + 1};
    }

    static QByteArray either(const QByteArrayList &conditions) {
        std::vector<Sql> parts;
        for (const QByteArray &condition : conditions)
            parts.push_back({condition, 1});
        return joined(std::move(parts), false).text;
    }

    QByteArray term(const Term &term) {
        if (term.key == Key::Kind)
            return kinds(term);
        QByteArrayList alternatives;
        for (std::size_t i = 0; i < term.values.size(); ++i)
            alternatives.append(i < term.numbers.size() ? number(term, term.numbers[i]) : value(term, term.values[i]));
        return either(alternatives);
    }

    QByteArray kinds(const Term &term) {
        QByteArrayList numbers;
        QByteArrayList conditions;
        for (const QString &value : term.values) {
            const auto match = filter::resolveKind(value.toUtf8().toLower());
            if (!match)
                continue;
            for (const twilio::WebhookKind kind : match->kinds)
                numbers.append(QByteArray::number(int(kind)));
            if (!match->name.isEmpty())
                conditions.append(inShape(either({like(filter::folded(match->name), "kind_name"),
                    like(QByteArray(filter::folded(match->name) + ".*"), "kind_name")})));
        }
        if (!numbers.isEmpty())
            conditions.append("kind IN (" + numbers.join(',') + ')');
        return either(conditions);
    }

    QByteArray number(const Term &term, qint64 number) {
        switch (term.key) {
        case Key::Code:
            if (term.match == Match::Equals && number < 10) // a class
                return "response_status / 100 = " + bind(number);
            return "(response_status > 0 AND response_status" + QByteArray(comparison(term.match)) + bind(number) + ')';
        case Key::Took:
            return "(took_us >= 0 AND took_us" + QByteArray(comparison(term.match)) + bind(number) + ')';
        case Key::After:
            return "received_at >= " + bind(number);
        case Key::Before:
            return "received_at < " + bind(number);
        default:
            return inPayload(named({}, filter::folded(term.name)), term, {}, QByteArray::number(number));
        }
    }

    QByteArray value(const Term &term, const QString &value) {
        switch (term.key) {
        case Key::Sig: {
            const auto verdict = twilio::verdictFromName(value.toUtf8());
            return verdict ? "verdict = " + QByteArray::number(int(*verdict)) : QByteArray("0");
        }
        case Key::Is: {
            const auto flag = flow::flagFromName(value.toUtf8());
            return flag ? "(flags & " + QByteArray::number(quint32(*flag)) + ") <> 0" : QByteArray("0");
        }
        case Key::Code:
        case Key::Took:
        case Key::After:
        case Key::Before:
            return "0"; // without its number
        default:
            return pattern(term, filter::patternFor(term, value));
        }
    }

    QByteArray pattern(const Term &term, const QByteArray &pattern) {
        if (const char *column = columnOf(term.key))
            return like(pattern, column);
        if (const char *column = shapeColumnOf(term.key))
            return inShape(like(pattern, column));
        switch (term.key) {
        case Key::Text:
            return text(term, pattern);
        case Key::Sid:
            return either({like(pattern, "sid"), like(pattern, "parent_sid"), inShape(like(pattern, "account")),
                inPayload(possible(pattern), term, pattern, "0")});
        case Key::Param:
        case Key::Header:
            return inPayload(named(possible(pattern), filter::folded(term.name)), term, pattern, "0");
        default:
            return inPayload(possible(pattern), term, pattern, "0");
        }
    }

    QByteArray like(const QByteArray &pattern, const char *column) {
        if (isCaseless(pattern))
            return column + QByteArray(" = ") + bind(pattern);
        return "offhook_like(" + bind(pattern) + ", " + column + ')';
    }

    static QByteArray inShape(const QByteArray &condition) {
        return "shape IN (SELECT id FROM shape WHERE " + condition + ')';
    }

    static QByteArray has(const QByteArray &literal, const QByteArray &columns) {
        return "offhook_has(" + literal + ", " + columns + ')';
    }

    /// Whether the literal stands in what the row says of the request.
    QByteArrayList found(const QByteArray &literal) {
        const QByteArray bound = bind(literal);
        QByteArrayList columns;
        for (const char *column : SearchedColumns)
            columns.append(column);
        const QByteArray anyToken = has(bound, "offhook_uuid(token)");
        return {inShape(has(bound, "text, method, account")), has(bound, columns.join(", ")),
            couldBeInUuid(literal) ? anyToken : "(typeof(token) = 'text' AND token <> '' AND " + anyToken + ')'};
    }

    /// Cheap, true for every event whose request could match: the row's texts hold each piece of the request whole,
    /// unless they were cut; those of refused requests are not decoded.
    QByteArray possible(const QByteArray &pattern) {
        const QByteArray literal = filter::longestLiteral(pattern);
        if (literal.isEmpty())
            return {};
        QByteArrayList conditions = found(literal);
        conditions << "text_cut"
                   << "shape IN (" + QByteArray(Refused) + ')';
        return either(conditions);
    }

    /// The same for a name of a parameter or header field. Long names stand in the event's text.
    QByteArray named(const QByteArray &condition, const QByteArray &name) {
        const QByteArray literal = filter::longestLiteral(name);
        if (literal.isEmpty())
            return condition;
        const QByteArray bound = bind(literal);
        const QByteArray byName =
            either({inShape("refusal <> '' OR " + has(bound, "text")), "text_cut", has(bound, "text")});
        return condition.isEmpty() ? byName : byName + " AND " + condition;
    }

    QByteArray inPayload(
        const QByteArray &unless, const Term &term, const QByteArray &pattern, const QByteArray &number) {
        m_out.needsPayload = true;
        const QByteArray arguments = QByteArrayList{QByteArray::number(int(term.key)), bind(filter::folded(term.name)),
            QByteArray::number(int(term.match)), bind(pattern), number}
                                         .join(", ");
        const QByteArray test = "coalesce((SELECT offhook_request(" + arguments + ", " + PayloadColumns + ") FROM " +
                                PayloadOfEvent + "), 0)";
        return unless.isEmpty() ? test : '(' + unless + " AND " + test + ')';
    }

    QByteArray text(const Term &term, const QByteArray &pattern) {
        const QByteArray literal = filter::longestLiteral(pattern);
        if (literal.isEmpty()) // every event has a method, if only an empty one
            return "1";
        const QByteArray refused = "event.shape IN (" + QByteArray(Refused) + ')';
        // In joined texts a literal cannot run over the line feed between two pieces unless it has one itself.
        if (filter::isPlainSearch(pattern) && !literal.contains('\n'))
            return either(found(literal) << inPayload("text_cut", term, pattern, refused));
        QByteArrayList conditions{inShape(either({like(pattern, "method"), like(pattern, "account")}))};
        for (const char *column : SearchedColumns) {
            if (column != QByteArrayView("text"))
                conditions.append(like(pattern, column));
        }
        return either(conditions << inPayload(possible(pattern), term, pattern, refused));
    }

    SqlFilter m_out;
};

QByteArrayView bytesOf(sqlite3_value *value) {
    // sqlite3_value_text() would first make room for a terminating zero.
    const void *bytes = sqlite3_value_blob(value);
    return {static_cast<const char *>(bytes), bytes ? sqlite3_value_bytes(value) : 0};
}

/// What the functions of one connection share.
struct Functions {
    PayloadDecoder decoder;
    std::vector<char> buffer;
};

/// The columns one after the other, each ended by a line feed. Grows the buffer when it must, and says how much it
/// holds.
std::size_t collect(std::vector<char> &buffer, int count, sqlite3_value **values) {
    std::size_t size = 0;
    for (int i = 0; i < count; ++i) {
        const QByteArrayView bytes = bytesOf(values[i]);
        const std::size_t end = size + std::size_t(bytes.size());
        if (end >= buffer.size())
            buffer.resize(2 * end + 1);
        std::copy(bytes.begin(), bytes.end(), buffer.data() + size);
        buffer[end] = '\n';
        size = end + 1;
    }
    return size;
}

// Once a row of a whole workspace: this is what a search costs.
void hasFunction(sqlite3_context *context, int count, sqlite3_value **values) {
    std::vector<char> &buffer = static_cast<Functions *>(sqlite3_user_data(context))->buffer;
    const QByteArrayView literal = bytesOf(values[0]);
    const std::size_t size = collect(buffer, count - 1, values + 1);
    const QByteArrayView text(buffer.data(), qsizetype(size));
    if (!filter::isAscii(literal))
        return sqlite3_result_int(context, filter::indexOf(filter::folded(text), literal) >= 0 ? 1 : 0);
    filter::lower({buffer.data(), size});
    sqlite3_result_int(context, filter::indexOf(text, literal) >= 0 ? 1 : 0);
}

void uuidFunction(sqlite3_context *context, int, sqlite3_value **values) {
    if (sqlite3_value_type(values[0]) != SQLITE_BLOB)
        return sqlite3_result_value(context, values[0]);
    const QByteArray text = unpackedToken(bytesOf(values[0]), true);
    sqlite3_result_text(context, text.constData(), int(text.size()), SQLITE_TRANSIENT);
}

void likeFunction(sqlite3_context *context, int, sqlite3_value **values) {
    sqlite3_result_int(context, filter::patternMatch(bytesOf(values[0]), bytesOf(values[1])) ? 1 : 0);
}

void pathFunction(sqlite3_context *context, int, sqlite3_value **values) {
    const QByteArrayView target = bytesOf(values[0]);
    const auto result = [context](QByteArrayView path) {
        sqlite3_result_text(context, path.data(), int(path.size()), SQLITE_TRANSIENT);
    };
    const qsizetype mark = target.indexOf('?');
    if (target.startsWith('/'))
        return result(mark < 0 ? target : target.first(mark));
    const http::Request request("GET " + target.toByteArray() + " HTTP/1.1\r\n\r\n", {});
    result(request.path().isNull() ? QByteArrayView("") : request.path());
}

void requestFunction(sqlite3_context *context, int count, sqlite3_value **values) {
    constexpr int OwnArguments = 5;
    auto &functions = *static_cast<Functions *>(sqlite3_user_data(context));
    const auto request = functions.decoder({values + OwnArguments, std::size_t(count - OwnArguments)});
    if (!request)
        return sqlite3_result_int(context, 0);
    const flow::RequestTest test{Key(sqlite3_value_int(values[0])), bytesOf(values[1]).toByteArray(),
        Match(sqlite3_value_int(values[2])), bytesOf(values[3]).toByteArray(), sqlite3_value_int64(values[4])};
    sqlite3_result_int(context, flow::matches(test, *request) ? 1 : 0);
}

} // namespace

SqlFilter toSql(const filter::Expression &expression) {
    return Builder().build(expression.root);
}

Result<void> registerFilterFunctions(sqlite3 *db, PayloadDecoder decoder) {
    struct Entry {
        const char *name;
        int arguments;
        void (*function)(sqlite3_context *, int, sqlite3_value **);
    };
    constexpr Entry Entries[] = {{"offhook_has", -1, hasFunction}, {"offhook_like", 2, likeFunction},
        {"offhook_uuid", 1, uuidFunction}, {"offhook_path", 1, pathFunction}, {"offhook_request", -1, requestFunction}};
    constexpr int Traits = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    for (const Entry &entry : Entries) {
        auto functions = std::make_unique<Functions>(Functions{decoder, {}});
        // SQLite destroys what it was given, also when it fails.
        const int code = sqlite3_create_function_v2(db, entry.name, entry.arguments, Traits, functions.release(),
            entry.function, nullptr, nullptr,
            [](void *data) { std::unique_ptr<Functions>(static_cast<Functions *>(data)).reset(); });
        if (code != SQLITE_OK)
            return sqliteError(db, code);
    }
    return {};
}

} // namespace offhook::store
