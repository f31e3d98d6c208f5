#pragma once

#include "tests/ui/session_fixture.h"

namespace offhook::ui {

/// A request as Twilio sends one for this account, signed with this token; returns the answer's status, -1 on failure.
inline int sendSigned(const QString &listener, const QByteArray &templateName, const QByteArray &account,
    const QByteArray &token, bool sign = true) {
    compose::ComposeOptions options;
    options.target = listener.toUtf8();
    options.set = {{"AccountSid", account}};
    options.sign = sign;
    twilio::SigningKey key;
    key.account = account;
    key.secret = SecretBytes(QByteArray(token.constData(), token.size())); // which wipes what it is made from
    twilio::KeyRing ring({key});
    const auto composed = compose::compose(*compose::findTemplate(templateName), options, &ring);
    if (!composed)
        return -1;
    QObject guard;
    int status = 0;
    compose::send(
        *composed, &guard, [&](const Result<compose::SendResult> &result) { status = result ? result->status : -1; });
    return QTest::qWaitFor([&] { return status != 0; }, 15'000) ? status : -1;
}

/// Keeps a key of the account, as the user would type it.
inline bool addKey(KeyStore &keys, const QByteArray &account, const QByteArray &token) {
    QObject guard;
    bool done = false;
    twilio::SigningKey key;
    key.account = account;
    key.label = QStringLiteral("mine");
    key.secret = SecretBytes(QByteArray(token.constData(), token.size())); // which wipes what it is made from
    keys.add(std::move(key), &guard, [&](const Result<void> &added) { done = bool(added); });
    return QTest::qWaitFor([&] { return done; }, 15'000);
}

inline const QByteArray OwnAccount("AC0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f");
inline const QByteArray OwnToken("00112233445566778899aabbccddeeff");

} // namespace offhook::ui
