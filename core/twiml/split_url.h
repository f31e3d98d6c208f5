#pragma once

#include <QByteArray>

namespace offhook::twiml {

/// The pieces of an absolute URL, as it is written; views into it. A relative one has no scheme and no host.
struct UrlParts {
    QByteArray scheme;   ///< in lower case
    QByteArrayView host; ///< without brackets
    QByteArrayView port; ///< may be empty
};
[[nodiscard]] UrlParts splitUrl(QByteArrayView url);

/// The first byte that a URL must not hold as it is (RFC 3986: blanks, controls, <>"{}|\^`); empty: none. Characters
/// beyond ASCII are let pass.
[[nodiscard]] QByteArray foreignCharacter(QByteArrayView url);

} // namespace offhook::twiml
