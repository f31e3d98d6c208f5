#include "core/rules/rule.h"

#include <QUuid>

#include <algorithm>

namespace offhook::rules {

QString newRuleId() {
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString uniqueName(const QString &wanted, const RuleList &rules, const QString &exceptId) {
    const auto isTaken = [&](const QString &name) {
        return std::any_of(rules.begin(), rules.end(),
            [&](const Rule &rule) { return rule.id != exceptId && rule.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = QStringLiteral("%1 %2").arg(wanted).arg(number);
    return name;
}

RuleList defaultRules() {
    Rule rule;
    rule.id = QStringLiteral("everything-else");
    rule.name = QStringLiteral("Everything else");
    return {rule};
}

} // namespace offhook::rules
