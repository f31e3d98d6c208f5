#include "app/cli/command_line.h"
#include "app/cli/filter_option.h"
#include "app/cli/output.h"
#include "app/cli/workspace_reader.h"
#include "core/base/clock.h"
#include "core/base/text_guard.h"
#include "core/deliver/route_json.h"
#include "core/session/workspace_settings.h"
#include "core/store/writer_core.h"

#include <QEventLoop>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

/// What one call is about.
struct Request {
    QString action;
    std::vector<qint64> ids; ///< empty: all that match
    store::UndeliveredQuery query;
    bool json = false;
};

QString nameOf(const QString &routeId, const deliver::RouteList &routes) {
    const auto found =
        std::find_if(routes.begin(), routes.end(), [&](const deliver::Route &route) { return route.id == routeId; });
    return found == routes.end() ? routeId : found->name;
}

QByteArray lineOf(const store::UndeliveredCopy &copy, const deliver::RouteList &routes) {
    const flow::Delivery &delivery = copy.delivery;
    const QString failure = delivery.error.isEmpty() ? QString::number(delivery.status) : delivery.error;
    const QString line = u"%1  event %2  %3  %4 tries  %5  %6"_s.arg(delivery.id)
                             .arg(delivery.event)
                             .arg(nameOf(delivery.route, routes))
                             .arg(delivery.tries)
                             .arg(failure, printable(copy.event.summary));
    return line.toUtf8() + '\n';
}

QByteArray jsonOf(const store::UndeliveredCopy &copy, const deliver::RouteList &routes) {
    const flow::Delivery &delivery = copy.delivery;
    return jsonLine(QJsonObject{{u"id"_s, delivery.id}, {u"event"_s, delivery.event},
        {u"route"_s, nameOf(delivery.route, routes)}, {u"tries"_s, delivery.tries}, {u"status"_s, delivery.status},
        {u"error"_s, delivery.error}, {u"time"_s, QString::fromLatin1(isoTime(copy.event.receivedAt))},
        {u"kind"_s, QString::fromUtf8(copy.event.kindName)}, {u"sid"_s, QString::fromUtf8(copy.event.sid)},
        {u"summary"_s, QString::fromUtf8(copy.event.summary)}});
}

Result<std::vector<store::UndeliveredCopy>> awaitCopies(
    store::EventStore &events, const store::UndeliveredQuery &query) {
    std::optional<Result<std::vector<store::UndeliveredCopy>>> answer;
    QEventLoop loop;
    events.undelivered(query, &loop, [&](Result<std::vector<store::UndeliveredCopy>> copies) {
        answer = std::move(copies);
        loop.quit();
    });
    loop.exec();
    return std::move(*answer);
}

int list(const Request &request, const std::vector<store::UndeliveredCopy> &copies, const deliver::RouteList &routes) {
    QByteArray lines;
    for (const store::UndeliveredCopy &copy : copies)
        lines += request.json ? jsonOf(copy, routes) : lineOf(copy, routes);
    writeOut(lines);
    return Ok;
}

Result<void> change(const QString &path, const Request &request, const std::vector<qint64> &ids) {
    const auto file = store::WorkspaceFile::open(path, store::Access::ReadWrite);
    if (!file)
        return file.error();
    const auto core = store::WriterCore::open(path);
    if (!core)
        return core.error();
    return (*core)->changeDeliveries([&](store::DeliveryQueue &queue) {
        return request.action == u"retry"_s ? queue.retry(ids, Clock::system().wall()) : queue.discard(ids);
    });
}

/// Those of the copies that were asked for; all where no id was named.
std::vector<qint64> chosen(const Request &request, const std::vector<store::UndeliveredCopy> &copies) {
    std::vector<qint64> ids;
    for (const store::UndeliveredCopy &copy : copies) {
        const bool isNamed = std::find(request.ids.begin(), request.ids.end(), copy.delivery.id) != request.ids.end();
        if (request.ids.empty() || isNamed)
            ids.push_back(copy.delivery.id);
    }
    return ids;
}

