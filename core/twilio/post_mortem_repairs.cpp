#include "core/twilio/post_mortem_repairs.h"

#include "core/base/text_guard.h"

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

// What the proposals of one repair may hold together. A usual webhook has 2 KiB, so this is thousands of forms.
constexpr qint64 MostProposedBytes = qint64(16) * 1024 * 1024;
// Headers in which proxies hand on the target that they were asked for.
constexpr std::array<const char *, 8> OriginalTarget{"X-Original-URI", "X-Original-URL", "X-Forwarded-Uri",
    "X-Forwarded-Path", "X-Rewrite-URL", "X-Envoy-Original-Path", "X-Waws-Unencoded-Url", "X-Request-Uri"};
constexpr qsizetype LongestArgument = 160;
constexpr std::size_t MostNames = 4;

constexpr std::array<UrlRepair, 16> UrlRepairs{{
    {Cause::OtherUrl, proposeOtherUrl},
    {Cause::Scheme, proposeScheme},
    {Cause::WebSocket, proposeWebSocket},
    {Cause::Host, proposeHost},
    {Cause::HostForm, proposeHostForm},
    {Cause::Port, proposePort},
    {Cause::DefaultPort, proposeDefaultPort},
    {Cause::Userinfo, proposeUserinfo},
    {Cause::Path, proposePath},
    {Cause::QueryMissing, proposeQueryMissing},
    {Cause::ParamsAdded, proposeQueryAdded},
    {Cause::EmptyDropped, proposeQueryEmpties},
    {Cause::BodyHashMissing, proposeBodyHash},
    {Cause::QueryOrder, proposeQueryOrder},
    {Cause::QueryEncoding, proposeQueryEncoding},
    {Cause::Fragment, proposeFragment},
}};

constexpr std::array<FormRepair, 13> FormRepairs{{
    {Cause::GetPostRule, proposeGetPostRule},
    {Cause::ContentType, proposeContentType},
    {Cause::ParamsRenamed, proposeRenamed},
    {Cause::ParamsAdded, proposeAdded},
    {Cause::PlusSpace, proposePlusSpace},
    {Cause::DoubleDecoded, proposeDoubleDecoded},
    {Cause::Charset, proposeCharset},
    {Cause::UnicodeForm, proposeUnicodeForm},
    {Cause::Newline, proposeNewline},
    {Cause::Trimmed, proposeTrimmed},
    {Cause::EmptyDropped, proposeEmpties},
    {Cause::ParamsRemoved, proposeRemoved},
    {Cause::Duplicates, proposeDuplicates},
}};

} // namespace

void UrlProposals::add(QByteArray url, Phrase change, Tier tier) {
    if (url != m_unchanged)
        m_list.push_back({std::move(url), std::move(change), tier});
}

bool FormProposals::isFull() const {
    return m_bytes > MostProposedBytes;
}

void FormProposals::add(http::Parameters form, Phrase change, Tier tier, FormOrder order) {
    if (isFull() || (form == m_unchanged && order == FormOrder::Sorted))
        return;
    for (const http::Parameter &parameter : form)
        m_bytes += qint64(sizeof(http::Parameter)) + parameter.name.size() + parameter.value.size();
    m_list.push_back({std::move(form), std::move(change), tier, order});
}

void FormProposals::addWithUrl(QByteArray url, http::Parameters form, Phrase change, Tier tier) {
    if (!isFull())
        m_list.push_back({std::move(form), std::move(change), tier, FormOrder::Sorted, std::move(url)});
}

std::span<const UrlRepair> urlRepairs() {
    return UrlRepairs;
}

std::span<const FormRepair> formRepairs() {
    return FormRepairs;
}

std::vector<QByteArray> originalTargets(const http::Request &request) {
    std::vector<QByteArray> targets;
    for (const char *name : OriginalTarget) {
        QByteArray target = request.header(name).toByteArray();
        if (const UrlParts parts = splitUrl(target); !parts.scheme.isEmpty())
            target = parts.path.toByteArray() + parts.query;
        if (target.startsWith('/'))
            targets.push_back(std::move(target));
    }
    return targets;
}

QString namesText(const std::vector<QByteArray> &names) {
    QString text;
    for (std::size_t i = 0; i < std::min(names.size(), MostNames); ++i)
        text += (i == 0 ? u"" : u", ") + printable(names[i], 60);
    return names.size() > MostNames ? text + u" …" : text;
}

QString argumentText(QByteArrayView bytes) {
    return printable(bytes, LongestArgument);
}

} // namespace offhook::twilio
