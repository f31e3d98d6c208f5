#pragma once

#include "core/flow/thread.h"
#include "ui/theme/theme.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace offhook::ui {

/// Who stands where in the sequence picture.
enum class TimelineLane : std::uint8_t { Twilio, Offhook, App };

/// One arrow of the picture. All texts are for people and one line each.
struct TimelineStep {
    EventId id = 0; ///< the event it is part of
    bool answer = false;
    TimelineLane from = TimelineLane::Twilio;
    TimelineLane to = TimelineLane::Offhook;
    WallTime at = 0;
    QString text;   ///< "sent", "200 · Say, Gather"
    QString time;   ///< "+35.690 s" since the first step; of an answer how long it took
    QString aside;  ///< at the arrow's end: a plain answer, "204 · 1 ms"
    QString reason; ///< why it is flagged, "" when it is not
    Role ink = Role::Accent;
    Role reasonInk = Role::Warn;
    bool dashed = false; ///< it only repeats another
};

/// What the picture of a thread shows, before it has a size. A value; made off the GUI thread.
struct TimelineScript {
    QString title;                                   ///< "Message SM12…cdef · 4 events"
    std::vector<TimelineStep> steps;                 ///< in order of time
    QString before;                                  ///< what is left out above, "" when nothing
    QStringList foot;                                ///< "Now: delivered", one line for each subject
    QString app;                                     ///< name of the app's lane, "" when nothing was forwarded
    twilio::Subject subject = twilio::Subject::None; ///< what the thread is about

    /// Everything that is said of one event, for the tooltip and for screen readers.
    [[nodiscard]] QString spoken(EventId id) const;
    [[nodiscard]] bool holds(EventId id) const;
};

[[nodiscard]] TimelineScript timelineScript(const flow::Thread &thread);

/// "arrived after delivered", "no final status within 10 min"
[[nodiscard]] QString findingText(const flow::Finding &finding);
/// The verbs of a TwiML document, "Say, Gather"; of what cannot be read, what was read until then.
[[nodiscard]] QString twimlVerbs(const QByteArray &body);

} // namespace offhook::ui
