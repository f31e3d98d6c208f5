#pragma once

#include "core/twiml/checking.h"

namespace offhook::twiml {

/// What a URL is for.
struct UrlUse {
    QString name; ///< "action" or "<Redirect>"
    QString tag;
    CodeRule invalid;                ///< 11100 where there is none of its own
    std::vector<QByteArray> schemes; ///< empty: http and https
    bool isCallback = false;         ///< the call or reply does not depend on it
    bool mustBeAbsolute = false;
    bool isFile = false; ///< media: encryption does not matter as much
    bool goesOn = false; ///< action: absolute in a document that updates a call (15004)
    bool mayBeEmpty = false;
};
[[nodiscard]] UrlUse urlUse(const AttributeRule &rule, const ElementRule &owner);
[[nodiscard]] UrlUse urlUse(const ElementRule &textOf);

void checkUrl(Checking &checking, const QByteArray &url, TextRange range, const UrlUse &use);
/// A number to dial.
void checkPhone(Checking &checking, const QByteArray &number, TextRange range, const ElementRule &rule);
/// to or from of a message: a number, a channel address, a short code, for from a name too.
void checkSender(
    Checking &checking, const QByteArray &address, TextRange range, const AttributeRule &rule, const QString &tag);
void checkSip(Checking &checking, const QByteArray &uri, TextRange range, const ElementRule &rule);

/// Whether a host is one that only this machine or network knows: localhost, private addresses, names without a dot.
[[nodiscard]] bool isPrivateHost(QByteArrayView host);

} // namespace offhook::twiml
