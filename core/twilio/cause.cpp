#include "core/twilio/cause.h"

#include <QtGlobal>

#include <array>

namespace offhook::twilio {
namespace {

struct CauseText {
    const char *name;
    const char *subject;
    const char *explanation;
};

// clang-format off
constexpr std::array<CauseText, CauseCount> Texts{{
    {"scheme", QT_TRANSLATE_NOOP("PostMortem", "scheme"),
        QT_TRANSLATE_NOOP("PostMortem", "A proxy or tunnel in front of the listener ends TLS and passes plain HTTP on. Here, set the public URL with the scheme that Twilio dials; in your app, trust X-Forwarded-Proto or give the validator the public URL.")},
    {"host", QT_TRANSLATE_NOOP("PostMortem", "host"),
        QT_TRANSLATE_NOOP("PostMortem", "A proxy replaced the Host header, so the URL is put together with a name that Twilio never dialled. Here, set the public URL; in your app, trust the forwarded host or give the validator the public URL.")},
    {"port", QT_TRANSLATE_NOOP("PostMortem", "port"),
        QT_TRANSLATE_NOOP("PostMortem", "The port that the request arrived at is not the one in the URL that Twilio dialled. Set the public URL with the port that stands at Twilio, or with none.")},
    {"default-port", QT_TRANSLATE_NOOP("PostMortem", "explicit default port"),
        QT_TRANSLATE_NOOP("PostMortem", "The URL at Twilio spells out the scheme’s own port, and it is signed like that. Every official library tries both forms; a comparison of your own must too.")},
    {"host-form", QT_TRANSLATE_NOOP("PostMortem", "spelling of the host"),
        QT_TRANSLATE_NOOP("PostMortem", "Host names are equal in any case, in punycode and with a dot at the end, but the signature is over the exact bytes that stand at Twilio. Write the URL there as your server sees it, or give the validator the URL as it stands there.")},
    {"other-url", QT_TRANSLATE_NOOP("PostMortem", "other URLs of this workspace"),
        QT_TRANSLATE_NOOP("PostMortem", "The request was made for another public URL of yours: a former tunnel, or another number’s webhook that is passed on to here. If Twilio still dials that URL, set it as the public URL; if not, this request was repeated to a place that it was not meant for.")},
    {"userinfo", QT_TRANSLATE_NOOP("PostMortem", "user and password"),
        QT_TRANSLATE_NOOP("PostMortem", "Twilio’s guide says that user and password in the URL are left out of what is signed, its libraries’ tests have them in. Give the validator the URL in the form that matches.")},
    {"path", QT_TRANSLATE_NOOP("PostMortem", "path"),
        QT_TRANSLATE_NOOP("PostMortem", "A proxy or router changed the path: a prefix was cut off or added, a slash at the end came or went, escapes were rewritten. The signature is over the path as it stands at Twilio; give the validator the public URL with the original path.")},
    {"query-encoding", QT_TRANSLATE_NOOP("PostMortem", "escapes in the query"),
        QT_TRANSLATE_NOOP("PostMortem", "Something decoded the query and wrote it anew. It means the same, but the signature is over the exact bytes. Use the query as it came over the wire, never one that a library put together.")},
    {"query-order", QT_TRANSLATE_NOOP("PostMortem", "order of the query"),
        QT_TRANSLATE_NOOP("PostMortem", "Something sorted or rearranged the query’s parameters. The signature is over the query as it was sent; use it as it came over the wire.")},
    {"query-missing", QT_TRANSLATE_NOOP("PostMortem", "missing query"),
        QT_TRANSLATE_NOOP("PostMortem", "The URL at Twilio has a query that did not arrive, or that was not given to the validator. Validate against the whole URL, up to the last character of its query.")},
    {"fragment", QT_TRANSLATE_NOOP("PostMortem", "fragment"),
        QT_TRANSLATE_NOOP("PostMortem", "Connection overrides (#rc=2) are for Twilio only: they are neither sent nor signed. Leave the fragment out of the URL that is validated.")},
    {"websocket", QT_TRANSLATE_NOOP("PostMortem", "WebSocket forms"),
        QT_TRANSLATE_NOOP("PostMortem", "Twilio signs the handshake of Media Streams and ConversationRelay over the wss:// URL, while servers show it as https://; a slash at the end of the path may be part of it. Replace the scheme before validating.")},
    {"get-post-rule", QT_TRANSLATE_NOOP("PostMortem", "rules for GET and POST"),
        QT_TRANSLATE_NOOP("PostMortem", "For GET only the URL is signed, with all its parameters in the query; for POST the form’s parameters follow it. The two were mixed up: check the method that is set at Twilio, and redirects that turn POST into GET.")},
    {"content-type", QT_TRANSLATE_NOOP("PostMortem", "content type"),
        QT_TRANSLATE_NOOP("PostMortem", "The parameters of the form are right, but the body came with another content type or in another format, so that no form was read from it. Keep application/x-www-form-urlencoded on its way and have a parser for it.")},
    {"empty-dropped", QT_TRANSLATE_NOOP("PostMortem", "dropped empty parameters"),
        QT_TRANSLATE_NOOP("PostMortem", "Parameters without a value are signed like all others: their names count. Something on the way, or the framework’s form parser, left them out.")},
    {"duplicates", QT_TRANSLATE_NOOP("PostMortem", "repeated names"),
        QT_TRANSLATE_NOOP("PostMortem", "A name that comes several times is signed with each of its distinct values in ascending order. Something joined the values, kept only one, or left them in their order.")},
    {"trimmed", QT_TRANSLATE_NOOP("PostMortem", "trimmed values"),
        QT_TRANSLATE_NOOP("PostMortem", "Blanks at the ends of values are part of what is signed. Something trims them, as Laravel’s TrimStrings does: validate before it runs.")},
    {"plus-space", QT_TRANSLATE_NOOP("PostMortem", "plus and space"),
        QT_TRANSLATE_NOOP("PostMortem", "In a form “+” means a space and a plus is %2B. Something decoded once too often or did not decode, so that +1 415 … lost its plus or texts their spaces.")},
    {"double-decoded", QT_TRANSLATE_NOOP("PostMortem", "values escaped or decoded twice"),
        QT_TRANSLATE_NOOP("PostMortem", "The values were percent-escaped or decoded once too often. Escape and decode a form exactly once.")},
    {"charset", QT_TRANSLATE_NOOP("PostMortem", "character set"),
        QT_TRANSLATE_NOOP("PostMortem", "Twilio’s forms are UTF-8. Something read or wrote them as Latin-1 or Windows-1252; set UTF-8 for request bodies.")},
    {"unicode-form", QT_TRANSLATE_NOOP("PostMortem", "Unicode forms"),
        QT_TRANSLATE_NOOP("PostMortem", "The text looks the same but has other code points: it was normalised, or typographic quotes were replaced. Validate before the text is touched.")},
    {"newline", QT_TRANSLATE_NOOP("PostMortem", "line breaks"),
        QT_TRANSLATE_NOOP("PostMortem", "Line breaks in a value were rewritten between LF and CR LF. Validate before the text is touched.")},
    {"params-added", QT_TRANSLATE_NOOP("PostMortem", "added parameters"),
        QT_TRANSLATE_NOOP("PostMortem", "There are parameters that Twilio did not send: a framework’s own (_method, route parameters, a CSRF token) or a proxy’s. Validate with what came over the wire only.")},
    {"params-removed", QT_TRANSLATE_NOOP("PostMortem", "removed parameters"),
        QT_TRANSLATE_NOOP("PostMortem", "Parameters that Twilio sent are gone. All of them are signed, also those that your app does not know: do not filter before validating.")},
    {"params-renamed", QT_TRANSLATE_NOOP("PostMortem", "renamed parameters"),
        QT_TRANSLATE_NOOP("PostMortem", "Names were changed: PHP turns “.” and blanks into “_”, others change the case. Read the parameters from the raw body.")},
    {"body-altered", QT_TRANSLATE_NOOP("PostMortem", "altered body"),
        QT_TRANSLATE_NOOP("PostMortem", "The URL’s signature is right, but the body does not hash to its bodySHA256. It was parsed and written anew, or its line breaks were changed: hash the raw bytes.")},
    {"body-hash-missing", QT_TRANSLATE_NOOP("PostMortem", "missing bodySHA256"),
        QT_TRANSLATE_NOOP("PostMortem", "A body that is no form is signed through bodySHA256 in the URL’s query. It was cut off or doubled: validate against the URL with it.")},
    {"wrong-key", QT_TRANSLATE_NOOP("PostMortem", "other keys"),
        QT_TRANSLATE_NOOP("PostMortem", "The request is right but was checked with the wrong auth token. Requests of a subaccount are signed with the subaccount’s primary token; API key secrets and secondary tokens sign nothing.")},
    {"shared-key", QT_TRANSLATE_NOOP("PostMortem", "shared keys"),
        QT_TRANSLATE_NOOP("PostMortem", "Twilio’s webhook settings make it sign this URL with a shared key instead of the auth token. Give the validator that key.")},
    {"header-damaged", QT_TRANSLATE_NOOP("PostMortem", "damage to the header"),
        QT_TRANSLATE_NOOP("PostMortem", "The signature itself is right, but its header was rewritten on the way. Look at the proxies in front: X-Twilio-Signature has to arrive as 28 characters that end with “=”.")},
}};
// clang-format on

} // namespace

const char *causeName(Cause cause) {
    return Texts[std::size_t(cause)].name;
}

std::optional<Cause> causeFromName(QByteArrayView name) {
    for (int i = 0; i < CauseCount; ++i) {
        if (name == QByteArrayView(Texts[std::size_t(i)].name))
            return Cause(i);
    }
    return {};
}

const char *causeExplanation(Cause cause) {
    return Texts[std::size_t(cause)].explanation;
}

const char *causeSubject(Cause cause) {
    return Texts[std::size_t(cause)].subject;
}

} // namespace offhook::twilio
