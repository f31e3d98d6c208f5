#include "core/session/reconcile.h"

#include "core/exchange/wall_text.h"
#include "core/session/webhook_settings.h"
#include "core/twilio/thread_state.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace offhook {
namespace {

using namespace Qt::StringLiterals;
using Reason = ReconcileReason;
using Verdict = ReconcileVerdict;
using Type = TwilioRecord::Type;
using Setting = std::optional<QByteArray>;
using Outcome = std::pair<Verdict, Reason>;

constexpr Outcome AllHere{Verdict::Complete, Reason::AllHere};

QByteArray textOf(const QJsonObject &json, QLatin1StringView name) {
    return json[name].toString().toUtf8();
}

TwilioRecord recordOf(Type type, const QJsonObject &json, QLatin1StringView time) {
    TwilioRecord record{type, textOf(json, "sid"_L1), textOf(json, "direction"_L1), textOf(json, "from"_L1),
        textOf(json, "to"_L1), textOf(json, "status"_L1), textOf(json, "messaging_service_sid"_L1), 0};
    const auto at = exchange::wallTimeFrom(json[time].toString());
    record.at = at ? *at : exchange::wallTimeFrom(json["date_created"_L1].toString()).value_or(0);
    return record;
}

// No callback is sent for what a message begins with (twilio.com/docs/messaging/guides/track-outbound-message-status).
bool isBeginning(const TwilioRecord &record) {
    constexpr std::array<QByteArrayView, 8> beginnings{
        "accepted", "scheduled", "queued", "sending", "receiving", "initiated", "ringing", "in-progress"};
    return std::find(beginnings.begin(), beginnings.end(), QByteArrayView(record.status)) != beginnings.end();
}

/// How Twilio's status stands to what callbacks told.
enum class Standing : std::uint8_t { Same, TwilioIsFurther, Contradicts };

Standing standingOf(const TwilioRecord &record, const CapturedThread &captured) {
    if (captured.status == record.status)
        return Standing::Same;
    twilio::ThreadState state;
    twilio::ThreadFact fact;
    fact.subject = record.type == Type::Message ? twilio::Subject::Message : twilio::Subject::Call;
    fact.status = captured.status;
    (void)state.add(fact, 1, 0);
    fact.status = record.status;
    (void)state.add(fact, 2, 0);
    const bool further = !state.isContradictory() && state.status() == QByteArrayView(record.status);
    return further ? Standing::TwilioIsFurther : Standing::Contradicts;
}

class Reconciler {
public:
    Reconciler(const WebhookSettings &settings, const QList<QByteArray> &ownUrls)
        : m_settings(settings) {
        for (const QByteArray &url : ownUrls)
            m_ownHosts.insert(QUrl::fromEncoded(url).host());
    }

