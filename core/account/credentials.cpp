#include "core/account/credentials.h"

#include <algorithm>

namespace offhook::account {

bool isSid(QByteArrayView text, QByteArrayView prefix) {
    return text.size() == prefix.size() + 32 && text.startsWith(prefix) &&
           std::all_of(text.begin() + prefix.size(), text.end(), [](char c) {
               const char lower = char(c | 0x20);
               return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f');
           });
}

} // namespace offhook::account
