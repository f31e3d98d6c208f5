#include "core/twiml/attribute_check.h"

#include "core/twiml/suggestion.h"
#include "core/twiml/value_check.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

constexpr int MaxTranscribedSeconds = 120; // error 13615

/// Declarations of namespaces and names in other ones are not the schema's business.
bool isForeign(const QByteArray &name) {
    return name.startsWith("xmlns:") || (name.contains(':') && !name.startsWith("xml:"));
}

void addUnknown(Checking &checking, const Attribute &attribute, const ElementRule &rule) {
    std::vector<QByteArray> candidates;
    for (const AttributeRule &known : rule.attributes)
        candidates.push_back(known.name);
    const QByteArray meant = nearest(attribute.name, candidates);
    const QString advice = !meant.isEmpty()          ? QStringLiteral("Did you mean %1?").arg(QString::fromUtf8(meant))
                           : rule.attributes.empty() ? QStringLiteral("It has none.")
                                                     : QStringLiteral("Remove it.");
    Diagnostic made =
        diagnose(Finding::UnknownAttribute, attribute.nameRange, {quoted(attribute.name), quoted(rule.tag), advice});
    made.fix = meant.isEmpty() ? removalOf(attribute, checking.body)
                               : replaceWith(attribute.nameRange, meant, FixLabel::Rename);
    checking.add(std::move(made));
}

void checkName(Checking &checking, const Attribute &attribute, const AttributeRule &rule, const Node &node) {
    const auto canRename = [&] {
        return std::none_of(node.attributes.begin(), node.attributes.end(),
            [&](const Attribute &other) { return other.name == rule.preferred; });
    };
    if (rule.preferred.isEmpty() && !rule.isDeprecated)
        return;
    const QString preferred = QString::fromUtf8(rule.preferred);
    Diagnostic made = rule.isDeprecated
                          ? diagnose(Finding::DeprecatedAttribute, attribute.nameRange,
                                {quoted(attribute.name), QStringLiteral("Use %1.").arg(preferred)})
                          : diagnose(Finding::OtherSpelling, attribute.nameRange, {quoted(attribute.name), preferred});
    const bool isSameValue = rule.name != "enhanced"; // true and false are no speech models
    if (isSameValue && canRename())
        made.fix = replaceWith(attribute.nameRange, rule.preferred, FixLabel::Rename);
    checking.add(std::move(made));
}

void checkOne(Checking &checking, int element, const Attribute &attribute, const ElementRule &rule) {
    if (isForeign(attribute.name))
        return;
    const bool isRoot = rule.kind == ElementRule::Kind::Root;
    if (attribute.name == "xmlns" || (isRoot && attribute.name == "version")) {
        const Finding finding =
            isRoot && attribute.name == "version" ? Finding::VersionAttribute : Finding::DefaultNamespace;
        Diagnostic made = diagnose(finding, attribute.range);
        made.fix = removalOf(attribute, checking.body);
        return checking.add(std::move(made));
    }
    const AttributeRule *known = rule.attribute(attribute.name);
    if (known == nullptr)
        return addUnknown(checking, attribute, rule);
    checkName(checking, attribute, *known, checking.document.node(element));
    if (!checking.isOpen(attribute.value))
        checkValue(checking, element, attribute, *known, rule);
}

void checkRequired(Checking &checking, int element, const ElementRule &rule) {
    const Node &node = checking.document.node(element);
    for (const AttributeRule &attribute : rule.attributes) {
        if (!attribute.isRequired || checking.document.attribute(element, attribute.name) != nullptr)
            continue;
        Diagnostic made =
            diagnose(Finding::MissingAttribute, node.nameRange, {quoted(node.name), QString::fromUtf8(attribute.name)});
        const qsizetype at = node.nameRange.end;
        made.fix =
            Fix{FixLabel::Insert, QString::fromUtf8(attribute.name), {{{at, at}, ' ' + attribute.name + "=\"\""}}};
        checking.add(std::move(made));
    }
}

void checkRecord(Checking &checking, int element) {
    const Attribute *length = checking.document.attribute(element, "maxLength");
    if (length == nullptr || checking.document.value(element, "transcribe") != "true")
        return;
    if (length->value.toInt() <= MaxTranscribedSeconds)
        return;
    Diagnostic made = diagnose(Finding::TranscriptionTooLong, length->valueRange, {quoted(length->value)});
    made.fix = replaceWith(length->valueRange, QByteArray::number(MaxTranscribedSeconds));
    checking.add(std::move(made));
}

void checkGather(Checking &checking, int element) {
    const Attribute *timeout = checking.document.attribute(element, "speechTimeout");
    if (timeout != nullptr && timeout->value == "auto" &&
        checking.document.attribute(element, "speechModel") != nullptr)
        checking.add(diagnose(Finding::SpeechTimeoutAuto, timeout->valueRange));
}

void checkPlay(Checking &checking, int element) {
    const Attribute *digits = checking.document.attribute(element, "digits");
    const int parent = checking.document.node(element).parent;
    if (digits == nullptr || parent < 0 || checking.document.node(parent).name != "Gather")
        return;
    Diagnostic made = diagnose(Finding::DigitsInGather, digits->range);
    made.fix = removalOf(*digits, checking.body);
    checking.add(std::move(made));
}

/// A name is a caller ID for clients and SIP only.
void checkDial(Checking &checking, int element) {
    const Document &document = checking.document;
    const Attribute *callerId = document.attribute(element, "callerId");
    if (callerId == nullptr || callerId->value.startsWith("client:") || checking.isOpen(callerId->value))
        return;
    bool dialsNumber = document.firstElement(document.node(element).firstChild) < 0;
    for (int i = document.firstElement(document.node(element).firstChild); i >= 0; i = document.nextElement(i))
        dialsNumber = dialsNumber || document.node(i).name == "Number";
    const bool hasLetters = std::any_of(callerId->value.begin(), callerId->value.end(),
        [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; });
    if (!dialsNumber || !hasLetters)
        return;
    checking.add(diagnose(Finding::CallerIdForm, callerId->valueRange, {{}, quoted(callerId->value)}));
}

void checkStream(Checking &checking, int element) {
    const Attribute *url = checking.document.attribute(element, "url");
    const qsizetype query =
        url != nullptr && url->value.startsWith("wss:") ? url->valueRange.in(checking.body).indexOf('?') : -1;
    if (query >= 0)
        checking.add(diagnose(Finding::QueryNotSupported, {url->valueRange.begin + query, url->valueRange.end},
            {QStringLiteral("Stream")}));
}

struct Together {
    const char *id;
    void (*check)(Checking &, int);
};
constexpr Together Combinations[] = {{"voice.Record", checkRecord}, {"voice.Gather", checkGather},
    {"voice.Play", checkPlay}, {"voice.Dial", checkDial}, {"voice.Stream", checkStream}};

} // namespace

void checkAttributes(Checking &checking, int element, const ElementRule &rule) {
    for (const Attribute &attribute : checking.document.node(element).attributes) {
        if (attribute.range.end <= checking.soundUntil && !checking.isCut)
            checkOne(checking, element, attribute, rule);
    }
    if (checking.document.node(element).tag.end > checking.soundUntil)
        return;
    checkRequired(checking, element, rule);
    for (const Together &combination : Combinations) {
        if (rule.id == combination.id)
            combination.check(checking, element);
    }
}

} // namespace offhook::twiml
