#include "ui/detail/signature_document.h"

#include "core/base/text_guard.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>

namespace offhook::ui {
namespace {

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

} // namespace

ViewDocument signedStringDocument(const Session::SignatureView &view) {
    ViewDocument out;
    out.bytes = view.stringToSign;
    qsizetype at = view.url.size();
    if (!out.bytes.startsWith(view.url))
        return out;
    out.spans.push_back({0, at, Role::Text, Role::InfoSoft, false});
    bool tinted = false;
    for (const http::Parameter &parameter : view.signedParams) {
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

std::vector<SignatureRow> signatureRows(const Session::SignatureView &view) {
    using Tone = SignatureRow::Tone;
    using twilio::Verdict;
    const twilio::Verification &verification = view.verification;
    std::vector<SignatureRow> rows;
    if (verification.verdict == Verdict::Valid || !verification.matchedUrl.isEmpty())
        rows.push_back(urlRow(view, tr("Matches as"), view.url, tr("match"), Tone::Match));
    else if (verification.verdict == Verdict::Invalid)
        rows.push_back(urlRow(view, tr("Checked as"), view.url, tr("no match"), Tone::NoMatch));
    else
        rows.push_back(urlRow(view, tr("Would check"), view.url, {}, Tone::Plain));
    if (verification.verdict == Verdict::Invalid && verification.matchedUrl.isEmpty())
        addCandidates(rows, view, view.url);
    if (!view.signatureHeader.isEmpty())
        rows.push_back(
            {tr("Received"), printable(view.signatureHeader, LongestUrl), view.signatureHeader, {}, Tone::Plain, true});
    if (!verification.keyLabel.isEmpty())
        rows.push_back(
            {tr("Key"), printable(verification.keyLabel, 200), verification.keyLabel.toUtf8(), {}, Tone::Plain, false});
    if (verification.verdict == Verdict::Invalid && verification.tried > 0)
        rows.push_back({tr("Combinations"), grouped(verification.tried), QByteArray::number(verification.tried), {},
            Tone::Plain, false});
    return rows;
}

QString signatureHeadline(const twilio::Verification &verification) {
    using twilio::VerdictReason;
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

QString signatureExplanation(const twilio::Verification &verification) {
    if (verification.reason == twilio::VerdictReason::None)
        return tr("URL and parameters arrived as they were signed: nothing was changed on the way.");
    return verdictReasonText(verification.reason);
}

} // namespace offhook::ui
