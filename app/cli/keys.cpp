#include "app/cli/keys.h"

#include "core/twilio/key_ring.h"

#include <QEventLoop>
#include <QTimer>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

constexpr int KeychainPatienceMs = 5000;

void waitForKeychain(KeyStore &keys) {
    QEventLoop loop;
    QObject::connect(&keys, &KeyStore::changed, &loop, &QEventLoop::quit);
    QTimer::singleShot(KeychainPatienceMs, &loop, &QEventLoop::quit);
    keys.load();
    loop.exec();
}

std::vector<twilio::SigningKey> withoutSample(const KeyStore &keys) {
    std::vector<twilio::SigningKey> all = keys.keys();
    std::vector<twilio::SigningKey> user;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (keys.entries()[i].origin != KeyEntry::Origin::Sample)
            user.push_back(all[i]);
    }
    return user;
}

} // namespace

void addKeyOptions(QCommandLineParser &parser) {
    parser.addOption(
        {u"key-file"_s, u"Reads signing keys from FILE: one ACCOUNTSID=TOKEN, or a bare token, a line."_s, u"FILE"_s});
}

Result<void> addGivenKeys(const QCommandLineParser &parser, KeyStore &keys) {
    keys.addFixed(twilio::keysFromEnvironment(), KeyEntry::Origin::Environment);
    if (!parser.isSet(u"key-file"_s))
        return {};
    auto fromFile = twilio::keysFromFile(parser.value(u"key-file"_s));
    if (!fromFile)
        return fromFile.error();
    keys.addFixed(std::move(*fromFile), KeyEntry::Origin::KeyFile);
    return {};
}

Result<std::vector<twilio::SigningKey>> loadKeys(const QCommandLineParser &parser) {
    settings::Preferences preferences;
    KeyStore keys(preferences);
    if (const Result<void> given = addGivenKeys(parser, keys); !given)
        return given.error();
    if (keys.userKeyCount() == 0)
        waitForKeychain(keys);
    return withoutSample(keys);
}

QString howToGiveAKey() {
    return u"Put the account's auth token into the environment variable TWILIO_AUTH_TOKEN, or name a file with --key-file."_s;
}

int keyFor(const std::vector<twilio::SigningKey> &keys, QByteArrayView account) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!account.isEmpty() && QByteArrayView(keys[i].account) == account)
            return int(i);
    }
    return keys.empty() ? -1 : 0;
}

} // namespace offhook::cli
