#pragma once

#include "core/session/session.h"
#include "core/twilio/debugger_alert.h"
#include "ui/detail/latest_job.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class QPushButton;

namespace offhook::ui {

class Pill;
class PlainLabel;

/// What an error code means that Twilio sent: in an alert of its debugger, with a way to the exchange that it speaks
/// of, or as ErrorCode of a message, a recording and the like. Hidden where there is none.
class ErrorStrip final : public QWidget {
    Q_OBJECT
public:
    explicit ErrorStrip(const Theme &theme, QWidget *parent = nullptr);
    ~ErrorStrip() override;

    void setSession(Session *session);
    void setEvent(const flow::EventPtr &event);

Q_SIGNALS:
    /// To the exchange that an alert speaks of.
    void eventAsked(offhook::EventId id);

private:
    using Alert = std::shared_ptr<const twilio::DebuggerAlert>;

    void createLayout();
    void showCode(int code, const QString &words, const QString &place);
    void showAlert(const Alert &alert);
    void findExchange(const Alert &alert);

    const Theme &m_theme;
    QPointer<Session> m_session;
    flow::EventPtr m_event;
    Pill *m_pill = nullptr;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_words = nullptr;
    PlainLabel *m_advice = nullptr;
    QPushButton *m_exchange = nullptr;
    QPushButton *m_page = nullptr;
    int m_code = 0;
    EventId m_found = 0;
    LatestJob<Alert> m_job;
};

} // namespace offhook::ui
