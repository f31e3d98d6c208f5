#pragma once

#include "core/twilio/post_mortem_repairs.h"
#include "tests/core/twilio/signature_support.h"

#include <algorithm>

namespace offhook::twilio::test {

/// A request for `url` with these headers and this form.
inline PostMortemCase caseOf(const QByteArray &url, const std::vector<http::HeaderField> &headers = {},
    const QByteArray &body = {}, const QByteArray &method = "POST") {
    PostMortemCase known;
    std::vector<http::HeaderField> all = headers;
    const bool typed = std::any_of(all.begin(), all.end(), [](const auto &h) { return h.name == "Content-Type"; });
    if (!body.isEmpty() && !typed)
        all.push_back({"Content-Type", Form});
    known.request = makeRequest(method, targetOf(url), all, body);
    known.form = formOf(known.request);
    known.candidates = {{url, http::UrlSource::PublicUrl}};
    return known;
}

using ProposeUrls = void (*)(const PostMortemCase &, const UrlParts &, UrlProposals &);
using ProposeForms = void (*)(const PostMortemCase &, const http::Parameters &, FormProposals &);

/// The change that leads to `wanted`, in English; nothing when it is not proposed.
inline QString urlChange(ProposeUrls propose, const PostMortemCase &known, const QByteArray &wanted) {
    const QByteArray url = known.candidates.front().url;
    UrlProposals out(url);
    propose(known, splitUrl(url), out);
    for (const auto &proposal : out.list()) {
        if (proposal.url == wanted)
            return proposal.change.english();
    }
    return {};
}

inline http::Parameters sorted(http::Parameters form) {
    std::sort(form.begin(), form.end(),
        [](const auto &a, const auto &b) { return a.name != b.name ? a.name < b.name : a.value < b.value; });
    return form;
}

/// The change that leads to the form with this encoding, its order left aside.
inline QString formChange(ProposeForms propose, const PostMortemCase &known, const QByteArray &wanted) {
    FormProposals out(known.form);
    propose(known, known.form, out);
    for (const auto &proposal : out.list()) {
        if (sorted(proposal.form) == sorted(http::decodeForm(wanted)))
            return proposal.change.english();
    }
    return {};
}

} // namespace offhook::twilio::test
