#include "ui/start/first_steps.h"

#include "core/base/clock.h"
#include "core/session/leasing.h"

#include <QPointer>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

const QString OverFlag = u"first-steps/over"_s;

QString skippedFlag(FirstSteps::Step step) {
    switch (step) {
    case FirstSteps::Step::Key:
        return u"first-steps/key-skipped"_s;
    case FirstSteps::Step::Tunnel:
        return u"first-steps/tunnel-skipped"_s;
    case FirstSteps::Step::Number:
        break;
    }
    return u"first-steps/number-skipped"_s;
}

// Signed, and not by the sample key: Twilio has found its way here.
bool isReal(const flow::EventSummary &event) {
    using flow::EventFlag;
    const auto notReal = EventFlag::Test | EventFlag::Malformed | EventFlag::Recovered;
    return event.verdict != twilio::Verdict::Unsigned && !(event.flags & notReal);
}

bool isValid(const flow::EventSummary &event) {
    return event.verdict == twilio::Verdict::Valid;
}

} // namespace

FirstSteps::FirstSteps(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session) {
    connect(&session.keys(), &KeyStore::changed, this, &FirstSteps::changed);
    connect(&session, &Session::publicUrlChanged, this, &FirstSteps::changed);
    connect(&session.leasing(), &Leasing::changed, this, &FirstSteps::changed);
}

void FirstSteps::follow() {
    m_arrival.reset();
    m_since = Clock::system().wall();
    if (store::EventStore *events = m_session.events()) {
        connect(events, &store::EventStore::committed, this, &FirstSteps::take);
        if (!isOver())
            lookBack();
    }
    Q_EMIT changed();
}

FirstSteps::State FirstSteps::state(Step step) const {
    const bool done = step == Step::Key      ? m_session.keys().userKeyCount() > 0
                      : step == Step::Tunnel ? !m_session.publicUrl().isEmpty()
                                             : m_arrival.has_value() || !m_session.leasing().entries().empty();
    if (done)
        return State::Done;
    return m_session.preferences().flag(skippedFlag(step), false) ? State::Skipped : State::Waiting;
}

std::optional<FirstSteps::Step> FirstSteps::next() const {
    for (const Step step : Steps) {
        if (state(step) == State::Waiting)
            return step;
    }
    return std::nullopt;
}

void FirstSteps::setSkipped(Step step, bool skipped) {
    m_session.preferences().setFlag(skippedFlag(step), skipped);
    Q_EMIT changed();
}

bool FirstSteps::isOver() const {
    return m_session.preferences().flag(OverFlag, false);
}

void FirstSteps::setOver(bool over) {
    if (over == isOver())
        return;
    m_session.preferences().setFlag(OverFlag, over);
    Q_EMIT changed();
}

// Whoever has real events has taken the steps, by hand or before there were any.
void FirstSteps::lookBack() {
    const QPointer<store::EventStore> events = m_session.events();
    if (events == nullptr || m_arrival)
        return;
    store::EventQuery query;
    query.filter = filter::parse(u"sig:valid -is:test -is:recovered", m_since).expression;
    query.limit = 1;
    const auto found = [this, events](const Result<std::vector<flow::EventSummary>> &rows) {
        if (!rows || rows->empty() || events != m_session.events())
            return;
        m_arrival = rows->front();
        setOver(true);
        Q_EMIT changed();
    };
    events->query(query, this, [this, events, found](const Result<store::IdChunk> &chunk) {
        if (chunk && !chunk->ids.empty() && events != nullptr && events == m_session.events())
            events->summaries(chunk->ids, this, found);
    });
}

void FirstSteps::take(const store::EventBatch &batch) {
    if (m_arrival && isValid(*m_arrival))
        return;
    for (const flow::EventSummary &event : batch.events) {
        if (!isReal(event) || event.receivedAt < m_since || (m_arrival && !isValid(event)))
            continue;
        m_arrival = event;
        Q_EMIT changed();
        Q_EMIT arrived(event);
        return;
    }
}

} // namespace offhook::ui
