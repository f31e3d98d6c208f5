#pragma once

#include "core/flow/webhook_event.h"
#include "ui/detail/latest_job.h"
#include "ui/detail/view_document.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QToolButton;

namespace offhook::ui {

class AlertsStrip;
class Banner;
class BodyView;
class ElidedLabel;
class PlainLabel;
class SegmentedSwitch;

/// The Request and the Response tab: the message laid out for reading, as raw text, or as a hex dump.
class MessagePane final : public QWidget {
    Q_OBJECT
public:
    enum class Side { Request, Response };
    enum class Form { Pretty, Raw, Hex };

    MessagePane(const Theme &theme, Side side, QWidget *parent = nullptr);
    ~MessagePane() override;

    void setEvent(const flow::EventPtr &event);
    void setForm(Form form);
    [[nodiscard]] BodyView *view() const { return m_view; }

Q_SIGNALS:
    void statusMessage(const QString &text);
    /// Of the response: the rule that answered.
    void ruleAsked(const QString &name);

private:
    QWidget *createToolbar();
    void showDocument();
    void showFacts();
    void showRefusal();
    void showPlace(qsizetype begin, qsizetype end);
    [[nodiscard]] QStringList requestFacts() const;
    [[nodiscard]] QStringList responseFacts() const;

    const Theme &m_theme;
    const Side m_side;
    flow::EventPtr m_event;
    SegmentedSwitch *m_switch = nullptr;
    ElidedLabel *m_facts = nullptr;
    QToolButton *m_lineEnds = nullptr;
    Banner *m_refusal = nullptr;
    AlertsStrip *m_alerts = nullptr; ///< of the response
    QToolButton *m_rule = nullptr;
    BodyView *m_view = nullptr;
    LatestJob<ViewDocument> m_job;
};

} // namespace offhook::ui
