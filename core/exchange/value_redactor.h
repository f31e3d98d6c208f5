#pragma once

#include "core/exchange/pseudonyms.h"

#include <array>
#include <cstdint>
#include <functional>

namespace offhook::exchange {

/// What a value is, to whom it matters.
enum class Category : std::uint8_t {
    Phone, ///< numbers and addresses of channels
    Name,  ///< people, places, labels that people chose
    Text,  ///< what was written or said
    Sid,   ///< identifiers of Twilio's
    Email,
    Ip,
    Token,  ///< signatures, idempotency tokens, cookies, anything random
    Url,    ///< hosts, and what stands in paths and queries
    Custom, ///< parameters and header fields that Twilio does not define
};
inline constexpr int CategoryCount = int(Category::Custom) + 1;
/// "phone" "name" "text" "sid" "email" "ip" "token" "url" "custom"
[[nodiscard]] const char *categoryName(Category category);

/// Which categories are left as they are; none by default.
using KeptCategories = std::array<bool, CategoryCount>;

/// Replaces values by what they are called and what they look like. Statuses, kinds, numbers, times and countries of
/// Twilio's own parameters stay; everything else gets a stand-in.
class ValueRedactor {
public:
    /// Hears of every value replaced.
    using Observer = std::function<void(Category category, const QByteArray &original, const QByteArray &standIn)>;

    ValueRedactor(QByteArray secret, const KeptCategories &kept)
        : m_pseudonyms(std::move(secret))
        , m_kept(kept) {}
    void setObserver(Observer observer) { m_observer = std::move(observer); }

    /// The value of a parameter, JSON member or attribute of that name.
    [[nodiscard]] QByteArray named(QByteArrayView name, const QByteArray &value);
    /// A number of JSON: it stays one.
    [[nodiscard]] QByteArray number(QByteArrayView name, const QByteArray &digits);
    /// The name of a parameter: stays when it is a plain word.
    [[nodiscard]] QByteArray name(const QByteArray &name);
    /// Any text: numbers, SIDs, addresses and URLs in it by their own rules, the rest word by word.
    [[nodiscard]] QByteArray text(const QByteArray &text, Category category);
    [[nodiscard]] QByteArray url(const QByteArray &url);
    /// Path and query.
    [[nodiscard]] QByteArray target(const QByteArray &target);
    /// host[:port], also an IP address.
    [[nodiscard]] QByteArray authority(const QByteArray &authority);
    [[nodiscard]] QByteArray token(const QByteArray &token);
    [[nodiscard]] QByteArray noise(const QByteArray &bytes, Category category);

    /// The hash of a body in a query follows the body: this one becomes that one. Empty: none.
    void setBodyHash(const QByteArray &original, const QByteArray &standIn) {
        m_bodyHash = original;
        m_newBodyHash = standIn;
    }

private:
    [[nodiscard]] QByteArray replaced(Category category, const QByteArray &original, QByteArray standIn);
    [[nodiscard]] QByteArray phone(const QByteArray &text);
    [[nodiscard]] QByteArray ip(const QByteArray &address);
    [[nodiscard]] QByteArray email(const QByteArray &address);
    [[nodiscard]] QByteArray word(QByteArrayView word, Category category);
    [[nodiscard]] QByteArray words(QByteArrayView text, Category category);
    [[nodiscard]] QByteArray span(const QByteArray &found, int kind);
    [[nodiscard]] QByteArray segment(const QByteArray &segment);
    [[nodiscard]] QByteArray query(const QByteArray &query);
    [[nodiscard]] bool isKept(Category category) const { return m_kept[std::size_t(category)]; }

    Pseudonyms m_pseudonyms;
    KeptCategories m_kept{};
    Observer m_observer;
    QByteArray m_bodyHash;
    QByteArray m_newBodyHash;
    int m_depth = 0; ///< JSON in parameters in JSON ...
};

} // namespace offhook::exchange
