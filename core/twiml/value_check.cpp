#include "core/twiml/value_check.h"

#include "core/twiml/address_check.h"
#include "core/twiml/suggestion.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <limits>

namespace offhook::twiml {
namespace {

/// One value, or one item of a list, and all that a finding about it needs.
struct Value {
    Checking &checking;
    const AttributeRule &rule;
    QByteArray text;
    TextRange range;
    CodeRule code;
    QString tag;

    void add(Finding finding, const QString &expected, std::optional<QByteArray> instead = {}) const {
        Diagnostic made = diagnose(finding, range, {QString::fromUtf8(rule.name), quoted(text), expected, tag});
        if (made.severity != Severity::Hint)
            setCode(made, code);
        if (instead)
            made.fix = replaceWith(range, *instead);
        checking.add(std::move(made));
    }
};

bool isInteger(QByteArrayView text) {
    const qsizetype sign = !text.isEmpty() && (text.front() == '-' || text.front() == '+') ? 1 : 0;
    const QByteArrayView digits = text.sliced(sign);
    return !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "30" of "30s", "30 seconds" and "30.0".
std::optional<QByteArray> leadingDigits(const QByteArray &text) {
    qsizetype size = 0;
    while (size < text.size() && text[size] >= '0' && text[size] <= '9')
        ++size;
    return size > 0 && size <= 9 ? std::optional(text.first(size)) : std::nullopt;
}

void checkRange(const Value &value, double number, double most = std::numeric_limits<double>::infinity()) {
    const double maximum = std::min(value.rule.maximum, most);
    if (number >= value.rule.minimum && number <= maximum)
        return;
    const double nearestOne = std::clamp(number, value.rule.minimum, maximum);
    value.add(Finding::OutOfRange, describe(value.rule), QByteArray::number(nearestOne, 'g', 10));
}

void checkInteger(const Value &value) {
    const QByteArray text = value.text.trimmed();
    if (!isInteger(text))
        return value.add(Finding::WrongInteger, describe(value.rule), leadingDigits(text));
    checkRange(value, text.toDouble(), std::numeric_limits<int>::max()); // xs:int of Twilio's schema
}

void checkDecimal(const Value &value) {
    bool ok = false;
    const double number = value.text.trimmed().toDouble(&ok);
    if (!ok || !std::isfinite(number))
        return value.add(Finding::WrongNumber, describe(value.rule));
    checkRange(value, number);
}

void checkBoolean(const Value &value) {
    const QByteArray text = value.text.toLower();
    const bool isYes = text == "true" || text == "yes" || text == "1" || text == "on";
    const bool isNo = text == "false" || text == "no" || text == "0" || text == "off";
    value.add(Finding::WrongBoolean, describe(value.rule),
        isYes  ? std::optional<QByteArray>("true")
        : isNo ? std::optional<QByteArray>("false")
               : std::nullopt);
}

void checkListed(const Value &value) {
    const QByteArray meant = nearest(value.text, value.rule.values);
    const auto instead = meant.isEmpty() ? std::nullopt : std::optional(meant);
    if (!value.rule.isOpen || !value.rule.form.match(QString::fromUtf8(value.text)).hasMatch())
        return value.add(Finding::WrongValue, describe(value.rule), instead);
    const QString advice =
        meant.isEmpty() ? QString() : QStringLiteral("Did you mean %1?").arg(QString::fromUtf8(meant));
    value.add(Finding::UnlistedValue, advice, instead);
}

void checkText(const Value &value) {
    const bool hasForm =
        value.rule.pattern.pattern().isEmpty() || value.rule.pattern.match(QString::fromUtf8(value.text)).hasMatch();
    if (!hasForm)
        return value.add(Finding::WrongForm, value.rule.note);
    const qsizetype count = value.rule.maxLength < 0 ? 0 : characterCount(value.text);
    if (value.rule.maxLength < 0 || count <= value.rule.maxLength)
        return;
    Diagnostic made = diagnose(Finding::TextTooLong, value.range,
        {QString::fromUtf8(value.rule.name), QString::number(count), QString::number(value.rule.maxLength), value.tag});
    setCode(made, value.code);
    value.checking.add(std::move(made));
}

bool isSid(QByteArrayView text) {
    return text.size() == 34 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z' &&
           std::all_of(text.begin() + 2, text.end(),
               [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

void checkSid(Checking &checking, const QByteArray &text, TextRange range, const QRegularExpression &pattern,
    CodeRule code, QStringList args) {
    const bool isRight =
        isSid(text) && (pattern.pattern().isEmpty() || pattern.match(QString::fromUtf8(text)).hasMatch());
    if (isRight)
        return;
    Diagnostic made = diagnose(Finding::WrongSid, range, std::move(args));
    setCode(made, code);
    checking.add(std::move(made));
}

void checkItem(const Value &value) {
    if (value.rule.accepted.contains(value.text)) {
        if (value.rule.deprecatedValues.contains(value.text))
            value.add(Finding::DeprecatedValue, {});
        return;
    }
    switch (value.rule.type) {
    case ValueType::Boolean:
        return checkBoolean(value);
    case ValueType::Integer:
        return checkInteger(value);
    case ValueType::Decimal:
        return checkDecimal(value);
    case ValueType::Enumeration:
        return checkListed(value);
    case ValueType::Sid:
        return checkSid(value.checking, value.text, value.range, value.rule.pattern, value.code,
            {QString::fromUtf8(value.rule.name), quoted(value.text), {}, value.tag});
    default:
        return checkText(value);
    }
}

/// Items of a list with the place of each, when the value stands in the document as it is read.
void checkList(const Value &whole) {
    const QByteArrayView raw = whole.range.in(whole.checking.body);
    const bool isExact = raw == whole.text;
    const char separator = whole.rule.separator;
    qsizetype count = 0;
    for (qsizetype begin = 0; begin <= whole.text.size() && !whole.checking.isCut;) {
        const qsizetype found = whole.text.indexOf(separator, begin);
        const qsizetype end = found < 0 ? whole.text.size() : found;
        const QByteArray item = whole.text.sliced(begin, end - begin);
        const TextRange range = isExact ? TextRange{whole.range.begin + begin, whole.range.begin + end} : whole.range;
        begin = end + 1;
        if (item.trimmed().isEmpty())
            continue;
        ++count;
        const qsizetype size = characterCount(item.trimmed());
        if (whole.rule.maxItemLength >= 0 && size > whole.rule.maxItemLength) {
            Diagnostic made = diagnose(Finding::ItemTooLong, range,
                {QString::fromUtf8(whole.rule.name), QString::number(size), QString::number(whole.rule.maxItemLength),
                    whole.tag});
            setCode(made, whole.code);
            whole.checking.add(std::move(made));
        }
        checkItem({whole.checking, whole.rule, item, range, whole.code, whole.tag});
    }
    if (count == 0 && !whole.rule.values.empty())
        checkItem(whole); // an empty list of an enumeration is no list
    if (whole.rule.maxItems < 0 || count <= whole.rule.maxItems)
        return;
    Diagnostic made = diagnose(Finding::TooManyItems, whole.range,
        {QString::fromUtf8(whole.rule.name), QString::number(count), QString::number(whole.rule.maxItems), whole.tag});
    setCode(made, whole.code);
    whole.checking.add(std::move(made));
}

CodeRule codeFor(const Checking &checking, int element, const AttributeRule &rule) {
    const int parent = checking.document.node(element).parent;
    const bool isInGather = rule.codeInGather != 0 && parent >= 0 && checking.document.node(parent).name == "Gather";
    return isInGather ? CodeRule{rule.codeInGather, Severity::Warning} : rule.invalid;
}

void checkJson(Checking &checking, TextRange range, const QByteArray &text, CodeRule code) {
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(text, &error);
    if (json.isObject())
        return;
    const QString why =
        error.error == QJsonParseError::NoError ? QStringLiteral("it is something else") : error.errorString();
    Diagnostic made = diagnose(Finding::WrongJson, range, {why});
    setCode(made, code);
    checking.add(std::move(made));
}

QString listed(const std::vector<QByteArray> &values) {
    constexpr std::size_t Most = 9;
    QStringList words;
    for (std::size_t i = 0; i < std::min(values.size(), Most); ++i)
        words.append(QString::fromUtf8(values[i]));
    if (values.size() > Most)
        return words.join(QStringLiteral(", ")) + QStringLiteral(", …");
    const QString last = words.isEmpty() ? QString() : words.takeLast();
    return words.isEmpty() ? last : words.join(QStringLiteral(", ")) + QStringLiteral(" or ") + last;
}

QString numbers(const AttributeRule &rule) {
    const QString unit = rule.unit.isEmpty() ? QString() : QLatin1Char(' ') + QString::fromUtf8(rule.unit);
    const QString kind =
        rule.type == ValueType::Integer ? QStringLiteral("a whole number") : QStringLiteral("a number");
    const bool hasMinimum = std::isfinite(rule.minimum);
    const bool hasMaximum = std::isfinite(rule.maximum);
    const auto text = [](double number) { return QString::number(number, 'g', 10); };
    if (hasMinimum && hasMaximum)
        return QStringLiteral("%1 from %2 to %3%4").arg(kind, text(rule.minimum), text(rule.maximum), unit);
    return hasMinimum ? QStringLiteral("%1 from %2%3").arg(kind, text(rule.minimum), unit) : kind + unit;
}

} // namespace

QString describe(const AttributeRule &rule) {
    switch (rule.type) {
    case ValueType::Integer:
    case ValueType::Decimal:
        return numbers(rule);
    case ValueType::Boolean:
    case ValueType::Enumeration:
        return listed(rule.values);
    case ValueType::Url:
        return rule.schemes.empty() ? QStringLiteral("a URL")
                                    : QStringLiteral("a URL that begins with %1://").arg(listed(rule.schemes));
    case ValueType::Sid:
        return QStringLiteral("a SID");
    case ValueType::Phone:
        return QStringLiteral("a phone number");
    default:
        return rule.maxLength < 0 ? QStringLiteral("text")
                                  : QStringLiteral("text of at most %1 characters").arg(rule.maxLength);
    }
}

void checkValue(
    Checking &checking, int element, const Attribute &attribute, const AttributeRule &rule, const ElementRule &owner) {
    const QString tag = QString::fromUtf8(owner.tag);
    const Value value{checking, rule, attribute.value, attribute.valueRange, codeFor(checking, element, rule), tag};
    if (rule.type == ValueType::Url)
        return checkUrl(checking, attribute.value, attribute.valueRange, urlUse(rule, owner));
    if (rule.type == ValueType::Phone)
        return checkSender(checking, attribute.value, attribute.valueRange, rule, tag);
    if (rule.separator != '\0')
        return checkList(value);
    checkItem(value);
}

void checkTypedText(Checking &checking, int element, const ElementRule &rule, const QByteArray &text) {
    const TextRange range = trimmed(contentOf(checking.document.node(element)), checking.body);
    switch (rule.textType) {
    case ValueType::Url:
        return checkUrl(checking, text, range, urlUse(rule));
    case ValueType::Phone:
        return checkPhone(checking, text, range, rule);
    case ValueType::Sip:
        return checkSip(checking, text, range, rule);
    case ValueType::Json:
        return checkJson(checking, range, text, rule.textInvalid);
    case ValueType::Sid:
        return checkSid(checking, text, range, rule.textPattern, rule.textInvalid,
            {QString::fromUtf8(rule.tag), quoted(text), {}, QString::fromUtf8(rule.tag)});
    default:
        return;
    }
}

} // namespace offhook::twiml
