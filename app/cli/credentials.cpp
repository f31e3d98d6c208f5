#include "app/cli/credentials.h"

#include "app/cli/keys.h"
#include "core/session/account_access.h"

#include <QEventLoop>
#include <QTimer>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using Found = Result<account::Credentials>;

constexpr int KeychainPatienceMs = 5000;

Error noKey(const QString &what) {
    return {ErrorCode::NoKey, what, -1};
}

// A file of one bare token names no account: it is for the one that was asked for.
Found fromBareToken(const KeyStore &keys, const QByteArray &account) {
    const std::vector<twilio::SigningKey> all = keys.keys();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool isUsers = keys.entries()[i].origin != KeyEntry::Origin::Sample;
        if (isUsers && all[i].kind == twilio::KeyKind::AuthToken && all[i].account.isEmpty())
            return account::Credentials{account, account, all[i].secret};
    }
    return noKey(u"There is no auth token or API key for %1. %2"_s.arg(QString::fromLatin1(account), howToGiveAKey()));
}

Found choose(const KeyStore &keys, const AccountAccess &access, QByteArray account) {
    const std::vector<ReachableAccount> known = access.accounts();
    if (account.isEmpty() && known.size() != 1)
        return noKey(known.empty() ? u"No account is named: use --account or TWILIO_ACCOUNT_SID. "_s + howToGiveAKey()
                                   : u"There are keys of several accounts: use --account."_s);
    if (account.isEmpty())
        account = known.front().accountSid;
    auto credentials = access.credentials(account);
    return credentials ? std::move(credentials) : fromBareToken(keys, account);
}

template <typename Store>
void waitForKeychain(Store &store) {
    QEventLoop loop;
    QObject::connect(&store, &Store::changed, &loop, &QEventLoop::quit);
    QTimer::singleShot(KeychainPatienceMs, &loop, &QEventLoop::quit);
    store.load();
    loop.exec();
}

} // namespace

Result<account::Credentials> givenCredentials(const QCommandLineParser &parser) {
    settings::Preferences preferences;
    KeyStore keys(preferences);
    if (const Result<void> given = addGivenKeys(parser, keys); !given)
        return given.error();
    AccountAccess access(preferences, keys);
    const QByteArray account =
        parser.isSet(u"account"_s) ? parser.value(u"account"_s).toLatin1() : qgetenv("TWILIO_ACCOUNT_SID").trimmed();
    if (Found found = choose(keys, access, account); found)
        return found;
    waitForKeychain(keys);
    waitForKeychain(access);
    return choose(keys, access, account);
}

} // namespace offhook::cli
