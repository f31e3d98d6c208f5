#include "app/cli/command_line.h"
#include "app/cli/keys.h"
#include "app/cli/output.h"
#include "app/cli/request_options.h"
#include "core/twilio/meaning.h"
#include "core/twilio/post_mortem.h"
#include "core/twilio/signature.h"
#include "core/twilio/url_parts.h"
#include "core/twilio/validator_models.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

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

QByteArray hostOf(const QByteArray &url) {
    const twilio::UrlParts parts = twilio::splitUrl(url);
    return parts.host.toByteArray() + parts.port;
}

http::Request requestOf(const RequestOptions &options, const QByteArray &signature, const QStringList &headers) {
    QByteArray head = options.method + ' ' + targetOf(options.url) + " HTTP/1.1\r\n";
    const bool named = std::any_of(
        headers.begin(), headers.end(), [](const QString &h) { return h.startsWith(u"host:"_s, Qt::CaseInsensitive); });
    if (!named)
        head += "Host: " + hostOf(options.url) + "\r\n";
    if (!options.contentType.isEmpty())
        head += "Content-Type: " + options.contentType + "\r\n";
    for (const QString &header : headers)
        head += header.toUtf8() + "\r\n";
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

/// What `verify` has to say.
struct Outcome {
    twilio::Verification verification;
    std::optional<twilio::PostMortem> postMortem;     ///< when the signature did not match
    std::vector<twilio::ValidatorOutcome> validators; ///< when it is known what was signed
    double tookMs = 0;

    [[nodiscard]] bool isExplained() const { return postMortem && postMortem->isMatched(); }
    [[nodiscard]] QByteArray matchedUrl() const {
        return isExplained() ? postMortem->matchedUrl : verification.matchedUrl;
    }
    [[nodiscard]] QString key() const { return isExplained() ? postMortem->keyLabel : verification.keyLabel; }
    [[nodiscard]] int tried() const { return verification.tried + (postMortem ? postMortem->tried : 0); }
    [[nodiscard]] QString headline() const {
        return isExplained() ? twilio::headline(*postMortem) : cli::headline(verification);
    }
};

QJsonArray causeNames(const std::vector<twilio::Cause> &causes) {
    QJsonArray names;
    for (const twilio::Cause cause : causes)
        names.append(QLatin1StringView(twilio::causeName(cause)));
    return names;
}

QJsonArray causes(const Outcome &outcome) {
    std::vector<twilio::Cause> list;
    if (outcome.postMortem) {
        for (const twilio::PostMortemStep &step : outcome.postMortem->steps)
            list.push_back(step.cause);
    }
    if (list.empty() && outcome.verification.reason == VerdictReason::MalformedSignature)
        list.push_back(twilio::Cause::HeaderDamaged);
    if (list.empty() && outcome.verification.reason == VerdictReason::BodyHashMissing)
        list.push_back(twilio::Cause::BodyHashMissing);
    return causeNames(list);
}

QJsonObject toJson(const Outcome &outcome) {
    QJsonObject json{{u"verdict"_s, QLatin1StringView(twilio::verdictName(outcome.verification.verdict))},
        {u"headline"_s, outcome.headline()}, {u"causes"_s, causes(outcome)},
        {u"matchedUrl"_s, QString::fromUtf8(outcome.matchedUrl())}, {u"key"_s, outcome.key()},
        {u"tried"_s, outcome.tried()}, {u"tookMs"_s, outcome.tookMs}};
    if (outcome.postMortem) {
        json.insert(u"explanation"_s, twilio::explanation(*outcome.postMortem));
        json.insert(u"ruledOut"_s, causeNames(outcome.postMortem->ruledOut));
        json.insert(u"publicUrl"_s, QString::fromUtf8(outcome.postMortem->publicUrl));
    }
    QJsonArray validators;
    for (const twilio::ValidatorOutcome &v : outcome.validators)
        validators.append(QJsonObject{{u"name"_s, QString::fromUtf8(v.name)}, {u"accepts"_s, v.accepts},
            {u"reason"_s, v.reason.english()},
            {u"cause"_s, v.cause ? QString::fromUtf8(twilio::causeName(*v.cause)) : QString()}});
    json.insert(u"validators"_s, validators);
    return json;
}

QByteArray validatorsText(const std::vector<twilio::ValidatorOutcome> &validators) {
    QByteArray text;
    QByteArrayList accepting;
    for (const twilio::ValidatorOutcome &v : validators) {
        if (v.accepts)
            accepting.append(v.name);
        else
            text += QByteArray("  rejected by ") + v.name + ": " + v.reason.english().toUtf8() + '\n';
    }
    return accepting.isEmpty() ? text : text + "  accepted by " + accepting.join(", ") + '\n';
}

QByteArray toText(const Outcome &outcome) {
    QByteArray text =
        QByteArray(twilio::verdictName(outcome.verification.verdict)) + ": " + outcome.headline().toUtf8() + '\n';
    if (outcome.postMortem) {
        text += "  " + twilio::explanation(*outcome.postMortem).toUtf8() + '\n';
        if (!outcome.postMortem->ruledOut.empty())
            text += "  ruled out   " + twilio::ruledOutText(*outcome.postMortem).toUtf8() + '\n';
    }
    if (!outcome.matchedUrl().isEmpty())
        text += "  signed URL  " + outcome.matchedUrl() + "\n  key         " + outcome.key().toUtf8() + '\n';
    return text + validatorsText(outcome.validators);
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

// A header as curl takes it: "Name: value".
bool isHeader(const QString &text) {
    static const QRegularExpression field(u"^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n\\x00]*$"_s);
    return field.match(text).hasMatch();
}

std::vector<QByteArray> otherUrls(const QStringList &given) {
    std::vector<QByteArray> urls;
    for (const QString &url : given)
        urls.push_back(url.toUtf8());
    return urls;
}

twilio::SignedTruth truthOf(const Outcome &outcome, const twilio::PostMortemCase &known) {
    if (outcome.isExplained())
        return {outcome.postMortem->matchedUrl, outcome.postMortem->matchedTail, outcome.postMortem->matchedForm};
    const http::Parameters form = twilio::signedParameters(known.request, known.form);
    return {outcome.verification.matchedUrl, twilio::stringToSign({}, form), form};
}

Outcome judge(const http::Request &request, const QByteArray &url, const QStringList &others,
    const std::vector<twilio::SigningKey> &keys) {
    QElapsedTimer timer;
    timer.start();
    Outcome outcome;
    twilio::PostMortemCase known;
    known.request = request;
    if (request.mediaType() == "application/x-www-form-urlencoded")
        known.form = http::decodeForm(request.body());
    known.candidates = {{url, http::UrlSource::PublicUrl}};
    known.account = twilio::meaningOf(request, twilio::allParameters(request)).accountSid;
    known.otherUrls = otherUrls(others);
    twilio::KeyRing ring(keys);
    outcome.verification = twilio::verify(request, known.form, known.candidates, known.account, ring);
    if (outcome.verification.verdict == Verdict::Invalid || outcome.verification.verdict == Verdict::Unchecked)
        outcome.postMortem = twilio::explain(known, keys);
    outcome.validators = twilio::simulateValidators(
        {request, twilio::isSecureScheme(twilio::splitUrl(url).scheme)}, truthOf(outcome, known));
    outcome.tookMs = double(timer.nsecsElapsed()) / 1e6;
    return outcome;
}

} // namespace

int verify(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Checks an X-Twilio-Signature, and explains why it does not match. Exit: 0 valid, 1 invalid, 2 bad usage, 4 no key."_s);
    addRequestOptions(parser);
    parser.addOptions({{u"signature"_s, u"The value of X-Twilio-Signature."_s, u"SIGNATURE"_s},
        {u"header"_s, u"Another header of the request, such as X-Forwarded-Host: example.com; may be repeated."_s,
            u"HEADER"_s},
        {u"also-url"_s, u"Another URL of yours that Twilio may have dialled; may be repeated."_s, u"URL"_s},
        {u"json"_s, u"Prints one JSON object."_s}});
    addKeyOptions(parser);
    if (const auto done = parse(parser, "verify", arguments))
        return *done;
    if (!parser.isSet(u"url"_s) || !parser.isSet(u"signature"_s))
        return fail(Usage, u"--url and --signature are needed."_s, u"offhook-cli verify --help lists the options."_s);
    const QStringList headers = parser.values(u"header"_s);
    if (!std::all_of(headers.begin(), headers.end(), isHeader))
        return fail(Usage, u"--header wants “Name: value”."_s);
    const auto options = requestOptions(parser);
    if (!options)
        return fail(Usage, options.error());
    auto keys = loadKeys(parser);
    if (!keys)
        return fail(Usage, keys.error());
    if (keys->empty())
        return fail(NoKey, u"There is no key to check with."_s, howToGiveAKey());
    const http::Request request = requestOf(*options, parser.value(u"signature"_s).toUtf8(), headers);
    const Outcome outcome = judge(request, options->url, parser.values(u"also-url"_s), *keys);
    writeOut(parser.isSet(u"json"_s) ? jsonLine(toJson(outcome)) : toText(outcome));
    if (outcome.verification.verdict == Verdict::Unchecked)
        return fail(NoKey, u"None of the keys belongs to the account of this request."_s, howToGiveAKey());
    return exitCode(outcome.verification.verdict);
}

} // namespace offhook::cli
