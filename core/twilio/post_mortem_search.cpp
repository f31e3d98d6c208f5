#include "core/twilio/post_mortem_search.h"

#include "core/twilio/body_hash.h"
#include "core/twilio/post_mortem_body.h"
#include "core/twilio/signature.h"
#include "core/twilio/url_variants.h"
#include "core/twilio/webhook_kind.h"

#include <algorithm>
#include <array>

namespace offhook::twilio {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::steady_clock;

struct PostMortemSearch::UrlTry {
    QByteArray url;
    std::vector<PostMortemStep> steps;
    std::size_t nextRepair = 0;
    Tier tier = Tier::Likely;
};

struct PostMortemSearch::FormTry {
    http::Parameters form;
    QByteArray tail; ///< the form's part of the string that is signed
    FormOrder order = FormOrder::Sorted;
    QByteArray url; ///< overrides the URL; empty as a rule
    std::vector<PostMortemStep> steps;
    std::size_t nextRepair = 0;
    Tier tier = Tier::Likely;
};

namespace {

// Every so many combinations the clock is read.
constexpr int CombinationsPerLook = 16;
// A string of more bytes makes a look at the clock due at once.
constexpr qsizetype LongString = 64 * 1024;
constexpr std::size_t MostBases = 8;
// Values of a larger body are left alone: rewriting them once takes longer than the whole search may.
constexpr qsizetype MostRepairedBody = 256 * 1024;

bool isBodyless(QByteArrayView method) {
    return method == QByteArrayView("GET") || method == QByteArrayView("HEAD");
}

http::Parameters sortedDistinct(http::Parameters form) {
    const auto order = [](const http::Parameter &a, const http::Parameter &b) {
        const int names = QByteArrayView(a.name).compare(b.name);
        return names != 0 ? names < 0 : QByteArrayView(a.value).compare(b.value) < 0;
    };
    std::sort(form.begin(), form.end(), order);
    const auto same = [](const http::Parameter &a, const http::Parameter &b) {
        return a.name == b.name && a.value == b.value;
    };
    form.erase(std::unique(form.begin(), form.end(), same), form.end());
    return form;
}

QByteArray tailOf(const http::Parameters &form, FormOrder order) {
    return stringToSign({}, order == FormOrder::Sorted ? sortedDistinct(form) : form);
}

// What usually goes wrong together: what a proxy in front changes of the URL.
bool isProxys(Cause cause) {
    static constexpr std::array<Cause, 7> Proxys{
        Cause::OtherUrl, Cause::Scheme, Cause::WebSocket, Cause::Host, Cause::Port, Cause::DefaultPort, Cause::Path};
    return std::find(Proxys.begin(), Proxys.end(), cause) != Proxys.end();
}

template <typename Try>
std::vector<Try> withSteps(std::vector<Try> first, const std::vector<Try> &more) {
    first.insert(first.end(), more.begin(), more.end());
    return first;
}

template <typename Try>
std::vector<Try> proxysOnly(const std::vector<Try> &tries) {
    std::vector<Try> kept;
    std::copy_if(tries.begin(), tries.end(), std::back_inserter(kept), [](const Try &t) {
        return std::all_of(t.steps.begin(), t.steps.end(), [](const PostMortemStep &s) { return isProxys(s.cause); });
    });
    return kept;
}

} // namespace

PostMortemSearch::PostMortemSearch(const PostMortemCase &known, const std::vector<SigningKey> &keys,
    const PostMortemBudget &budget, const std::atomic<bool> *cancel)
    : m_known(known)
    , m_budget(budget)
    , m_cancel(cancel)
    , m_begin(steady_clock::now())
    , m_targets(signatureTargets(known.request))
    , m_keys(keyTries(keys, known.account, http::value(known.form, "ParentAccountSid"))) {
    std::vector<SigningKey> ringed;
    for (const KeyTry &attempt : m_keys)
        ringed.push_back(attempt.key);
    m_ring = KeyRing(std::move(ringed));
    m_plainKeys = std::size_t(std::count_if(m_keys.begin(), m_keys.end(), [](const KeyTry &k) { return !k.cause; }));
}

PostMortemSearch::~PostMortemSearch() = default;

PostMortem PostMortemSearch::run() {
    if (m_targets.empty() || m_keys.empty() || m_known.candidates.empty())
        return m_result;
    m_result.end = PostMortem::End::AllTried;
    prepare();
    if (!isOver())
        trySingles();
    if (!isOver())
        tryPairs();
    if (!isOver())
        tryTriples();
    finish();
    return std::move(m_result);
}

bool PostMortemSearch::isOver() {
    using End = PostMortem::End;
    if (m_result.end != End::AllTried)
        return true;
    if (m_cancel != nullptr && *m_cancel)
        m_result.end = End::Cancelled;
    else if (m_result.tried >= m_budget.combinations)
        m_result.end = End::OutOfCombinations;
    else if (m_budget.time.count() > 0 && steady_clock::now() - m_begin > m_budget.time)
        m_result.end = End::OutOfTime;
    return m_result.end != End::AllTried;
}

// The bases are what plain checking takes for this request without any change.
void PostMortemSearch::prepare() {
    const UrlContext context{isWebSocketUpgrade(m_known.request), isBodyless(m_known.request.method())};
    for (const http::UrlCandidate &candidate : m_known.candidates)
        m_bases.push_back({usualForm(candidate.url, context), {}, 0, Tier::Likely});
    for (const http::UrlCandidate &candidate : m_known.candidates) {
        for (const UrlVariant &variant : otherForms(candidate.url, context)) {
            if (!variant.queryAsParameters)
                m_bases.push_back({variant.url, {}, 0, Tier::Likely});
        }
    }
    m_bases.resize(std::min(m_bases.size(), MostBases));
    for (const UrlTry &base : m_bases)
        m_seenUrls.insert(base.url);
    FormTry plain;
    if (!isBodyless(m_known.request.method()))
        plain.form = m_known.form;
    plain.tail = tailOf(plain.form, FormOrder::Sorted);
    m_plainForm.push_back(std::move(plain));
}

void PostMortemSearch::trySingles() {
    tryAll(m_bases, m_plainForm);
    UrlTries urls = urlsFrom(m_bases.front(), 0, {});
    FormTries forms = isOver() ? FormTries() : formsFrom(m_plainForm.front(), 0, {});
    const auto likelyUrl =
        std::stable_partition(urls.begin(), urls.end(), [](const UrlTry &t) { return t.tier == Tier::Likely; });
    m_likelyUrls.assign(std::make_move_iterator(urls.begin()), std::make_move_iterator(likelyUrl));
    m_possibleUrls.assign(std::make_move_iterator(likelyUrl), std::make_move_iterator(urls.end()));
    const auto likelyForm =
        std::stable_partition(forms.begin(), forms.end(), [](const FormTry &t) { return t.tier == Tier::Likely; });
    m_likelyForms.assign(std::make_move_iterator(forms.begin()), std::make_move_iterator(likelyForm));
    m_possibleForms.assign(std::make_move_iterator(likelyForm), std::make_move_iterator(forms.end()));
    tryAll(m_likelyUrls, m_plainForm);
    tryAll(m_bases, m_likelyForms);
    for (std::size_t key = m_plainKeys; key < m_keys.size(); ++key)
        tryAll(m_bases, m_plainForm, key);
    tryAll(m_possibleUrls, m_plainForm);
    tryAll({m_bases.front()}, m_possibleForms);
}

void PostMortemSearch::tryPairs() {
    for (std::size_t key = m_plainKeys; key < m_keys.size(); ++key) {
        tryAll(m_likelyUrls, m_plainForm, key);
        tryAll({m_bases.front()}, m_likelyForms, key);
    }
    for (const UrlTry &url : m_likelyUrls) {
        if (isOver())
            return;
        tryAll(urlsFrom(url, url.nextRepair, Tier::Likely), m_plainForm);
    }
    tryAll(m_likelyUrls, m_likelyForms);
    for (const FormTry &form : m_likelyForms) {
        if (isOver())
            return;
        if (form.order == FormOrder::Sorted && form.url.isEmpty())
            tryAll({m_bases.front()}, formsFrom(form, form.nextRepair, Tier::Likely));
    }
    const UrlTries proxys = proxysOnly(m_likelyUrls);
    for (const UrlTry &url : proxys) {
        if (isOver())
            return;
        tryAll(urlsFrom(url, url.nextRepair, Tier::Possible), m_plainForm);
    }
    tryAll(proxys, m_possibleForms);
    tryAll(m_possibleUrls, m_likelyForms);
    tryAll(m_likelyUrls, m_possibleForms);
}

// Two changes by a proxy and one of the form, or three by a proxy.
void PostMortemSearch::tryTriples() {
    UrlTries pairs;
    for (const UrlTry &url : proxysOnly(m_likelyUrls)) {
        const UrlTries second = proxysOnly(urlsFrom(url, url.nextRepair, Tier::Likely));
        pairs.insert(pairs.end(), second.begin(), second.end());
    }
    for (const UrlTry &url : pairs) {
        if (isOver())
            return;
        tryAll(urlsFrom(url, url.nextRepair, Tier::Likely), m_plainForm);
    }
    tryAll(pairs, m_likelyForms);
}

PostMortemSearch::UrlTries PostMortemSearch::urlsFrom(
    const UrlTry &base, std::size_t firstRepair, std::optional<Tier> only) {
    UrlTries tries;
    const std::span<const UrlRepair> repairs = urlRepairs();
    QSet<QByteArray> seen;
    for (std::size_t i = firstRepair; i < repairs.size() && !isOver(); ++i) {
        UrlProposals proposals(base.url);
        repairs[i].propose(m_known, splitUrl(base.url), proposals);
        for (const UrlProposals::Proposal &proposal : proposals.list()) {
            if ((only && proposal.tier != *only) || m_seenUrls.contains(proposal.url) || seen.contains(proposal.url))
                continue;
            seen.insert(proposal.url);
            UrlTry next{proposal.url, base.steps, i + 1, proposal.tier};
            next.steps.push_back({repairs[i].cause, proposal.change});
            tries.push_back(std::move(next));
        }
    }
    return tries;
}

PostMortemSearch::FormTries PostMortemSearch::formsFrom(
    const FormTry &base, std::size_t firstRepair, std::optional<Tier> only) {
    FormTries tries;
    const std::span<const FormRepair> repairs = formRepairs();
    QSet<QByteArray> seen{base.tail};
    for (std::size_t i = firstRepair; i < repairs.size() && !isOver(); ++i) {
        if (m_known.request.body().size() > MostRepairedBody && repairs[i].cause != Cause::GetPostRule)
            continue;
        FormProposals proposals(base.form);
        repairs[i].propose(m_known, base.form, proposals);
        for (const FormProposals::Proposal &proposal : proposals.list()) {
            if (only && proposal.tier != *only)
                continue;
            FormTry next{proposal.form, tailOf(proposal.form, proposal.order), proposal.order, proposal.url, base.steps,
                i + 1, proposal.tier};
            if (proposal.url.isEmpty() && seen.contains(next.tail))
                continue;
            seen.insert(next.tail);
            next.steps.push_back({repairs[i].cause, proposal.change});
            tries.push_back(std::move(next));
        }
    }
    return tries;
}

void PostMortemSearch::tryAll(const UrlTries &urls, const FormTries &forms) {
    for (std::size_t key = 0; key < m_plainKeys; ++key)
        tryAll(urls, forms, key);
}

void PostMortemSearch::tryAll(const UrlTries &urls, const FormTries &forms, std::size_t key) {
    for (const UrlTry &url : urls) {
        for (const FormTry &form : forms) {
            const bool look = m_result.tried % CombinationsPerLook == 0 || form.tail.size() > LongString;
            if (m_result.tried >= m_budget.combinations || look) {
                if (isOver())
                    return;
            }
            if (m_result.end != PostMortem::End::AllTried || attempt(url, form, key))
                return;
        }
    }
}

bool PostMortemSearch::attempt(const UrlTry &url, const FormTry &form, std::size_t key) {
    std::array<unsigned char, 20> bytes{};
    const std::array<QByteArrayView, 2> pieces{form.url.isEmpty() ? url.url : form.url, form.tail};
    ++m_result.tried;
    if (!m_ring.compute(key, pieces, bytes))
        return false;
    const QByteArrayView digest(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
    const auto hit = std::find_if(
        m_targets.begin(), m_targets.end(), [&](const SignatureTarget &target) { return isHit(target, digest); });
    if (hit == m_targets.end())
        return false;
    keep(url, form, key, *hit);
    return true;
}

void PostMortemSearch::keep(const UrlTry &url, const FormTry &form, std::size_t key, const SignatureTarget &target) {
    m_result.end = PostMortem::End::Matched;
    m_result.steps = withSteps(url.steps, form.steps);
    m_result.matchedUrl = form.url.isEmpty() ? url.url : form.url;
    m_result.matchedTail = form.tail;
    m_result.matchedForm = form.order == FormOrder::Sorted ? sortedDistinct(form.form) : form.form;
    const KeyTry &attempt = m_keys[key];
    m_result.keyLabel = attempt.key.label;
    if (attempt.cause) {
        m_result.steps.push_back({*attempt.cause, attempt.change});
        m_result.key = attempt.key;
        m_result.key->account = m_known.account;
    }
    if (!target.damage.isEmpty())
        m_result.steps.push_back({Cause::HeaderDamaged, target.damage});
}

// A body that is no form is covered by its hash in the URL only.
void PostMortemSearch::checkBody() {
    const QByteArray &body = m_known.request.body();
    if (!m_result.matchedTail.isEmpty() || !m_known.form.empty() || body.isEmpty() ||
        isBodyless(m_known.request.method()))
        return;
    const QByteArrayView query = splitUrl(m_result.matchedUrl).query;
    const std::optional<QByteArray> hash = bodyHashOf(query.isEmpty() ? query : query.sliced(1));
    if (!hash) {
        m_result.steps.push_back({Cause::BodyHashMissing,
            {QT_TRANSLATE_NOOP("PostMortem", "the URL only: it has no bodySHA256, so the body is not covered"), {}}});
        return;
    }
    if (*hash == sha256Hex(body))
        return;
    const auto stop = [this] {
        return (m_cancel != nullptr && *m_cancel) ||
               (m_budget.time.count() > 0 && steady_clock::now() - m_begin > m_budget.time);
    };
    const std::optional<Phrase> rewritten = bodyWithHash(body, *hash, stop, m_result.tried);
    m_result.steps.push_back({Cause::BodyAltered,
        rewritten.value_or(Phrase{QT_TRANSLATE_NOOP("PostMortem", "another body than this one"), {}})});
}

void PostMortemSearch::finish() {
    if (m_result.isMatched())
        checkBody();
    for (int i = 0; i < CauseCount && !m_result.isMatched(); ++i) {
        const auto has = [i](const auto &tries) {
            return std::any_of(
                tries.begin(), tries.end(), [i](const auto &t) { return t.steps.front().cause == Cause(i); });
        };
        const bool keyed =
            std::any_of(m_keys.begin(), m_keys.end(), [i](const KeyTry &k) { return k.cause == Cause(i); });
        if (keyed || has(m_likelyUrls) || has(m_possibleUrls) || has(m_likelyForms) || has(m_possibleForms))
            m_result.ruledOut.push_back(Cause(i));
    }
    m_result.took = duration_cast<microseconds>(steady_clock::now() - m_begin);
}

} // namespace offhook::twilio
