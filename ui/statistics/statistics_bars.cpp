#include "ui/statistics/statistics_bars.h"

#include "core/base/text_guard.h"
#include "core/filter/completion.h"
#include "core/twilio/error_codes.h"
#include "core/twilio/explain.h"
#include "core/twilio/signature.h"
#include "ui/util/error_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text) {
    return QCoreApplication::translate("StatisticsBars", text);
}

QString percent(qint64 part, qint64 all) {
    if (all == 0)
        return {};
    const double share = 100 * double(part) / double(all);
    // Not "0 %" for some, nor "100 %" for not quite all.
    if (part > 0 && share < 1)
        return u"<1 %"_s;
    if (part < all && share > 99)
        return u">99 %"_s;
    return QString::number(std::lround(share)) + u" %"_s;
}

/// Most frequent first; the longest bar is the whole width.
std::vector<Bar> ranked(std::vector<Bar> bars, qint64 all) {
    std::stable_sort(bars.begin(), bars.end(), [](const Bar &a, const Bar &b) { return a.count > b.count; });
    for (Bar &bar : bars) {
        bar.share = double(bar.count) / double(std::max<qint64>(1, bars.front().count));
        bar.note = percent(bar.count, all);
    }
    return bars;
}

Role statusRole(const QByteArray &status) {
    if (status == "failed" || status == "undelivered")
        return Role::Invalid;
    if (status == "busy" || status == "no-answer" || status == "canceled" || status == "absent")
        return Role::Warn;
    return status == "delivered" || status == "read" || status == "completed" ? Role::Valid : Role::Accent;
}

/// A status of messages, calls or recordings: which of them is not known here.
twilio::Explanation explainAnyStatus(const QByteArray &status) {
    QStringList meanings;
    twilio::Explanation explained;
    for (const auto kind :
        {twilio::WebhookKind::MessageStatus, twilio::WebhookKind::CallStatus, twilio::WebhookKind::RecordingStatus}) {
        const twilio::Explanation one = twilio::explainStatus(kind, status);
        if (one.isEmpty())
            continue;
        explained = one;
        meanings << kindLabel(kind) + u": "_s + one.meaning;
    }
    if (meanings.size() > 1)
        explained.meaning = meanings.join(u'\n');
    return explained;
}

} // namespace

std::vector<Bar> funnelBars(const store::Statistics &statistics) {
    const store::DeliveryFunnel &funnel = statistics.funnel;
    if (funnel.messages == 0)
        return {};
    const QString kind = u"kind:message.status "_s;
    const auto line = [&kind](
                          const QString &label, qint64 count, Role role, const QString &status, const QString &means) {
        return Bar{label, count, 0, {}, role, QString(kind + status).trimmed(),
            {label, tr("Delivery of messages"), means, {}}};
    };
    std::vector<Bar> bars{line(tr("Queued"), funnel.messages, Role::Accent, {}, tr("Messages with a status callback.")),
        line(tr("Sent"), funnel.sent, Role::Info, u"status:sent"_s,
            tr("Handed on to the carrier, or known to be further.")),
        line(tr("Delivered"), funnel.delivered, Role::Valid, u"status:delivered"_s, tr("Delivered, or read.")),
        line(tr("Read"), funnel.read, Role::Valid, u"status:read"_s, tr("Opened, where the channel tells it.")),
        line(tr("Failed"), funnel.failed, Role::Invalid, u"status:failed|undelivered|canceled"_s,
            tr("Failed, undelivered or canceled, and never delivered."))};
    for (Bar &bar : bars) {
        bar.share = double(bar.count) / double(funnel.messages);
        bar.note = percent(bar.count, funnel.messages);
    }
    return bars;
}

std::vector<Bar> errorBars(const store::Statistics &statistics) {
    std::vector<Bar> bars;
    qint64 all = 0;
    for (const auto &[code, count] : statistics.errors) {
        const QString number = QString::number(code);
        const auto known = twilio::errorInfo(code);
        bars.push_back({known ? QString(number + u' ' + known->title) : number, count, 0, {}, Role::Invalid,
            u"param.ErrorCode="_s + number, twilio::explainErrorCode(code)});
        all += count;
    }
    return ranked(std::move(bars), all);
}

std::vector<Bar> verdictBars(const store::Statistics &statistics) {
    struct Line {
        twilio::Verdict verdict;
        QString label;
        Role role;
    };
    const Line lines[] = {{twilio::Verdict::Valid, tr("Valid"), Role::Valid},
        {twilio::Verdict::Invalid, tr("Invalid"), Role::Invalid},
        {twilio::Verdict::Unsigned, tr("Unsigned"), Role::Faint},
        {twilio::Verdict::Unchecked, tr("Unchecked"), Role::Warn}};
    std::vector<Bar> bars;
    for (const Line &line : lines) {
        if (const qint64 count = statistics.verdicts[std::size_t(line.verdict)]; count > 0)
            bars.push_back({line.label, count, 0, {}, line.role,
                u"sig:"_s + QLatin1StringView(twilio::verdictName(line.verdict)), {}});
    }
    return ranked(std::move(bars), statistics.total);
}

std::vector<Bar> kindBars(const store::Statistics &statistics) {
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < statistics.kinds.size(); ++i) {
        const auto kind = twilio::WebhookKind(i);
        if (statistics.kinds[i] > 0)
            bars.push_back({kindLabel(kind), statistics.kinds[i], 0, {}, Role::Accent,
                u"kind:"_s + QLatin1StringView(twilio::info(kind).name), twilio::explainKind(kind, {})});
    }
    return ranked(std::move(bars), statistics.total);
}

std::vector<Bar> statusBars(const store::Statistics &statistics) {
    std::vector<Bar> bars;
    for (const auto &[status, count] : statistics.statuses)
        bars.push_back({printable(status), count, 0, {}, statusRole(status),
            u"status:"_s + filter::quotedValue(QString::fromUtf8(status)), explainAnyStatus(status)});
    return ranked(std::move(bars), statistics.total);
}

std::vector<Bar> codeBars(const store::Statistics &statistics) {
    std::vector<Bar> bars;
    for (const auto &[code, count] : statistics.codes) {
        const Role role = code == 0 || code >= 500 ? Role::Invalid : code >= 400 ? Role::Warn : Role::Valid;
        bars.push_back({code == 0 ? tr("No answer") : QString::number(code), count, 0, {}, role,
            code == 0 ? QString() : u"code:"_s + QString::number(code), twilio::explainHttpStatus(code)});
    }
    return ranked(std::move(bars), statistics.total);
}

} // namespace offhook::ui
