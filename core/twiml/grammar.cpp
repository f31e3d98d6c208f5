#include "core/twiml/grammar.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

// The resource lives in this static library; the linker keeps it because qt_add_resources gives it to every program
// that links the library. Its form is described at the top of packaging/derive_grammar.mjs.

namespace offhook::twiml {
namespace {

using namespace Qt::StringLiterals;

QByteArray bytes(const QJsonValue &value) {
    return value.toString().toUtf8();
}

QRegularExpression expression(const QJsonValue &value) {
    QRegularExpression made(value.toString());
    if (!made.pattern().isEmpty())
        made.optimize();
    return made;
}

ValueType typeOf(const QString &name) {
    static const QHash<QString, ValueType> types{{u"boolean"_s, ValueType::Boolean}, {u"integer"_s, ValueType::Integer},
        {u"decimal"_s, ValueType::Decimal}, {u"enum"_s, ValueType::Enumeration}, {u"url"_s, ValueType::Url},
        {u"sid"_s, ValueType::Sid}, {u"phone"_s, ValueType::Phone}, {u"sip"_s, ValueType::Sip},
        {u"json"_s, ValueType::Json}};
    return types.value(name, ValueType::Text);
}

CodeRule codeOf(const QJsonValue &value) {
    const QJsonObject json = value.toObject();
    return {json["code"_L1].toInt(), json["level"_L1] == "error"_L1 ? Severity::Error : Severity::Warning};
}

std::vector<QByteArray> list(const QJsonValue &value) {
    std::vector<QByteArray> made;
    const QJsonArray items = value.toArray();
    for (const QJsonValue item : items)
        made.push_back(bytes(item));
    return made;
}

void readValues(AttributeRule &rule, const QJsonObject &json, const QJsonObject &enums) {
    rule.values = list(json.contains("enum"_L1) ? enums[json["enum"_L1].toString()] : json["values"_L1]);
    if (rule.type == ValueType::Boolean)
        rule.values = {"true", "false"};
    for (const QByteArray &value : rule.values)
        rule.accepted.insert(value);
    for (const QByteArray &value : list(json["aliases"_L1]))
        rule.accepted.insert(value);
    for (const QByteArray &value : list(json["deprecatedValues"_L1]))
        rule.deprecatedValues.insert(value);
}

void readLimits(AttributeRule &rule, const QJsonObject &json) {
    rule.minimum = json["min"_L1].toDouble(rule.minimum);
    rule.maximum = json["max"_L1].toDouble(rule.maximum);
    rule.maxLength = json["maxLength"_L1].toInt(-1);
    rule.maxItems = json["maxItems"_L1].toInt(-1);
    rule.maxItemLength = json["maxItemLength"_L1].toInt(-1);
    rule.pattern = expression(json["pattern"_L1]);
    rule.form = expression(json["form"_L1]);
}

AttributeRule attributeOf(const QString &name, const QJsonObject &json, const QJsonObject &enums) {
    AttributeRule rule;
    rule.name = name.toUtf8();
    rule.type = typeOf(json["type"_L1].toString());
    const QByteArray separator = bytes(json["list"_L1]);
    rule.separator = separator.isEmpty() ? '\0' : separator.front();
    rule.isOpen = json["open"_L1].toBool();
    rule.isRequired = json["required"_L1].toBool();
    rule.isDeprecated = json["deprecated"_L1].toBool();
    rule.isCallback = json["callback"_L1].toBool();
    rule.mustBeAbsolute = json["absolute"_L1].toBool();
    rule.schemes = list(json["schemes"_L1]);
    rule.preferred = bytes(json["preferred"_L1]);
    rule.otherwise = bytes(json["default"_L1]);
    rule.unit = bytes(json["unit"_L1]);
    rule.meaning = json["meaning"_L1].toString();
    rule.note = json["note"_L1].toString();
    rule.invalid = codeOf(json);
    rule.codeInGather = json["codeInGather"_L1].toInt();
    readValues(rule, json, enums);
    readLimits(rule, json);
    return rule;
}

void readText(ElementRule &rule, const QJsonObject &json) {
    const QJsonObject text = json["text"_L1].toObject();
    rule.takesText = json.contains("text"_L1);
    rule.needsText = text["required"_L1].toBool();
    rule.textType = typeOf(text["type"_L1].toString());
    rule.textPattern = expression(text["pattern"_L1]);
    rule.maxText = text["maxLength"_L1].toInt(-1);
    rule.textMissing = codeOf(text["missing"_L1]);
    rule.textInvalid = codeOf(text["invalid"_L1]);
    rule.textTooLong = codeOf(text["tooLong"_L1]);
    rule.textMeaning = text["meaning"_L1].toString();
}

ElementRule elementOf(const QString &id, const QJsonObject &json, const QJsonObject &enums) {
    using Kind = ElementRule::Kind;
    using Ends = ElementRule::Ends;
    ElementRule rule;
    const QString kind = json["kind"_L1].toString();
    const QString ends = json["ends"_L1].toString();
    rule.id = id.toUtf8();
    rule.tag = bytes(json["tag"_L1]);
    rule.product = json["product"_L1] == "messaging"_L1 ? Product::Messaging : Product::Voice;
    rule.kind = kind == "root"_L1     ? Kind::Root
                : kind == "verb"_L1   ? Kind::Verb
                : kind == "markup"_L1 ? Kind::Markup
                                      : Kind::Noun;
    rule.ends = ends == "always"_L1 ? Ends::Always : ends == "action"_L1 ? Ends::WithAction : Ends::Never;
    rule.isDeprecated = json["deprecated"_L1].toBool();
    rule.preferred = bytes(json["preferred"_L1]);
    rule.meaning = json["meaning"_L1].toString();
    rule.isUndocumented = json["undocumented"_L1].toBool();
    rule.needsChild = json["needsChild"_L1].toBool();
    rule.childInvalid = codeOf(json["child"_L1]);
    readText(rule, json);
    const QJsonObject attributes = json["attributes"_L1].toObject(); // sorted by name, as every QJsonObject
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        rule.attributes.push_back(attributeOf(it.key(), it->toObject(), enums));
    return rule;
}

QJsonObject resource() {
    QFile file(u":/twiml/grammar.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    return opened ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

Grammar::Grammar() {
    const QJsonObject json = resource();
    const QJsonObject elements = json["elements"_L1].toObject();
    const QJsonObject enums = json["enums"_L1].toObject();
    m_elements.reserve(std::size_t(elements.size())); // pointers into it stay
    QHash<QString, ElementRule *> byId;
    for (auto it = elements.begin(); it != elements.end(); ++it) {
        m_elements.push_back(elementOf(it.key(), it->toObject(), enums));
        byId.insert(it.key(), &m_elements.back());
        m_byTag[m_elements.back().tag].push_back(&m_elements.back());
    }
    for (auto it = elements.begin(); it != elements.end(); ++it) {
        const QJsonArray children = it->toObject()["children"_L1].toArray();
        for (const QJsonValue child : children) {
            ElementRule *rule = byId.value(child.toString());
            Q_ASSERT(rule != nullptr);
            byId[it.key()]->children.push_back(rule);
            rule->parents.push_back(byId.value(it.key()));
        }
    }
}

const Grammar &Grammar::instance() {
    static const Grammar loaded;
    return loaded;
}

const ElementRule &Grammar::root(Product product) const {
    const auto found = std::find_if(m_elements.begin(), m_elements.end(), [product](const ElementRule &rule) {
        return rule.kind == ElementRule::Kind::Root &&
               (rule.product == Product::Messaging) == (product == Product::Messaging);
    });
    Q_ASSERT(found != m_elements.end());
    return *found;
}

const std::vector<const ElementRule *> &Grammar::byTag(QByteArrayView tag) const {
    static const std::vector<const ElementRule *> none;
    const auto found = m_byTag.constFind(QByteArray::fromRawData(tag.data(), tag.size()));
    return found != m_byTag.cend() ? *found : none;
}

const AttributeRule *ElementRule::attribute(QByteArrayView name) const {
    const auto found = std::lower_bound(attributes.begin(), attributes.end(), name,
        [](const AttributeRule &rule, QByteArrayView wanted) { return QByteArrayView(rule.name) < wanted; });
    return found != attributes.end() && found->name == name ? &*found : nullptr;
}

const ElementRule *ElementRule::child(QByteArrayView wanted) const {
    const auto found = std::find_if(
        children.begin(), children.end(), [wanted](const ElementRule *rule) { return rule->tag == wanted; });
    return found != children.end() ? *found : nullptr;
}

} // namespace offhook::twiml
