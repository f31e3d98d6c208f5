#include "core/twilio/signature.h"

#include "core/twilio/body_hash.h"
#include "core/twilio/url_variants.h"
#include "core/twilio/webhook_kind.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

constexpr QByteArrayView SignatureHeader("X-Twilio-Signature");
constexpr qsizetype DigestSize = 20;

// A sender without a key can make us try every combination. A thousand cover several tunnels' candidates and a dozen
// keys; the bytes keep 10 MiB bodies from holding the listener up (about 20 ms at 1 GB/s). One is always tried.
constexpr int MaxTried = 1024;
constexpr qint64 MaxHashedBytes = qint64(16) * 1024 * 1024;

/// A parameter with the first bytes of its name as a number, which decides most comparisons without following pointers.
struct Sortable {
    quint64 prefix = 0;
    const http::Parameter *parameter = nullptr;
};
using Sorted = std::vector<Sortable>;

quint64 prefixOf(const QByteArray &name) {
    std::array<uchar, 8> bytes{};
    std::copy_n(name.begin(), std::min(name.size(), qsizetype(bytes.size())), bytes.begin());
    return qFromBigEndian<quint64>(bytes.data());
}

bool isBefore(const Sortable &a, const Sortable &b) {
    if (a.prefix != b.prefix)
        return a.prefix < b.prefix;
    const int order = QByteArrayView(a.parameter->name).compare(b.parameter->name);
    return order != 0 ? order < 0 : QByteArrayView(a.parameter->value).compare(b.parameter->value) < 0;
}

// Byte order, and a value sent twice counts once: twilio-node issue 722 and the tests of the node, python and PHP SDKs.
Sorted sortedDistinct(const http::Parameters &params) {
    Sorted sorted;
    sorted.reserve(params.size());
    for (const http::Parameter &parameter : params)
        sorted.push_back({prefixOf(parameter.name), &parameter});
    std::sort(sorted.begin(), sorted.end(), isBefore);
    const auto last = std::unique(sorted.begin(), sorted.end(), [](const Sortable &a, const Sortable &b) {
        return a.parameter->name == b.parameter->name && a.parameter->value == b.parameter->value;
    });
    sorted.erase(last, sorted.end());
    return sorted;
}

QByteArray joined(const Sorted &sorted) {
    qsizetype size = 0;
    for (const Sortable &entry : sorted)
        size += entry.parameter->name.size() + entry.parameter->value.size();
    QByteArray text(size, Qt::Uninitialized);
    char *to = text.data();
    for (const Sortable &entry : sorted) {
        to = std::copy(entry.parameter->name.cbegin(), entry.parameter->name.cend(), to);
        to = std::copy(entry.parameter->value.cbegin(), entry.parameter->value.cend(), to);
    }
    return text;
}

constexpr QByteArrayView FormType = "application/x-www-form-urlencoded";

bool hasNoSignedBody(QByteArrayView method) {
    return method == QByteArrayView("GET") || method == QByteArrayView("HEAD");
}

bool signsForm(const http::Request &request) {
    return !hasNoSignedBody(request.method()) && request.hasMediaType(FormType);
}

/// What vouches for the body once the URL's signature is right.
enum class BodyProof : std::uint8_t { Given, HashMissing, HashDiffers };

BodyProof proofOfBody(const http::Request &request) {
    if (signsForm(request))
        return BodyProof::Given;
    const std::optional<QByteArray> hash = bodyHashOf(request.query());
    // Regulatory bundles call back by GET with a bodySHA256 and no body (twilio-php issue 861): nothing to alter.
    if (request.body().isEmpty() && (!hash || hasNoSignedBody(request.method())))
        return BodyProof::Given;
    if (!hash)
        return BodyProof::HashMissing;
    const QByteArray actual = sha256Hex(request.body());
    return !actual.isEmpty() && *hash == actual ? BodyProof::Given : BodyProof::HashDiffers;
}

struct Claim {
    VerdictReason reason = VerdictReason::None;
    QByteArray digest; ///< the 20 bytes when there is nothing wrong
};

