#include "core/flow/event_json.h"

#include "core/base/byte_sink.h"
#include "core/base/text_guard.h"
#include "core/flow/alerts.h"
#include "core/flow/event_summary.h"
#include "core/http/response_writer.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <charconv>

namespace offhook::flow {
namespace {

using namespace Qt::StringLiterals;

QString text(QByteArrayView bytes) {
    return QString::fromUtf8(bytes);
}
QString base64(const QByteArray &bytes) {
    return QString::fromLatin1(bytes.toBase64());
}

QJsonArray paramsJson(const http::Parameters &params) {
    QJsonArray list;
    for (const http::Parameter &p : params)
        list.append(QJsonArray{text(p.name), text(p.value)});
    return list;
}

QJsonArray flagsJson(EventFlags flags) {
    QJsonArray list;
    for (quint32 bit = 1; bit != 0; bit <<= 1U) {
        if (flags.testFlag(EventFlag(bit)) && *flagName(EventFlag(bit)) != 0)
            list.append(QLatin1StringView(flagName(EventFlag(bit))));
    }
    return list;
}

QJsonArray alertsJson(const WebhookEvent &event) {
    QJsonArray list;
    for (const Alert &alert : alertsOf(event)) {
        QJsonObject one{{u"code"_s, alert.code},
            {u"level"_s, alert.level == Alert::Level::Error ? u"error"_s : u"warning"_s}, {u"message"_s, alert.text},
            {u"effect"_s, alert.effect}};
        if (alert.line > 0) {
            one.insert(u"line"_s, alert.line);
            one.insert(u"column"_s, alert.column);
        }
        list.append(one);
    }
    return list;
}

QJsonObject responseJson(const WebhookEvent &event, const EventSummary &summary) {
    QJsonObject response{{u"status"_s, event.response.status}, {u"contentType"_s, text(summary.responseType)},
        {u"bytes"_s, summary.responseBytes}};
    if (event.tookUs >= 0)
        response.insert(u"tookMs"_s, double(event.tookUs) / 1000.0);
    return response;
}

void appendNumber(ByteSink &line, qint64 number) {
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    line.append({digits, end - digits});
}

// With one decimal, without a locale.
void appendMilliseconds(ByteSink &line, qint64 us) {
    if (us < 0)
        return line.append('-');
    const qint64 tenths = (us + 50) / 100;
    appendNumber(line, tenths / 10);
    line.append('.');
    line.append(char('0' + tenths % 10));
}

bool isPlainText(QByteArrayView bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

void appendCell(ByteSink &line, QByteArrayView before, QByteArrayView bytes, qsizetype limit) {
    line.append(before);
    if (bytes.size() <= limit && isPlainText(bytes))
        line.append(bytes);
    else
        line.append(printable(bytes, limit).toUtf8());
}

// The system looks at its time zone's file for every time that is asked for. Zones change their offset at full quarters
// of an hour only, so it is asked once in each.
qint64 localOffsetMs(qint64 utcMs) {
    constexpr qint64 QuarterMs = 15 * 60 * 1000;
    struct Known {
        qint64 quarter = -1;
        qint64 offsetMs = 0;
    };
    thread_local Known known;
    if (const qint64 quarter = utcMs / QuarterMs; quarter != known.quarter)
        known = {quarter, qint64(QDateTime::fromMSecsSinceEpoch(utcMs).offsetFromUtc()) * 1000};
    return known.offsetMs;
}

// "13:14:15.678" of the local day.
void appendTimeOfDay(ByteSink &line, WallTime time) {
    constexpr qint64 DayMs = 24 * 60 * 60 * 1000;
    const qint64 utcMs = time / 1000;
    const qint64 ms = ((utcMs + localOffsetMs(utcMs)) % DayMs + DayMs) % DayMs;
    const auto digit = [&](qint64 of) { line.append(char('0' + of % 10)); };
    const auto twoDigits = [&](qint64 of, char behind) {
        digit(of / 10);
        digit(of);
        line.append(behind);
    };
    twoDigits(ms / 3'600'000, ':');
    twoDigits(ms / 60'000 % 60, ':');
    twoDigits(ms / 1000 % 60, '.');
    for (const qint64 unit : {100, 10, 1})
        digit(ms / unit);
}

void appendRefusal(ByteSink &line, const http::Refusal &refusal) {
    line.append("refused ");
    appendNumber(line, refusal.status);
    line.append("  ");
    line.append(http::refusalName(refusal.reason));
}

void appendAnswered(ByteSink &line, const WebhookEvent &event) {
    const twilio::Meaning &m = event.meaning;
    appendCell(line, {}, m.kindName.isEmpty() ? QByteArrayView("other") : QByteArrayView(m.kindName), 60);
    appendCell(line, "  ", event.request.method(), 10);
    appendCell(line, " ", event.request.path(), 60);
    if (!m.from.isEmpty() || !m.to.isEmpty()) {
        appendCell(line, "  ", m.from, 40);
        appendCell(line, " -> ", m.to, 40);
    }
    line.append("  ");
    line.append(twilio::verdictName(event.verification.verdict));
    line.append("  ");
    appendNumber(line, event.response.status);
    line.append(' ');
    appendMilliseconds(line, event.tookUs);
    line.append(" ms");
    if (!m.summary.isEmpty())
        appendCell(line, "  ", m.summary, 80);
}

} // namespace

QJsonObject eventJson(const WebhookEvent &event) {
    const EventSummary s = summaryOf(event);
    QJsonObject json{
        {u"id"_s, event.id},
        {u"time"_s, QString::fromLatin1(isoTime(event.receivedAt))},
        {u"kind"_s, text(s.kindName.isEmpty() ? QByteArray("other") : s.kindName)},
        {u"method"_s, text(s.method)},
        {u"target"_s, text(s.target)},
        {u"peer"_s, text(s.peer)},
        {u"from"_s, text(s.from)},
        {u"to"_s, text(s.to)},
        {u"sid"_s, text(s.sid)},
        {u"status"_s, text(s.status)},
        {u"summary"_s, text(s.summary)},
        {u"params"_s, paramsJson(event.allParams())},
        {u"verdict"_s, QLatin1StringView(twilio::verdictName(s.verdict))},
        {u"matchedUrl"_s, text(event.verification.matchedUrl)},
        {u"key"_s, event.verification.keyLabel},
        {u"rule"_s, event.rule},
        {u"response"_s, responseJson(event, s)},
        {u"flags"_s, flagsJson(event.flags)},
    };
    if (event.refusal)
        json.insert(u"error"_s, text(s.refusal));
    return json;
}

QJsonObject wholeEventJson(const WebhookEvent &event) {
    QJsonObject json = eventJson(event);
    json.insert(u"request"_s,
        QJsonObject{{u"head"_s, base64(event.request.head())}, {u"body"_s, base64(event.request.wireBody())}});
    QJsonObject response = json.value("response"_L1).toObject();
    response.insert(u"head"_s, base64(responseHead(event.response)));
    response.insert(u"body"_s, base64(event.response.body));
    json.insert(u"response"_s, response);
    json.insert(u"reason"_s, QLatin1StringView(twilio::reasonName(event.verification.reason)));
    json.insert(u"checkedUrl"_s, text(event.verification.checkedUrl));
    json.insert(u"note"_s, event.note);
    json.insert(u"alerts"_s, alertsJson(event));
    QJsonArray attempts;
    for (const Attempt &attempt : event.attempts)
        attempts.append(attemptJson(attempt));
    json.insert(u"attempts"_s, attempts);
    return json;
}

QByteArray eventLine(const WebhookEvent &event) {
    QByteArray whole;
    whole.reserve(256);
    {
        ByteSink line(whole);
        appendTimeOfDay(line, event.receivedAt);
        line.append("  #");
        appendNumber(line, event.id);
        line.append("  ");
        if (event.refusal)
            appendRefusal(line, *event.refusal);
        else
            appendAnswered(line, event);
    }
    return whole;
}

QByteArray responseHead(const http::Response &response) {
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ';
    head += http::reasonPhrase(response.status).toByteArray() + "\r\n";
    for (const http::HeaderField &field : response.headers)
        head += field.name + ": " + field.value + "\r\n";
    return head + "\r\n";
}

} // namespace offhook::flow
