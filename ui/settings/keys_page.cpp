#include "ui/settings/keys_page.h"

#include "core/base/text_guard.h"
#include "ui/detail/styling.h"
#include "ui/settings/add_key_dialog.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

constexpr int RowHeight = 28;

enum Column { LabelColumn, AccountColumn, KindColumn, PlaceColumn, ColumnCount };

QString placeWords(KeyEntry::Origin origin) {
    switch (origin) {
    case KeyEntry::Origin::Keychain:
        return KeysPage::tr("keychain");
    case KeyEntry::Origin::Memory:
        return KeysPage::tr("memory, this run only");
    case KeyEntry::Origin::Environment:
        return KeysPage::tr("environment");
    case KeyEntry::Origin::KeyFile:
        return KeysPage::tr("key file");
    case KeyEntry::Origin::Sample:
        return KeysPage::tr("made for Send test");
    }
    return {};
}

QString kindWords(twilio::KeyKind kind) {
    return kind == twilio::KeyKind::AuthToken ? KeysPage::tr("auth token") : KeysPage::tr("shared key");
}

QString backendWords(settings::Secrets::Backend backend) {
    switch (backend) {
    case settings::Secrets::Backend::Keychain:
        return KeysPage::tr("Keys are kept in the keychain of your desktop.");
    case settings::Secrets::Backend::Memory:
        return KeysPage::tr("Keys are in memory for this run: no keychain is reachable.");
    case settings::Secrets::Backend::Unknown:
        break;
    }
    return KeysPage::tr(
        "Keys go to the keychain of your desktop; where there is none, they stay in memory for this run.");
}

} // namespace

KeysPage::KeysPage(KeyStore &keys, const Theme &theme, QWidget *parent)
    : SettingsPage(parent)
    , m_keys(keys)
    , m_theme(theme) {
    createList();
    m_where = hint(theme);
    m_problem = hint(theme);
    setInk(m_problem, theme, Role::Invalid);
    auto *add = new QPushButton(tr("Add &key…"), this);
    m_remove = new QPushButton(tr("&Remove…"), this);
    auto *row = new QHBoxLayout;
    row->addWidget(add);
    row->addWidget(m_remove);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(heading(theme, tr("Keys"),
        tr("Secrets that signatures are checked with. They are never shown, logged or written to the workspace. "
           "Changes take effect at once.")));
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    layout->addWidget(m_where);
    layout->addWidget(m_problem);
    connect(add, &QPushButton::clicked, this, [this] { AddKeyDialog(m_keys, m_theme, {}, this).exec(); });
    connect(m_remove, &QPushButton::clicked, this, [this] { removeCurrent(); });
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] { m_remove->setEnabled(!currentId().isEmpty()); });
    connect(&keys, &KeyStore::changed, this, [this] { fill(); });
    fill();
}

void KeysPage::createList() {
    m_list = new QTreeWidget(this);
    m_list->setColumnCount(ColumnCount);
    m_list->setHeaderLabels({tr("Label"), tr("Account"), tr("Kind"), tr("Kept in")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setAccessibleName(tr("Signing keys"));
    setFramed(m_list, m_theme);
    m_list->header()->setStretchLastSection(true);
}

void KeysPage::fill() {
    const QString kept = currentId();
    m_list->clear();
    for (const KeyEntry &entry : m_keys.entries()) {
        const QString account = entry.account.isEmpty() ? tr("every account") : printable(entry.account, 60);
        auto *item = new QTreeWidgetItem(
            m_list, {printable(entry.label, 80), account, kindWords(entry.kind), placeWords(entry.origin)});
        item->setData(LabelColumn, Qt::UserRole, entry.id);
        item->setSizeHint(PlaceColumn, QSize(0, RowHeight));
        if (!entry.account.isEmpty())
            item->setFont(AccountColumn, m_theme.mono());
        if (!entry.id.isEmpty() && entry.id == kept)
            m_list->setCurrentItem(item);
    }
    for (int column = 0; column < ColumnCount - 1; ++column)
        m_list->resizeColumnToContents(column);
    m_where->setText(backendWords(m_keys.backend()));
    m_remove->setEnabled(!currentId().isEmpty());
}

QString KeysPage::currentId() const {
    const QTreeWidgetItem *item = m_list->currentItem();
    return item != nullptr ? item->data(LabelColumn, Qt::UserRole).toString() : QString();
}

void KeysPage::removeCurrent() {
    const QString id = currentId();
    if (id.isEmpty())
        return;
    QMessageBox box(this);
    box.setTextFormat(Qt::PlainText);
    box.setIcon(QMessageBox::Question);
    box.setWindowTitle(tr("Remove key"));
    box.setText(tr("Remove the key “%1”?").arg(m_list->currentItem()->text(LabelColumn)));
    box.setInformativeText(tr("New requests of its account will be unchecked. Events keep the verdict they have."));
    QPushButton *removeButton = box.addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != removeButton)
        return;
    m_keys.remove(id, this,
        [this](const Result<void> &removed) { m_problem->setText(removed ? QString() : errorText(removed.error())); });
}

} // namespace offhook::ui
