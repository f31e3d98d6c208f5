#include "core/deliver/request_draft.h"

#include <QList>

#include <algorithm>
#include <array>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;
using http::equalsIgnoringCase;

// RFC 9110 7.6.1, and Proxy-Connection, which some still send.
constexpr std::array ConnectionFields{"Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate",
    "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect"};

Error invalid(const QString &what) {
    return {ErrorCode::InvalidInput, what, -1};
}

bool isTokenChar(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           QByteArrayView("!#$%&'*+-.^_`|~").contains(c); // RFC 9110 5.6.2
}

bool isToken(const QByteArray &bytes) {
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), isTokenChar);
}

bool isFieldValue(const QByteArray &bytes) {
    return std::all_of(
        bytes.begin(), bytes.end(), [](char c) { return c == '\t' || (uchar(c) >= 0x20 && uchar(c) != 0x7F); });
}

// What the message's own Connection names goes too.
bool belongsToConnection(QByteArrayView name, const std::vector<QByteArrayView> &connection) {
    const auto is = [name](QByteArrayView other) { return equalsIgnoringCase(name, other); };
    if (std::any_of(ConnectionFields.begin(), ConnectionFields.end(), is))
        return true;
    for (const QByteArrayView value : connection) {
        const QList<QByteArray> named = value.toByteArray().split(',');
        if (std::any_of(named.begin(), named.end(), [&](const QByteArray &one) { return is(one.trimmed()); }))
            return true;
    }
    return false;
}

bool isForm(const RequestDraft &draft) {
    const QByteArray media = headerOf(draft, "Content-Type").split(';').constFirst().trimmed();
    return equalsIgnoringCase(media, "application/x-www-form-urlencoded");
}

QByteArray encodedParameters(const RequestDraft &draft) {
    if (parameterPlace(draft) == ParameterPlace::Form)
        return draft.body;
    const qsizetype mark = draft.target.indexOf('?');
    return mark < 0 ? QByteArray() : draft.target.sliced(mark + 1);
}

void setEncodedParameters(RequestDraft &draft, const QByteArray &encoded) {
    if (parameterPlace(draft) == ParameterPlace::Form) {
        draft.body = encoded;
        return;
    }
    const qsizetype mark = draft.target.indexOf('?');
    draft.target.truncate(mark < 0 ? draft.target.size() : mark);
    if (!encoded.isEmpty())
        draft.target += '?' + encoded;
}

// The pieces between "&", as decodeForm() counts them.
QList<QByteArray> piecesOf(const QByteArray &encoded) {
    QList<QByteArray> pieces = encoded.split('&');
    pieces.removeAll(QByteArray());
    return pieces;
}

} // namespace

Result<RequestDraft> draftOf(const flow::WebhookEvent &event) {
    if (event.refusal)
        return invalid(u"a request that was refused as malformed is not sent again"_s);
    const http::Request &request = event.request;
    if (equalsIgnoringCase(request.header("Upgrade"), "websocket"))
        return invalid(u"a WebSocket handshake is not sent again"_s);
    RequestDraft draft;
    draft.method = request.method().toByteArray();
    draft.target = request.path().toByteArray();
    if (!request.query().isNull())
        draft.target += '?' + request.query();
    if (!draft.target.startsWith('/'))
        draft.target.prepend('/');
    const std::vector<QByteArrayView> connection = request.headers("Connection");
    for (std::size_t i = 0; i < request.fieldCount(); ++i) {
        const http::Request::Field field = request.field(i);
        if (!belongsToConnection(field.name, connection))
            draft.headers.push_back({field.name.toByteArray(), field.value.toByteArray()});
    }
    draft.body = request.body();
    return draft;
}

ParameterPlace parameterPlace(const RequestDraft &draft) {
    if (isForm(draft) && draft.method != "GET" && draft.method != "HEAD")
        return ParameterPlace::Form;
    return draft.body.isEmpty() ? ParameterPlace::Query : ParameterPlace::None;
}

http::Parameters parametersOf(const RequestDraft &draft) {
    return parameterPlace(draft) == ParameterPlace::None ? http::Parameters()
                                                         : http::decodeForm(encodedParameters(draft));
}

void setParameters(RequestDraft &draft, const http::Parameters &parameters) {
    if (parameterPlace(draft) == ParameterPlace::None)
        return;
    const QList<QByteArray> old = piecesOf(encodedParameters(draft));
    QByteArrayList fresh;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const http::Parameter &wanted = parameters[i];
        const QByteArray before = old.value(qsizetype(i));
        const http::Parameters was = http::decodeForm(before);
        const bool stays = was.size() == 1 && was[0].name == wanted.name && was[0].value == wanted.value;
        fresh.append(stays ? before : http::encodeForm({wanted}));
    }
    setEncodedParameters(draft, fresh.join('&'));
}

Result<void> setParameter(RequestDraft &draft, const QByteArray &name, const QByteArray &value, int turn) {
    if (parameterPlace(draft) == ParameterPlace::None)
        return invalid(u"the body is no form, so it has no parameter to set"_s);
    http::Parameters parameters = parametersOf(draft);
    for (http::Parameter &parameter : parameters) {
        if (parameter.name == name && turn-- == 0) {
            parameter = {name, value, false};
            setParameters(draft, parameters);
            return {};
        }
    }
    parameters.push_back({name, value, false});
    setParameters(draft, parameters);
    return {};
}

void setHeader(RequestDraft &draft, const http::HeaderField &field) {
    const auto isIt = [&](const http::HeaderField &one) { return equalsIgnoringCase(one.name, field.name); };
    const auto first = std::find_if(draft.headers.begin(), draft.headers.end(), isIt);
    if (first == draft.headers.end()) {
        draft.headers.push_back(field);
        return;
    }
    *first = field;
    draft.headers.erase(std::remove_if(first + 1, draft.headers.end(), isIt), draft.headers.end());
}

void removeHeader(RequestDraft &draft, QByteArrayView name) {
    std::erase_if(draft.headers, [name](const http::HeaderField &one) { return equalsIgnoringCase(one.name, name); });
}

QByteArray headerOf(const RequestDraft &draft, QByteArrayView name) {
    for (const http::HeaderField &field : draft.headers)
        if (equalsIgnoringCase(field.name, name))
            return field.value;
    return {};
}

Result<void> checkDraft(const RequestDraft &draft) {
    if (!isToken(draft.method) || draft.method == "CONNECT")
        return invalid(u"“%1” is no method that can be sent"_s.arg(QString::fromUtf8(draft.method)));
    const bool sound = std::all_of(draft.target.begin(), draft.target.end(), [](char c) { return uchar(c) > 0x20; });
    if (!draft.target.startsWith('/') || !sound)
        return invalid(u"the path starts with / and holds no blanks"_s);
    for (const http::HeaderField &field : draft.headers) {
        const QString name = QString::fromUtf8(field.name);
        if (!isToken(field.name))
            return invalid(u"“%1” is not a header name"_s.arg(name));
        if (!isFieldValue(field.value))
            return invalid(u"the value of header %1 holds a line break or control character"_s.arg(name));
        if (belongsToConnection(field.name, {}))
            return invalid(u"the header %1 belongs to the connection and cannot be set"_s.arg(name));
    }
    return {};
}

} // namespace offhook::deliver
