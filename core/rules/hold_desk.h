#pragma once

#include "core/flow/decider.h"
#include "core/rules/agenda.h"
#include "core/rules/forwarder.h"
#include "core/rules/reply.h"
#include "core/rules/rule.h"

#include <QMetaType>

#include <functional>
#include <memory>
#include <vector>

namespace offhook::rules {

/// A request that waits for a person, as shown. Value type, any thread.
struct HeldRequest {
    enum class State : std::uint8_t {
        Waiting,  ///< its client waits for the answer
        GoesRound ///< parked: the caller hears a pause and comes back by himself
    };
    EventId id = 0;    ///< names it for the desk: the event that was held first
    EventId event = 0; ///< the event whose answer is due; another one after each round
    State state = State::Waiting;
    flow::EventPtr request; ///< that event
    QString rule;
    MonotonicTime startedAt; ///< when Twilio's time limit began
    MonotonicTime answersAt; ///< when the answer goes out as it stands, or the call is parked again
    MonotonicTime limitAt;   ///< when Twilio gives up
    Reply draft;
    bool canPark = false;
    QString forwardedTo;   ///< URL that is to answer; "" while none is asked
    QString forwardError;  ///< why the last one that was asked did not
    bool isParked = false; ///< goes round until somebody answers
};

/// How requests are held.
struct HoldSettings {
    bool isOn = false; ///< every request is held that meets the condition
    QString condition; ///< in the filter language; empty: all
    /// In place of Twilio's own limit; nothing: that one.
    std::optional<std::chrono::milliseconds> limit;
    std::chrono::milliseconds reserve{1'000}; ///< of the limit, left for the way back

    bool operator==(const HoldSettings &) const = default;
};

/// The requests that wait for a person. When what is left of Twilio's time limit comes down to the reserve, the answer
/// goes out as it stands. Lives on the capture thread; not thread-safe.
class HoldDesk {
public:
    using Changed = std::function<void()>;

    explicit HoldDesk(Agenda &agenda, const Clock &clock = Clock::system());
    ~HoldDesk();
    Q_DISABLE_COPY_MOVE(HoldDesk)

    void setLimits(std::optional<std::chrono::milliseconds> limit, std::chrono::milliseconds reserve);
    /// Called whenever held() changed.
    void setChanged(Changed changed) { m_changed = std::move(changed); }

    /// Null: nothing can be forwarded.
    void setForwarder(Forwarder *forwarder) { m_forwarder = forwarder; }

    void take(std::unique_ptr<flow::WaitingRequest> request, const QString &rule, Reply draft, const Fault &fault);
    /// The rule of a parked call that comes back with this event; empty: it is none. resume() then takes it.
    [[nodiscard]] std::optional<QString> returning(const flow::WebhookEvent &event) const;
    void resume(std::unique_ptr<flow::WaitingRequest> request);

    /// What the answer says from now on. Of ids that are not there nothing happens, here and below.
    void setDraft(EventId id, Reply draft);
    /// The answer goes out as it stands; of a call that goes round, when it comes back.
    void answer(EventId id);
    /// An application is asked, and its answer goes out; when it has none the request stays held.
    void forward(EventId id, const flow::ForwardTo &to);
    /// The connection is closed without an answer.
    void drop(EventId id);
    /// Voice: sends the caller round with Pause and Redirect, again and again until it is answered.
    void park(EventId id);
    void answerAll();

    /// Oldest first.
    [[nodiscard]] std::vector<HeldRequest> held() const;

private:
    struct Entry;
    using Entries = std::vector<std::unique_ptr<Entry>>;

    void begin(Entry &entry, std::unique_ptr<flow::WaitingRequest> request);
    bool forwarded(EventId id, EventId event, const Result<http::Response> &answer);
    void due(EventId id);
    void look(EventId id);
    void give(EventId id, flow::Outcome outcome);
    void goRound(Entry &entry);
    void forget(EventId id);
    void changed() const;
    [[nodiscard]] Entry *find(EventId id) const;
    [[nodiscard]] Entry *returningEntry(const flow::WebhookEvent &event) const;

    Agenda &m_agenda;
    const Clock &m_clock;
    std::optional<std::chrono::milliseconds> m_limit;
    std::chrono::milliseconds m_reserve{1'000};
    Changed m_changed;
    Forwarder *m_forwarder = nullptr;
    Entries m_entries;
};

} // namespace offhook::rules

Q_DECLARE_METATYPE(std::vector<offhook::rules::HeldRequest>)
