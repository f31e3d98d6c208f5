#pragma once

#include <QByteArray>

#include <vector>

namespace offhook::twiml {

/// The candidate that was probably meant: the same but for case, hyphens and underscores, else within a third of the
/// letters by edit distance (a swap counts once). Empty: none is near. The first of equals. Longer than 64 bytes: none.
[[nodiscard]] QByteArray nearest(QByteArrayView written, const std::vector<QByteArray> &candidates);

/// Whether two names differ in case, hyphens and underscores only.
[[nodiscard]] bool differsInCase(QByteArrayView a, QByteArrayView b);

} // namespace offhook::twiml
