#include "core/http/response_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <iterator>

namespace offhook::http {
namespace {

struct Phrase {
    int status;
    QByteArrayView text;
};

// https://www.iana.org/assignments/http-status-codes, sorted.
constexpr std::array Phrases = std::to_array<Phrase>({
    {100, "Continue"},
    {101, "Switching Protocols"},
    {102, "Processing"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {207, "Multi-Status"},
    {208, "Already Reported"},
    {226, "IM Used"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {423, "Locked"},
    {424, "Failed Dependency"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {506, "Variant Also Negotiates"},
    {507, "Insufficient Storage"},
    {508, "Loop Detected"},
    {511, "Network Authentication Required"},
});
static_assert(std::ranges::is_sorted(Phrases, {}, &Phrase::status));

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

// Bytes that end a name or a line; the rest of a name is the owner's business.
bool endsName(char c) {
    return isControl(c) || c == ' ' || c == '\t' || c == ':';
}

bool isOurs(QByteArrayView name) {
    return equalsIgnoringCase(name, "Content-Length") || equalsIgnoringCase(name, "Transfer-Encoding") ||
           equalsIgnoringCase(name, "Connection") || equalsIgnoringCase(name, "Keep-Alive");
}

void appendNumber(QByteArray &out, qint64 number) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

void appendField(QByteArray &out, const HeaderField &field) {
    if (field.name.isEmpty() || std::any_of(field.name.begin(), field.name.end(), endsName))
        return;
    out.append(field.name).append(": ");
    if (std::none_of(field.value.begin(), field.value.end(), isControl)) {
        out.append(field.value);
    } else {
        std::copy_if(
            field.value.begin(), field.value.end(), std::back_inserter(out), [](char c) { return !isControl(c); });
    }
    out.append("\r\n");
}

void appendStatusLine(QByteArray &out, int status) {
    out.append("HTTP/1.1 ");
    appendNumber(out, status);
    out.append(' ').append(reasonPhrase(status)).append("\r\n");
}

// RFC 9110 8.6: no Content-Length in 1xx and 204; in 304 it would speak of another answer.
bool hasBody(int status) {
    return status >= 200 && status != 204 && status != 304;
}

} // namespace

QByteArray ResponseWriter::write(const Response &response, const Context &context, WallTime now) {
    // A status of other than three digits would break the status line.
    const int status = response.status >= 100 && response.status <= 999 ? response.status : 500;
    const bool withBody = hasBody(status);
    qsizetype size = 256 + (withBody && !context.isHead ? response.body.size() : 0);
    for (const HeaderField &field : response.headers)
        size += field.name.size() + field.value.size() + 4;
    QByteArray out;
    out.reserve(size);
    appendStatusLine(out, status);
    bool hasDate = false;
    for (const HeaderField &field : response.headers) {
        if (isOurs(field.name))
            continue;
        hasDate = hasDate || equalsIgnoringCase(field.name, "Date");
        appendField(out, field);
    }
    if (withBody) {
        out.append("Content-Length: ");
        appendNumber(out, response.body.size());
        out.append("\r\n");
    }
    if (!hasDate)
        appendDate(out, now);
    if (!context.keepAlive)
        out.append("Connection: close\r\n");
    else if (!context.isHttp11)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
    if (withBody && !context.isHead)
        out.append(response.body);
    return out;
}

bool ResponseWriter::asksToClose(const Response &response) {
    return equalsIgnoringCase(response.header("Connection"), "close");
}

void ResponseWriter::appendDate(QByteArray &out, WallTime now) {
    const qint64 second = now / 1'000'000;
    if (second != m_second) {
        m_second = second;
        m_dateLine = QByteArray("Date: ").append(httpDate(now)).append("\r\n");
    }
    out.append(m_dateLine);
}

QByteArray httpDate(WallTime time) {
    // QLocale and strftime would speak the user's language; this date is English by definition.
    constexpr std::array<const char *, 7> Days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char *, 12> Months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    using namespace std::chrono;
    const sys_seconds second = floor<seconds>(sys_time<microseconds>(microseconds(time)));
    const sys_days day = floor<days>(second);
    const year_month_day date(day);
    const hh_mm_ss clock(second - day);
    std::array<char, 40> text;
    const int size = std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
        Days[weekday(day).c_encoding()], unsigned(date.day()), Months[unsigned(date.month()) - 1], int(date.year()),
        int(clock.hours().count()), int(clock.minutes().count()), int(clock.seconds().count()));
    return QByteArray(text.data(), size);
}

QByteArrayView reasonPhrase(int status) {
    const auto found = std::ranges::lower_bound(Phrases, status, {}, &Phrase::status);
    return found != Phrases.end() && found->status == status ? found->text : QByteArrayView("");
}

} // namespace offhook::http
