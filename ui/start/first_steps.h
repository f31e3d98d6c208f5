#pragma once

#include "core/session/session.h"

#include <QObject>

#include <array>
#include <optional>

namespace offhook::ui {

/// How far a new user is: a key, a way for Twilio to come in, a number pointed here, and at last something real on
/// screen. Follows the session; what was skipped and that all this is over is remembered in the preferences. GUI
/// thread.
class FirstSteps final : public QObject {
    Q_OBJECT
public:
    enum class Step : std::uint8_t { Key, Tunnel, Number };
    enum class State : std::uint8_t { Waiting, Done, Skipped };
    static constexpr std::array Steps{Step::Key, Step::Tunnel, Step::Number};

    FirstSteps(Session &session, QObject *parent = nullptr);

    /// Another workspace is open, or none.
    void follow();
    /// Looks for what arrived before; changed() follows. follow() does so while the steps are not over.
    void lookBack();
    [[nodiscard]] State state(Step step) const;
    /// The first that waits; nothing when none does.
    [[nodiscard]] std::optional<Step> next() const;
    void setSkipped(Step step, bool skipped);
    /// The first event that somebody else signed, which a valid one replaces; not those of Send test, nor such that
    /// were imported or recovered.
    [[nodiscard]] const std::optional<flow::EventSummary> &arrival() const { return m_arrival; }
    /// Finished or dismissed: they are shown where there is no event yet and on demand, and otherwise no more.
    [[nodiscard]] bool isOver() const;
    void setOver(bool over);

Q_SIGNALS:
    void changed();
    /// Just now, not when the workspace was opened.
    void arrived(const offhook::flow::EventSummary &event);

private:
    void take(const store::EventBatch &batch);

    Session &m_session;
    WallTime m_since = 0; ///< events received later were not imported
    std::optional<flow::EventSummary> m_arrival;
};

} // namespace offhook::ui
