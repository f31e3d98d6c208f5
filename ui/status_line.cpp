#include "ui/status_line.h"

#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

QString shortAccount(const QByteArray &account) {
    const QString text = QString::fromLatin1(account);
    return text.size() > 10 ? text.first(6) + u'…' + text.last(4) : text;
}

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QStatusBar(parent)
    , m_counts(new PlainLabel(this))
    , m_rate(new PlainLabel(this))
    , m_latency(new PlainLabel(this))
    , m_storage(new PlainLabel(this))
    , m_keys(new PlainLabel(this)) {
    setSizeGripEnabled(false);
    for (PlainLabel *label : {m_counts, m_rate, m_latency, m_storage}) {
        label->setContentsMargins(6, 0, 6, 0);
        addWidget(label);
    }
    m_keys->setContentsMargins(6, 0, 6, 0);
    addPermanentWidget(m_keys);
    setCounts(0, 0, false);
    setMetrics({});
    setStorage({});
}

void StatusLine::setCounts(qint64 shown, qint64 total, bool filtered) {
    if (filtered)
        m_counts->setText(tr("%1 of %2 events").arg(grouped(shown), grouped(total)));
    else
        m_counts->setText(total == 1 ? tr("1 event") : tr("%1 events").arg(grouped(total)));
}

void StatusLine::setMetrics(const flow::Metrics::Snapshot &metrics) {
    m_rate->setText(tr("%1 events/s").arg(metrics.perSecond, 0, 'f', metrics.perSecond < 100 ? 1 : 0));
    // Never shown or hidden: the bar does that itself while it has a message.
    m_latency->setText(metrics.p99Us < 0 ? QString() : tr("p99 %1").arg(duration(metrics.p99Us)));
    m_latency->setToolTip(tr("99 of 100 of the last 1,000 answers left within this time"));
}

void StatusLine::setStorage(const store::StorageState &state) {
    switch (state.type) {
    case store::StorageState::Type::Durable:
        m_storage->setText(tr("All acknowledged events are on disk"));
        break;
    case store::StorageState::Type::Failing:
        m_storage->setText(tr("Not storing: requests are answered 503"));
        break;
    case store::StorageState::Type::ReadOnly:
        m_storage->setText(tr("Open read-only, following live"));
        break;
    }
}

void StatusLine::setKeys(const KeyStore &keys) {
    const int count = keys.userKeyCount();
    if (count == 0) {
        m_keys->setText(tr("No signing key yet"));
        return;
    }
    QString where = tr("in memory");
    QByteArray account;
    for (const KeyEntry &entry : keys.entries()) {
        if (entry.origin == KeyEntry::Origin::Keychain)
            where = tr("in keychain");
        if (entry.origin == KeyEntry::Origin::Environment)
            where = tr("from the environment");
        if (entry.origin != KeyEntry::Origin::Sample && account.isEmpty())
            account = entry.account;
    }
    const QString first = account.isEmpty() ? QString() : shortAccount(account) + u" · "_s;
    m_keys->setText(first + (count == 1 ? tr("1 key") : tr("%1 keys").arg(count)) + u' ' + where);
}

} // namespace offhook::ui
