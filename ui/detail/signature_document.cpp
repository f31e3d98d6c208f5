#include "ui/detail/signature_document.h"

#include "core/base/text_guard.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

// More pieces than this are not told apart by colour: the colours would weigh more than the text.
constexpr std::size_t MostSpans = 20'000;
constexpr std::size_t MostCandidates = 6;
constexpr qsizetype LongestUrl = 2'000;

QString tr(const char *text) {
    return QCoreApplication::translate("SignaturePane", text);
}

QString sourceWords(http::UrlSource source) {
    switch (source) {
    case http::UrlSource::PublicUrl:
        return tr("public URL");
    case http::UrlSource::Forwarded:
        return tr("Forwarded header");
    case http::UrlSource::XForwarded:
        return tr("X-Forwarded headers");
    case http::UrlSource::XOriginalHost:
        return tr("X-Original-Host header");
    case http::UrlSource::Host:
        return tr("Host header");
    case http::UrlSource::AbsoluteTarget:
        return tr("request target");
    }
    return {};
}

QString sourceOf(const Session::SignatureView &view, const QByteArray &url) {
    if (view.verification.matchedSource && url == view.verification.matchedUrl)
        return sourceWords(*view.verification.matchedSource);
    for (const http::UrlCandidate &candidate : view.candidates) {
        if (candidate.url == url)
            return sourceWords(candidate.source);
    }
    return {};
}

SignatureRow urlRow(const Session::SignatureView &view, const QString &label, const QByteArray &url,
    const QString &outcome, SignatureRow::Tone tone) {
    const QString source = sourceOf(view, url);
    const QString remark = outcome.isEmpty() ? source : source.isEmpty() ? outcome : source + u" · " + outcome;
    return {label, printable(url, LongestUrl), url, remark, tone, true};
}

void addCandidates(std::vector<SignatureRow> &rows, const Session::SignatureView &view, const QByteArray &shown) {
    std::size_t others = 0;
    for (const http::UrlCandidate &candidate : view.candidates) {
        if (candidate.url == shown || ++others > MostCandidates)
            continue;
        const QString label = others == 1 ? tr("Also tried") : QString();
        rows.push_back(urlRow(view, label, candidate.url, {}, SignatureRow::Tone::Plain));
    }
}

twilio::Translate translator() {
    return [](const char *text) { return postMortemText(text); };
}

// What is between the common beginning and the common end of two URLs.
void emphasise(SignatureRow &row, const QByteArray &other) {
    const QString than = printable(other, LongestUrl);
    const qsizetype shorter = std::min(row.value.size(), than.size());
    qsizetype begin = 0;
    while (begin < shorter && row.value[begin] == than[begin])
        ++begin;
    qsizetype end = 0;
    while (end < shorter - begin && row.value[row.value.size() - 1 - end] == than[than.size() - 1 - end])
        ++end;
    // A scheme is emphasised whole: "https", not its "s".
    const qsizetype scheme = row.value.indexOf(u"://");
    row.emphasisBegin = begin <= scheme ? 0 : begin;
    row.emphasisSize = std::max(row.value.size() - end, begin <= scheme ? scheme : 0) - row.emphasisBegin;
}

void addExplained(std::vector<SignatureRow> &rows, const SignatureStory &story) {
    using Tone = SignatureRow::Tone;
    rows.push_back(urlRow(story.view, tr("Checked as"), story.view.url, tr("no match"), Tone::NoMatch));
    SignatureRow match = urlRow(story.view, tr("Matches as"), story.postMortem->matchedUrl, tr("match"), Tone::Match);
    if (story.postMortem->matchedUrl != story.view.url)
        emphasise(match, story.view.url);
    rows.push_back(std::move(match));
}

SignatureRow triedRow(const SignatureStory &story) {
    const twilio::PostMortem &result = *story.postMortem;
    const int tried = story.view.verification.tried + result.tried;
    const QString ms = QLocale().toString(double(result.took.count()) / 1000.0, 'f', 1);
    QString text = tr("%1 combinations in %2 ms").arg(grouped(tried), ms);
    if (!result.ruledOut.empty())
        text = twilio::ruledOutText(result, translator()).replace(u", "_s, u" · "_s) + u" · " + text;
    return {
        story.isExplained() ? tr("Tried") : tr("Ruled out"), text, text.toUtf8(), {}, SignatureRow::Tone::Plain, false};
}

} // namespace

ViewDocument signedStringDocument(const SignatureStory &story) {
    const bool explained = story.isExplained();
    const QByteArray &url = explained ? story.postMortem->matchedUrl : story.view.url;
    ViewDocument out;
    out.bytes = explained ? url + story.postMortem->matchedTail : story.view.stringToSign;
    qsizetype at = url.size();
    if (!out.bytes.startsWith(url))
        return out;
    out.spans.push_back({0, at, Role::Text, Role::InfoSoft, false});
    bool tinted = false;
    for (const http::Parameter &parameter : explained ? story.postMortem->matchedForm : story.view.signedParams) {
        const qsizetype nameEnd = at + parameter.name.size();
        const qsizetype valueEnd = nameEnd + parameter.value.size();
        if (out.spans.size() > MostSpans || valueEnd > out.bytes.size())
            break;
        const std::optional<Role> ground = tinted ? std::optional(Role::AccentSoft) : std::nullopt;
        out.spans.push_back({at, nameEnd, Role::XmlAttribute, ground, true});
        out.spans.push_back({nameEnd, valueEnd, Role::Text, ground, false});
        at = valueEnd;
        tinted = !tinted;
    }
    return out;
}

