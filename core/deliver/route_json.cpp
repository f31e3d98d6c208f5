#include "core/deliver/route_json.h"

#include "core/filter/expression.h"
#include "core/flow/json_fields.h"
#include "core/flow/json_place.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <optional>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;
using flow::Fields;
using flow::OrderedJson;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int FormatVersion = 1;
constexpr int MostRate = 100'000;
constexpr int LongestSeconds = 86'400;
constexpr int LongestMs = LongestSeconds * 1000;

constexpr std::array TransformWords{"none"_L1, "form-json"_L1};              // by int(Transform)
constexpr std::array DedupeWords{"off"_L1, "token"_L1, "sid-and-status"_L1}; // by int(Dedupe)

template <typename T, std::size_t N>
T chosen(Fields &fields, QLatin1StringView name, const std::array<QLatin1StringView, N> &words, T otherwise) {
    if (!fields.has(name))
        return otherwise;
    QStringList known;
    for (const QLatin1StringView word : words)
        known.append(word);
    return T(std::max<qsizetype>(fields.choice(name, known), 0));
}

QString readCondition(Fields &fields) {
    const QString condition = fields.text("when"_L1, {}, false);
    if (const filter::ParseResult parsed = filter::parse(condition, 0); !parsed.ok())
        fields.fail("when"_L1, filter::problemText(parsed.problems.front()));
    return condition;
}

void readParts(Fields &fields, Route &route) {
    fields.object("rate"_L1, [&](Fields &rate) {
        route.rate.count = rate.number("count"_L1, 0, 0, MostRate);
        route.rate.per = seconds(rate.number("seconds"_L1, 1, 1, LongestSeconds));
    });
    fields.object("inOrder"_L1, [&](Fields &order) {
        route.ordering.isOn = true;
        route.ordering.wait = milliseconds(order.number("waitMs"_L1, int(Ordering().wait.count()), 0, LongestMs));
    });
    fields.object("drop"_L1, [&](Fields &drop) {
        route.drop.condition = readCondition(drop);
        if (route.drop.condition.trimmed().isEmpty())
            drop.fail("when"_L1, u"is missing: a route that drops everything does nothing"_s);
        route.drop.isStored = drop.boolean("stored"_L1, true);
    });
    fields.object("retries"_L1, [&](Fields &retries) {
        RetrySchedule &schedule = route.retries;
        schedule.most = retries.number("most"_L1, schedule.most, 0, RetrySchedule::MostTries);
        schedule.first = milliseconds(retries.number("firstMs"_L1, int(schedule.first.count()), 1, LongestMs));
        schedule.longest = milliseconds(retries.number("longestMs"_L1, int(schedule.longest.count()), 1, LongestMs));
    });
}

Route readRoute(Fields &fields) {
    Route route;
    route.name = fields.text("name"_L1, {}, true);
    route.id = fields.text("id"_L1, idOfName(route.name), false);
    route.isEnabled = fields.boolean("enabled"_L1, true);
    route.target = fields.text("target"_L1, {}, true);
    if (const QString problem = targetProblem(route.target); !problem.isEmpty())
        fields.fail("target"_L1, problem);
    route.condition = readCondition(fields);
    route.transform = chosen(fields, "transform"_L1, TransformWords, route.transform);
    route.certificate = fields.text("certificate"_L1, {}, false);
    route.concurrency = fields.number("concurrency"_L1, route.concurrency, 1, Route::MostConcurrent);
    route.dedupe = chosen(fields, "dedupe"_L1, DedupeWords, route.dedupe);
    route.timeLimit = seconds(fields.number("timeLimitSeconds"_L1, int(route.timeLimit.count()),
        int(Route::ShortestLimit.count()), int(Route::LongestLimit.count())));
    readParts(fields, route);
    return route;
}

void writeParts(OrderedJson &json, const Route &route) {
    if (route.rate.count > 0) {
        json.begin("rate"_L1);
        json.add("count"_L1, route.rate.count);
        json.add("seconds"_L1, int(route.rate.per.count()));
        json.end();
    }
    if (route.ordering.isOn) {
        json.begin("inOrder"_L1);
        json.add("waitMs"_L1, int(route.ordering.wait.count()));
        json.end();
    }
    if (!route.drop.condition.isEmpty()) {
        json.begin("drop"_L1);
        json.add("when"_L1, route.drop.condition);
        json.add("stored"_L1, route.drop.isStored);
        json.end();
    }
    json.begin("retries"_L1);
    json.add("most"_L1, route.retries.most);
    json.add("firstMs"_L1, int(route.retries.first.count()));
    json.add("longestMs"_L1, int(route.retries.longest.count()));
    json.end();
}

void writeRoute(OrderedJson &json, const Route &route, bool withId) {
    if (withId)
        json.add("id"_L1, route.id);
    json.add("name"_L1, route.name);
    if (!route.isEnabled)
        json.add("enabled"_L1, false);
    json.add("target"_L1, route.target);
    if (!route.condition.isEmpty())
        json.add("when"_L1, route.condition);
    if (route.transform != Transform::None)
        json.add("transform"_L1, TransformWords[std::size_t(route.transform)]);
    if (!route.certificate.isEmpty())
        json.add("certificate"_L1, route.certificate);
    json.add("concurrency"_L1, route.concurrency);
    json.add("dedupe"_L1, DedupeWords[std::size_t(route.dedupe)]);
    json.add("timeLimitSeconds"_L1, int(route.timeLimit.count()));
    writeParts(json, route);
}

std::optional<Error> duplicateIn(const RouteList &routes, const QByteArray &json) {
    for (std::size_t i = 0; i < routes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool sameName = routes[i].name.compare(routes[j].name, Qt::CaseInsensitive) == 0;
            if (!sameName && routes[i].id != routes[j].id)
                continue;
            const QString field = sameName ? u"name"_s : u"id"_s;
            return flow::errorAt(
                json, {{u"routes"_s, -1}, {{}, int(i)}, {field, -1}}, u"is that of an earlier route"_s);
        }
    }
    return {};
}

} // namespace

QByteArray toJson(const RouteList &routes, bool withIds) {
    OrderedJson json;
    json.add("offhookRoutes"_L1, FormatVersion);
    json.beginArray("routes"_L1);
    for (const Route &route : routes) {
        json.beginElement();
        writeRoute(json, route, withIds);
        json.end();
    }
    json.endArray();
    return std::move(json).finished();
}

Result<RouteList> routesFromJson(const QByteArray &json) {
    QJsonParseError mistake;
    const QJsonDocument document = QJsonDocument::fromJson(json, &mistake);
    if (mistake.error != QJsonParseError::NoError || !document.isObject())
        return Error{ErrorCode::SyntaxError,
            u"line %1: %2"_s.arg(flow::lineAt(json, mistake.offset))
                .arg(document.isArray() ? u"a JSON object is wanted"_s : mistake.errorString()),
            mistake.offset};
    RouteList routes;
    Fields fields(json, document.object());
    fields.number("offhookRoutes"_L1, FormatVersion, 1, FormatVersion);
    fields.each("routes"_L1, [&](Fields &route) { routes.push_back(readRoute(route)); });
    fields.finish();
    if (fields.error())
        return *fields.error();
    if (const auto duplicate = duplicateIn(routes, json))
        return *duplicate;
    return routes;
}

} // namespace offhook::deliver
