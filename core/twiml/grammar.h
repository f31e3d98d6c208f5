#pragma once

#include "core/twiml/diagnostic.h"
#include "core/twiml/product.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <limits>
#include <vector>

namespace offhook::twiml {

/// What a value has to be.
enum class ValueType : std::uint8_t { Text, Boolean, Integer, Decimal, Enumeration, Url, Sid, Phone, Sip, Json };

/// Twilio's code for a wrong value, and how bad it takes it. Code 0: it has none of its own.
struct CodeRule {
    int code = 0;
    Severity severity = Severity::Warning;
};

struct AttributeRule {
    QByteArray name;
    ValueType type = ValueType::Text;
    char separator = 0;  ///< of a list; 0: one value
    bool isOpen = false; ///< `values` are suggestions: others may be right
    bool isRequired = false;
    bool isDeprecated = false;
    std::vector<QByteArray> values; ///< in the order of the source
    QSet<QByteArray> accepted;      ///< values and their aliases
    QSet<QByteArray> deprecatedValues;
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    QRegularExpression pattern; ///< every value has to match; empty: any
    QRegularExpression form;    ///< of values that an open list does not have; empty: any
    qsizetype maxLength = -1;   ///< characters; -1: none known
    qsizetype maxItems = -1;
    qsizetype maxItemLength = -1;
    std::vector<QByteArray> schemes; ///< of a URL; empty: http and https
    bool isCallback = false;         ///< a URL that is only told about something; its answer is not TwiML
    bool mustBeAbsolute = false;     ///< a URL that Twilio does not resolve
    QByteArray preferred;            ///< the spelling or attribute to use instead; empty: this one
    QByteArray otherwise;            ///< the default
    QByteArray unit;
    QString meaning; ///< English
    QString note;
    CodeRule invalid;
    int codeInGather = 0; ///< goes before `invalid` when the parent is Gather
};

struct ElementRule {
    enum class Kind : std::uint8_t { Root, Verb, Noun, Markup };
    /// Whether what follows in the document is ever reached.
    enum class Ends : std::uint8_t { Never, Always, WithAction };

    QByteArray id; ///< "voice.Say"
    QByteArray tag;
    Product product = Product::Voice;
    Kind kind = Kind::Verb;
    Ends ends = Ends::Never;
    bool takesText = false;
    bool needsText = false; ///< or elements inside
    bool needsChild = false;
    bool isDeprecated = false;
    bool isUndocumented = false; ///< known, but nothing to recommend
    ValueType textType = ValueType::Text;
    QRegularExpression textPattern;
    qsizetype maxText = -1; ///< characters
    CodeRule textMissing;
    CodeRule textInvalid;
    CodeRule textTooLong;
    CodeRule childInvalid;
    QString textMeaning;
    QString meaning;
    QByteArray preferred;
    std::vector<AttributeRule> attributes; ///< sorted by name
    std::vector<const ElementRule *> children;
    std::vector<const ElementRule *> parents;

    [[nodiscard]] const AttributeRule *attribute(QByteArrayView name) const;
    [[nodiscard]] const ElementRule *child(QByteArrayView tag) const;
};

/// The grammar of TwiML: which elements exist, where they stand, which attributes and values they take. Data of
/// resources/twiml/grammar.json, which packaging/derive_grammar.mjs makes from the official `twilio` package.
/// Immutable; any thread.
class Grammar {
public:
    [[nodiscard]] static const Grammar &instance();

    /// Response of a product; Voice for Auto.
    [[nodiscard]] const ElementRule &root(Product product) const;
    /// Elements of this tag, wherever they stand; empty where no product has one.
    [[nodiscard]] const std::vector<const ElementRule *> &byTag(QByteArrayView tag) const;
    [[nodiscard]] const std::vector<ElementRule> &elements() const { return m_elements; }

private:
    Grammar();

    std::vector<ElementRule> m_elements;
    QHash<QByteArray, std::vector<const ElementRule *>> m_byTag;
};

} // namespace offhook::twiml
