#include "app/cli/filter_option.h"

#include "app/cli/command_line.h"
#include "core/base/clock.h"

namespace offhook::cli {

using namespace Qt::StringLiterals;

std::optional<filter::Expression> filterOption(const QCommandLineParser &parser) {
    const QString source = parser.value(u"filter"_s);
    filter::ParseResult parsed = filter::parse(source, Clock::system().wall());
    if (parsed.ok())
        return std::move(parsed.expression);
    const filter::Problem &problem = parsed.problems.front();
    const QString pointer =
        QString(problem.begin, u' ') + QString(qMax<qsizetype>(1, problem.end - problem.begin), u'^');
    fail(Usage, u"--filter: "_s + filter::problemText(problem), source + u"\n  "_s + pointer);
    return {};
}

} // namespace offhook::cli
