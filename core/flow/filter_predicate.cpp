#include "core/flow/filter_predicate.h"

#include "core/filter/matching.h"
#include "core/filter/vocabulary.h"

#include <algorithm>

namespace offhook::flow {
namespace {

using filter::Key;
using filter::Match;
using filter::Node;
using filter::patternMatch;
using filter::Term;

/// A request with its parameters decoded when they are first asked for.
class Reading {
public:
    explicit Reading(const http::Request &request)
        : m_request(request) {}

    bool matches(const RequestTest &test) {
        switch (test.key) {
        case Key::Param:
            return anyParameter([&](const http::Parameter &p) {
                return patternMatch(test.name, p.name) && valueMatches(test, p.value);
            });
        case Key::Sid:
            return anyParameter([&](const http::Parameter &p) {
                return p.name.endsWith("Sid") && patternMatch(test.pattern, p.value);
            });
        case Key::Header:
            return anyField([&](const http::Request::Field &f) {
                return patternMatch(test.name, f.name) && valueMatches(test, f.value);
            });
        case Key::Body:
            return body(test.pattern);
        case Key::Text:
            return test.number != 0 ? refusedText(test.pattern) : text(test.pattern);
        default:
            return false;
        }
    }

private:
    static bool valueMatches(const RequestTest &test, QByteArrayView value) {
        return test.match == Match::Equals || test.match == Match::Contains
                   ? patternMatch(test.pattern, value)
                   : filter::numericMatch(test.match, value, test.number);
    }

    void decode() {
        if (m_decoded)
            return;
        m_decoded = true;
        m_isForm = m_request.hasMediaType("application/x-www-form-urlencoded");
        if (m_isForm)
            m_form = http::decodeForm(m_request.body());
        m_query = http::decodeForm(m_request.query());
    }

    template <typename Test>
    bool anyParameter(const Test &test) {
        decode();
        return std::ranges::any_of(m_form, test) || std::ranges::any_of(m_query, test);
    }

    template <typename Test>
    bool anyField(const Test &test) const {
        for (std::size_t i = 0; i < m_request.fieldCount(); ++i) {
            if (test(m_request.field(i)))
                return true;
        }
        return false;
    }

    bool body(QByteArrayView pattern) {
        decode();
        const auto isBody = [pattern](const http::Parameter &p) {
            return p.name == "Body" && patternMatch(pattern, p.value);
        };
        return m_isForm ? std::ranges::any_of(m_form, isBody) : patternMatch(pattern, m_request.body());
    }

    bool text(QByteArrayView pattern) {
        decode();
        const auto in = [pattern](QByteArrayView piece) { return patternMatch(pattern, piece); };
        return in(m_request.method()) || in(m_request.target()) ||
               anyField([&](const http::Request::Field &f) { return in(f.name) || in(f.value); }) ||
               anyParameter([&](const http::Parameter &p) { return in(p.name) || in(p.value); }) ||
               (m_form.empty() && in(m_request.body()));
    }

    bool refusedText(QByteArrayView pattern) const {
        return patternMatch(pattern, m_request.head()) || patternMatch(pattern, m_request.wireBody());
    }

    const http::Request &m_request;
    http::Parameters m_form;
    http::Parameters m_query;
    bool m_isForm = false;
    bool m_decoded = false;
};

class Matcher {
public:
    explicit Matcher(const WebhookEvent &event)
        : m_event(event)
        , m_reading(event.request) {}

    bool node(const Node &node) {
        const auto child = [this](const Node &one) { return this->node(one); };
        switch (node.type) {
        case Node::Type::All:
            return std::ranges::all_of(node.children, child);
        case Node::Type::Any:
            return std::ranges::any_of(node.children, child);
        case Node::Type::Not:
            return !node.children.empty() && !this->node(node.children.front());
        case Node::Type::Term:
            return term(node.term);
        }
        return false;
    }

private:
    bool term(const Term &term) {
        for (std::size_t i = 0; i < term.values.size(); ++i) {
            if (i < term.numbers.size() ? number(term, term.numbers[i]) : value(term, term.values[i]))
                return true;
        }
        return false;
    }