std::vector<SignatureRow> signatureRows(const SignatureStory &story) {
    using Tone = SignatureRow::Tone;
    using twilio::Verdict;
    const Session::SignatureView &view = story.view;
    const twilio::Verification &verification = view.verification;
    std::vector<SignatureRow> rows;
    if (story.isExplained())
        addExplained(rows, story);
    else if (verification.verdict == Verdict::Valid || !verification.matchedUrl.isEmpty())
        rows.push_back(urlRow(view, tr("Matches as"), view.url, tr("match"), Tone::Match));
    else if (verification.verdict == Verdict::Invalid)
        rows.push_back(urlRow(view, tr("Checked as"), view.url, tr("no match"), Tone::NoMatch));
    else
        rows.push_back(urlRow(view, tr("Would check"), view.url, {}, Tone::Plain));
    if (!story.isExplained() && verification.verdict == Verdict::Invalid && verification.matchedUrl.isEmpty())
        addCandidates(rows, view, view.url);
    if (!view.signatureHeader.isEmpty())
        rows.push_back(
            {tr("Received"), printable(view.signatureHeader, LongestUrl), view.signatureHeader, {}, Tone::Plain, true});
    const QString key = story.isExplained() ? story.postMortem->keyLabel : verification.keyLabel;
    if (!key.isEmpty())
        rows.push_back({tr("Key"), printable(key, 200), key.toUtf8(), {}, Tone::Plain, false});
    if (story.postMortem)
        rows.push_back(triedRow(story));
    return rows;
}

QString signatureHeadline(const SignatureStory &story) {
    using twilio::VerdictReason;
    const twilio::Verification &verification = story.view.verification;
    if (story.isExplained())
        return twilio::headline(*story.postMortem, translator());
    switch (verification.reason) {
    case VerdictReason::None:
        return verification.keyLabel.isEmpty()
                   ? tr("Signed for this URL")
                   : tr("Signed for this URL with the key “%1”").arg(printable(verification.keyLabel, 60));
    case VerdictReason::NoSignature:
        return tr("This request carries no signature");
    case VerdictReason::NoKey:
        return tr("No key for this account is stored");
    case VerdictReason::MalformedSignature:
        return tr("The signature is damaged");
    case VerdictReason::Mismatch:
        return tr("The signature does not match");
    case VerdictReason::BodyAltered:
        return tr("The body is not the one that was signed");
    case VerdictReason::BodyHashMissing:
        return tr("The signature does not cover the body");
    case VerdictReason::RepeatedSignature:
        return tr("Several signatures that differ");
    case VerdictReason::Refused:
        return tr("Not checked: the request was refused");
    }
    return {};
}

QString signatureExplanation(const SignatureStory &story) {
    const twilio::Verification &verification = story.view.verification;
    if (story.isExplained())
        return twilio::explanation(*story.postMortem, translator());
    if (verification.reason == twilio::VerdictReason::None)
        return tr("URL and parameters arrived as they were signed: nothing was changed on the way.");
    const bool searched =
        story.postMortem && story.postMortem->tried > 0 && verification.verdict == twilio::Verdict::Invalid;
    return searched
               ? verdictReasonText(verification.reason) + u' ' + twilio::explanation(*story.postMortem, translator())
               : verdictReasonText(verification.reason);
}

std::vector<SignatureRow> validatorRows(const std::vector<twilio::ValidatorOutcome> &outcomes) {
    using Tone = SignatureRow::Tone;
    std::vector<SignatureRow> rows;
    QStringList accepting;
    QStringList careless;
    for (const twilio::ValidatorOutcome &outcome : outcomes) {
        const QString name = QString::fromUtf8(outcome.name);
        if (outcome.accepts)
            (outcome.bodyUnchecked ? careless : accepting).append(name);
        else
            rows.push_back({name, postMortemText(outcome.reason),
                (name + u": " + postMortemText(outcome.reason)).toUtf8(), tr("✕ rejects"), Tone::NoMatch, false});
    }
    if (!careless.isEmpty())
        rows.push_back({tr("Body unchecked"), careless.join(u" · "), careless.join(u", ").toUtf8(), tr("✓ accept"),
            Tone::Good, false});
    if (!accepting.isEmpty())
        rows.push_back({tr("All others"), accepting.join(u" · "), accepting.join(u", ").toUtf8(), tr("✓ accept"),
            Tone::Good, false});
    return rows;
}

} // namespace offhook::ui
