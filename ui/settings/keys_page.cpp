#include "ui/settings/keys_page.h"

#include "core/base/text_guard.h"
#include "ui/detail/styling.h"
#include "ui/settings/add_api_key_dialog.h"
#include "ui/settings/add_key_dialog.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
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
enum DataRole { IdRole = Qt::UserRole, ApiKeyRole };

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

KeysPage::KeysPage(KeyStore &keys, AccountAccess &access, const Theme &theme, QWidget *parent)
    : SettingsPage(parent)
    , m_keys(keys)
    , m_access(access)
    , m_theme(theme) {
    createList();
    m_where = hint(theme);
    m_problem = hint(theme);
    setInk(m_problem, theme, Role::Invalid);
    auto *add = new QPushButton(tr("Add &key…"), this);
    auto *addApiKey = new QPushButton(tr("Add &API key…"), this);
    m_remove = new QPushButton(tr("&Remove…"), this);
    auto *row = new QHBoxLayout;
    row->addWidget(add);
    row->addWidget(addApiKey);
    row->addWidget(m_remove);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(heading(theme, tr("Keys"),
        tr("Secrets that signatures are checked with, and API keys to ask Twilio with. They are never shown, logged or "
           "written to the workspace. Changes take effect at once.")));
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    layout->addWidget(m_where);
    layout->addWidget(m_problem);
    connect(add, &QPushButton::clicked, this, [this] { AddKeyDialog(m_keys, m_theme, {}, this).exec(); });
    connect(addApiKey, &QPushButton::clicked, this, [this] { AddApiKeyDialog(m_access, m_theme, {}, this).exec(); });
    connect(m_remove, &QPushButton::clicked, this, [this] { removeCurrent(); });
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] { m_remove->setEnabled(!currentId().isEmpty()); });
    connect(&keys, &KeyStore::changed, this, [this] { fill(); });
    connect(&access, &AccountAccess::changed, this, [this] { fill(); });
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
        addRow({printable(entry.label, 80), account, kindWords(entry.kind), placeWords(entry.origin)}, entry.id, false);
    }
    for (const ApiKeyEntry &entry : m_access.apiKeys()) {
        const auto place = entry.isKept ? KeyEntry::Origin::Keychain : KeyEntry::Origin::Memory;
        addRow({printable(entry.label, 80), printable(entry.accountSid, 60),
                   tr("API key %1").arg(address(entry.keySid, true)), placeWords(place)},
            entry.id, true);
    }
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_list->topLevelItem(row);
        if (!kept.isEmpty() && item->data(LabelColumn, IdRole).toString() == kept)
            m_list->setCurrentItem(item);
    }
    for (int column = 0; column < ColumnCount - 1; ++column)
        m_list->resizeColumnToContents(column);
    m_where->setText(backendWords(m_keys.backend()));
    m_remove->setEnabled(!currentId().isEmpty());
}

void KeysPage::addRow(const QStringList &cells, const QString &id, bool isApiKey) {
    auto *item = new QTreeWidgetItem(m_list, cells);
    item->setData(LabelColumn, IdRole, id);
    item->setData(LabelColumn, ApiKeyRole, isApiKey);
    item->setSizeHint(PlaceColumn, QSize(0, RowHeight));
    if (cells[AccountColumn].startsWith(u"AC"))
        item->setFont(AccountColumn, m_theme.mono());
}

QString KeysPage::currentId() const {
    const QTreeWidgetItem *item = m_list->currentItem();
    return item != nullptr ? item->data(LabelColumn, IdRole).toString() : QString();
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
    const bool isApiKey = m_list->currentItem()->data(LabelColumn, ApiKeyRole).toBool();
    box.setInformativeText(
        isApiKey ? tr("Numbers that are pointed here by it can then be restored only with another key of the account.")
                 : tr("New requests of its account will be unchecked. Events keep the verdict they have."));
    QPushButton *removeButton = box.addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != removeButton)
        return;
    const auto removed = [this](const Result<void> &result) {
        m_problem->setText(result ? QString() : errorText(result.error()));
    };
    isApiKey ? m_access.removeApiKey(id, this, removed) : m_keys.remove(id, this, removed);
}

} // namespace offhook::ui
