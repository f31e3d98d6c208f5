#include "core/session/account_access.h"

#include "core/base/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace offhook {
namespace {

using namespace Qt::StringLiterals;
using account::isSid;

SecretBytes secretFromEnvironment(const char *name) {
    return SecretBytes(qgetenv(name).trimmed());
}

std::vector<ApiKeyEntry> readIndex(const QByteArray &json) {
    std::vector<ApiKeyEntry> entries;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : array) {
        ApiKeyEntry entry{value["id"_L1].toString(), value["account"_L1].toString().toUtf8(),
            value["key"_L1].toString().toUtf8(), value["label"_L1].toString(), true};
        if (!entry.id.isEmpty() && isSid(entry.accountSid, "AC") && isSid(entry.keySid, "SK"))
            entries.push_back(std::move(entry));
    }
    return entries;
}

auto findId(std::vector<ApiKeyEntry> &entries, const QString &id) {
    return std::find_if(entries.begin(), entries.end(), [&id](const ApiKeyEntry &entry) { return entry.id == id; });
}

std::function<void(const Result<void> &)> guarded(QObject *guard, std::function<void(Result<void>)> callback) {
    return [guard = QPointer<QObject>(guard), callback = std::move(callback)](const Result<void> &result) {
        if (guard)
            callback(result);
    };
}

} // namespace

AccountAccess::AccountAccess(settings::Preferences &preferences, KeyStore &keys, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_keys(keys)
    , m_secrets(u"Offhook"_s)
    , m_apiKeys(readIndex(preferences.apiKeyIndex())) {
    connect(&m_keys, &KeyStore::changed, this, &AccountAccess::changed);
}

AccountAccess::~AccountAccess() = default;

void AccountAccess::load() {
    QStringList ids;
    for (const ApiKeyEntry &entry : m_apiKeys)
        ids.append(entry.id);
    QMetaObject::invokeMethod(
        this, [this, ids] { loadNext(ids); }, Qt::QueuedConnection);
}

void AccountAccess::loadNext(QStringList ids) {
    if (ids.isEmpty())
        return Q_EMIT changed();
    const QString id = ids.takeFirst();
    m_secrets.read(id, this, [this, id, ids](const Result<SecretBytes> &secret) {
        loaded(id, secret);
        loadNext(ids);
    });
}

void AccountAccess::loaded(const QString &id, const Result<SecretBytes> &secret) {
    const auto entry = findId(m_apiKeys, id);
    // Meanwhile removed, or replaced by a newer one.
    if (entry == m_apiKeys.end() || m_apiSecrets.contains(id))
        return;
    if (secret)
        m_apiSecrets[id] = *secret;
    else
        qCWarning(lcSession).noquote() << "The API key" << entry->label
                                       << "could not be read:" << secret.error().detail;
}

std::vector<AccountAccess::Way> AccountAccess::ways() const {
    std::vector<Way> ways;
    const QByteArray account = qgetenv("TWILIO_ACCOUNT_SID").trimmed();
    const QByteArray apiKey = qgetenv("TWILIO_API_KEY").trimmed();
    if (isSid(account, "AC") && isSid(apiKey, "SK"))
        ways.push_back({{account, apiKey, u"TWILIO_API_KEY"_s}, secretFromEnvironment("TWILIO_API_SECRET")});
    if (isSid(account, "AC"))
        ways.push_back({{account, account, u"TWILIO_AUTH_TOKEN"_s}, secretFromEnvironment("TWILIO_AUTH_TOKEN")});
    for (const ApiKeyEntry &entry : m_apiKeys) {
        const auto secret = m_apiSecrets.find(entry.id);
        if (secret != m_apiSecrets.end())
            ways.push_back({{entry.accountSid, entry.keySid, entry.label}, secret->second});
    }
    const std::vector<twilio::SigningKey> keys = m_keys.keys();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool isUsers = m_keys.entries()[i].origin != KeyEntry::Origin::Sample;
        if (isUsers && keys[i].kind == twilio::KeyKind::AuthToken && isSid(keys[i].account, "AC"))
            ways.push_back({{keys[i].account, keys[i].account, keys[i].label}, keys[i].secret});
    }
    std::erase_if(ways, [](const Way &way) { return way.secret.isEmpty(); });
    return ways;
}

