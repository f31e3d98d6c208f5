#include "core/deliver/replay_request.h"

#include "core/twilio/body_hash.h"
#include "core/twilio/signature.h"

#include <QList>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;

// Where an app behind a proxy looks for its own URL.
constexpr const char *ProxyFields[] = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port",
    "X-Forwarded-Proto", "X-Forwarded-Ssl", "X-Forwarded-Prefix", "X-Original-Host"};

/// The key that signs, or nothing.
std::optional<std::size_t> keyFor(
    const RequestDraft &draft, const ReplayOptions &options, const twilio::KeyRing &keys) {
    if (options.key)
        return *options.key < keys.keys().size() ? options.key : std::nullopt;
    const http::Parameters parameters = parametersOf(draft);
    const QByteArrayView account = http::value(parameters, "AccountSid");
    for (std::size_t i = 0; i < keys.keys().size(); ++i)
        if (!account.isEmpty() && account == keys.keys()[i].account)
            return i;
    return keys.isEmpty() ? std::nullopt : std::optional<std::size_t>(0);
}

/// The URL with every bodySHA256 in its query made to fit the body; one is added where validators need it.
QByteArray withBodyHash(const QByteArray &url, const RequestDraft &draft) {
    const qsizetype mark = url.indexOf('?');
    const QByteArray query = mark < 0 ? QByteArray() : url.sliced(mark + 1);
    if (!twilio::bodyHashOf(query)) {
        const bool needed = parameterPlace(draft) == ParameterPlace::None;
        return needed ? twilio::urlWithBodyHash(url, draft.body) : url;
    }
    QList<QByteArray> pieces = query.split('&');
    for (QByteArray &piece : pieces) {
        const http::Parameters decoded = http::decodeForm(piece);
        if (decoded.size() == 1 && decoded[0].name == "bodySHA256")
            piece = "bodySHA256=" + twilio::sha256Hex(draft.body);
    }
    return url.first(mark + 1) + pieces.join('&');
}

QByteArray signedUrlOf(const QByteArray &url, const ReplayOptions &options) {
    if (!options.signAs)
        return url;
    QByteArray prefix = options.signAs->path;
    while (prefix.endsWith('/'))
        prefix.chop(1);
    const QByteArray rest = url.sliced(options.target.origin().size());
    const bool already =
        rest == prefix || rest.startsWith(QByteArray(prefix + '/')) || rest.startsWith(QByteArray(prefix + '?'));
    return options.signAs->origin() + (already ? QByteArray() : prefix) + rest;
}

Result<void> sign(RequestDraft &draft, ReplayRequest &request, const ReplayOptions &options, twilio::KeyRing *keys) {
    const auto key = keys == nullptr ? std::nullopt : keyFor(draft, options, *keys);
    if (!key)
        return Error{ErrorCode::NoKey, u"there is no key to sign with"_s, -1};
    for (const char *name : ProxyFields)
        removeHeader(draft, name);
    request.url = withBodyHash(request.url, draft);
    request.signedUrl = signedUrlOf(request.url, options);
    setHeader(draft, {"X-Twilio-Signature", twilio::sign(request.signedUrl, draft.method,
                                                headerOf(draft, "Content-Type"), draft.body, *keys, *key)});
    return {};
}

// Host and Content-Length at the places that they had.
void fitToTarget(RequestDraft &draft, const ReplayTarget &target) {
    if (headerOf(draft, "Host").isNull())
        draft.headers.insert(draft.headers.begin(), {"Host", target.authority});
    else
        setHeader(draft, {"Host", target.authority});
    if (!draft.body.isEmpty() || !headerOf(draft, "Content-Length").isNull() || draft.method == "POST" ||
        draft.method == "PUT" || draft.method == "PATCH") // RFC 9110 8.6
        setHeader(draft, {"Content-Length", QByteArray::number(draft.body.size())});
    if (!target.userInfo.isEmpty())
        setHeader(draft, {"Authorization", "Basic " + QByteArray::fromPercentEncoding(target.userInfo).toBase64()});
    removeHeader(draft, "Accept-Encoding");
}

QByteArray headOf(const RequestDraft &draft, QByteArrayView pathAndQuery) {
    QByteArray head = draft.method + ' ' + pathAndQuery + " HTTP/1.1\r\n";
    for (const http::HeaderField &field : draft.headers)
        head += field.name + ": " + field.value + "\r\n";
    return head + "\r\n";
}

} // namespace

Result<ReplayRequest> replayRequest(
    RequestDraft draft, EventId of, const ReplayOptions &options, twilio::KeyRing *keys) {
    if (const Result<void> sound = checkDraft(draft); !sound)
        return sound.error();
    ReplayRequest request;
    request.url = options.target.urlFor(draft.target);
    if (options.sign) {
        if (const Result<void> done = sign(draft, request, options, keys); !done)
            return done.error();
    }
    fitToTarget(draft, options.target);
    setHeader(draft, {ReplayOfHeader, QByteArray::number(of)});
    request.head = headOf(draft, QByteArrayView(request.url).sliced(options.target.origin().size()));
    request.body = draft.body;
    return request;
}

} // namespace offhook::deliver
