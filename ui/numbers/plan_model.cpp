#include "ui/numbers/plan_model.h"

#include "core/base/text_guard.h"
#include "ui/numbers/numbers_text.h"
#include "ui/util/text_format.h"

#include <QSet>

namespace offhook::ui {

using namespace Qt::StringLiterals;

PlanModel::PlanModel(const Theme &theme, QObject *parent)
    : SettingsModel(theme, {tr("Name"), tr("Setting"), tr("Before"), tr("After")}, parent) {}

void PlanModel::setPlan(const account::LeasePlan &plan) {
    setRows(rowsOf(plan));
}

std::vector<PlanModel::Row> PlanModel::rowsOf(const account::LeasePlan &plan) {
    std::vector<Row> rows;
    const auto remark = [&](const QString &name, const QString &setting, const QString &before, const QString &words,
                            Role role) {
        rows.push_back({{name, setting, before, words}, role, true, {}});
    };
    for (const account::ResourceChange &change : plan.changes) {
        for (const account::FieldChange &field : change.fields)
            rows.push_back({{title(change.name), hookLabel(field.hook), urlText(field.before), urlText(field.after)},
                Role::Text, false, {}});
    }
    for (const account::WithoutEffect &without : plan.withoutEffect)
        remark(title(without.name), hookLabel(without.hook), decisionText(without.decision),
            u"! "_s + overriddenText(without.decision), Role::Warn);
    for (const account::AlsoMoved &also : plan.alsoMoved)
        remark(title(also.name), hookLabel(also.hook), {}, u"! "_s + tr("Moves too: it follows what is changed above."),
            Role::Warn);
    for (const QByteArray &sid : plan.unknown)
        remark(printable(sid, 40), {}, {}, u"✕ "_s + tr("The account has no such resource any more."), Role::Invalid);
    return rows;
}

QString planSummary(const account::LeasePlan &plan) {
    qsizetype settings = 0;
    for (const account::ResourceChange &change : plan.changes)
        settings += qsizetype(change.fields.size());
    QStringList parts;
    if (settings == 1)
        parts.append(PlanModel::tr("1 setting will change"));
    else if (settings > 1)
        parts.append(PlanModel::tr("%1 settings will change").arg(grouped(settings)));
    if (!plan.withoutEffect.empty())
        parts.append(PlanModel::tr("! %1 would have no effect").arg(grouped(qint64(plan.withoutEffect.size()))));
    QSet<QByteArray> others;
    for (const account::AlsoMoved &also : plan.alsoMoved)
        others.insert(also.number);
    if (others.size() == 1)
        parts.append(PlanModel::tr("! 1 other number moves too"));
    else if (!others.isEmpty())
        parts.append(PlanModel::tr("! %1 other numbers move too").arg(grouped(others.size())));
    return parts.isEmpty() ? PlanModel::tr("Nothing to change: all this leads here already.") : parts.join(u" · "_s);
}

} // namespace offhook::ui
