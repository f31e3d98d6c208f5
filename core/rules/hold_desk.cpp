#include "core/rules/hold_desk.h"

#include "core/flow/time_limit.h"

#include <algorithm>

namespace offhook::rules {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using State = HeldRequest::State;

constexpr milliseconds UnknownLimit{15'000}; ///< where Twilio documents none
constexpr milliseconds LookEvery{1'000};
constexpr seconds ParkedPause{1};
constexpr seconds RoundTrip{30}; ///< a caller who is not back after so long has hung up

// Whose caller can be sent round: what runs TwiML in a call (twilio.com/docs/voice/twiml/redirect).
bool canPark(const flow::WebhookEvent &event) {
    const twilio::KindInfo &kind = twilio::info(event.meaning.kind);
    return kind.expectsTwiml && QByteArrayView(kind.product) == "voice" && !event.meaning.sid.isEmpty();
}

} // namespace

struct HoldDesk::Entry {
    HeldRequest shown;
    std::unique_ptr<flow::WaitingRequest> waiting; ///< null while it goes round
    Fault fault;
    Agenda::Entry deadline;
    Agenda::Entry look;
    bool answersWhenBack = false;
};

HoldDesk::HoldDesk(Agenda &agenda, const Clock &clock)
    : m_agenda(agenda)
    , m_clock(clock) {}

HoldDesk::~HoldDesk() {
    for (const auto &entry : m_entries) {
        m_agenda.cancel(entry->deadline);
        m_agenda.cancel(entry->look);
    }
}

void HoldDesk::setLimits(std::optional<milliseconds> limit, milliseconds reserve) {
    m_limit = limit;
    m_reserve = reserve;
}

void HoldDesk::take(
    std::unique_ptr<flow::WaitingRequest> request, const QString &rule, Reply draft, const Fault &fault) {
    auto entry = std::make_unique<Entry>();
    entry->shown.id = request->event()->id;
    entry->shown.rule = rule;
    entry->shown.draft = std::move(draft);
    entry->fault = fault;
    m_entries.push_back(std::move(entry));
    begin(*m_entries.back(), std::move(request));
}

void HoldDesk::begin(Entry &entry, std::unique_ptr<flow::WaitingRequest> request) {
    HeldRequest &shown = entry.shown;
    const flow::EventPtr &event = request->event();
    const milliseconds limit = m_limit.value_or(flow::timeLimit(*event).value_or(UnknownLimit));
    shown.request = event;
    shown.event = event->id;
    shown.state = State::Waiting;
    shown.canPark = canPark(*event);
    shown.forwardedTo.clear();
    shown.forwardError.clear();
    shown.startedAt = event->startedMonotonic;
    shown.limitAt = event->startedMonotonic + limit;
    shown.answersAt = shown.limitAt - m_reserve;
    entry.waiting = std::move(request);
    const EventId id = shown.id;
    entry.deadline = m_agenda.at(shown.answersAt, [this, id] { due(id); });
    entry.look = m_agenda.at(m_clock.monotonic() + LookEvery, [this, id] { look(id); });
    changed();
}

std::optional<QString> HoldDesk::returning(const flow::WebhookEvent &event) const {
    const Entry *entry = returningEntry(event);
    return entry != nullptr ? std::optional(entry->shown.rule) : std::nullopt;
}

HoldDesk::Entry *HoldDesk::returningEntry(const flow::WebhookEvent &event) const {
    for (const auto &entry : m_entries) {
        const flow::EventPtr &before = entry->shown.request;
        if (entry->shown.state == State::GoesRound && before->meaning.sid == event.meaning.sid &&
            before->request.path() == event.request.path())
            return entry.get();
    }
    return nullptr;
}

void HoldDesk::resume(std::unique_ptr<flow::WaitingRequest> request) {
    Entry *entry = returningEntry(*request->event());
    if (entry == nullptr) // answered or given up between the two steps: it is held anew
        return take(std::move(request), request->event()->rule, Reply(), {});
    m_agenda.cancel(entry->deadline);
    begin(*entry, std::move(request));
    if (entry->answersWhenBack)
        answer(entry->shown.id);
}

void HoldDesk::setDraft(EventId id, Reply draft) {
    Entry *entry = find(id);
    if (entry == nullptr)
        return;
    entry->shown.draft = std::move(draft);
    changed();
}

void HoldDesk::answer(EventId id) {
    Entry *entry = find(id);
    if (entry == nullptr)
        return;
    if (!entry->waiting) {
        entry->answersWhenBack = true;
        return changed();
    }
    give(id, withFault(fillIn(entry->shown.draft, *entry->shown.request), entry->fault));
}

void HoldDesk::forward(EventId id, const flow::ForwardTo &to) {
    Entry *entry = find(id);
    if (entry == nullptr || !entry->waiting || m_forwarder == nullptr || !entry->shown.forwardedTo.isEmpty())
        return;
    entry->shown.forwardedTo = to.url;
    entry->shown.forwardError.clear();
    changed();
    m_forwarder->forward(entry->shown.request, to, entry->shown.rule,
        [this, id, event = entry->shown.event](
            const Result<http::Response> &answer) { return forwarded(id, event, answer); });
}

bool HoldDesk::forwarded(EventId id, EventId event, const Result<http::Response> &answer) {
    Entry *entry = find(id);
    if (entry == nullptr || !entry->waiting || entry->shown.event != event)
        return false; // answered otherwise meanwhile, or gone round
    if (answer) {
        give(id, withFault(*answer, entry->fault));
        return true;
    }
    entry->shown.forwardedTo.clear();
    entry->shown.forwardError = answer.error().detail;
    changed();
    return false;
}

void HoldDesk::drop(EventId id) {
    give(id, {{}, {http::Delivery::Type::Close, 1, {}}, flow::EventFlag::Fault});
}

void HoldDesk::give(EventId id, flow::Outcome outcome) {
    Entry *entry = find(id);
    if (entry == nullptr)
        return;
    const auto waiting = std::move(entry->waiting);
    forget(id);
    if (waiting)
        waiting->answer(std::move(outcome));
}

void HoldDesk::park(EventId id) {
    Entry *entry = find(id);
    if (entry == nullptr || !entry->shown.canPark || !entry->waiting)
        return;
    entry->shown.isParked = true;
    goRound(*entry);
}

void HoldDesk::goRound(Entry &entry) {
    m_agenda.cancel(entry.deadline);
    m_agenda.cancel(entry.look);
    const EventId id = entry.shown.id;
    entry.shown.state = State::GoesRound;
    entry.deadline = m_agenda.at(m_clock.monotonic() + ParkedPause + RoundTrip, [this, id] { forget(id); });
    const auto waiting = std::move(entry.waiting);
    waiting->answer({parkingAnswer(entry.shown.request->request, ParkedPause), {}, flow::EventFlag::Parked});
    changed();
}

// At the reserve the answer goes out as it stands, never later.
void HoldDesk::due(EventId id) {
    Entry *entry = find(id);
    if (entry == nullptr || !entry->waiting)
        return;
    if (entry->shown.isParked)
        goRound(*entry);
    else
        answer(id);
}

void HoldDesk::look(EventId id) {
    Entry *entry = find(id);
    if (entry == nullptr || !entry->waiting)
        return;
    if (entry->waiting->isAbandoned())
        return give(id, {{}, {http::Delivery::Type::Close, 1, {}}, flow::EventFlag::ClientGone});
    entry->look = m_agenda.at(m_clock.monotonic() + LookEvery, [this, id] { look(id); });
}

void HoldDesk::answerAll() {
    for (const HeldRequest &one : held())
        answer(one.id);
}

std::vector<HeldRequest> HoldDesk::held() const {
    std::vector<HeldRequest> all;
    all.reserve(m_entries.size());
    for (const auto &entry : m_entries)
        all.push_back(entry->shown);
    return all;
}

HoldDesk::Entry *HoldDesk::find(EventId id) const {
    const auto found = std::lower_bound(m_entries.begin(), m_entries.end(), id,
        [](const std::unique_ptr<Entry> &entry, EventId wanted) { return entry->shown.id < wanted; });
    return found != m_entries.end() && (*found)->shown.id == id ? found->get() : nullptr;
}

void HoldDesk::forget(EventId id) {
    const Entry *entry = find(id);
    if (entry == nullptr)
        return;
    m_agenda.cancel(entry->deadline);
    m_agenda.cancel(entry->look);
    std::erase_if(m_entries, [id](const std::unique_ptr<Entry> &one) { return one->shown.id == id; });
    changed();
}

void HoldDesk::changed() const {
    if (m_changed)
        m_changed();
}

} // namespace offhook::rules
