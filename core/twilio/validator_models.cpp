#include "core/twilio/validator_models.h"

#include "core/twilio/body_hash.h"
#include "core/twilio/post_mortem_header.h"
#include "core/twilio/post_mortem_repairs.h"
#include "core/twilio/signature.h"
#include "core/twilio/validator_strings.h"

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

using Type = ValidatorOutcome::Type;
using http::Parameter;
using http::Parameters;

// Forms of more bytes are not simulated: every model makes several strings of them.
constexpr qsizetype MostSimulated = 1024 * 1024;

/// What code usually does with a body that is no form.
enum class Body : std::uint8_t {
    Hashed,      ///< handed over as it came
    Ignored,     ///< the URL alone is checked
    RawOrBraces, ///< npm's middleware: request.rawBody, which is only there with a hook, or "{}"
};

struct Model {
    const char *name;
    const char *framework;
    Type type;
    SeenUrl url; ///< null: the URL as it was signed
    SeenForm form;
    ValidatorStrings strings;
    Body body;
};

constexpr std::array<Model, 17> Models{{
    {"npm twilio", "express", Type::Library, nullptr, everyValue, nodeStrings, Body::Hashed},
    {"PyPI twilio", "flask", Type::Library, nullptr, everyValue, pythonStrings, Body::Hashed},
    {"Maven com.twilio.sdk", "spring", Type::Library, nullptr, firstValues, javaStrings, Body::Hashed},
    {"NuGet Twilio", "aspnet", Type::Library, nullptr, aspnetForm, csharpStrings, Body::Hashed},
    {"gem twilio-ruby", "rails", Type::Library, nullptr, rackForm, rubyStrings, Body::Hashed},
    {"Composer twilio/sdk", "php", Type::Library, nullptr, phpForm, phpStrings, Body::Hashed},
    {"Go twilio-go", "go", Type::Library, nullptr, firstValues, goStrings, Body::Hashed},
    {"Express: twilio.webhook()", "express", Type::Framework, expressUrl, everyValue, nodeStrings, Body::RawOrBraces},
    {"Flask: request.url", "flask", Type::Framework, flaskUrl, everyValue, pythonStrings, Body::Ignored},
    {"Django: build_absolute_uri()", "django", Type::Framework, djangoUrl, everyValue, pythonStrings, Body::Ignored},
    {"FastAPI: request.url", "fastapi", Type::Framework, starletteUrl, everyValue, pythonStrings, Body::Ignored},
    {"Rails: TwilioWebhookAuthentication", "rails", Type::Framework, rackUrl, rackForm, rubyStrings, Body::Hashed},
    {"Laravel: fullUrl()", "laravel", Type::Framework, laravelUrl, laravelInput, phpStrings, Body::Hashed},
    {"PHP: $_SERVER and $_POST", "php", Type::Framework, plainUrl, phpForm, phpStrings, Body::Ignored},
    {"Spring: getRequestURL()", "spring", Type::Framework, plainUrl, servletForm, javaStrings, Body::Ignored},
    {"ASP.NET: ValidateRequest", "aspnet", Type::Framework, plainUrl, aspnetForm, csharpStrings, Body::Ignored},
    {"Go: r.Host and r.URL", "go", Type::Framework, plainUrl, firstValues, goStrings, Body::Ignored},
}};

struct Reason {
    Cause cause;
    Phrase phrase;
};

std::optional<Reason> urlReason(const QByteArray &made, const QByteArray &signedUrl) {
    const UrlParts is = splitUrl(made);
    const UrlParts should = splitUrl(signedUrl);
    const auto reason = [](Cause cause, const char *text, QByteArrayView a, QByteArrayView b) {
        return Reason{cause, {text, {argumentText(a), argumentText(b)}}};
    };
    constexpr const char *Instead = QT_TRANSLATE_NOOP("PostMortem", "it computes %1 instead of %2");
    if (is.scheme != should.scheme)
        return reason(isWebSocketScheme(should.scheme) ? Cause::WebSocket : Cause::Scheme, Instead,
            QByteArray(is.scheme.toByteArray() + "://"), QByteArray(should.scheme.toByteArray() + "://"));
    if (is.host != should.host)
        return reason(Cause::Host, QT_TRANSLATE_NOOP("PostMortem", "it computes the host %1 instead of %2"), is.host,
            should.host);
    if (is.path != should.path)
        return reason(Cause::Path, QT_TRANSLATE_NOOP("PostMortem", "it computes the path %1 instead of %2"), is.path,
            should.path);
    if (is.query != should.query)
        return reason(Cause::QueryEncoding, QT_TRANSLATE_NOOP("PostMortem", "it computes the query %1 instead of %2"),
            is.query, should.query);
    if (is.userinfo != should.userinfo)
        return Reason{Cause::Userinfo,
            {QT_TRANSLATE_NOOP("PostMortem", "user and password are not in the URL as they were signed"), {}}};
    return {};
}

std::vector<QByteArray> namesOnlyIn(const Parameters &some, const Parameters &others, bool emptyOnly) {
    std::vector<QByteArray> names;
    for (const Parameter &parameter : some) {
        if (!http::contains(others, parameter.name) && (!emptyOnly || parameter.value.isEmpty()))
            names.push_back(parameter.name);
    }
    return names;
}

std::size_t countOf(const Parameters &form, const QByteArray &name) {
    return std::size_t(std::count_if(form.begin(), form.end(), [&](const Parameter &p) { return p.name == name; }));
}

