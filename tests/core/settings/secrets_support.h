#pragma once

#include "core/settings/secrets.h"

#include <QTest>

#include <optional>

/// The calls of Secrets as seen by a test that waits for the answer; an answer that never comes is an Internal error.
namespace offhook::settings::support {

template <typename T>
Result<T> waitFor(const std::optional<Result<T>> &answer) {
    return QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000)
               ? *answer
               : Result<T>(Error{ErrorCode::Internal, QStringLiteral("no answer")});
}

inline Result<SecretBytes> read(Secrets &secrets, const QString &name) {
    std::optional<Result<SecretBytes>> answer;
    secrets.read(name, &secrets, [&answer](Result<SecretBytes> result) { answer.emplace(std::move(result)); });
    return waitFor(answer);
}

inline Result<void> write(Secrets &secrets, const QString &name, QByteArray bytes) {
    std::optional<Result<void>> answer;
    secrets.write(
        name, SecretBytes(std::move(bytes)), &secrets, [&answer](Result<void> result) { answer.emplace(result); });
    return waitFor(answer);
}

inline Result<void> remove(Secrets &secrets, const QString &name) {
    std::optional<Result<void>> answer;
    secrets.remove(name, &secrets, [&answer](Result<void> result) { answer.emplace(result); });
    return waitFor(answer);
}

} // namespace offhook::settings::support
