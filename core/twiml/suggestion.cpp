#include "core/twiml/suggestion.h"

#include <algorithm>
#include <array>

namespace offhook::twiml {
namespace {

constexpr qsizetype Longest = 64;
using Row = std::array<int, Longest + 1>;

QByteArray folded(QByteArrayView name) {
    QByteArray out = name.toByteArray().toLower();
    out.removeIf([](char c) { return c == '-' || c == '_'; });
    return out;
}

/// Optimal string alignment distance.
int distance(QByteArrayView a, QByteArrayView b) {
    Row beforeLast{};
    Row last{};
    Row row{};
    for (std::size_t j = 0; j <= std::size_t(b.size()); ++j)
        row[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        beforeLast = last;
        last = row;
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = std::size_t(j);
            const int replaced = last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
        }
    }
    return row[std::size_t(b.size())];
}

} // namespace

bool differsInCase(QByteArrayView a, QByteArrayView b) {
    return folded(a) == folded(b);
}

QByteArray nearest(QByteArrayView written, const std::vector<QByteArray> &candidates) {
    if (written.isEmpty() || written.size() > Longest)
        return {};
    const QByteArray wanted = folded(written);
    const int allowed = std::max(1, int(wanted.size()) / 3);
    int best = allowed + 1;
    QByteArray found;
    for (const QByteArray &candidate : candidates) {
        if (candidate.size() > Longest || qAbs(candidate.size() - written.size()) > allowed + 2)
            continue;
        const QByteArray other = folded(candidate);
        if (other == wanted)
            return candidate;
        const int far = distance(wanted, other);
        // Two letters of two or three are not a slip any more.
        if (far < best && far < int(std::max(wanted.size(), other.size())) - 1) {
            best = far;
            found = candidate;
        }
    }
    return found;
}

} // namespace offhook::twiml