Reason valueReason(const Parameter &is, const QByteArray &should) {
    if (is.value == should.trimmed())
        return {Cause::Trimmed, {QT_TRANSLATE_NOOP("PostMortem", "it trims %1"), {namesText({is.name})}}};
    return {Cause::DoubleDecoded,
        {QT_TRANSLATE_NOOP("PostMortem", "it reads another value of %1"), {namesText({is.name})}}};
}

std::optional<Reason> formReason(const Parameters &made, const Parameters &signedForm) {
    const std::vector<QByteArray> missing = namesOnlyIn(signedForm, made, false);
    const std::vector<QByteArray> added = namesOnlyIn(made, signedForm, false);
    if (!missing.empty() && !added.empty())
        return Reason{Cause::ParamsRenamed,
            {QT_TRANSLATE_NOOP("PostMortem", "it reads %1 as %2"), {namesText(missing), namesText(added)}}};
    if (!added.empty())
        return Reason{Cause::ParamsAdded,
            {QT_TRANSLATE_NOOP("PostMortem", "it adds %1, which is no part of the form"), {namesText(added)}}};
    if (!missing.empty())
        return Reason{
            Cause::ParamsRemoved, {QT_TRANSLATE_NOOP("PostMortem", "it does not see %1"), {namesText(missing)}}};
    for (const Parameter &parameter : made) {
        if (countOf(signedForm, parameter.name) != countOf(made, parameter.name))
            return Reason{Cause::Duplicates,
                {QT_TRANSLATE_NOOP("PostMortem", "it hands over one value of %1, which comes several times"),
                    {namesText({parameter.name})}}};
        if (const QByteArray *value = http::find(signedForm, parameter.name);
            *value != parameter.value && countOf(made, parameter.name) == 1)
            return valueReason(parameter, *value);
    }
    return {};
}

bool isForm(const http::Request &request) {
    return request.hasMediaType("application/x-www-form-urlencoded");
}

bool hasHashedBody(const http::Request &request) {
    return !request.body().isEmpty() && !isForm(request) && request.method() != QByteArrayView("GET");
}

// Whether the hash that this model takes from the URL is the body's.
bool bodyMatches(const Model &model, const SeenRequest &seen, const QByteArray &url) {
    const QByteArrayView query = splitUrl(url).query;
    const std::optional<QByteArray> hash = bodyHashOf(query.isEmpty() ? query : query.sliced(1));
    return hash && *hash == sha256Hex(model.body == Body::RawOrBraces ? QByteArray("{}") : seen.request.body());
}

bool headerIsIntact(const SeenRequest &seen) {
    const std::vector<SignatureTarget> targets = signatureTargets(seen.request);
    return !targets.empty() && targets.front().damage.isEmpty();
}

// What something did to the form before it arrived is no library's fault.
std::optional<Reason> changeOnTheWay(const SeenRequest &seen, const SignedTruth &truth) {
    const Parameters arrived = everyValue(seen);
    if (stringToSign({}, signedParameters(seen.request, arrived)) == truth.tail)
        return {};
    const std::optional<Reason> change = formReason(arrived, truth.form);
    return Reason{change ? change->cause : Cause::GetPostRule,
        {QT_TRANSLATE_NOOP("PostMortem", "the form did not arrive as it was signed"), {}}};
}

void reject(ValidatorOutcome &outcome, const Reason &reason) {
    outcome.accepts = false;
    outcome.cause = reason.cause;
    outcome.reason = reason.phrase;
}

ValidatorOutcome outcomeOf(const Model &model, const SeenRequest &seen, const SignedTruth &truth) {
    ValidatorOutcome outcome{model.name, model.framework, model.type, true, false, {}, {}};
    const QByteArray url = model.url != nullptr ? model.url(seen) : truth.url;
    const Parameters form = model.form(seen);
    const std::vector<QByteArray> strings = model.strings(url, form);
    const QByteArray signedString = truth.url + truth.tail;
    if (!headerIsIntact(seen)) {
        reject(outcome, {Cause::HeaderDamaged, {QT_TRANSLATE_NOOP("PostMortem", "the header is damaged"), {}}});
    } else if (std::find(strings.begin(), strings.end(), signedString) == strings.end()) {
        if (const std::optional<Reason> changed = changeOnTheWay(seen, truth)) {
            reject(outcome, *changed);
            return outcome;
        }
        const std::optional<Reason> ofForm = formReason(form, truth.form);
        const std::optional<Reason> ofUrl = urlReason(url, truth.url);
        reject(outcome,
            ofUrl ? *ofUrl
            : ofForm
                ? *ofForm
                : Reason{Cause::Port,
                      {QT_TRANSLATE_NOOP("PostMortem", "it puts the URL or the form together in another way"), {}}});
    } else if (hasHashedBody(seen.request) && truth.tail.isEmpty()) {
        outcome.bodyUnchecked = model.body == Body::Ignored;
        if (!outcome.bodyUnchecked && !bodyMatches(model, seen, url))
            reject(outcome, {Cause::BodyAltered,
                                {QT_TRANSLATE_NOOP("PostMortem", "it does not hash the body as it was sent"), {}}});
    }
    return outcome;
}

} // namespace

std::vector<ValidatorOutcome> simulateValidators(const SeenRequest &seen, const SignedTruth &truth) {
    std::vector<ValidatorOutcome> outcomes;
    if (truth.url.isEmpty() || seen.request.body().size() > MostSimulated)
        return outcomes;
    for (const Model &model : Models)
        outcomes.push_back(outcomeOf(model, seen, truth));
    return outcomes;
}

} // namespace offhook::twilio