int carryOut(const QString &path, const Request &request, const std::vector<qint64> &ids) {
    if (ids.size() < request.ids.size())
        return fail(Failed, u"Not all of these are in the undelivered list."_s,
            u"offhook-cli undelivered list shows what is."_s);
    if (const Result<void> done = change(path, request, ids); !done)
        return fail(Failed, done.error(), u"Close the program that has the workspace open, or use its Forward dock."_s);
    const bool isRetry = request.action == u"retry"_s;
    if (request.json) {
        QByteArray lines;
        for (const qint64 id : ids)
            lines += jsonLine(QJsonObject{{u"id"_s, id}, {u"outcome"_s, isRetry ? u"waiting"_s : u"discarded"_s}});
        writeOut(lines);
        return Ok;
    }
    writeOut(QByteArray::number(qint64(ids.size())) + (isRetry ? " wait for another try\n" : " discarded\n"));
    return Ok;
}

std::optional<Request> requestFrom(const QCommandLineParser &parser) {
    Request request;
    const QStringList arguments = parser.positionalArguments();
    request.action = arguments.value(0);
    request.json = parser.isSet(u"json"_s);
    auto filter = filterOption(parser);
    if (!filter)
        return {};
    request.query.filter = std::move(*filter);
    for (const QString &text : arguments.mid(1)) {
        bool ok = false;
        request.ids.push_back(text.toLongLong(&ok));
        if (!ok || request.action == u"list"_s) {
            fail(Usage, u"“%1” is no id."_s.arg(text), u"offhook-cli undelivered list shows the ids."_s);
            return {};
        }
    }
    const bool isNarrowed = !request.ids.empty() || parser.isSet(u"filter"_s) || parser.isSet(u"route"_s);
    const bool isKnown = request.action == u"list"_s || request.action == u"retry"_s || request.action == u"discard"_s;
    if (isKnown && (request.action == u"list"_s || isNarrowed || parser.isSet(u"all"_s)))
        return request;
    fail(Usage, isKnown ? u"Name which: ids, --filter, --route or --all."_s : u"Wants list, retry or discard."_s);
    return {};
}

QString workspaceOf(const QCommandLineParser &parser) {
    return parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath();
}

} // namespace

int undelivered(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Copies that no try could deliver: list them, let them wait for another try (the next program that opens the "
        u"workspace sends them), or discard them. See docs/routes.md."_s);
    parser.addPositionalArgument(u"action"_s, u"list, retry or discard."_s);
    parser.addPositionalArgument(u"ID"_s, u"Which, for retry and discard."_s, u"[ID...]"_s);
    parser.addOptions({{u"workspace"_s, u"The workspace's file."_s, u"FILE"_s},
        {u"filter"_s, u"Only copies of events that match."_s, u"EXPRESSION"_s},
        {u"route"_s, u"Only copies for the route of this name."_s, u"NAME"_s},
        {u"all"_s, u"All of them, for retry and discard."_s}, {u"json"_s, u"One JSON object per copy."_s}});
    if (const auto done = parse(parser, "undelivered", arguments, 1, 10'000))
        return *done;
    auto request = requestFrom(parser);
    if (!request)
        return Usage;
    std::vector<store::UndeliveredCopy> copies;
    deliver::RouteList routes;
    {
        auto store = openForReading(parser);
        if (!store)
            return fail(Failed, store.error(), u"Name a workspace with --workspace."_s);
        const auto known = deliver::routesFromJson((*store)->setting(workspace_settings::Routes));
        routes = known ? *known : deliver::RouteList();
        if (parser.isSet(u"route"_s)) {
            const QString name = parser.value(u"route"_s);
            const auto found = std::find_if(
                routes.begin(), routes.end(), [&](const deliver::Route &route) { return route.name == name; });
            request->query.route = found == routes.end() ? deliver::idOfName(name) : found->id;
        }
        auto read = awaitCopies(**store, request->query);
        if (!read)
            return fail(Failed, read.error());
        copies = std::move(*read);
    }
    if (request->action == u"list"_s)
        return list(*request, copies, routes);
    return carryOut(workspaceOf(parser), *request, chosen(*request, copies));
}

} // namespace offhook::cli
