#pragma once

#include "core/base/ids.h"
#include "core/compose/templates.h"

#include <QByteArray>

#include <map>

namespace offhook::compose {

/// Makes one use of a template its own: every SID new (equal ones stay equal; the account's stays), every time moved
/// by the same amount so that the newest is now. One object for one request.
class Freshness {
public:
    Freshness(const Template &from, WallTime now);

    /// `sid` takes the place of the template's `old` wherever that stands.
    void pin(const QByteArray &old, const QByteArray &sid) { m_sids.insert_or_assign(old, sid); }

    [[nodiscard]] QByteArray value(const http::Parameter &param);
    [[nodiscard]] QByteArray body(const QByteArray &json);
    [[nodiscard]] QByteArray header(const http::HeaderField &field);
    /// SIDs inside any text, e.g. a path.
    [[nodiscard]] QByteArray sids(const QByteArray &text);

private:
    [[nodiscard]] QByteArray freshSid(const QByteArray &old);

    std::map<QByteArray, QByteArray> m_sids;
    qint64 m_shift = 0; ///< microseconds
};

/// Two capital letters and 32 lower-case hexadecimal digits (twilio.com/docs/glossary/what-is-a-sid, read 2026-09).
[[nodiscard]] bool isSid(QByteArrayView text);

} // namespace offhook::compose
