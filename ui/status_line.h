#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_label.h"

#include <QStatusBar>

namespace offhook::ui {

/// The line at the bottom: how many events, rate, p99, whether what was acknowledged is on disk; right: keys in use.
class StatusLine final : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);

    void setCounts(qint64 shown, qint64 total, bool filtered);
    void setMetrics(const flow::Metrics::Snapshot &metrics);
    void setStorage(const store::StorageState &state);
    void setKeys(const KeyStore &keys);

private:
    PlainLabel *m_counts;
    PlainLabel *m_rate;
    PlainLabel *m_latency;
    PlainLabel *m_storage;
    PlainLabel *m_keys;
};

} // namespace offhook::ui
