#include "ui/numbers/plan_model.h"

#include "core/account/shown_url.h"
#include "core/base/text_guard.h"
#include "ui/numbers/numbers_text.h"
#include "ui/util/text_format.h"

#include <QSet>
#include <QTextDocument>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

// A phone number, or the friendly name of an app or service.
QString title(const QString &name) {
    return address(name.toUtf8(), false);
}

QString urlText(const QString &url) {
    return url.isEmpty() ? PlanModel::tr("nothing") : account::shownUrl(url);
}

} // namespace

PlanModel::PlanModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {}

void PlanModel::setPlan(const account::LeasePlan &plan) {
    beginResetModel();
    m_rows.clear();
    add(plan);
    endResetModel();
}

void PlanModel::add(const account::LeasePlan &plan) {
    for (const account::ResourceChange &change : plan.changes) {
        for (const account::FieldChange &field : change.fields)
            m_rows.push_back({title(change.name), hookLabel(field.hook), urlText(field.before), urlText(field.after),
                Role::Text, {}});
    }
    for (const account::WithoutEffect &without : plan.withoutEffect) {
        const QString why = overriddenText(without.decision);
        m_rows.push_back({title(without.name), hookLabel(without.hook), decisionText(without.decision), u"! "_s + why,
            Role::Warn, why});
    }
    for (const account::AlsoMoved &also : plan.alsoMoved) {
        const QString why = tr("Moves too: it follows what is changed above.");
        m_rows.push_back({title(also.name), hookLabel(also.hook), {}, u"! "_s + why, Role::Warn, why});
    }
    for (const QByteArray &sid : plan.unknown) {
        const QString why = tr("The account has no such resource any more.");
        m_rows.push_back({printable(sid, 40), {}, {}, u"✕ "_s + why, Role::Invalid, why});
    }
}

int PlanModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PlanModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant PlanModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    const QString &text = column == Name      ? row.name
                          : column == Setting ? row.setting
                          : column == Before  ? row.before
                                              : row.after;
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::ToolTipRole:
        return text.isEmpty() ? QVariant() : QVariant(Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal));
    case Qt::ForegroundRole:
        return m_theme.color(column == After ? row.role : column == Before ? Role::Muted : Role::Text);
    case Qt::FontRole:
        return column == Before || (column == After && row.whole.isEmpty()) ? m_theme.mono() : m_theme.font();
    default:
        return {};
    }
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Setting:
        return tr("Setting");
    case Before:
        return tr("Before");
    default:
        return tr("After");
    }
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
