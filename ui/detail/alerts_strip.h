#pragma once

#include "core/flow/alerts.h"
#include "ui/detail/latest_job.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace offhook::ui {

/// What Twilio's debugger would log about an exchange: code, words, the line of the answer to go to. Found off the GUI
/// thread; hidden where there is nothing.
class AlertsStrip final : public QWidget {
    Q_OBJECT
public:
    explicit AlertsStrip(const Theme &theme, QWidget *parent = nullptr);
    ~AlertsStrip() override;

    void setEvent(const flow::EventPtr &event);
    [[nodiscard]] const std::vector<flow::Alert> &alerts() const { return m_alerts; }

Q_SIGNALS:
    /// The bytes of the body that an alert is about.
    void placeAsked(qsizetype begin, qsizetype end);

private:
    void show(std::vector<flow::Alert> alerts);
    [[nodiscard]] QWidget *row(const flow::Alert &alert);

    const Theme &m_theme;
    std::vector<flow::Alert> m_alerts;
    QWidget *m_rows = nullptr;
    LatestJob<std::vector<flow::Alert>> m_job;
};

} // namespace offhook::ui
