#include "core/twilio/post_mortem_keys.h"

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

constexpr const char *OfAccount = QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” of account %2");
constexpr const char *Shared = QT_TRANSLATE_NOOP("PostMortem", "with the shared key “%1”");

bool isTaken(const SigningKey &key, QByteArrayView account, QByteArrayView parent) {
    return account.isEmpty() || key.account.isEmpty() || key.account == account ||
           (!parent.isEmpty() && key.account == parent);
}

KeyTry otherKey(const SigningKey &key) {
    if (key.kind == KeyKind::SharedKey)
        return {key, Cause::SharedKey, {Shared, {key.label}}};
    return {key, Cause::WrongKey, {OfAccount, {key.label, argumentText(key.account)}}};
}

struct Mistake {
    QByteArray (*undo)(const QByteArray &);
    const char *text;
};

QByteArray unquoted(const QByteArray &secret) {
    const bool quoted =
        secret.size() > 2 && secret.front() == secret.back() && (secret.front() == '"' || secret.front() == '\'');
    return quoted ? secret.sliced(1, secret.size() - 2) : secret;
}

constexpr std::array<Mistake, 8> Mistakes{{
    {[](const QByteArray &s) { return s.trimmed(); },
        QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” without the blanks around it")},
    {[](const QByteArray &s) { return unquoted(s.trimmed()); },
        QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” without the quotes around it")},
    {[](const QByteArray &s) { return s.mid(s.indexOf('=') + 1).trimmed(); },
        QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” without the name before it")},
    {[](const QByteArray &s) { return s.toLower(); },
        QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” in lower case")},
    {[](const QByteArray &s) { return s.toUpper(); },
        QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” in upper case")},
    {[](const QByteArray &s) { return QByteArray(s + '\n'); },
        QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” and a line break after it")},
    {[](const QByteArray &s) { return QByteArray(s + ' '); },
        QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” and a blank after it")},
    {[](const QByteArray &s) { return QByteArray('"' + s + '"'); },
        QT_TRANSLATE_NOOP("PostMortem", "with the key “%1” in quotes")},
}};

void addMistakes(const SigningKey &key, std::vector<KeyTry> &out) {
    QByteArray secret = key.secret.view().toByteArray();
    for (const Mistake &mistake : Mistakes) {
        QByteArray undone = mistake.undo(secret);
        if (undone == secret || undone.isEmpty())
            continue;
        KeyTry attempt{key, Cause::WrongKey, {mistake.text, {key.label}}, Tier::Possible};
        undone.detach(); // SecretBytes wipes what it takes over
        attempt.key.secret = SecretBytes(std::move(undone));
        out.push_back(std::move(attempt));
    }
    SecretBytes::wipe(secret);
}

} // namespace

std::vector<KeyTry> keyTries(const std::vector<SigningKey> &stored, QByteArrayView account, QByteArrayView parent) {
    std::vector<KeyTry> tries;
    for (const SigningKey &key : stored) {
        if (isTaken(key, account, parent))
            tries.push_back({key, {}, {}, Tier::Likely});
    }
    for (const SigningKey &key : stored) {
        if (!isTaken(key, account, parent))
            tries.push_back(otherKey(key));
    }
    for (const SigningKey &key : stored)
        addMistakes(key, tries);
    return tries;
}

} // namespace offhook::twilio
