#include "core/exchange/readers/curl_reader.h"

#include "core/exchange/readers/request_builder.h"
#include "core/exchange/readers/shell_words.h"

#include <algorithm>
#include <array>
#include <optional>

namespace offhook::exchange {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 MaxLooked = 1024 * 1024 * 1024;

Error invalid(const QString &what) {
    return {ErrorCode::InvalidInput, what, -1};
}

/// What an option of curl means (curl.se/docs/manpage.html).
enum class Option : std::uint8_t {
    Ignored,      ///< steers curl only, no value
    IgnoredValue, ///< the same with a value
    Method,
    Header,
    Data,
    DataRaw,
    DataEncoded,
    Json,
    Get,
    Head,
    User,
    Agent,
    Referer,
    Cookie,
    Url,
    Refused,
};

struct OptionName {
    const char *name;
    Option option;
};

constexpr std::array Options{OptionName{"-X", Option::Method}, OptionName{"--request", Option::Method},
    OptionName{"-H", Option::Header}, OptionName{"--header", Option::Header}, OptionName{"-d", Option::Data},
    OptionName{"--data", Option::Data}, OptionName{"--data-ascii", Option::Data},
    OptionName{"--data-binary", Option::Data}, OptionName{"--data-raw", Option::DataRaw},
    OptionName{"--data-urlencode", Option::DataEncoded}, OptionName{"--json", Option::Json},
    OptionName{"-G", Option::Get}, OptionName{"--get", Option::Get}, OptionName{"-I", Option::Head},
    OptionName{"--head", Option::Head}, OptionName{"-u", Option::User}, OptionName{"--user", Option::User},
    OptionName{"-A", Option::Agent}, OptionName{"--user-agent", Option::Agent}, OptionName{"-e", Option::Referer},
    OptionName{"--referer", Option::Referer}, OptionName{"-b", Option::Cookie}, OptionName{"--cookie", Option::Cookie},
    OptionName{"--url", Option::Url}, OptionName{"-o", Option::IgnoredValue},
    OptionName{"--output", Option::IgnoredValue}, OptionName{"-m", Option::IgnoredValue},
    OptionName{"--max-time", Option::IgnoredValue}, OptionName{"--connect-timeout", Option::IgnoredValue},
    OptionName{"-x", Option::IgnoredValue}, OptionName{"--proxy", Option::IgnoredValue},
    OptionName{"-w", Option::IgnoredValue}, OptionName{"--write-out", Option::IgnoredValue},
    OptionName{"--retry", Option::IgnoredValue}, OptionName{"--cacert", Option::IgnoredValue},
    OptionName{"--cert", Option::IgnoredValue}, OptionName{"--key", Option::IgnoredValue},
    OptionName{"--resolve", Option::IgnoredValue}, OptionName{"-F", Option::Refused},
    OptionName{"--form", Option::Refused}, OptionName{"-T", Option::Refused},
    OptionName{"--upload-file", Option::Refused}, OptionName{"-K", Option::Refused},
    OptionName{"--config", Option::Refused}};

std::optional<Option> optionOf(QByteArrayView name) {
    for (const OptionName &known : Options) {
        if (name == QByteArrayView(known.name))
            return known.option;
    }
    return {};
}

bool takesValue(Option option) {
    return option != Option::Ignored && option != Option::Get && option != Option::Head && option != Option::Refused;
}

class Curl {
public:
    explicit Curl(ShellCommand command)
        : m_command(std::move(command)) {}