    [[nodiscard]] Outcome judge(const ReconcileRow &row) const {
        if (row.missing > 0)
            return {Verdict::Missing, Reason::RequestsMissing};
        if (row.record.direction == "inbound" && row.captured.requests == 0 && row.told == 0)
            return ofInbound(row);
        return ofStatus(row);
    }

private:
    [[nodiscard]] bool leadsHere(const QByteArray &url) const {
        return m_ownHosts.isEmpty() || m_ownHosts.contains(QUrl::fromEncoded(url).host());
    }
    // Nothing where a webhook must have been sent here, as far as can be known.
    [[nodiscard]] std::optional<Reason> whyNotHere(const Setting &url) const {
        if (!url)
            return {};
        if (url->isEmpty())
            return Reason::NoWebhook;
        return leadsHere(*url) ? std::nullopt : std::optional(Reason::LeadsElsewhere);
    }
    [[nodiscard]] Outcome ofInbound(const ReconcileRow &row) const {
        const TwilioRecord &record = row.record;
        if (record.status == "receiving" || record.status == "queued")
            return {Verdict::Unfinished, Reason::NotFinished};
        const Setting url = record.type == Type::Call ? m_settings.inboundCall(record.to)
                                                      : m_settings.inboundMessage(record.to, record.service);
        if (const auto why = whyNotHere(url))
            return {Verdict::Unknown, *why};
        return {Verdict::Missing, Reason::InboundMissing};
    }
    [[nodiscard]] Outcome ofStatus(const ReconcileRow &row) const {
        if (!row.captured.statuses.empty())
            return ofCallbacks(row);
        if (isBeginning(row.record))
            return {Verdict::Unfinished, Reason::NotFinished};
        if (isCallbackAsked(row.record))
            return {Verdict::Missing, Reason::StatusCallbackMissing};
        const bool anyHere = row.captured.requests > 0 || row.told > 0;
        return anyHere ? AllHere : Outcome{Verdict::Unknown, Reason::CallbackUnknown};
    }
    [[nodiscard]] static Outcome ofCallbacks(const ReconcileRow &row) {
        switch (standingOf(row.record, row.captured)) {
        case Standing::Same:
            return isBeginning(row.record) ? Outcome{Verdict::Unfinished, Reason::NotFinished} : AllHere;
        case Standing::TwilioIsFurther:
            return isBeginning(row.record) ? Outcome{Verdict::Unfinished, Reason::NotFinished}
                                           : Outcome{Verdict::Missing, Reason::StatusMissing};
        case Standing::Contradicts:
            break;
        }
        return {Verdict::Differs, Reason::StatusDiffers};
    }
    // A message or an outbound call may have a callback of its own, which the API does not tell.
    [[nodiscard]] bool isCallbackAsked(const TwilioRecord &record) const {
        Setting url;
        if (record.type == Type::Message && record.direction != "inbound")
            url = m_settings.messageStatus(record.service);
        else if (record.type == Type::Call && record.direction == "inbound")
            url = m_settings.callStatus(record.to);
        return url && !url->isEmpty() && leadsHere(*url);
    }

    const WebhookSettings &m_settings;
    QSet<QString> m_ownHosts;
};

} // namespace

const char *verdictName(ReconcileVerdict verdict) {
    static constexpr std::array names{"complete", "missing", "differs", "unknown", "unfinished"};
    return names.at(std::size_t(verdict));
}

const char *reasonName(ReconcileReason reason) {
    static constexpr std::array names{"all-here", "inbound-missing", "requests-missing", "status-missing",
        "status-callback-missing", "status-differs", "callback-unknown", "no-webhook", "leads-elsewhere",
        "not-finished"};
    return names.at(std::size_t(reason));
}

std::vector<TwilioRecord> recordsOf(const AccountLog &log) {
    std::vector<TwilioRecord> records;
    for (const QJsonObject &message : log.messages)
        records.push_back(recordOf(Type::Message, message, "date_sent"_L1));
    for (const QJsonObject &call : log.calls)
        records.push_back(recordOf(Type::Call, call, "start_time"_L1));
    std::stable_sort(
        records.begin(), records.end(), [](const TwilioRecord &a, const TwilioRecord &b) { return a.at < b.at; });
    return records;
}

std::vector<ReconcileRow> reconcile(const AccountLog &log, const QHash<QByteArray, CapturedThread> &captured,
    const RecoverReport &report, const QList<QByteArray> &ownUrls) {
    QHash<QByteArray, std::pair<int, int>> requests; // told and missing, by the call
    for (const RecoveredItem &item : report.items) {
        if (item.outcome == RecoveredItem::Outcome::NotRebuilt || !item.source.startsWith("CA"))
            continue;
        auto &[told, missing] = requests[item.source];
        ++told;
        missing += item.outcome == RecoveredItem::Outcome::Recovered && item.id == 0 ? 1 : 0;
    }
    const WebhookSettings settings(log);
    const Reconciler reconciler(settings, ownUrls);
    std::vector<ReconcileRow> rows;
    for (TwilioRecord &record : recordsOf(log)) {
        ReconcileRow row;
        row.record = std::move(record);
        row.captured = captured.value(row.record.sid);
        std::tie(row.told, row.missing) = requests.value(row.record.sid);
        std::tie(row.verdict, row.reason) = reconciler.judge(row);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace offhook
