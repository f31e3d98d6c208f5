#include "app/cli/command_line.h"
#include "app/cli/keys.h"
#include "app/cli/output.h"
#include "app/cli/request_options.h"
#include "core/twilio/meaning.h"
#include "core/twilio/signature.h"

#include <QElapsedTimer>
#include <QJsonArray>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using twilio::Verdict;
using twilio::VerdictReason;

QByteArray targetOf(const QByteArray &url) {
    const qsizetype path = url.indexOf('/', url.indexOf("://") + 3);
    const QByteArray target = path < 0 ? QByteArray("/") : url.mid(path);
    const qsizetype fragment = target.indexOf('#');
    return fragment < 0 ? target : target.first(fragment);
}

http::Request requestOf(const RequestOptions &options, const QByteArray &signature) {
    QByteArray head = options.method + ' ' + targetOf(options.url) + " HTTP/1.1\r\n";
    if (!options.contentType.isEmpty())
        head += "Content-Type: " + options.contentType + "\r\n";
    head += "X-Twilio-Signature: " + signature + "\r\n\r\n";
    return http::Request(head, options.body);
}

QString headline(const twilio::Verification &v) {
    switch (v.reason) {
    case VerdictReason::None:
        return u"The signature is valid."_s;
    case VerdictReason::NoSignature:
        return u"There is no signature to check."_s;
    case VerdictReason::NoKey:
        return u"There is no key for the account of this request."_s;
    case VerdictReason::MalformedSignature:
        return u"The signature is not Base64 of 20 bytes: it was damaged on its way."_s;
    case VerdictReason::Mismatch:
        return u"No known key gives this signature for this URL and these parameters."_s;
    case VerdictReason::BodyAltered:
        return u"The URL's signature is right, but the body does not hash to bodySHA256: it was altered."_s;
    case VerdictReason::BodyHashMissing:
        return u"The body is no form, so the URL needs bodySHA256, which it does not have."_s;
    case VerdictReason::RepeatedSignature:
        return u"There are several signatures that differ."_s;
    case VerdictReason::Refused:
        return u"The request is not well-formed HTTP."_s;
    }
    return {};
}

QJsonArray causes(VerdictReason reason) {
    switch (reason) {
    case VerdictReason::MalformedSignature:
        return {u"header-damaged"_s};
    case VerdictReason::BodyAltered:
        return {u"body-altered"_s};
    case VerdictReason::BodyHashMissing:
        return {u"body-hash-missing"_s};
    default:
        return {};
    }
}

void print(const twilio::Verification &v, double tookMs, bool json) {
    if (json) {
        writeOut(
            jsonLine({{u"verdict"_s, QLatin1StringView(twilio::verdictName(v.verdict))}, {u"headline"_s, headline(v)},
                {u"causes"_s, causes(v.reason)}, {u"matchedUrl"_s, QString::fromUtf8(v.matchedUrl)},
                {u"key"_s, v.keyLabel}, {u"tried"_s, v.tried}, {u"tookMs"_s, tookMs}}));
        return;
    }
    QByteArray text = QByteArray(twilio::verdictName(v.verdict)) + ": " + headline(v).toUtf8() + '\n';
    if (!v.matchedUrl.isEmpty())
        text += "  signed URL  " + v.matchedUrl + "\n  key         " + v.keyLabel.toUtf8() + '\n';
    writeOut(text);
}

int exitCode(Verdict verdict) {
    switch (verdict) {
    case Verdict::Valid:
        return Ok;
    case Verdict::Unchecked:
        return NoKey;
    case Verdict::Invalid:
    case Verdict::Unsigned:
        return Failed;
    }
    return Failed;
}

} // namespace

int verify(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Checks an X-Twilio-Signature. Exit: 0 valid, 1 invalid, 2 bad usage, 4 no key."_s);
    addRequestOptions(parser);
    parser.addOptions({{u"signature"_s, u"The value of X-Twilio-Signature."_s, u"SIGNATURE"_s},
        {u"json"_s, u"Prints one JSON object."_s}});
    addKeyOptions(parser);
    if (const auto done = parse(parser, "verify", arguments))
        return *done;
    if (!parser.isSet(u"url"_s) || !parser.isSet(u"signature"_s))
        return fail(Usage, u"--url and --signature are needed."_s, u"offhook-cli verify --help lists the options."_s);
    const auto options = requestOptions(parser);
    if (!options)
        return fail(Usage, options.error());
    auto keys = loadKeys(parser);
    if (!keys)
        return fail(Usage, keys.error());
    if (keys->empty())
        return fail(NoKey, u"There is no key to check with."_s, howToGiveAKey());
    QElapsedTimer timer;
    timer.start();
    twilio::KeyRing ring(std::move(*keys));
    const http::Request request = requestOf(*options, parser.value(u"signature"_s).toUtf8());
    const bool form = request.mediaType() == "application/x-www-form-urlencoded";
    const http::Parameters params = form ? http::decodeForm(request.body()) : http::Parameters();
    const twilio::Meaning meaning = twilio::meaningOf(request, twilio::allParameters(request));
    const twilio::Verification v =
        twilio::verify(request, params, {{options->url, http::UrlSource::PublicUrl}}, meaning.accountSid, ring);
    print(v, double(timer.nsecsElapsed()) / 1e6, parser.isSet(u"json"_s));
    if (v.verdict == Verdict::Unchecked)
        return fail(NoKey, u"None of the keys belongs to account %1."_s.arg(QString::fromUtf8(meaning.accountSid)),
            howToGiveAKey());
    return exitCode(v.verdict);
}

} // namespace offhook::cli
