#include "core/twilio/post_mortem.h"

#include "core/twilio/key_ring.h"
#include "core/twilio/post_mortem_search.h"
#include "core/twilio/url_variants.h"
#include "core/twilio/webhook_kind.h"

#include <algorithm>

namespace offhook::twilio {
namespace {

constexpr const char *Replacement = "\xef\xbf\xbd";

QString in(const Translate &translate, const char *text) {
    return translate ? translate(text) : QString::fromUtf8(text);
}

QString in(const Translate &translate, const Phrase &phrase) {
    return phrase.filled(in(translate, phrase.text));
}

// Whether Offhook would find the matched URL by itself if this were the public URL.
bool leadsTo(const QByteArray &publicUrl, const PostMortemCase &known, const QByteArray &matched) {
    const std::vector<http::UrlCandidate> candidates = http::candidateUrls(known.request, publicUrl, false);
    if (candidates.empty() || candidates.front().source != http::UrlSource::PublicUrl)
        return false;
    const QByteArrayView method = known.request.method();
    const UrlContext context{
        isWebSocketUpgrade(known.request), method == QByteArrayView("GET") || method == QByteArrayView("HEAD")};
    const QByteArray &url = candidates.front().url;
    if (usualForm(url, context) == matched)
        return true;
    const std::vector<UrlVariant> others = otherForms(url, context);
    return std::any_of(others.begin(), others.end(), [&](const UrlVariant &v) { return v.url == matched; });
}

QByteArray helpingPublicUrl(const PostMortemCase &known, const PostMortem &result) {
    const bool urlChanged = std::any_of(result.steps.begin(), result.steps.end(),
        [](const PostMortemStep &step) { return step.cause <= Cause::OtherUrl || step.cause == Cause::Path; });
    const UrlParts parts = splitUrl(result.matchedUrl);
    if (!urlChanged || parts.scheme.isEmpty())
        return {};
    const QByteArrayView path = known.request.path();
    const QByteArrayView prefix = parts.path.endsWith(path) ? parts.path.chopped(path.size()) : QByteArrayView();
    const QByteArray url = plainScheme(parts.scheme).toByteArray() + "://" + parts.host + parts.port + prefix;
    const QByteArray normalised = http::normalisedPublicUrl(QString::fromUtf8(url), nullptr);
    return !normalised.isEmpty() && leadsTo(normalised, known, result.matchedUrl) ? normalised : QByteArray();
}

void addHints(const PostMortemCase &known, const std::vector<SigningKey> &keys, std::vector<Phrase> &out) {
    std::vector<QByteArray> lossy;
    for (const http::Parameter &parameter : known.form) {
        if (parameter.value.contains(Replacement))
            lossy.push_back(parameter.name);
    }
    if (!lossy.empty())
        out.push_back(
            {QT_TRANSLATE_NOOP("PostMortem",
                 "%1 holds U+FFFD in place of bytes that were lost: the text was read with the wrong character set."),
                {namesText(lossy)}});
    for (const SigningKey &key : keys) {
        if (key.secret.view().startsWith("SK"))
            out.push_back(
                {QT_TRANSLATE_NOOP("PostMortem", "The key “%1” looks like the SID of an API key, which signs nothing."),
                    {key.label}});
        else if (key.kind == KeyKind::AuthToken && !looksLikeAuthToken(key.secret.view()))
            out.push_back({QT_TRANSLATE_NOOP("PostMortem",
                               "The key “%1” does not look like an auth token, which has 32 hexadecimal digits."),
                {key.label}});
    }
    const bool badEscape =
        std::any_of(known.form.begin(), known.form.end(), [](const http::Parameter &p) { return p.badEscape; });
    if (badEscape)
        out.push_back({QT_TRANSLATE_NOOP("PostMortem",
                           "The form has a “%” without two digits after it: it was not written by Twilio."),
            {}});
}

QString unmatchedHeadline(const PostMortem &result, const Translate &translate) {
    using End = PostMortem::End;
    switch (result.end) {
    case End::NothingToCompare:
        return in(translate, QT_TRANSLATE_NOOP("PostMortem", "There is no signature or no key to compare with"));
    case End::Cancelled:
        return in(translate, QT_TRANSLATE_NOOP("PostMortem", "The search was cancelled"));
    default:
        return in(
            translate, QT_TRANSLATE_NOOP("PostMortem", "No change that Offhook knows of makes this signature match"));
    }
}

QString listText(const QStringList &changes, const Translate &translate) {
    QString text = changes.front();
    for (qsizetype i = 1; i < changes.size(); ++i) {
        const char *joint = i + 1 < changes.size() ? QT_TRANSLATE_NOOP("PostMortem", "%1, %2")
                                                   : QT_TRANSLATE_NOOP("PostMortem", "%1, and %2");
        text = in(translate, Phrase{joint, {text, changes[i]}});
    }
    return text;
}

QString unmatchedExplanation(const PostMortem &result, const Translate &translate) {
    const Phrase tried{QT_TRANSLATE_NOOP("PostMortem", "%1 combinations were tried in %2 ms."),
        {QString::number(result.tried), QString::number(double(result.took.count()) / 1000.0, 'f', 1)}};
    QString text = in(translate, tried);
    if (result.end == PostMortem::End::OutOfTime || result.end == PostMortem::End::OutOfCombinations)
        text += u' ' + in(translate, QT_TRANSLATE_NOOP(
                                         "PostMortem", "The search ended at its limit, with less likely ones left."));
    text +=
        u' ' + in(translate, QT_TRANSLATE_NOOP("PostMortem", "Most likely the right key is not among those that are "
                                                             "stored, or the request does not come from Twilio."));
    for (const Phrase &hint : result.hints)
        text += u' ' + in(translate, hint);
    return text;
}

} // namespace

PostMortem explain(const PostMortemCase &known, const std::vector<SigningKey> &keys, const PostMortemBudget &budget,
    const std::atomic<bool> *cancel) {
    PostMortem result = PostMortemSearch(known, keys, budget, cancel).run();
    if (result.isMatched())
        result.publicUrl = helpingPublicUrl(known, result);
    else
        addHints(known, keys, result.hints);
    return result;
}

QString headline(const PostMortem &result, const Translate &translate) {
    if (!result.isMatched())
        return unmatchedHeadline(result, translate);
    QStringList changes;
    QString damage;
    for (const PostMortemStep &step : result.steps)
        (step.cause == Cause::HeaderDamaged ? damage : changes.emplaceBack()) = in(translate, step.change);
    const QString header = in(
        translate, Phrase{QT_TRANSLATE_NOOP("PostMortem", "X-Twilio-Signature was damaged on its way: %1"), {damage}});
    if (changes.isEmpty())
        return damage.isEmpty() ? in(translate, QT_TRANSLATE_NOOP("PostMortem", "The signature matches")) : header;
    const QString text =
        in(translate, Phrase{QT_TRANSLATE_NOOP("PostMortem", "Twilio signed %1"), {listText(changes, translate)}});
    return damage.isEmpty() ? text : text + u"; " + header;
}

QString explanation(const PostMortem &result, const Translate &translate) {
    if (!result.isMatched())
        return result.end == PostMortem::End::NothingToCompare ? QString() : unmatchedExplanation(result, translate);
    QStringList texts;
    for (const PostMortemStep &step : result.steps)
        texts.append(in(translate, causeExplanation(step.cause)));
    texts.removeDuplicates();
    return texts.join(u' ');
}

QString ruledOutText(const PostMortem &result, const Translate &translate) {
    QStringList subjects;
    for (const Cause cause : result.ruledOut)
        subjects.append(in(translate, causeSubject(cause)));
    return subjects.join(u", ");
}

} // namespace offhook::twilio
