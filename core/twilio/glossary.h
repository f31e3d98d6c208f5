#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <utility>

namespace offhook::twilio {

/// resources/twilio/glossary.json: what SIDs, values, header fields, status codes and kinds mean. Empty strings where
/// nothing is known. Immutable; see glossary().
class Glossary {
public:
    Glossary();

    /// `prefix`: two capital letters.
    [[nodiscard]] QString sid(QByteArrayView prefix) const { return m_sids.value(prefix.toByteArray()); }
    /// A value of a parameter; the exact word.
    [[nodiscard]] QString value(QByteArrayView parameter, QByteArrayView value) const;
    /// Any case.
    [[nodiscard]] QString header(QByteArrayView name) const { return m_headers.value(name.toByteArray().toLower()); }
    /// Reason phrase and what Twilio makes of it.
    [[nodiscard]] std::pair<QString, QString> httpStatus(int status) const { return m_httpStatus.value(status); }
    /// By KindInfo::name.
    [[nodiscard]] QString kind(QByteArrayView name) const { return m_kinds.value(name.toByteArray()); }

private:
    using Words = QHash<QByteArray, QString>;
    QHash<QByteArray, int> m_parameters; ///< which of m_values
    QList<Words> m_values;
    Words m_sids;
    Words m_headers;
    Words m_kinds;
    QHash<int, std::pair<QString, QString>> m_httpStatus;
};

/// The one that comes with Offhook, loaded once; thread-safe.
[[nodiscard]] const Glossary &glossary();

} // namespace offhook::twilio
