#pragma once

#include <QString>

namespace offhook::account {

/// A URL for eyes and logs: one visible line, and an ellipsis in place of a user name and password before the host.
[[nodiscard]] QString shownUrl(const QString &url);

} // namespace offhook::account
