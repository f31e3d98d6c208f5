#include "core/filter/completion.h"
#include "core/filter/expression.h"

#include <cstdint>
#include <cstdlib>

using namespace offhook;

namespace {

void require(bool condition) {
    if (!condition)
        std::abort();
}

bool isInside(qsizetype begin, qsizetype end, const QString &source) {
    return begin >= 0 && begin <= end && end <= source.size();
}

void checkPlaces(const filter::ParseResult &result, const QString &source) {
    require(result.problems.size() <= std::size_t(filter::MaxProblems));
    for (const filter::Problem &problem : result.problems) {
        require(isInside(problem.begin, problem.end, source) && problem.begin < problem.end);
        require(!filter::problemText(problem).isEmpty());
    }
}

void checkCompletion(const QString &source, qsizetype cursor) {
    for (const filter::Completion &offer : filter::completions(source, cursor))
        require(isInside(offer.replaceBegin, offer.replaceEnd, source));
}

} // namespace

// Every mistake has a place; what is right has a canonical text that stays itself; only blanks are everything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QString source = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const filter::ParseResult result = filter::parse(source, 0);
    checkPlaces(result, source);
    if (size > 0)
        checkCompletion(source, data[size - 1] % (source.size() + 1));
    if (!result.ok())
        return 0;
    require(!result.expression.isEmpty() || source.trimmed().isEmpty());
    const QString canonical = filter::format(result.expression);
    const filter::ParseResult again = filter::parse(canonical, 0);
    require(again.ok());
    require(filter::format(again.expression) == canonical);
    return 0;
}