    [[nodiscard]] Result<flow::WebhookEvent> run(WallTime now) {
        for (m_at = 1; m_at < m_command.words.size() && !m_error; ++m_at)
            word(m_command.words.at(m_at));
        if (m_error)
            return *m_error;
        if (m_told.url.isEmpty())
            return invalid(u"The line names no URL."_s);
        finish();
        m_told.time = now;
        return eventFromTold(m_told);
    }

private:
    void word(const QByteArray &text) {
        if (!text.startsWith('-') || text == "-") {
            m_told.url = text;
            return;
        }
        QByteArray name = text;
        std::optional<QByteArray> value;
        if (const qsizetype equals = text.indexOf('='); text.startsWith("--") && equals > 0) {
            name = text.first(equals);
            value = text.sliced(equals + 1);
        } else if (!text.startsWith("--") && text.size() > 2 &&
                   takesValue(optionOf(text.first(2)).value_or(Option::Ignored))) {
            name = text.first(2); // -XPOST
            value = text.sliced(2);
        }
        const Option option = optionOf(name).value_or(Option::Ignored);
        if (takesValue(option) && !value) {
            if (++m_at >= m_command.words.size())
                return fail(u"An option of the line has no value."_s);
            value = m_command.words.at(m_at);
        }
        apply(option, value.value_or(QByteArray()));
    }
    void apply(Option option, const QByteArray &value) {
        switch (option) {
        case Option::Method:
            m_told.method = value;
            break;
        case Option::Header:
            addHeader(value);
            break;
        case Option::Data:
            addFileOrData(value);
            break;
        case Option::DataRaw:
            addData(value);
            break;
        case Option::DataEncoded:
            addEncoded(value);
            break;
        case Option::Json:
            m_isJson = true;
            addFileOrData(value);
            break;
        case Option::Get:
            m_isGet = true;
            break;
        case Option::Head:
            m_told.method = "HEAD";
            break;
        case Option::User:
            m_told.headers.push_back({"Authorization", "Basic " + value.toBase64()});
            break;
        case Option::Agent:
            m_told.headers.push_back({"User-Agent", value});
            break;
        case Option::Referer:
            m_told.headers.push_back({"Referer", value});
            break;
        case Option::Cookie:
            m_told.headers.push_back({"Cookie", value});
            break;
        case Option::Url:
            m_told.url = value;
            break;
        case Option::Refused:
            fail(u"The line sends a file or a form in parts; it was left out."_s);
            break;
        case Option::Ignored:
        case Option::IgnoredValue:
            break;
        }
    }
    void addHeader(const QByteArray &field) {
        const qsizetype colon = field.indexOf(':');
        if (field.startsWith('@'))
            return fail(u"The line reads header fields from a file; it was left out."_s);
        if (colon < 0 && field.endsWith(';'))
            m_told.headers.push_back({field.chopped(1), {}});
        else if (colon > 0 && !field.sliced(colon + 1).trimmed().isEmpty()) // "Name:" takes one of curl's own away
            m_told.headers.push_back({field.first(colon).trimmed(), field.sliced(colon + 1).trimmed()});
        else if (colon > 0)
            m_removed.append(field.first(colon).trimmed());
    }
    void addFileOrData(const QByteArray &value) {
        if (value == "@-")
            return addData(m_command.piped);
        if (value.startsWith('@'))
            return fail(u"The line sends a file, which is not read; it was left out."_s);
        addData(value);
    }
    void addEncoded(const QByteArray &value) {
        const qsizetype equals = value.indexOf('=');
        if (equals < 0 && value.contains('@'))
            return fail(u"The line sends a file, which is not read; it was left out."_s);
        addData(equals < 0
                    ? value.toPercentEncoding()
                    : value.first(equals) + (equals > 0 ? "=" : "") + value.sliced(equals + 1).toPercentEncoding());
    }
    void addData(const QByteArray &data) {
        if (m_hasData && !m_isJson)
            m_told.body += '&';
        m_told.body += data;
        m_hasData = true;
    }
    [[nodiscard]] bool has(QByteArrayView name) const {
        const auto same = [&](const http::HeaderField &f) { return http::equalsIgnoringCase(f.name, name); };
        return std::any_of(m_told.headers.begin(), m_told.headers.end(), same) ||
               std::any_of(m_removed.begin(), m_removed.end(),
                   [&](const QByteArray &removed) { return http::equalsIgnoringCase(removed, name); });
    }
    // curl's own: POST with data, and the type of a form.
    void finish() {
        if (m_isGet && m_hasData) {
            m_told.url += (m_told.url.contains('?') ? '&' : '?') + m_told.body;
            m_told.body.clear();
            m_hasData = false;
        }
        if (m_told.method.isEmpty())
            m_told.method = m_hasData ? "POST" : "GET";
        if (m_hasData && !has("Content-Type"))
            m_told.headers.push_back(
                {"Content-Type", m_isJson ? "application/json" : "application/x-www-form-urlencoded"});
        if (!m_told.url.contains("://"))
            m_told.url.prepend("http://");
    }
    void fail(const QString &what) { m_error = invalid(what); }

    ShellCommand m_command;
    qsizetype m_at = 0;
    ToldRequest m_told;
    QList<QByteArray> m_removed;
    bool m_hasData = false;
    bool m_isJson = false;
    bool m_isGet = false;
    std::optional<Error> m_error;
};

} // namespace

Result<flow::WebhookEvent> eventFromCurl(const QByteArray &line, WallTime now) {
    auto command = shellCommand(line);
    if (!command)
        return command.error();
    if (command->words.isEmpty() || command->words.constFirst() != "curl")
        return invalid(u"This is no cURL line."_s);
    return Curl(std::move(*command)).run(now);
}

// Each look at an unfinished command reads it from its beginning, so that a hostile file could make it long work.
QByteArray CurlReader::whole(QByteArray text) {
    qint64 looked = 0;
    for (char end = openEnd(text); end != 0 && looked < MaxLooked; end = openEnd(text)) {
        looked += text.size();
        do {
            const auto more = m_lines.next();
            if (!more || text.size() > MaxElement)
                return text;
            text += '\n' + more->text;
        } while (end != '\\' && !text.sliced(text.lastIndexOf('\n')).contains(end));
    }
    return text;
}

std::optional<flow::WebhookEvent> CurlReader::next(ImportProblems &problems) {
    while (auto line = m_lines.next()) {
        const qint64 begin = line->number;
        QByteArray text = line->text.startsWith("$ ") ? line->text.sliced(2) : line->text; // a documentation's prompt
        if (line->isTooLong)
            problems.add(begin, u"The line is longer than 64 MiB; it was left out."_s);
        if (text.trimmed().isEmpty() || text.trimmed().startsWith('#'))
            continue;
        auto event = eventFromCurl(whole(std::move(text)), m_now++);
        if (event)
            return std::move(*event);
        problems.add(begin, event.error().detail);
    }
    return {};
}

} // namespace offhook::exchange
