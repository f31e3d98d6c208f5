#pragma once

#include "core/flow/answer.h"
#include "core/http/listener.h"
#include "core/rules/engine.h"
#include "core/store/retention.h"
#include "core/tunnel/provider.h"
#include "core/twilio/thread_state.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace offhook {

/// A saved filter of the workspace.
struct SavedFilter {
    QString name;
    QString text;
    bool operator==(const SavedFilter &) const = default;
};

/// The tunnel last used, and what was given to each provider (by id).
struct TunnelSettings {
    QString provider;
    QMap<QString, tunnel::Fields> fields;
    bool operator==(const TunnelSettings &) const = default;
};

/// How the workspace's own settings are written in its file: small JSON values by name. What is missing or damaged is
/// read as the default. Pure functions.
namespace workspace_settings {

inline constexpr QLatin1StringView PublicUrl{"public-url"};
inline constexpr QLatin1StringView FormerPublicUrls{"former-public-urls"};
/// Twilio's connection overrides that the webhooks' URLs carry, as typed: "#rt=5000&rc=2".
inline constexpr QLatin1StringView Overrides{"overrides"};
inline constexpr QLatin1StringView ListenOptions{"listen"};
inline constexpr QLatin1StringView Answer{"answer"}; ///< of workspaces made before there were rules
inline constexpr QLatin1StringView Rules{"rules"};   ///< see rules::toJson()
inline constexpr QLatin1StringView Routes{"routes"}; ///< see deliver::toJson()
inline constexpr QLatin1StringView RuleCounts{"rule-counts"};
inline constexpr QLatin1StringView Hold{"hold"};
inline constexpr QLatin1StringView Retention{"retention"};
inline constexpr QLatin1StringView ThreadLimits{"thread-limits"};
inline constexpr QLatin1StringView SavedFilters{"saved-filters"};
inline constexpr QLatin1StringView Tunnel{"tunnel"};

[[nodiscard]] QByteArray toJson(const http::ListenOptions &options);
[[nodiscard]] http::ListenOptions listenOptionsFrom(const QByteArray &json);
[[nodiscard]] flow::Answer answerFrom(const QByteArray &json);
[[nodiscard]] QByteArray toJson(const rules::RuleCounts &counts);
[[nodiscard]] rules::RuleCounts ruleCountsFrom(const QByteArray &json);
/// Without the switch, which is off at every start.
[[nodiscard]] QByteArray toJson(const rules::HoldSettings &settings);
[[nodiscard]] rules::HoldSettings holdFrom(const QByteArray &json);
[[nodiscard]] QByteArray toJson(const store::Retention &retention);
[[nodiscard]] store::Retention retentionFrom(const QByteArray &json);
[[nodiscard]] QByteArray toJson(const twilio::ThreadLimits &limits);
[[nodiscard]] twilio::ThreadLimits threadLimitsFrom(const QByteArray &json);
[[nodiscard]] QByteArray toJson(const QList<SavedFilter> &filters);
[[nodiscard]] QList<SavedFilter> savedFiltersFrom(const QByteArray &json);
[[nodiscard]] QByteArray toJson(const TunnelSettings &settings);
[[nodiscard]] TunnelSettings tunnelFrom(const QByteArray &json);
/// The former public URLs, latest first.
[[nodiscard]] QByteArray toJson(const QList<QByteArray> &urls);
[[nodiscard]] QList<QByteArray> urlsFrom(const QByteArray &json);
/// `former` with `url` before the others, without doubles, at most 20.
[[nodiscard]] QList<QByteArray> withFormerUrl(QList<QByteArray> former, const QByteArray &url);

} // namespace workspace_settings
} // namespace offhook
