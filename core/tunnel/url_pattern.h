#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QRegularExpression>

namespace offhook::tunnel {

/// Finds the public URL in a tool's line: by a pattern of the user, or, when that is empty, the first URL that does not
/// lead to this machine.
class UrlPattern {
public:
    explicit UrlPattern(const QString &pattern);

    /// InvalidInput with the offset of what is wrong.
    [[nodiscard]] static Result<void> check(const QString &pattern);
    /// scheme://authority, or nothing. A match without a scheme is taken for https.
    [[nodiscard]] QByteArray find(QByteArrayView line) const;
    [[nodiscard]] bool isEmpty() const { return m_expression.pattern().isEmpty(); }

private:
    QRegularExpression m_expression;
};

} // namespace offhook::tunnel
