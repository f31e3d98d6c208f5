#pragma once

#include "core/flow/decider.h"
#include "core/rules/rule.h"

#include <memory>
#include <vector>

namespace offhook::rules {

/// A clock moved by hand.
class HandClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override { return wallTime; }
    [[nodiscard]] MonotonicTime monotonic() const override { return now; }
    MonotonicTime now{std::chrono::hours(1)};
    WallTime wallTime = 1'700'000'000'000'000;
};

inline std::shared_ptr<flow::WebhookEvent> eventOf(
    EventId id, const QByteArray &head, const QByteArray &body, MonotonicTime startedAt = {}) {
    auto event = std::make_shared<flow::WebhookEvent>();
    event->id = id;
    event->request = http::Request(head, body);
    event->decodeParams();
    event->meaning = twilio::meaningOf(event->request, event->allParams());
    event->response.status = 0;
    event->startedMonotonic = startedAt;
    event->receivedMonotonic = startedAt;
    return event;
}

inline std::shared_ptr<flow::WebhookEvent> sms(
    EventId id, MonotonicTime startedAt = {}, const QByteArray &from = "%2B14155550142") {
    return eventOf(id, "POST /sms HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
        "MessageSid=SM1&SmsStatus=received&NumMedia=0&Body=hello%20%26%20bye&FromCity=NEW%20YORK&From=" + from,
        startedAt);
}

inline std::shared_ptr<flow::WebhookEvent> call(
    EventId id, MonotonicTime startedAt = {}, const QByteArray &target = "/voice?lang=de&x=1") {
    return eventOf(id,
        "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
        "CallSid=CA1&CallStatus=ringing&Direction=inbound&From=%2B4420&To=%2B1212", startedAt);
}

/// What a waiting request was answered with.
struct Given {
    EventId event = 0;
    flow::Outcome outcome;
    MonotonicTime at;
};

class TestRequest final : public flow::WaitingRequest {
public:
    TestRequest(flow::EventPtr event, std::vector<Given> &given, const Clock &clock)
        : m_event(std::move(event))
        , m_given(given)
        , m_clock(clock) {}
    [[nodiscard]] const flow::EventPtr &event() const override { return m_event; }
    void answer(flow::Outcome outcome) override {
        m_given.push_back({m_event->id, std::move(outcome), m_clock.monotonic()});
    }
    [[nodiscard]] bool isAbandoned() const override { return *abandoned; }

    std::shared_ptr<bool> abandoned = std::make_shared<bool>(false);

private:
    flow::EventPtr m_event;
    std::vector<Given> &m_given;
    const Clock &m_clock;
};

inline Reply textReply(const QByteArray &body, bool isTemplate = false) {
    return {{false, 200, "text/xml", body}, isTemplate};
}

inline Rule rule(const QString &name, const QString &condition, const Reply &reply) {
    Rule made;
    made.id = name;
    made.name = name;
    made.condition = condition;
    made.action.replies = {reply};
    return made;
}

} // namespace offhook::rules
