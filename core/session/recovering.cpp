#include "core/session/recovering.h"

#include "core/base/text_guard.h"
#include "core/exchange/readers/twilio_log.h"
#include "core/exchange/webhook_identity.h"
#include "core/session/captured_threads.h"

#include <algorithm>
#include <utility>

namespace offhook {
namespace {

using namespace Qt::StringLiterals;
using Outcome = RecoveredItem::Outcome;
using Event = flow::WebhookEvent;

constexpr std::size_t BatchEvents = 500;

/// What one source tells: events beside the items that report them.
struct Rebuilt {
    std::vector<Event> events;
    std::vector<RecoveredItem> items; ///< parallel
};

RecoveredItem itemOf(const Event &event, const QByteArray &source) {
    RecoveredItem item;
    item.source = source;
    item.at = event.receivedAt;
    item.kindName = event.meaning.kindName;
    item.sid = event.meaning.sid;
    item.status = event.meaning.status;
    item.summary = event.meaning.summary;
    item.responseStatus = event.response.status;
    return item;
}

RecoveredItem notRebuilt(const QByteArray &source, const QString &why) {
    RecoveredItem item;
    item.source = source;
    item.why = printable(why, 300);
    return item;
}

// The note of an alert's event begins "Twilio alert NO..., error ...".
QByteArray alertSid(const Event &event) {
    return event.note.section(u' ', 2, 2).remove(u',').toUtf8();
}

Rebuilt fromAlerts(const AccountLog &log, WallTime now, RecoverReport &report) {
    std::vector<Event> events;
    for (const QJsonObject &alert : log.alerts) {
        auto event = exchange::eventFromAlert(alert, now);
        if (event)
            events.push_back(std::move(*event));
        else
            report.items.push_back(notRebuilt(alert["sid"_L1].toString().toUtf8(), event.error().detail));
    }
    std::stable_sort(
        events.begin(), events.end(), [](const Event &a, const Event &b) { return a.receivedAt < b.receivedAt; });
    exchange::foldAlerts(events);
    Rebuilt rebuilt;
    for (Event &event : events) {
        rebuilt.items.push_back(itemOf(event, alertSid(event)));
        rebuilt.events.push_back(std::move(event));
    }
    return rebuilt;
}

Rebuilt fromCallEvents(const AccountLog &log, WallTime now, RecoverReport &report) {
    Rebuilt rebuilt;
    for (const AccountLog::CallEvent &told : log.callEvents) {
        auto event = exchange::eventFromCallEvent(told.event, now);
        if (!event) {
            report.items.push_back(notRebuilt(told.callSid, event.error().detail));
        } else if (event->meaning.sid.isEmpty() && event->meaning.parentSid.isEmpty()) {
            report.items.push_back(
                notRebuilt(told.callSid, u"This request names no call: a fetch, of media for example."_s));
        } else {
            rebuilt.items.push_back(itemOf(*event, told.callSid));
            rebuilt.events.push_back(std::move(*event));
        }
    }
    return rebuilt;
}

QSet<QByteArray> sidsOf(const std::vector<Event> &events) {
    QSet<QByteArray> sids;
    for (const Event &event : events) {
        sids.insert(event.meaning.sid);
        sids.insert(event.meaning.parentSid);
    }
    sids.remove(QByteArray());
    return sids;
}

/// What is new, to be stored: the events with the places of their items in the report.
struct Fresh {
    std::vector<std::shared_ptr<Event>> events;
    std::vector<std::size_t> items;
};

void sortOut(Rebuilt &&rebuilt, exchange::KnownWebhooks &known, Fresh &fresh, RecoverReport &report) {
    const std::vector<bool> here = known.among(rebuilt.events);
    for (std::size_t i = 0; i < rebuilt.events.size(); ++i) {
        RecoveredItem &item = rebuilt.items[i];
        item.outcome = here[i] ? Outcome::AlreadyHere : Outcome::Recovered;
        if (!here[i]) {
            known.add(rebuilt.events[i]);
            fresh.items.push_back(report.items.size());
            fresh.events.push_back(std::make_shared<Event>(std::move(rebuilt.events[i])));
        }
        report.items.push_back(std::move(item));
    }
}

// In order of time: ids tell the order.
void sortByTime(Fresh &fresh) {
    std::vector<std::size_t> order(fresh.events.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return fresh.events[a]->receivedAt < fresh.events[b]->receivedAt; });
    Fresh sorted;
    for (const std::size_t i : order) {
        sorted.events.push_back(fresh.events[i]);
        sorted.items.push_back(fresh.items[i]);
    }
    fresh = std::move(sorted);
}

Result<void> keep(
    const Fresh &fresh, store::WorkspaceImporter &into, RecoverReport &report, const ShareControl &control) {
    for (std::size_t at = 0; at < fresh.events.size(); at += BatchEvents) {
        const std::size_t end = std::min(at + BatchEvents, fresh.events.size());
        const Result<qint64> added =
            into.add({fresh.events.begin() + qsizetype(at), fresh.events.begin() + qsizetype(end)});
        if (!added)
            return added.error();
        if (control.progress)
            control.progress(qint64(end), qint64(fresh.events.size()));
    }
    for (std::size_t i = 0; i < fresh.events.size(); ++i) {
        RecoveredItem &item = report.items[fresh.items[i]];
        item.id = fresh.events[i]->id;
        if (item.id == 0) // the same to the byte and the microsecond was there
            item.outcome = Outcome::AlreadyHere;
    }
    return {};
}

} // namespace

qint64 RecoverReport::count(RecoveredItem::Outcome outcome) const {
    return std::count_if(
        items.begin(), items.end(), [outcome](const RecoveredItem &item) { return item.outcome == outcome; });
}

const char *outcomeName(RecoveredItem::Outcome outcome) {
    switch (outcome) {
    case Outcome::Recovered:
        return "recovered";
    case Outcome::AlreadyHere:
        return "already-here";
    case Outcome::NotRebuilt:
        break;
    }
    return "not-rebuilt";
}

Result<RecoverReport> recoverWebhooks(const AccountLog &log, const QString &workspace, const TimeWindow &window,
    store::WorkspaceImporter *into, const ShareControl &control) {
    RecoverReport report;
    report.problems = log.problems;
    Rebuilt alerts = fromAlerts(log, window.until, report);
    Rebuilt calls = fromCallEvents(log, window.until, report);
    exchange::KnownWebhooks known;
    const Result<void> read = eachCaptured(
        workspace, window, sidsOf(alerts.events) + sidsOf(calls.events), [&](const Event &event) { known.add(event); },
        control);
    if (!read)
        return read.error();
    if (control.cancelled != nullptr && control.cancelled->load(std::memory_order_relaxed))
        return Error{ErrorCode::Cancelled, {}, -1};
    Fresh fresh;
    sortOut(std::move(alerts), known, fresh, report);
    sortOut(std::move(calls), known, fresh, report);
    sortByTime(fresh);
    if (into != nullptr) {
        if (const Result<void> stored = keep(fresh, *into, report, control); !stored)
            return stored.error();
    }
    return report;
}

} // namespace offhook
