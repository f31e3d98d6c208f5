#pragma once

#include "core/base/result.h"

#include <QSslConfiguration>

namespace offhook::http {

/// Reads a PEM certificate chain (the listener's own certificate first) and its PEM private key, RSA or EC, without a
/// passphrase. Fails with TlsFailed, saying which file and what: unreadable, not PEM, of another kind, or not a pair.
[[nodiscard]] Result<QSslConfiguration> loadTlsCredentials(const QString &certificateFile, const QString &keyFile);

} // namespace offhook::http
