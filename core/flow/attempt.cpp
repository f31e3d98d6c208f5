#include "core/flow/attempt.h"

#include <array>

namespace offhook::flow {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array Purposes{"", "forward", "copy", "replay"};
constexpr std::array Verdicts{"", "new", "same", "changed", "fixed", "regressed", "failed"};

bool equal(const std::optional<Error> &a, const std::optional<Error> &b) {
    return a.has_value() == b.has_value() &&
           (!a || (a->code == b->code && a->detail == b->detail && a->offset == b->offset));
}

} // namespace

bool Attempt::operator==(const Attempt &other) const {
    return id == other.id && event == other.event && purpose == other.purpose && route == other.route &&
           number == other.number && url == other.url && redirects == other.redirects && startedAt == other.startedAt &&
           request == other.request && response == other.response && equal(error, other.error) &&
           timings == other.timings && isLate == other.isLate && verdict == other.verdict;
}

const char *purposeName(Attempt::Purpose purpose) {
    return std::size_t(purpose) < Purposes.size() ? Purposes.at(std::size_t(purpose)) : "";
}

std::optional<Attempt::Purpose> purposeFromName(QByteArrayView name) {
    for (std::size_t i = 1; i < Purposes.size(); ++i) {
        if (name == Purposes.at(i))
            return Attempt::Purpose(i);
    }
    return {};
}

const char *attemptVerdictName(Attempt::Verdict verdict) {
    return std::size_t(verdict) < Verdicts.size() ? Verdicts.at(std::size_t(verdict)) : "";
}

std::optional<Attempt::Verdict> attemptVerdictFromName(QByteArrayView name) {
    for (std::size_t i = 0; i < Verdicts.size(); ++i) {
        if (name == Verdicts.at(i))
            return Attempt::Verdict(i);
    }
    return {};
}

QJsonObject attemptJson(const Attempt &attempt) {
    QJsonObject json{{u"id"_s, attempt.event}, {u"purpose"_s, QLatin1StringView(purposeName(attempt.purpose))},
        {u"url"_s, QString::fromUtf8(attempt.url)}};
    if (!attempt.route.isEmpty())
        json.insert(u"route"_s, attempt.route);
    if (attempt.response)
        json.insert(u"status"_s, attempt.response->status);
    if (attempt.timings.totalUs >= 0)
        json.insert(u"tookMs"_s, double(attempt.timings.totalUs) / 1'000);
    if (attempt.verdict != Attempt::Verdict::None)
        json.insert(u"verdict"_s, QLatin1StringView(attemptVerdictName(attempt.verdict)));
    if (attempt.isLate)
        json.insert(u"late"_s, true);
    if (attempt.error)
        json.insert(
            u"error"_s, QJsonObject{{u"code"_s, errorName(attempt.error->code)}, {u"detail"_s, attempt.error->detail}});
    return json;
}

} // namespace offhook::flow
