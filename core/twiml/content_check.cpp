#include "core/twiml/content_check.h"

#include "core/twiml/scanner.h"
#include "core/twiml/value_check.h"

namespace offhook::twiml {
namespace {

constexpr qsizetype MaxRichVoiceText = 3000; // error 13521: voices of Polly, Google and others by name

/// Without what a template puts in the place of {{...}}.
QByteArray withoutPlaceholders(QByteArray text) {
    for (qsizetype begin = text.indexOf("{{"); begin >= 0; begin = text.indexOf("{{", begin)) {
        const qsizetype end = text.indexOf("}}", begin);
        text.remove(begin, end < 0 ? text.size() - begin : end + 2 - begin);
    }
    return text;
}

/// Where text belongs that stands directly in an element.
QByteArray homeOfText(const ElementRule &rule) {
    if (rule.product == Product::Messaging)
        return "Message";
    return rule.child("Say") != nullptr ? "Say" : rule.child("Prompt") != nullptr ? "Prompt" : "";
}

void addStrayText(Checking &checking, const Node &text, const Node &element, const ElementRule &rule) {
    const QByteArray home = homeOfText(rule);
    const TextRange range = text.kind == Node::Kind::Text ? trimmed(text.range, checking.body) : text.range;
    const QString place = home.isEmpty() ? QStringLiteral("an element that takes text")
                                         : QLatin1Char('<') + QString::fromUtf8(home) + QLatin1Char('>');
    Diagnostic made = diagnose(Finding::StrayText, range, {quoted(element.name), place});
    if (home.isEmpty()) {
        made.fix = Fix{FixLabel::Remove, quoted(range.in(checking.body)), {{range, {}}}};
    } else {
        made.fix = Fix{FixLabel::Insert, place,
            {{{range.begin, range.begin}, '<' + home + '>'}, {{range.end, range.end}, "</" + home + '>'}}};
    }
    checking.add(std::move(made));
}

void checkStrayText(Checking &checking, int element, const ElementRule &rule) {
    const Document &document = checking.document;
    for (int i = document.node(element).firstChild; i >= 0; i = document.node(i).nextSibling) {
        const Node &node = document.node(i);
        if (node.kind != Node::Kind::Text && node.kind != Node::Kind::CData)
            continue;
        const QByteArray text = checking.context.isTemplate ? withoutPlaceholders(node.text) : node.text;
        if (!isBlank(text))
            addStrayText(checking, node, document.node(element), rule);
    }
}

/// What stands in for text that is not there.
bool isExcused(const Checking &checking, int element, const ElementRule &rule) {
    return (rule.id == "voice.Enqueue" && checking.document.attribute(element, "workflowSid") != nullptr) ||
           (rule.id == "voice.Play" && checking.document.attribute(element, "digits") != nullptr);
}

void checkMissing(Checking &checking, int element, const ElementRule &rule) {
    const bool isNeeded = rule.needsText || rule.textMissing.code != 0;
    if (!isNeeded || isExcused(checking, element, rule))
        return;
    const Node &node = checking.document.node(element);
    const QString what = rule.textMeaning.isEmpty() ? QStringLiteral("text") : rule.textMeaning;
    Diagnostic made = diagnose(Finding::MissingText, node.range, {quoted(node.name), what, {}, quoted(node.name)});
    setCode(made, rule.textMissing);
    checking.add(std::move(made));
}

/// Text that counts towards the limit: that of speech markup and of Body too, not the URLs of Media.
QByteArray countedText(const Checking &checking, int element) {
    const Document &document = checking.document;
    if (document.firstElement(document.node(element).firstChild) < 0)
        return document.ownText(element);
    if (document.node(element).name == "Say")
        return document.allText(element);
    QByteArray text = document.ownText(element).trimmed();
    for (int i = document.firstElement(document.node(element).firstChild); i >= 0; i = document.nextElement(i)) {
        if (document.node(i).name == "Body")
            text += document.ownText(i);
    }
    return text;
}

qsizetype longest(const Checking &checking, int element, const ElementRule &rule) {
    const bool isRichVoice = rule.id == "voice.Say" && checking.document.value(element, "voice").contains('.');
    return isRichVoice ? MaxRichVoiceText : rule.maxText;
}

void checkLength(Checking &checking, int element, const ElementRule &rule) {
    const qsizetype limit = longest(checking, element, rule);
    const TextRange content = contentOf(checking.document.node(element));
    if (limit < 0 || content.size() <= limit)
        return;
    const qsizetype count = characterCount(countedText(checking, element).trimmed());
    if (count <= limit)
        return;
    const QString tag = QLatin1Char('<') + QString::fromUtf8(rule.tag) + QLatin1Char('>');
    Diagnostic made = diagnose(Finding::TextTooLong, content,
        {tag, QString::number(count), QString::number(limit), QString::fromUtf8(rule.tag)});
    setCode(made, rule.textTooLong);
    checking.add(std::move(made));
}

/// Text where nouns stand as well: Twilio uses only one of them.
void checkMixture(Checking &checking, int element, const ElementRule &rule) {
    const Document &document = checking.document;
    QByteArray home;
    for (int i = document.firstElement(document.node(element).firstChild); i >= 0; i = document.nextElement(i)) {
        const QByteArray &child = document.node(i).name;
        if (rule.id == "voice.Dial")
            home = "Number";
        else if (child == "Body" || child == "Identity" || child == "ApplicationSid")
            home = child;
    }
    if (home.isEmpty())
        return;
    const TextRange range = trimmed(contentOf(document.node(element)), checking.body);
    checking.add(diagnose(Finding::TextBesideNouns, range,
        {quoted(rule.tag), QLatin1Char('<') + QString::fromUtf8(home) + QLatin1Char('>')}));
}

QString tagsOf(const std::vector<const ElementRule *> &rules) {
    QStringList tags;
    for (const ElementRule *rule : rules)
        tags.append(QLatin1Char('<') + QString::fromUtf8(rule->tag) + QLatin1Char('>'));
    return tags.join(QStringLiteral(", "));
}

} // namespace

void checkContent(Checking &checking, int element, const ElementRule &rule) {
    const Document &document = checking.document;
    const Node &node = document.node(element);
    const bool hasElements = document.firstElement(node.firstChild) >= 0;
    if (!rule.takesText) {
        checkStrayText(checking, element, rule);
        if (rule.needsChild && !hasElements)
            checking.add(diagnose(Finding::MissingChild, node.nameRange, {quoted(node.name), tagsOf(rule.children)}));
        return;
    }
    const QByteArray text = document.ownText(element);
    if (isBlank(text) && !hasElements)
        return checkMissing(checking, element, rule);
    checkLength(checking, element, rule);
    if (hasElements && !isBlank(text))
        checkMixture(checking, element, rule);
    if (!isBlank(text) && !checking.isOpen(text))
        checkTypedText(checking, element, rule, text.trimmed());
}

} // namespace offhook::twiml
