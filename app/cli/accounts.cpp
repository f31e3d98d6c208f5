#include "app/cli/accounts.h"

#include "app/cli/keys.h"

#include <QEventLoop>
#include <QTimer>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

constexpr int KeychainPatienceMs = 5000;

} // namespace

void addAccountOptions(QCommandLineParser &parser) {
    parser.addOption({u"account"_s, u"The account to ask, where there are several."_s, u"ACCOUNTSID"_s});
    addKeyOptions(parser);
}

// Both tell when they have read what they can; the second of the two is the end.
void waitForAccounts(AccountAccess &access, KeyStore &keys) {
    if (!access.accounts().empty())
        return;
    QEventLoop loop;
    bool isFirst = true;
    QObject::connect(&access, &AccountAccess::changed, &loop, [&] {
        if (!std::exchange(isFirst, false))
            loop.quit();
    });
    QTimer::singleShot(KeychainPatienceMs, &loop, &QEventLoop::quit);
    keys.load();
    access.load();
    loop.exec();
}

Accounts::Accounts()
    : m_keys(m_preferences)
    , m_access(m_preferences, m_keys) {}

Result<std::unique_ptr<Accounts>> Accounts::open(const QCommandLineParser &parser) {
    std::unique_ptr<Accounts> accounts(new Accounts);
    if (const Result<void> given = addGivenKeys(parser, accounts->m_keys); !given)
        return given.error();
    waitForAccounts(accounts->m_access, accounts->m_keys);
    return accounts;
}

Result<account::Credentials> chosenAccount(const QCommandLineParser &parser, const AccountAccess &access) {
    if (parser.isSet(u"account"_s)) {
        const QByteArray sid = parser.value(u"account"_s).toUtf8();
        if (!account::isSid(sid, "AC"))
            return Error{ErrorCode::InvalidInput, u"--account wants an AccountSid: AC and 32 hexadecimal digits."_s};
        return access.credentials(sid);
    }
    const std::vector<ReachableAccount> accounts = access.accounts();
    if (accounts.empty())
        return Error{ErrorCode::NoKey, u"There is no account whose API could be asked."_s};
    const bool isChosen = accounts.front().accountSid == qgetenv("TWILIO_ACCOUNT_SID").trimmed();
    if (accounts.size() > 1 && !isChosen)
        return Error{ErrorCode::InvalidInput, u"There are several accounts; name one with --account."_s};
    return access.credentials(accounts.front().accountSid);
}

QString howToGiveAnAccount() {
    return u"Set TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or with TWILIO_API_KEY and TWILIO_API_SECRET, or name a "
           u"file "
           "with --key-file."_s;
}

} // namespace offhook::cli
