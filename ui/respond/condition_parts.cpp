#include "ui/respond/condition_parts.h"

#include "core/filter/completion.h"

#include <QStringList>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using filter::Key;
using filter::Match;
using filter::Node;

// What says most of what a request is about: a digit that was pressed, a word that was spoken.
constexpr const char *TellingParameters[] = {
    "Digits", "SpeechResult", "EventType", "StatusCallbackEvent", "MessageStatus", "ButtonText"};

/// The part that a term is about; null for those that have no part.
QString *partOf(ConditionParts &parts, const filter::Term &term) {
    switch (term.key) {
    case Key::Kind:
        return &parts.kind;
    case Key::From:
        return &parts.from;
    case Key::To:
        return &parts.to;
    case Key::Path:
        return &parts.path;
    case Key::Sig:
        return &parts.verdict;
    case Key::Body:
        return &parts.body;
    case Key::Param:
        return &parts.value;
    default:
        return nullptr;
    }
}

bool takeTerm(const filter::Term &term, ConditionParts &parts) {
    QString *const part = partOf(parts, term);
    const Match wanted = term.key == Key::Body ? Match::Contains : Match::Equals;
    if (part == nullptr || !part->isEmpty() || term.match != wanted || term.values.size() != 1)
        return false;
    if (term.key == Key::Param)
        parts.parameter = QString::fromUtf8(term.name);
    *part = term.values.front();
    return !part->isEmpty();
}

} // namespace

QString conditionText(const ConditionParts &parts) {
    QStringList terms;
    const auto add = [&terms](const QString &key, const QString &value) {
        if (!value.trimmed().isEmpty())
            terms.append(key + filter::quotedValue(value.trimmed()));
    };
    add(u"kind:"_s, parts.kind);
    add(u"from:"_s, parts.from);
    add(u"to:"_s, parts.to);
    add(u"path:"_s, parts.path);
    if (!parts.parameter.trimmed().isEmpty())
        add(u"param."_s + parts.parameter.trimmed() + u'=', parts.value);
    add(u"body~"_s, parts.body);
    add(u"sig:"_s, parts.verdict);
    return terms.join(u' ');
}

std::optional<ConditionParts> partsOf(const filter::Expression &condition) {
    ConditionParts parts;
    for (const Node &node : condition.root.children) {
        if (node.type != Node::Type::Term || !takeTerm(node.term, parts))
            return {};
    }
    return condition.root.type == Node::Type::All ? std::optional(parts) : std::nullopt;
}

ConditionParts partsFrom(const flow::WebhookEvent &event) {
    ConditionParts parts;
    const QByteArrayView kind = twilio::info(event.meaning.kind).name;
    parts.kind = event.meaning.kind == twilio::WebhookKind::Other ? QString() : QString::fromLatin1(kind);
    parts.from = QString::fromUtf8(event.meaning.from);
    parts.to = QString::fromUtf8(event.meaning.to);
    parts.path = QString::fromUtf8(event.request.path());
    for (const char *name : TellingParameters) {
        const http::Parameters all = event.allParams();
        if (const QByteArrayView value = http::value(all, name); !value.isEmpty()) {
            parts.parameter = QString::fromLatin1(name);
            parts.value = QString::fromUtf8(value);
            break;
        }
    }
    return parts;
}

} // namespace offhook::ui
