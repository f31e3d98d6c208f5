#include "app/cli/credentials.h"

#include "app/cli/keys.h"

#include <QSet>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

Error noKey(const QString &what) {
    return {ErrorCode::NoKey, what, -1};
}

QByteArray wantedAccount(const QCommandLineParser &parser) {
    return parser.isSet(u"account"_s) ? parser.value(u"account"_s).toLatin1() : qgetenv("TWILIO_ACCOUNT_SID").trimmed();
}

Result<QByteArray> onlyAccount(const std::vector<twilio::SigningKey> &keys) {
    QSet<QByteArray> accounts;
    for (const twilio::SigningKey &key : keys) {
        if (!key.account.isEmpty())
            accounts.insert(key.account);
    }
    if (accounts.size() == 1)
        return *accounts.constBegin();
    return noKey(accounts.isEmpty() ? u"No account is named: use --account or TWILIO_ACCOUNT_SID."_s
                                    : u"There are keys of several accounts: use --account."_s);
}

} // namespace

Result<account::Credentials> givenCredentials(const QCommandLineParser &parser) {
    QByteArray account = wantedAccount(parser);
    const QByteArray apiKey = qgetenv("TWILIO_API_KEY").trimmed();
    QByteArray apiSecret = qgetenv("TWILIO_API_SECRET").trimmed();
    if (!account.isEmpty() && !apiKey.isEmpty() && !apiSecret.isEmpty())
        return account::Credentials{account, apiKey, SecretBytes(std::move(apiSecret))};
    SecretBytes::wipe(apiSecret);
    const auto keys = loadKeys(parser);
    if (!keys)
        return keys.error();
    if (account.isEmpty()) {
        auto only = onlyAccount(*keys);
        if (!only)
            return only.error();
        account = std::move(*only);
    }
    for (const twilio::SigningKey &key : *keys) {
        if (key.kind == twilio::KeyKind::AuthToken && (key.account == account || key.account.isEmpty()))
            return account::Credentials{account, account, key.secret};
    }
    return noKey(u"There is no auth token for %1. %2"_s.arg(QString::fromLatin1(account), howToGiveAKey()));
}

} // namespace offhook::cli
