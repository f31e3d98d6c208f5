#include "core/session/key_store.h"

#include "core/base/log.h"
#include "core/compose/templates.h"
#include "core/flow/pipeline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <array>
#include <set>

namespace offhook {
namespace {

using namespace Qt::StringLiterals;
using twilio::KeyKind;

QString kindText(KeyKind kind) {
    return kind == KeyKind::SharedKey ? u"shared-key"_s : u"auth-token"_s;
}

std::vector<KeyEntry> readIndex(const QByteArray &json) {
    std::vector<KeyEntry> entries;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : array) {
        const KeyKind kind =
            value[u"kind"_s].toString() == kindText(KeyKind::SharedKey) ? KeyKind::SharedKey : KeyKind::AuthToken;
        KeyEntry entry{value[u"id"_s].toString(), kind, value[u"account"_s].toString().toUtf8(),
            value[u"label"_s].toString(), KeyEntry::Origin::Keychain};
        if (!entry.id.isEmpty())
            entries.push_back(std::move(entry));
    }
    return entries;
}

/// Whether one takes the other's place.
bool same(const KeyEntry &entry, const twilio::SigningKey &key) {
    const bool several = key.account.isEmpty() || key.kind == KeyKind::SharedKey;
    return entry.kind == key.kind && entry.account == key.account && (!several || entry.label == key.label);
}

/// The form of an auth token, which the rest of the program expects of one: 32 hexadecimal digits.
SecretBytes randomToken() {
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    SecretBytes token(QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex());
    words.fill(0);
    return token;
}

auto findId(std::vector<KeyEntry> &entries, const QString &id) {
    return std::find_if(entries.begin(), entries.end(), [&id](const KeyEntry &entry) { return entry.id == id; });
}

} // namespace

