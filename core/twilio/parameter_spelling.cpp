#include "core/twilio/parameter_spelling.h"

#include "core/twilio/parameters.h"

#include <QHash>

#include <algorithm>

namespace offhook::twilio {
namespace {

constexpr QByteArrayView NumberMark("{n}");
constexpr QByteArrayView SipHeader("SipHeader_");

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool hasCapital(QByteArrayView name) {
    return std::any_of(name.begin(), name.end(), isUpper);
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
}

char lower(char c) {
    return isUpper(c) ? char(c - 'A' + 'a') : c;
}

struct Spellings {
    QHash<QByteArray, QByteArray> exact;
    QHash<QByteArray, QByteArray> numbered; ///< "mediaurl" -> "MediaUrl"

    Spellings() {
        for (const QByteArray &name : parameterNames()) {
            if (name.endsWith(NumberMark))
                numbered.insert(spellingKey(name.chopped(NumberMark.size())), name.chopped(NumberMark.size()));
            else if (!name.contains('*') && (hasCapital(name) || !exact.contains(spellingKey(name))))
                exact.insert(spellingKey(name), name); // "Source" rather than "source", which is a member of JSON
        }
    }
};

const Spellings &spellings() {
    static const Spellings known;
    return known;
}

// "x_account" -> "X" + between + "Account"
QByteArray capitalised(QByteArrayView told, QByteArrayView between) {
    QByteArray name;
    bool atStart = true;
    for (const char c : told) {
        if (c == '_' || c == '-') {
            atStart = true;
            continue;
        }
        if (atStart && !name.isEmpty())
            name += between;
        name += atStart ? upper(c) : c;
        atStart = false;
    }
    return name;
}

} // namespace

QByteArray spellingKey(QByteArrayView name) {
    QByteArray key;
    key.reserve(name.size());
    for (const char c : name) {
        if (c != '_' && c != '-' && c != '.')
            key += lower(c);
    }
    return key;
}

ParameterSpelling parameterSpelling(QByteArrayView told) {
    if (hasCapital(told))
        return {told.toByteArray(), false};
    const QByteArray key = spellingKey(told);
    if (const auto found = spellings().exact.constFind(key); found != spellings().exact.constEnd())
        return {*found, false};
    qsizetype digits = 0;
    while (digits < key.size() && isDigit(key[key.size() - 1 - digits]))
        ++digits;
    const auto family = spellings().numbered.constFind(key.chopped(digits));
    if (digits > 0 && family != spellings().numbered.constEnd())
        return {*family + key.last(digits), false};
    constexpr QByteArrayView toldSipHeader("sip_header_");
    if (told.startsWith(toldSipHeader))
        return {SipHeader + capitalised(told.sliced(toldSipHeader.size()), "-"), true};
    return {capitalised(told, {}), true};
}

} // namespace offhook::twilio
