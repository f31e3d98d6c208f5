#include "ui/compose/template_list.h"

#include "core/twilio/webhook_kind.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

constexpr int RowHeight = 26;

// "message.status.delivered" is a variant of the kind "message.status".
twilio::KindGroup groupOf(QByteArray name) {
    while (!name.isEmpty()) {
        if (const auto kind = twilio::kindFromName(name))
            return twilio::info(*kind).group;
        name.truncate(std::max<qsizetype>(0, name.lastIndexOf('.')));
    }
    return twilio::KindGroup::Other;
}

bool matches(const compose::Template &candidate, const QString &text) {
    return candidate.title.contains(text, Qt::CaseInsensitive) ||
           QString::fromUtf8(candidate.name).contains(text, Qt::CaseInsensitive) ||
           QString::fromUtf8(candidate.path).contains(text, Qt::CaseInsensitive);
}

const compose::Template *templateOf(const QTreeWidgetItem *item) {
    return item != nullptr && item->parent() != nullptr
               ? compose::findTemplate(item->data(0, Qt::UserRole).toByteArray())
               : nullptr;
}

} // namespace

TemplateList::TemplateList(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search templates"));
    m_search->setAccessibleName(tr("Search templates"));
    m_search->setClearButtonEnabled(true);
    m_tree = new QTreeWidget(this);
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(12);
    m_tree->setItemsExpandable(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setAccessibleName(tr("Templates"));
    setFramed(m_tree, theme);
    m_tree->header()->setStretchLastSection(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    fill();
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) { filter(text.trimmed()); });
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] { Q_EMIT currentChanged(); });
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] { Q_EMIT activated(); });
}

void TemplateList::fill() {
    std::array<QTreeWidgetItem *, twilio::KindGroupCount> groups{};
    for (int i = 0; i < twilio::KindGroupCount; ++i) {
        groups[std::size_t(i)] = new QTreeWidgetItem(m_tree, {groupLabel(twilio::KindGroup(i))});
        groups[std::size_t(i)]->setFlags(Qt::ItemIsEnabled);
        groups[std::size_t(i)]->setSizeHint(0, QSize(0, RowHeight));
        groups[std::size_t(i)]->setFont(0, m_theme.font(-1, QFont::DemiBold));
        groups[std::size_t(i)]->setForeground(0, m_theme.color(Role::Muted));
    }
    for (const compose::Template &each : compose::templates()) {
        auto *item = new QTreeWidgetItem(groups[std::size_t(groupOf(each.name))], {each.title});
        item->setData(0, Qt::UserRole, each.name);
        item->setSizeHint(0, QSize(0, RowHeight));
    }
    m_tree->expandAll();
    filter({});
}

QList<QTreeWidgetItem *> TemplateList::visibleItems() const {
    QList<QTreeWidgetItem *> items;
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        for (int i = 0; i < m_tree->topLevelItem(g)->childCount(); ++i) {
            if (!m_tree->topLevelItem(g)->child(i)->isHidden())
                items.append(m_tree->topLevelItem(g)->child(i));
        }
    }
    return items;
}

int TemplateList::visibleCount() const {
    return int(visibleItems().size());
}

void TemplateList::filter(const QString &text) {
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        QTreeWidgetItem *group = m_tree->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            const compose::Template *each = templateOf(group->child(i));
            const bool shown = each != nullptr && (text.isEmpty() || matches(*each, text));
            group->child(i)->setHidden(!shown);
            any = any || shown;
        }
        group->setHidden(!any);
    }
    const QList<QTreeWidgetItem *> left = visibleItems();
    if (!left.contains(m_tree->currentItem()))
        m_tree->setCurrentItem(left.isEmpty() ? nullptr : left.first());
}

const compose::Template *TemplateList::current() const {
    return templateOf(m_tree->currentItem());
}

void TemplateList::select(const QByteArray &name) {
    for (QTreeWidgetItem *item : visibleItems()) {
        if (item->data(0, Qt::UserRole).toByteArray() == name)
            return m_tree->setCurrentItem(item);
    }
}

} // namespace offhook::ui