KeyStore::KeyStore(settings::Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_secrets(u"Offhook"_s)
    , m_index(readIndex(preferences.keyIndex())) {
    addSampleKeys();
}

KeyStore::~KeyStore() = default;

void KeyStore::addSampleKeys() {
    std::set<QByteArray> accounts;
    for (const compose::Template &sample : compose::templates())
        if (const QByteArray *account = http::find(sample.params, "AccountSid"))
            accounts.insert(*account);
    const SecretBytes secret = randomToken();
    for (const QByteArray &account : accounts) {
        m_entries.push_back({{}, KeyKind::AuthToken, account, QString(flow::SampleKeyLabel), KeyEntry::Origin::Sample});
        m_keys.push_back(
            {KeyKind::AuthToken, twilio::KeyAlgorithm::HmacSha1, account, QString(flow::SampleKeyLabel), secret});
    }
}

int KeyStore::userKeyCount() const {
    return int(std::count_if(m_entries.begin(), m_entries.end(),
        [](const KeyEntry &entry) { return entry.origin != KeyEntry::Origin::Sample; }));
}

void KeyStore::load() {
    QStringList ids;
    for (const KeyEntry &entry : m_index)
        ids.append(entry.id);
    QMetaObject::invokeMethod(
        this, [this, ids] { loadNext(ids); }, Qt::QueuedConnection);
}

void KeyStore::loadNext(QStringList ids) {
    if (ids.isEmpty())
        return Q_EMIT changed();
    const QString id = ids.takeFirst();
    m_secrets.read(id, this, [this, id, ids](Result<SecretBytes> secret) {
        loaded(id, std::move(secret));
        loadNext(ids);
    });
}

void KeyStore::loaded(const QString &id, Result<SecretBytes> secret) {
    const auto entry = findId(m_index, id);
    // Meanwhile removed, or replaced by a newer one.
    if (entry == m_index.end() || indexOf(id) >= 0)
        return;
    if (secret)
        insert(*entry, {entry->kind, twilio::KeyAlgorithm::HmacSha1, entry->account, entry->label, *secret});
    else
        qCWarning(lcSession).noquote() << "The key" << entry->label << "could not be read:" << secret.error().detail;
}

void KeyStore::insert(KeyEntry entry, twilio::SigningKey key) {
    const qsizetype at = userKeyCount();
    m_entries.insert(m_entries.begin() + at, std::move(entry));
    m_keys.insert(m_keys.begin() + at, std::move(key));
}

void KeyStore::erase(const QString &id) {
    const qsizetype at = indexOf(id);
    if (at < 0)
        return;
    m_entries.erase(m_entries.begin() + at);
    m_keys.erase(m_keys.begin() + at);
}

qsizetype KeyStore::indexOf(const QString &id) const {
    const auto found = std::find_if(
        m_entries.begin(), m_entries.end(), [&id](const KeyEntry &entry) { return !id.isEmpty() && entry.id == id; });
    return found == m_entries.end() ? -1 : found - m_entries.begin();
}

QString KeyStore::idFor(const twilio::SigningKey &key) const {
    for (const std::vector<KeyEntry> *entries : {&m_entries, &m_index})
        for (const KeyEntry &entry : *entries)
            if (!entry.id.isEmpty() && same(entry, key))
                return entry.id;
    return u"signing-key/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

void KeyStore::addFixed(std::vector<twilio::SigningKey> keys, KeyEntry::Origin origin) {
    for (twilio::SigningKey &key : keys) {
        KeyEntry entry{{}, key.kind, key.account, key.label, origin};
        insert(std::move(entry), std::move(key));
    }
    if (!keys.empty())
        Q_EMIT changed();
}

void KeyStore::add(twilio::SigningKey key, QObject *guard, std::function<void(Result<void>)> callback) {
    auto answer = [guard = QPointer<QObject>(guard), callback = std::move(callback)](const Result<void> &result) {
        if (guard)
            callback(result);
    };
    if (key.secret.isEmpty()) {
        const Error error{ErrorCode::InvalidInput, u"a signing key cannot be empty"_s};
        QMetaObject::invokeMethod(
            this, [answer, error] { answer(error); }, Qt::QueuedConnection);
        return;
    }
    const QString id = idFor(key);
    const SecretBytes secret = key.secret;
    erase(id);
    KeyEntry entry{id, key.kind, key.account, key.label, KeyEntry::Origin::Memory};
    insert(std::move(entry), std::move(key));
    Q_EMIT changed();
    m_secrets.write(id, secret, this, [this, id, answer](const Result<void> &written) {
        kept(id);
        answer(written);
    });
}

void KeyStore::kept(const QString &id) {
    const qsizetype at = indexOf(id);
    if (at >= 0 && m_secrets.isKept(id)) {
        KeyEntry &entry = m_entries[std::size_t(at)];
        entry.origin = KeyEntry::Origin::Keychain;
        if (const auto known = findId(m_index, id); known != m_index.end())
            *known = entry;
        else
            m_index.push_back(entry);
        writeIndex();
    }
    Q_EMIT changed();
}

void KeyStore::remove(const QString &id, QObject *guard, std::function<void(Result<void>)> callback) {
    auto answer = [guard = QPointer<QObject>(guard), callback = std::move(callback)](const Result<void> &result) {
        if (guard)
            callback(result);
    };
    if (indexOf(id) < 0) {
        const Error error{ErrorCode::NotFound, u"there is no such key"_s};
        QMetaObject::invokeMethod(
            this, [answer, error] { answer(error); }, Qt::QueuedConnection);
        return;
    }
    m_secrets.remove(id, this, [this, id, answer](const Result<void> &removed) {
        if (removed) {
            erase(id);
            std::erase_if(m_index, [&id](const KeyEntry &entry) { return entry.id == id; });
            writeIndex();
            Q_EMIT changed();
        }
        answer(removed);
    });
}

void KeyStore::writeIndex() {
    QJsonArray array;
    for (const KeyEntry &entry : m_index)
        array.append(QJsonObject{{u"id"_s, entry.id}, {u"kind"_s, kindText(entry.kind)},
            {u"account"_s, QString::fromUtf8(entry.account)}, {u"label"_s, entry.label}});
    m_preferences.setKeyIndex(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace offhook
