#pragma once

#include "core/http/form.h"
#include "core/http/message.h"
#include "core/http/public_url.h"
#include "core/twilio/cause.h"
#include "core/twilio/phrase.h"
#include "core/twilio/url_parts.h"

#include <QByteArray>

#include <cstdint>
#include <span>
#include <vector>

namespace offhook::twilio {

/// What is known of a request whose signature does not match.
struct PostMortemCase {
    http::Request request;
    http::Parameters form;                      ///< the body's parameters in order, when it is a form
    std::vector<http::UrlCandidate> candidates; ///< best first, as of http::candidateUrls()
    std::vector<QByteArray> otherUrls;          ///< former public URLs, or whole URLs that may have been dialled
    QByteArray account;                         ///< AccountSid, or empty
};

/// Likely changes are combined with each other; possible ones are guesses in bulk.
enum class Tier : std::uint8_t { Likely, Possible };

/// Proposals of one repair. A proposal says what may have been signed, and its change, which completes "Twilio signed
/// ...". Proposals equal to what is there are dropped.
class UrlProposals {
public:
    struct Proposal {
        QByteArray url;
        Phrase change;
        Tier tier = Tier::Likely;
    };
    explicit UrlProposals(QByteArray unchanged)
        : m_unchanged(std::move(unchanged)) {}
    void add(QByteArray url, Phrase change, Tier tier = Tier::Likely);
    void add(const UrlParts &parts, Phrase change, Tier tier = Tier::Likely) { add(parts.joined(), change, tier); }
    [[nodiscard]] const std::vector<Proposal> &list() const { return m_list; }

private:
    QByteArray m_unchanged;
    std::vector<Proposal> m_list;
};

/// How a form's parameters follow the URL in the string that is signed.
enum class FormOrder : std::uint8_t {
    Sorted, ///< as Twilio does it: by name, distinct values ascending
    AsIs,   ///< as a mistaken signer does it: in the order of the list
};

class FormProposals {
public:
    struct Proposal {
        http::Parameters form;
        Phrase change;
        Tier tier = Tier::Likely;
        FormOrder order = FormOrder::Sorted;
        QByteArray url = {}; ///< when the URL changes along with the form; else empty
    };
    explicit FormProposals(const http::Parameters &unchanged)
        : m_unchanged(unchanged) {}
    void add(http::Parameters form, Phrase change, Tier tier = Tier::Likely, FormOrder order = FormOrder::Sorted);
    void addWithUrl(QByteArray url, http::Parameters form, Phrase change, Tier tier = Tier::Likely);
    [[nodiscard]] const std::vector<Proposal> &list() const { return m_list; }
    /// Further proposals would cost more memory than the answer is worth; they are dropped.
    [[nodiscard]] bool isFull() const;

private:
    const http::Parameters &m_unchanged;
    std::vector<Proposal> m_list;
    qint64 m_bytes = 0;
};

struct UrlRepair {
    Cause cause;
    void (*propose)(const PostMortemCase &known, const UrlParts &url, UrlProposals &out);
};
struct FormRepair {
    Cause cause;
    void (*propose)(const PostMortemCase &known, const http::Parameters &form, FormProposals &out);
};

/// Every repair, in the order in which they are tried; a pair is always an earlier one followed by a later one. Pure.
[[nodiscard]] std::span<const UrlRepair> urlRepairs();
[[nodiscard]] std::span<const FormRepair> formRepairs();

/// Targets that proxies say they were asked for, in X-Original-URI and its likes: path and query.
[[nodiscard]] std::vector<QByteArray> originalTargets(const http::Request &request);
/// One printable line of names: "Body", "FromCity, FromState, FromZip ...".
[[nodiscard]] QString namesText(const std::vector<QByteArray> &names);
/// One printable line of a value or a URL.
[[nodiscard]] QString argumentText(QByteArrayView bytes);

// The repairs, by the file they stand in.
#define OFFHOOK_URL_REPAIR(name) void name(const PostMortemCase &known, const UrlParts &url, UrlProposals &out)
#define OFFHOOK_FORM_REPAIR(name)                                                                                      \
    void name(const PostMortemCase &known, const http::Parameters &form, FormProposals &out)
// post_mortem_authority.cpp
OFFHOOK_URL_REPAIR(proposeOtherUrl);
OFFHOOK_URL_REPAIR(proposeScheme);
OFFHOOK_URL_REPAIR(proposeWebSocket);
OFFHOOK_URL_REPAIR(proposeHost);
OFFHOOK_URL_REPAIR(proposeHostForm);
OFFHOOK_URL_REPAIR(proposePort);
OFFHOOK_URL_REPAIR(proposeDefaultPort);
OFFHOOK_URL_REPAIR(proposeUserinfo);
OFFHOOK_URL_REPAIR(proposeFragment);
// post_mortem_path.cpp
OFFHOOK_URL_REPAIR(proposePath);
// post_mortem_query.cpp
OFFHOOK_URL_REPAIR(proposeQueryMissing);
OFFHOOK_URL_REPAIR(proposeQueryAdded);
OFFHOOK_URL_REPAIR(proposeQueryEmpties);
OFFHOOK_URL_REPAIR(proposeQueryOrder);
OFFHOOK_URL_REPAIR(proposeQueryEncoding);
// post_mortem_body.cpp
OFFHOOK_URL_REPAIR(proposeBodyHash);
// post_mortem_rules.cpp
OFFHOOK_FORM_REPAIR(proposeGetPostRule);
OFFHOOK_FORM_REPAIR(proposeContentType);
// post_mortem_parameters.cpp
OFFHOOK_FORM_REPAIR(proposeRenamed);
OFFHOOK_FORM_REPAIR(proposeAdded);
OFFHOOK_FORM_REPAIR(proposeRemoved);
OFFHOOK_FORM_REPAIR(proposeEmpties);
OFFHOOK_FORM_REPAIR(proposeDuplicates);
// post_mortem_values.cpp
OFFHOOK_FORM_REPAIR(proposePlusSpace);
OFFHOOK_FORM_REPAIR(proposeDoubleDecoded);
OFFHOOK_FORM_REPAIR(proposeCharset);
OFFHOOK_FORM_REPAIR(proposeUnicodeForm);
OFFHOOK_FORM_REPAIR(proposeNewline);
OFFHOOK_FORM_REPAIR(proposeTrimmed);
#undef OFFHOOK_URL_REPAIR
#undef OFFHOOK_FORM_REPAIR

} // namespace offhook::twilio
