#include "app/cli/command_line.h"
#include "app/cli/filter_option.h"
#include "app/cli/output.h"
#include "app/cli/workspace_reader.h"
#include "core/flow/event_json.h"

#include <algorithm>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

int print(store::EventStore &events, const std::vector<EventId> &ids, bool json) {
    for (const EventId id : ids) {
        const auto event = awaitEvent(events, id);
        // Retention may have removed it since the query.
        if (!event && event.error().code == ErrorCode::NotFound)
            continue;
        if (!event)
            return fail(Failed, event.error());
        writeOut(json ? jsonLine(flow::eventJson(**event)) : flow::eventLine(**event) + '\n');
    }
    return Ok;
}

} // namespace

int events(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Lists captured events, oldest first; --limit keeps the newest. docs/filter.md tells the filter language."_s);
    parser.addOptions({{u"workspace"_s, u"The workspace's file."_s, u"FILE"_s},
        {u"filter"_s, u"Only events that match."_s, u"EXPRESSION"_s},
        {u"limit"_s, u"At most N events, the newest."_s, u"N"_s}, {u"json"_s, u"One JSON object per event."_s}});
    if (const auto done = parse(parser, "events", arguments))
        return *done;
    store::EventQuery query;
    auto filter = filterOption(parser);
    if (!filter)
        return Usage;
    query.filter = std::move(*filter);
    if (parser.isSet(u"limit"_s)) {
        bool ok = false;
        query.limit = parser.value(u"limit"_s).toLongLong(&ok);
        if (!ok || query.limit < 0)
            return fail(Usage, u"--limit wants a number, such as 100."_s);
    }
    auto store = openForReading(parser);
    if (!store)
        return fail(Failed, store.error(), u"Name a workspace with --workspace."_s);
    auto ids = awaitIds(**store, query);
    if (!ids)
        return fail(Failed, ids.error());
    std::reverse(ids->begin(), ids->end());
    return print(**store, *ids, parser.isSet(u"json"_s));
}

} // namespace offhook::cli
