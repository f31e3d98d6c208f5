#include "core/store/search_text.h"

#include "core/base/byte_sink.h"
#include "core/store/schema.h"

#include <algorithm>
#include <array>

namespace offhook::store {
namespace {

constexpr qsizetype UuidSize = 36;
constexpr qsizetype MaxSharedValue = 200;

// Header fields whose values hardly vary from request to request of one sender.
constexpr std::array<QByteArrayView, 17> SteadyFields{"Host", "User-Agent", "Accept", "Accept-Encoding",
    "Accept-Charset", "Accept-Language", "Content-Type", "Connection", "Cache-Control", "X-Home-Region",
    "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Server", "X-Original-Host", "Via",
    "Transfer-Encoding"};
// Parameters whose values are the same for whole accounts or senders.
constexpr std::array<QByteArrayView, 6> SteadyParameters{
    "ApiVersion", "MessagingServiceSid", "ChannelPrefix", "Direction", "NumSegments", "NumMedia"};

bool isSteadyField(QByteArrayView name) {
    return std::ranges::any_of(
        SteadyFields, [&](QByteArrayView known) { return http::equalsIgnoringCase(known, name); });
}

bool isSteadyParameter(QByteArrayView name) {
    return std::ranges::find(SteadyParameters, name) != SteadyParameters.end();
}

class Collector {
public:
    Collector(const flow::WebhookEvent &event, SearchText &into)
        : m_event(event)
        , m_shared(into.shared)
        , m_own(into.own)
        , m_cut(into.cut) {}

    void collect() {
        if (m_event.refusal) // its fields may not be fields at all
            return own(m_event.request.head()), own(m_event.request.wireBody());
        for (std::size_t i = 0; i < m_event.request.fieldCount(); ++i)
            field(m_event.request.field(i));
        for (const http::Parameter &parameter : m_event.bodyParams)
            this->parameter(parameter);
        for (const http::Parameter &parameter : m_event.queryParams)
            this->parameter(parameter);
        if (m_event.bodyParams.empty() && !m_event.request.body().isEmpty())
            own(m_event.request.body());
    }

private:
    void field(const http::Request::Field &field) {
        shared(field.name);
        value(field.value, isSteadyField(field.name));
    }
    void parameter(const http::Parameter &parameter) {
        shared(parameter.name);
        value(parameter.value, isSteadyParameter(parameter.name));
    }
    void value(QByteArrayView value, bool steady) {
        if (value.isEmpty())
            return;
        if (steady && value.size() <= MaxSharedValue)
            append(m_shared, value);
        else if (!isColumn(value))
            own(value);
    }
    void shared(QByteArrayView name) {
        if (name.size() <= MaxSharedValue)
            append(m_shared, name);
        else
            own(name);
    }
    void own(QByteArrayView bytes) {
        const qsizetype room = SearchedText - m_own.size() - 1;
        m_cut = m_cut || bytes.size() > room;
        if (room > 0)
            append(m_own, bytes.first(std::min(bytes.size(), room)));
    }
    static void append(ByteSink &to, QByteArrayView bytes) {
        if (to.size() > 0)
            to.append('\n');
        to.append(bytes);
    }
    [[nodiscard]] bool isColumn(QByteArrayView value) const {
        const twilio::Meaning &meaning = m_event.meaning;
        const QByteArrayView target = m_event.request.target();
        return value == meaning.sid || value == meaning.accountSid || value == meaning.from || value == meaning.to ||
               value == meaning.status || value == meaning.idempotencyToken || value == meaning.summary ||
               value == meaning.parentSid || value == target;
    }

    const flow::WebhookEvent &m_event;
    ByteSink m_shared;
    ByteSink m_own;
    bool &m_cut;
};

int hexValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool isDashPlace(qsizetype i) {
    return i == 8 || i == 13 || i == 18 || i == 23;
}

bool isLowerUuid(QByteArrayView token) {
    if (token.size() != UuidSize)
        return false;
    for (qsizetype i = 0; i < UuidSize; ++i) {
        if (isDashPlace(i) ? token[i] != '-' : hexValue(token[i]) < 0)
            return false;
    }
    return true;
}

} // namespace

void collectSearchText(const flow::WebhookEvent &event, SearchText &into) {
    into.shared.resize(0);
    into.own.resize(0);
    into.cut = false;
    Collector(event, into).collect();
}

QByteArray packedToken(QByteArrayView token) {
    if (!isLowerUuid(token))
        return token.toByteArray();
    QByteArray packed(UuidSize / 2 - 2, Qt::Uninitialized);
    char *out = packed.data();
    for (qsizetype i = 0; i < UuidSize; i += 2) {
        if (isDashPlace(i))
            ++i;
        *out++ = char((hexValue(token[i]) << 4) | hexValue(token[i + 1]));
    }
    return packed;
}

// Searches do this for every row they look at.
QByteArray unpackedToken(QByteArrayView column, bool isBlob) {
    if (!isBlob || column.size() != UuidSize / 2 - 2)
        return column.toByteArray();
    constexpr char Digits[] = "0123456789abcdef";
    QByteArray token(UuidSize, Qt::Uninitialized);
    char *out = token.data();
    for (qsizetype i = 0; i < column.size(); ++i) {
        if (isDashPlace(out - token.constData()))
            *out++ = '-';
        const auto byte = quint8(column[i]);
        *out++ = Digits[byte >> 4U];
        *out++ = Digits[byte & 15U];
    }
    return token;
}

} // namespace offhook::store
