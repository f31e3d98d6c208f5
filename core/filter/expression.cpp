#include "core/filter/expression.h"

#include "core/filter/vocabulary.h"

#include <algorithm>

namespace offhook::filter {
namespace {

using namespace Qt::StringLiterals;

// What stands for itself wherever a word may stand; all else is quoted.
bool isPlain(QChar c, bool keyed) {
    constexpr QStringView Anywhere = u"+*/.@#%_-…$!?,;{}[]'^&";
    return c.isLetterOrNumber() || Anywhere.contains(c) || (keyed && c == u':');
}

QString quoted(const QString &text) {
    QString out = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += u'\\';
        out += c;
    }
    return out + u'"';
}

bool isReserved(const QString &word) {
    return word == u"OR" || word == u"AND" || word == u"NOT" || word.startsWith(u'-') ||
           word.startsWith(u"param.", Qt::CaseInsensitive) || word.startsWith(u"header.", Qt::CaseInsensitive);
}

QString word(const QString &text, bool keyed) {
    const bool plain =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), [keyed](QChar c) { return isPlain(c, keyed); });
    return plain && (keyed || !isReserved(text)) ? text : quoted(text);
}

QStringView operatorOf(Match match) {
    switch (match) {
    case Match::Equals:
        return u":";
    case Match::Contains:
        return u"~";
    case Match::Greater:
        return u":>";
    case Match::GreaterOrEqual:
        return u":>=";
    case Match::Less:
        return u":<";
    case Match::LessOrEqual:
        return u":<=";
    }
    return u":";
}

QString nameOf(const Term &term) {
    const QString name = QString::fromUtf8(term.name);
    const bool plain =
        !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) { return isPlain(c, false); });
    return u'.' + (plain ? name : quoted(name));
}

QString formatTerm(const Term &term) {
    const KeyInfo &key = info(term.key);
    const bool keyed = term.key != Key::Text;
    QString text = QString::fromLatin1(key.word);
    if (key.named)
        text += nameOf(term);
    if (keyed)
        text += operatorOf(term.match);
    for (std::size_t i = 0; i < term.values.size(); ++i)
        text += (i > 0 ? u"|"_s : QString()) + word(term.values[i], keyed);
    return text;
}

/// Groups of one are the one; groups in groups of the same sort are dissolved, as the parser does.
Node simplified(const Node &node) {
    Node out;
    out.type = node.type;
    out.term = node.term;
    const bool isGroup = node.type == Node::Type::All || node.type == Node::Type::Any;
    for (const Node &child : node.children) {
        Node simple = simplified(child);
        if (isGroup && simple.type == node.type)
            out.children.insert(out.children.end(), simple.children.begin(), simple.children.end());
        else
            out.children.push_back(std::move(simple));
    }
    if (isGroup && out.children.size() == 1) {
        Node only = std::move(out.children.front());
        return only;
    }
    return out;
}

QString formatNode(const Node &node, bool outermost);

QString formatGroup(const Node &node, QStringView joiner, bool outermost) {
    QString text;
    for (const Node &child : node.children) {
        if (!text.isEmpty())
            text += joiner;
        text += formatNode(child, false);
    }
    return outermost ? text : u'(' + text + u')';
}

QString formatNode(const Node &node, bool outermost) {
    switch (node.type) {
    case Node::Type::Term:
        return formatTerm(node.term);
    case Node::Type::Not:
        return u'-' + (node.children.empty() ? u"*"_s : formatNode(node.children.front(), false));
    case Node::Type::All: // of nothing: everything
        return node.children.empty() && !outermost ? u"*"_s : formatGroup(node, u" ", outermost);
    case Node::Type::Any: // of nothing: nothing
        return node.children.empty() ? u"-*"_s : formatGroup(node, u" OR ", outermost);
    }
    return {};
}

QString place(const Problem &problem) {
    return u" (column %1)"_s.arg(problem.begin + 1);
}

QString mend(const Problem &problem) {
    return problem.suggestion.isEmpty() ? QString() : u" Did you mean %1?"_s.arg(problem.suggestion);
}

QString shown(const Problem &problem) {
    constexpr qsizetype Longest = 60;
    return problem.subject.size() <= Longest ? problem.subject : problem.subject.first(Longest) + u'…';
}

QString exampleFor(const QString &subject) {
    const qsizetype end = std::min<qsizetype>(subject.size(), 32);
    qsizetype length = 0;
    while (length < end && (subject[length].isLetterOrNumber()))
        ++length;
    const KeyInfo *key = findKey(QStringView(subject).first(length));
    return key ? u" Example: %1."_s.arg(QString::fromUtf8(key->example)) : QString();
}

QString sentence(const Problem &problem) {
    switch (problem.type) {
    case Problem::Type::UnknownKey:
        return u"\"%1\" is no filter key%2.%3 To search for the text, put it in quotes."_s;
    case Problem::Type::UnknownValue:
        return u"\"%1\" is not one of the values this key takes%2.%3"_s;
    case Problem::Type::MissingValue:
        return u"A value is missing after \"%1\"%2.%3"_s;
    case Problem::Type::BadNumber:
        return u"\"%1\" is not a number that fits here%2. Example: code:404, code:5xx, code:>=500.%3"_s;
    case Problem::Type::BadTime:
        return u"\"%1\" is not a time%2. Examples: 10:00, 2026-11-24, 2026-11-24T10:00:30.%3"_s;
    case Problem::Type::BadDuration:
        return u"\"%1\" is not a duration%2.%3 Examples: 250ms, 2s, 1.5s, 3min."_s;
    case Problem::Type::UnclosedQuote:
        return u"The quote %1 is not closed%2. End it with \", and write \\\" for a quote inside it.%3"_s;
    case Problem::Type::UnclosedParenthesis:
        return u"The parenthesis \"%1\" is not closed%2. Add \")\".%3"_s;
    case Problem::Type::UnexpectedParenthesis:
        return u"\"%1\" closes nothing%2. Remove it, or put it in quotes to search for it.%3"_s;
    case Problem::Type::DanglingOr:
        return u"\"%1\" stands between two conditions, and one is missing%2.%3 To search for the word, put it in quotes."_s;
    case Problem::Type::DanglingNot:
        return u"\"%1\" excludes what directly follows it, and nothing does%2.%3 To search for it, put it in quotes."_s;
    case Problem::Type::OperatorNotAllowed:
        return u"\"%1\" does not fit this key%2. code: takes : > >= < <=, took: takes > >= < <=, both one value; texts take : and ~.%3"_s;
    case Problem::Type::TooDeep:
        return u"Parentheses and dashes are nested more than 50 deep%2.%3 Remove some."_s;
    case Problem::Type::TooLong:
        return u"A filter takes at most 1000 values%2.%3 Split it."_s;
    }
    return {};
}

} // namespace

QString problemText(const Problem &problem) {
    const bool example = problem.type == Problem::Type::MissingValue;
    return sentence(problem).arg(
        shown(problem), place(problem), mend(problem) + (example ? exampleFor(problem.subject) : QString()));
}

QString format(const Expression &expression) {
    const Node root = simplified(expression.root);
    return formatNode(root, true);
}

} // namespace offhook::filter