Claim claimOf(const http::Request &request) {
    const QByteArrayView header = request.header(SignatureHeader);
    for (const QByteArrayView other : request.headers(SignatureHeader)) {
        if (other != header)
            return {VerdictReason::RepeatedSignature, {}};
    }
    if (header.isEmpty())
        return {VerdictReason::NoSignature, {}};
    const auto decoded = QByteArray::fromBase64Encoding(header.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    // Twilio's form only: a decoder would also take stray bits in the last character, which no SDK does.
    if (!decoded || (*decoded).size() != DigestSize || (*decoded).toBase64() != header)
        return {VerdictReason::MalformedSignature, {}};
    return {VerdictReason::None, *decoded};
}

/// One check: tries URLs against the keys that may have signed, until one matches or the work is bounded.
class Search {
public:
    Search(const http::Request &request, const http::Parameters &bodyParams, QByteArrayView account,
        QByteArrayView digest, KeyRing &keys)
        : m_request(request)
        , m_context{isWebSocketUpgrade(request), hasNoSignedBody(request.method())}
        , m_bodyParams(bodyParams)
        , m_account(account)
        , m_parent(http::value(bodyParams, "ParentAccountSid"))
        , m_digest(digest)
        , m_keys(keys) {}

    [[nodiscard]] UrlContext context() const { return m_context; }
    [[nodiscard]] bool hasKey() const {
        for (std::size_t key = 0; key < m_keys.keys().size(); ++key) {
            if (mayHaveSigned(key))
                return true;
        }
        return false;
    }

    bool run(const std::vector<http::UrlCandidate> &candidates, Verification &result) {
        if (signsForm(m_request)) {
            if (m_bodyParams.size() > MaxSignedParameters)
                return false;
            m_tail = joined(sortedDistinct(m_bodyParams));
        }
        const auto matched = std::find_if(candidates.begin(), candidates.end(),
            [&](const http::UrlCandidate &candidate) { return tryCandidate(candidate.url, result); });
        if (matched == candidates.end())
            return false;
        result.matchedSource = matched->source;
        return true;
    }

private:
    // The debugger tells a subaccount's alerts to the parent too; which of the two tokens signs is not documented.
    [[nodiscard]] bool mayHaveSigned(std::size_t key) const {
        return m_keys.covers(key, m_account) || (!m_parent.isEmpty() && m_keys.covers(key, m_parent));
    }

    bool tryCandidate(const QByteArray &url, Verification &result) {
        if (tryUrl(usualForm(url, m_context), m_tail, result))
            return true;
        const std::vector<UrlVariant> variants = otherForms(url, m_context);
        return std::any_of(variants.begin(), variants.end(), [&](const UrlVariant &variant) {
            return tryUrl(variant.url, variant.queryAsParameters ? sortedQuery() + m_tail : m_tail, result);
        });
    }

    [[nodiscard]] QByteArray sortedQuery() const { return joined(sortedDistinct(http::decodeForm(m_request.query()))); }

    bool tryUrl(const QByteArray &url, const QByteArray &tail, Verification &result) {
        const std::array<QByteArrayView, 2> pieces{url, tail};
        for (std::size_t key = 0; key < m_keys.keys().size(); ++key) {
            if (!mayHaveSigned(key) || isExhausted(result))
                continue;
            ++result.tried;
            m_hashed += url.size() + tail.size();
            if (m_keys.matches(key, pieces, m_digest)) {
                result.matchedUrl = url;
                result.keyLabel = m_keys.keys()[key].label;
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool isExhausted(const Verification &result) const {
        return result.tried >= MaxTried || m_hashed >= MaxHashedBytes;
    }

    const http::Request &m_request;
    UrlContext m_context;
    const http::Parameters &m_bodyParams;
    QByteArrayView m_account;
    QByteArrayView m_parent;
    QByteArrayView m_digest;
    KeyRing &m_keys;
    QByteArray m_tail; ///< what follows the URL in the string that was signed
    qint64 m_hashed = 0;
};

void conclude(Verification &result, bool matched, BodyProof proof) {
    result.verdict = matched && proof == BodyProof::Given ? Verdict::Valid : Verdict::Invalid;
    if (result.verdict == Verdict::Valid)
        result.reason = VerdictReason::None;
    else if (proof == BodyProof::HashMissing)
        result.reason = VerdictReason::BodyHashMissing;
    else
        result.reason = matched ? VerdictReason::BodyAltered : VerdictReason::Mismatch;
}

} // namespace

Verification verify(const http::Request &request, const http::Parameters &bodyParams,
    const std::vector<http::UrlCandidate> &candidates, QByteArrayView account, KeyRing &keys) {
    const Claim claim = claimOf(request);
    Search search(request, bodyParams, account, claim.digest, keys);
    Verification result;
    if (!candidates.empty())
        result.checkedUrl = usualForm(candidates.front().url, search.context());
    result.reason = claim.reason;
    if (claim.reason == VerdictReason::NoSignature) {
        result.verdict = Verdict::Unsigned;
        return result;
    }
    if (claim.reason != VerdictReason::None) {
        result.verdict = Verdict::Invalid;
        return result;
    }
    if (!search.hasKey()) {
        result.reason = VerdictReason::NoKey;
        return result;
    }
    conclude(result, search.run(candidates, result), proofOfBody(request));
    return result;
}

http::Parameters signedParameters(const http::Request &request, const http::Parameters &bodyParams) {
    http::Parameters result;
    if (!signsForm(request) || bodyParams.size() > MaxSignedParameters)
        return result;
    for (const Sortable &entry : sortedDistinct(bodyParams))
        result.push_back(*entry.parameter);
    return result;
}

QByteArray stringToSign(QByteArrayView url, const http::Parameters &signedParams) {
    QByteArray text = url.toByteArray();
    for (const http::Parameter &parameter : signedParams)
        text.append(parameter.name).append(parameter.value);
    return text;
}

QByteArray sign(QByteArrayView url, QByteArrayView method, QByteArrayView contentType, QByteArrayView body,
    KeyRing &keys, std::size_t key) {
    const qsizetype semicolon = contentType.indexOf(';');
    const QByteArrayView mediaType = (semicolon < 0 ? contentType : contentType.first(semicolon)).trimmed();
    const bool form = !hasNoSignedBody(method) && http::equalsIgnoringCase(mediaType, FormType);
    const QByteArray tail = form ? joined(sortedDistinct(http::decodeForm(body))) : QByteArray();
    const QByteArray signedUrl = usualForm(url, {});
    const std::array<QByteArrayView, 2> pieces{signedUrl, tail};
    return keys.sign(key, pieces);
}

const char *verdictName(Verdict verdict) {
    switch (verdict) {
    case Verdict::Unchecked:
        return "unchecked";
    case Verdict::Valid:
        return "valid";
    case Verdict::Invalid:
        return "invalid";
    case Verdict::Unsigned:
        return "unsigned";
    }
    return "unchecked";
}

std::optional<Verdict> verdictFromName(QByteArrayView name) {
    for (const Verdict verdict : {Verdict::Unchecked, Verdict::Valid, Verdict::Invalid, Verdict::Unsigned}) {
        if (name == QByteArrayView(verdictName(verdict)))
            return verdict;
    }
    return {};
}

const char *reasonName(VerdictReason reason) {
    switch (reason) {
    case VerdictReason::None:
        return "none";
    case VerdictReason::NoSignature:
        return "no-signature";
    case VerdictReason::NoKey:
        return "no-key";
    case VerdictReason::MalformedSignature:
        return "malformed-signature";
    case VerdictReason::Mismatch:
        return "mismatch";
    case VerdictReason::BodyAltered:
        return "body-altered";
    case VerdictReason::BodyHashMissing:
        return "body-hash-missing";
    case VerdictReason::RepeatedSignature:
        return "repeated-signature";
    case VerdictReason::Refused:
        return "refused";
    }
    return "none";
}

} // namespace offhook::twilio
