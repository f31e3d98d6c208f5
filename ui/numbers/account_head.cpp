#include "ui/numbers/account_head.h"

#include "core/base/text_guard.h"
#include "ui/detail/elided_label.h"
#include "ui/detail/styling.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

namespace offhook::ui {
namespace {

constexpr int LongestSid = 40;

} // namespace

AccountHead::AccountHead(const Theme &theme, QWidget *parent)
    : QWidget(parent) {
    m_accounts = new QComboBox(this);
    m_accounts->setFont(theme.mono());
    m_accounts->setAccessibleName(tr("Account"));
    m_reload = iconButton(theme, QStringLiteral("retry"), tr("Read the list again"), this);
    m_label = new PlainLabel(tr("&Account"), this);
    m_label->setBuddy(m_accounts);
    m_word = new PlainLabel(this);
    setInk(m_word, theme, Role::Muted);
    m_url = new ElidedLabel(this);
    m_url->setFont(theme.mono());
    m_tunnel = new QPushButton(tr("&Tunnel…"), this);
    m_tunnel->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_label);
    layout->addWidget(m_accounts);
    layout->addWidget(m_reload);
    layout->addStretch(1);
    layout->addWidget(m_word);
    layout->addWidget(m_url);
    layout->addWidget(m_tunnel);
    connect(m_accounts, &QComboBox::currentIndexChanged, this, &AccountHead::accountChanged);
    connect(m_reload, &QToolButton::clicked, this, &AccountHead::reloadAsked);
    connect(m_tunnel, &QPushButton::clicked, this, &AccountHead::tunnelAsked);
    setPublicUrl({});
    setBusy(false);
}

void AccountHead::setAccounts(const std::vector<QByteArray> &sids) {
    const QByteArray chosen = account();
    {
        const QSignalBlocker quiet(m_accounts);
        m_accounts->clear();
        for (const QByteArray &sid : sids)
            m_accounts->addItem(printable(sid, LongestSid), sid);
        m_accounts->setCurrentIndex(sids.empty() ? -1 : qMax(0, m_accounts->findData(chosen)));
    }
    setBusy(m_busy);
    if (account() != chosen)
        Q_EMIT accountChanged();
}

QByteArray AccountHead::account() const {
    return m_accounts->currentData().toByteArray();
}

void AccountHead::setPublicUrl(const QString &url) {
    m_word->setText(url.isEmpty() ? tr("There is no public URL yet.") : tr("Point to"));
    m_url->setContent(url, url.toUtf8());
    m_url->setVisible(!url.isEmpty());
    m_tunnel->setVisible(url.isEmpty());
}

void AccountHead::setBusy(bool busy) {
    m_busy = busy;
    m_accounts->setEnabled(!busy && m_accounts->count() > 1);
    m_reload->setEnabled(!busy && m_accounts->count() > 0);
    for (QWidget *part :
        {static_cast<QWidget *>(m_label), static_cast<QWidget *>(m_accounts), static_cast<QWidget *>(m_reload)})
        part->setVisible(m_accounts->count() > 0);
}

} // namespace offhook::ui
