#include "core/twilio/key_sources.h"

#include "core/twilio/key_ring.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstring>

#if defined(Q_OS_WIN)
#include <stdlib.h>
#else
extern char **environ; // POSIX promises it, but not a header that declares it
#endif

namespace offhook::twilio {
namespace {

using namespace Qt::StringLiterals;

// Far more than anyone's keys; keeps a wrong path (a disk image, an endless device) from being read to its end.
constexpr qint64 MaxFileSize = 1024 * 1024;

bool isAccountSid(QByteArrayView text) {
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return text.size() == 34 && text.startsWith("AC") && std::all_of(text.begin() + 2, text.end(), isHex);
}

SigningKey makeKey(QByteArrayView account, const QString &label, QByteArrayView secret) {
    SigningKey key;
    key.kind = looksLikeAuthToken(secret) ? KeyKind::AuthToken : KeyKind::SharedKey;
    key.account = account.toByteArray();
    key.label = label;
    key.secret = SecretBytes(secret.toByteArray());
    return key;
}

char **environment() {
#if defined(Q_OS_WIN)
    return _environ;
#else
    return environ;
#endif
}

Error syntaxError(int line, QLatin1StringView what) {
    return {ErrorCode::SyntaxError, u"line "_s + QString::number(line) + u": "_s + what, -1};
}

Result<SigningKey> keyOfLine(QByteArrayView line, int number, const QString &file) {
    const qsizetype equals = line.indexOf('=');
    if (equals < 0)
        return makeKey({}, file + u", line "_s + QString::number(number), line);
    const QByteArrayView name = line.first(equals).trimmed();
    const QByteArrayView secret = line.sliced(equals + 1).trimmed();
    if (name.isEmpty())
        return syntaxError(number, "no label before \"=\""_L1);
    // "c2VjcmV0==": a bare Base64 key, which would be taken for a label and an empty token.
    if (std::all_of(secret.begin(), secret.end(), [](char c) { return c == '='; }))
        return syntaxError(number, "no token after \"=\"; write LABEL=TOKEN when the token itself contains \"=\""_L1);
    return makeKey(isAccountSid(name) ? name : QByteArrayView(), QString::fromUtf8(name), secret);
}

Result<std::vector<SigningKey>> keysOfText(QByteArrayView text, const QString &file) {
    std::vector<SigningKey> keys;
    for (int number = 1; !text.isEmpty(); ++number) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView line = (end < 0 ? text : text.first(end)).trimmed();
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (line.isEmpty() || line.front() == '#')
            continue;
        Result<SigningKey> key = keyOfLine(line, number, file);
        if (!key)
            return key.error();
        keys.push_back(std::move(*key));
    }
    return keys;
}

} // namespace

std::vector<SigningKey> keysFromEnvironment() {
    constexpr QByteArrayView Name("TWILIO_AUTH_TOKEN");
    std::vector<SigningKey> keys;
    // Straight from the environment block: Qt's own reading would leave copies of the token in QStrings.
    for (char **entry = environment(); entry != nullptr && *entry != nullptr; ++entry) {
        const QByteArrayView line(*entry, qsizetype(std::strlen(*entry)));
        const qsizetype equals = line.indexOf('=');
        if (equals < Name.size() || !line.startsWith(Name))
            continue;
        const QByteArrayView suffix = line.first(equals).sliced(Name.size());
        const QByteArrayView secret = line.sliced(equals + 1).trimmed();
        const QByteArrayView account = suffix.startsWith('_') ? suffix.sliced(1) : QByteArrayView();
        if (!secret.isEmpty() && (suffix.isEmpty() || isAccountSid(account)))
            keys.push_back(makeKey(account, QString::fromLatin1(line.first(equals)), secret));
    }
    // The environment has no order; this one puts the keys of an account before the one for every account.
    std::sort(keys.begin(), keys.end(), [](const SigningKey &a, const SigningKey &b) { return a.label > b.label; });
    return keys;
}

Result<std::vector<SigningKey>> keysFromFile(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileUnreadable, path + u": "_s + file.errorString(), -1};
    QByteArray text = file.read(MaxFileSize + 1);
    if (file.error() != QFileDevice::NoError) {
        SecretBytes::wipe(text);
        return Error{ErrorCode::FileUnreadable, path + u": "_s + file.errorString(), -1};
    }
    if (text.size() > MaxFileSize) {
        SecretBytes::wipe(text);
        return Error{ErrorCode::SyntaxError, path + u": larger than 1 MiB, so not a file of keys"_s, -1};
    }
    QByteArrayView content(text);
    if (content.startsWith("\xEF\xBB\xBF")) // what some editors put before UTF-8
        content = content.sliced(3);
    Result<std::vector<SigningKey>> keys = keysOfText(content, QFileInfo(path).fileName());
    SecretBytes::wipe(text);
    if (!keys)
        return Error{keys.error().code, path + u": "_s + keys.error().detail, -1};
    return keys;
}

} // namespace offhook::twilio