std::vector<ReachableAccount> AccountAccess::accounts() const {
    std::vector<ReachableAccount> accounts;
    for (Way &way : ways()) {
        const bool isKnown = std::any_of(accounts.begin(), accounts.end(),
            [&way](const ReachableAccount &known) { return known.accountSid == way.account.accountSid; });
        if (!isKnown)
            accounts.push_back(std::move(way.account));
    }
    return accounts;
}

Result<account::Credentials> AccountAccess::credentials(const QByteArray &accountSid) const {
    for (const Way &way : ways()) {
        if (way.account.accountSid == accountSid)
            return account::Credentials{accountSid, way.account.user, way.secret};
    }
    SecretBytes token = secretFromEnvironment("TWILIO_AUTH_TOKEN");
    if (isSid(accountSid, "AC") && !token.isEmpty() && qEnvironmentVariableIsEmpty("TWILIO_ACCOUNT_SID"))
        return account::Credentials{accountSid, accountSid, std::move(token)};
    return Error{ErrorCode::NoKey, u"there is no auth token and no API key for "_s + QString::fromUtf8(accountSid)};
}

void AccountAccess::addApiKey(const QByteArray &accountSid, const QByteArray &keySid, const QString &label,
    const SecretBytes &secret, QObject *guard, std::function<void(Result<void>)> callback) {
    const auto answer = guarded(guard, std::move(callback));
    if (!isSid(accountSid, "AC") || !isSid(keySid, "SK") || secret.isEmpty()) {
        const Error error{
            ErrorCode::InvalidInput, u"an API key is an AccountSid, a SID that begins with SK, and a secret"_s};
        QMetaObject::invokeMethod(
            this, [answer, error] { answer(error); }, Qt::QueuedConnection);
        return;
    }
    auto entry = std::find_if(
        m_apiKeys.begin(), m_apiKeys.end(), [&keySid](const ApiKeyEntry &known) { return known.keySid == keySid; });
    if (entry == m_apiKeys.end())
        entry = m_apiKeys.insert(m_apiKeys.end(),
            ApiKeyEntry{u"api-key/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces), {}, {}, {}, false});
    *entry = {entry->id, accountSid, keySid, label, false};
    const QString id = entry->id;
    m_apiSecrets[id] = secret;
    Q_EMIT changed();
    m_secrets.write(id, secret, this, [this, id, answer](const Result<void> &written) {
        kept(id);
        answer(written);
    });
}

void AccountAccess::kept(const QString &id) {
    const auto entry = findId(m_apiKeys, id);
    if (entry == m_apiKeys.end())
        return;
    entry->isKept = m_secrets.isKept(id);
    writeIndex();
    Q_EMIT changed();
}

void AccountAccess::removeApiKey(const QString &id, QObject *guard, std::function<void(Result<void>)> callback) {
    m_secrets.remove(id, this, [this, id, answer = guarded(guard, std::move(callback))](const Result<void> &removed) {
        if (removed) {
            m_apiSecrets.erase(id);
            std::erase_if(m_apiKeys, [&id](const ApiKeyEntry &entry) { return entry.id == id; });
            writeIndex();
            Q_EMIT changed();
        }
        answer(removed);
    });
}

void AccountAccess::writeIndex() {
    QJsonArray array;
    for (const ApiKeyEntry &entry : m_apiKeys) {
        if (entry.isKept)
            array.append(QJsonObject{{u"id"_s, entry.id}, {u"account"_s, QString::fromUtf8(entry.accountSid)},
                {u"key"_s, QString::fromUtf8(entry.keySid)}, {u"label"_s, entry.label}});
    }
    m_preferences.setApiKeyIndex(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace offhook
