#include "core/filter/time_range.h"

#include <QDateTime>

#include <algorithm>

namespace offhook::filter {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 SecondUs = 1'000'000;

bool isTime(const Node &node) {
    return node.type == Node::Type::Term && (node.term.key == Key::After || node.term.key == Key::Before) &&
           node.term.numbers.size() == 1;
}

template <typename Visit>
void eachTime(const Node &node, const Visit &visit) {
    if (isTime(node))
        visit(node.term);
    if (node.type != Node::Type::All)
        return;
    for (const Node &child : node.children)
        eachTime(child, visit);
}

Node without(const Node &node) {
    Node rest = node;
    rest.children.clear();
    for (const Node &child : node.children) {
        if (!isTime(child))
            rest.children.push_back(child.type == Node::Type::All ? without(child) : child);
    }
    return rest;
}

/// As it was written where only the terms go; where that leaves a mistake ("a AND", "()") written anew. What "today"
/// is does not matter here: only the places of the terms do.
QString withoutTimes(const QString &source) {
    const ParseResult parsed = parse(source, 0);
    QString text = source;
    qsizetype removed = 0;
    const auto remove = [&](const Term &term) {
        qsizetype end = term.end - removed;
        while (end < text.size() && text[end].isSpace())
            ++end;
        const qsizetype begin = term.begin - removed;
        text.remove(begin, end - begin);
        removed += end - begin;
    };
    if (!parsed.ok())
        return source;
    eachTime(parsed.expression.root, remove);
    return removed == 0 || parse(text, 0).ok() ? text.trimmed() : format({without(parsed.expression.root)});
}

/// Whether one pair of brackets holds the whole text.
bool isBracketed(const QString &text) {
    if (!text.startsWith(u'(') || !text.endsWith(u')'))
        return false;
    const ParseResult inside = parse(QStringView(text).sliced(1).chopped(1), 0);
    return inside.ok() && format(inside.expression) == format(parse(text, 0).expression);
}

} // namespace

TimeRange timeRange(const Expression &expression) {
    TimeRange range;
    eachTime(expression.root, [&range](const Term &term) {
        const WallTime time = term.numbers.front();
        if (term.key == Key::After)
            range.from = std::max(range.from.value_or(time), time);
        else
            range.to = std::min(range.to.value_or(time), time);
    });
    return range;
}

QString timeValue(WallTime time) {
    const qint64 fraction = (time % SecondUs + SecondUs) % SecondUs;
    const QDateTime moment = QDateTime::fromSecsSinceEpoch((time - fraction) / SecondUs);
    QString text = moment.toString(u"yyyy-MM-ddTHH:mm:ss"_s);
    if (fraction == 0)
        return text;
    QString digits = QString::number(fraction).rightJustified(6, u'0');
    while (digits.endsWith(u'0'))
        digits.chop(1);
    return text + u'.' + digits;
}

QString withTerm(const QString &source, const QString &term) {
    const QString text = source.trimmed();
    if (text.isEmpty() || term.isEmpty())
        return text.isEmpty() ? term : text;
    const Node root = parse(text, 0).expression.root;
    const bool alternatives =
        root.type == Node::Type::Any || (root.children.size() == 1 && root.children.front().type == Node::Type::Any);
    return QString(alternatives && !isBracketed(text) ? u'(' + text + u')' : text) + u' ' + term;
}

QString withTimeRange(const QString &source, const TimeRange &range) {
    QString text = withoutTimes(source);
    if (range.from)
        text = withTerm(text, u"after:"_s + timeValue(*range.from));
    if (range.to)
        text = withTerm(text, u"before:"_s + timeValue(*range.to));
    return text;
}

} // namespace offhook::filter
