#pragma once

#include "core/twilio/key_ring.h"
#include "core/twilio/post_mortem.h"
#include "core/twilio/post_mortem_header.h"
#include "core/twilio/post_mortem_keys.h"

#include <QSet>

#include <memory>

namespace offhook::twilio {

/// The search behind explain(): combines repairs in the order of their likelihood until one string of URL and
/// parameters has one of the signatures that the header may have been. Use once.
class PostMortemSearch {
public:
    PostMortemSearch(const PostMortemCase &known, const std::vector<SigningKey> &keys, const PostMortemBudget &budget,
        const std::atomic<bool> *cancel);
    ~PostMortemSearch();

    [[nodiscard]] PostMortem run();
    /// Whether to end now: matched, out of budget, or cancelled.
    [[nodiscard]] bool isOver();

private:
    struct UrlTry;
    struct FormTry;
    using UrlTries = std::vector<UrlTry>;
    using FormTries = std::vector<FormTry>;

    void prepare();
    void trySingles();
    void tryPairs();
    void tryTriples();
    void finish();
    void checkBody();

    [[nodiscard]] UrlTries urlsFrom(const UrlTry &base, std::size_t firstRepair, std::optional<Tier> only);
    [[nodiscard]] FormTries formsFrom(const FormTry &base, std::size_t firstRepair, std::optional<Tier> only);
    void tryAll(const UrlTries &urls, const FormTries &forms);
    void tryAll(const UrlTries &urls, const FormTries &forms, std::size_t key);
    bool attempt(const UrlTry &url, const FormTry &form, std::size_t key);
    void keep(const UrlTry &url, const FormTry &form, std::size_t key, const SignatureTarget &target);

    const PostMortemCase &m_known;
    PostMortemBudget m_budget;
    const std::atomic<bool> *m_cancel;
    std::chrono::steady_clock::time_point m_begin;
    std::vector<SignatureTarget> m_targets;
    std::vector<KeyTry> m_keys;
    KeyRing m_ring;              ///< m_keys, same order
    std::size_t m_plainKeys = 0; ///< the first of m_keys, which need no change
    UrlTries m_bases;
    FormTries m_plainForm; ///< one: the form as it came
    UrlTries m_likelyUrls;
    UrlTries m_possibleUrls;
    FormTries m_likelyForms;
    FormTries m_possibleForms;
    QSet<QByteArray> m_seenUrls;
    PostMortem m_result;
};

} // namespace offhook::twilio