    bool number(const Term &term, qint64 number) {
        switch (term.key) {
        case Key::Code:
            return m_event.response.status > 0 && codeMatches(term.match, m_event.response.status, number);
        case Key::Took:
            return m_event.tookUs >= 0 && compares(term.match, m_event.tookUs, number);
        case Key::After:
            return m_event.receivedAt >= number;
        case Key::Before:
            return m_event.receivedAt < number;
        default:
            return m_reading.matches(RequestTest{term.key, filter::folded(term.name), term.match, {}, number});
        }
    }

    bool value(const Term &term, const QString &value) {
        switch (term.key) {
        case Key::Kind:
            return kind(value);
        case Key::Sig:
            return twilio::verdictFromName(value.toUtf8()) == m_event.verification.verdict;
        case Key::Is: {
            const auto flag = flagFromName(value.toUtf8());
            return flag && m_event.flags.testFlag(*flag);
        }
        case Key::Code:
        case Key::Took:
        case Key::After:
        case Key::Before:
            return false; // without its number
        default:
            return pattern(term, filter::patternFor(term, value));
        }
    }

    bool pattern(const Term &term, const QByteArray &pattern) {
        const RequestTest test{term.key, filter::folded(term.name), term.match, pattern, 0};
        switch (term.key) {
        case Key::Text:
            return text(test);
        case Key::Sid:
            return patternMatch(pattern, m_event.meaning.sid) || patternMatch(pattern, m_event.meaning.parentSid) ||
                   patternMatch(pattern, m_event.meaning.accountSid) || m_reading.matches(test);
        case Key::Param:
        case Key::Header:
        case Key::Body:
            return m_reading.matches(test);
        default:
            return patternMatch(pattern, field(term.key));
        }
    }

    [[nodiscard]] QByteArray field(Key key) const {
        switch (key) {
        case Key::From:
            return m_event.meaning.from;
        case Key::To:
            return m_event.meaning.to;
        case Key::Status:
            return m_event.meaning.status;
        case Key::Path:
            return m_event.request.path().toByteArray();
        case Key::Method:
            return m_event.request.method().toByteArray();
        case Key::Note:
            return m_event.note.toUtf8();
        case Key::Account:
            return m_event.meaning.accountSid;
        case Key::Peer:
            return m_event.peer;
        case Key::Rule:
            return m_event.rule.toUtf8();
        default:
            return {};
        }
    }

    [[nodiscard]] bool kind(const QString &value) const {
        const auto match = filter::resolveKind(value.toUtf8().toLower());
        if (!match)
            return false;
        return std::ranges::find(match->kinds, m_event.meaning.kind) != match->kinds.end() ||
               (!match->name.isEmpty() && filter::kindNameMatches(match->name, m_event.meaning.kindName));
    }

    bool text(RequestTest test) {
        const twilio::Meaning &meaning = m_event.meaning;
        for (const QByteArray &piece : {meaning.from, meaning.to, meaning.sid, meaning.parentSid, meaning.status,
                 meaning.summary, meaning.accountSid, meaning.idempotencyToken, m_event.request.method().toByteArray(),
                 m_event.request.target().toByteArray()}) {
            if (patternMatch(test.pattern, piece))
                return true;
        }
        test.number = m_event.refusal ? 1 : 0;
        return m_reading.matches(test);
    }

    const WebhookEvent &m_event;
    Reading m_reading;
};

} // namespace

bool matches(const filter::Expression &expression, const WebhookEvent &event) {
    return Matcher(event).node(expression.root);
}

bool matches(const RequestTest &test, const http::Request &request) {
    return Reading(request).matches(test);
}

} // namespace offhook::flow
