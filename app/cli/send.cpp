#include "app/cli/command_line.h"
#include "app/cli/keys.h"
#include "app/cli/output.h"
#include "core/compose/composer.h"
#include "core/compose/sender.h"
#include "core/compose/templates.h"

#include <QEventLoop>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

int list(bool json) {
    for (const compose::Template &t : compose::templates()) {
        if (json)
            writeOut(jsonLine({{u"template"_s, QString::fromUtf8(t.name)}, {u"title"_s, t.title},
                {u"method"_s, QString::fromUtf8(t.method)}}));
        else
            writeOut(t.name.leftJustified(56) + t.title.toUtf8() + '\n');
    }
    return Ok;
}

Result<http::Parameters> settings(const QStringList &pairs) {
    http::Parameters params;
    for (const QString &pair : pairs) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals < 1)
            return Error{ErrorCode::InvalidInput, u"--set wants NAME=VALUE, not “%1”."_s.arg(pair)};
        params.push_back({pair.first(equals).toUtf8(), pair.sliced(equals + 1).toUtf8(), false});
    }
    return params;
}

Result<compose::SendResult> awaitSend(const compose::ComposedRequest &request) {
    QEventLoop loop;
    Result<compose::SendResult> outcome = Error{ErrorCode::Cancelled, {}};
    compose::send(request, &loop, [&](Result<compose::SendResult> result) {
        outcome = std::move(result);
        loop.quit();
    });
    loop.exec();
    return outcome;
}

void print(int number, const QByteArray &url, const Result<compose::SendResult> &result, bool json) {
    if (json) {
        QJsonObject line{
            {u"id"_s, number}, {u"url"_s, QString::fromUtf8(url)}, {u"verdict"_s, result ? u"new"_s : u"failed"_s}};
        if (result) {
            line.insert(u"status"_s, result->status);
            line.insert(u"tookMs"_s, double(result->tookUs) / 1000.0);
        } else {
            line.insert(u"error"_s, result.error().detail);
        }
        return writeOut(jsonLine(line));
    }
    const QByteArray outcome = result ? QByteArray(QByteArray::number(result->status) + "  " +
                                                   QByteArray::number(double(result->tookUs) / 1000.0, 'f', 1) + " ms")
                                      : QByteArray("failed: " + result.error().detail.toUtf8());
    writeOut(QByteArray::number(number) + "  " + url + "  " + outcome + '\n');
}

struct Job {
    const compose::Template &from;
    compose::ComposeOptions options;
    int count = 1;
    bool json = false;
};

int sendAll(const Job &job, std::vector<twilio::SigningKey> keys) {
    const int key = keyFor(keys, http::value(job.options.set, "AccountSid"));
    twilio::KeyRing ring(std::move(keys));
    bool failed = false;
    for (int i = 1; i <= job.count; ++i) {
        const auto composed = compose::compose(job.from, job.options, &ring, std::size_t(qMax(0, key)));
        if (!composed)
            return fail(composed.error().code == ErrorCode::NoKey ? NoKey : Usage, composed.error());
        const auto result = awaitSend(*composed);
        print(i, composed->url, result, job.json);
        failed = failed || !result || result->status >= 400;
    }
    return failed ? Failed : Ok;
}

} // namespace

int send(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Sends a Twilio request made from a template, signed. Exit: 0 all delivered, 1 some failed, 2 bad usage, 4 no key."_s);
    parser.addPositionalArgument(u"TEMPLATE"_s, u"A name from --list."_s);
    parser.addOptions({{u"to"_s, u"Where to send it; without a path the template's own is used."_s, u"URL"_s},
        {u"sign-as"_s, u"Signs for this URL (scheme and host) instead of --to, as behind a tunnel."_s, u"URL"_s},
        {u"set"_s, u"Sets a parameter; may be given several times."_s, u"NAME=VALUE"_s},
        {u"count"_s, u"Sends N requests, one after the other."_s, u"N"_s, u"1"_s},
        {u"no-sign"_s, u"Sends no X-Twilio-Signature."_s}, {u"list"_s, u"Lists the templates."_s},
        {u"json"_s, u"One JSON object per request."_s}});
    addKeyOptions(parser);
    if (const auto done = parse(parser, "send", arguments, 0, 1))
        return *done;
    if (parser.isSet(u"list"_s))
        return list(parser.isSet(u"json"_s));
    const QString name = parser.positionalArguments().value(0);
    const compose::Template *from = compose::findTemplate(name.toUtf8());
    if (from == nullptr)
        return fail(Usage, name.isEmpty() ? u"A template is needed."_s : u"There is no template “%1”."_s.arg(name),
            u"offhook-cli send --list lists them."_s);
    if (!parser.isSet(u"to"_s))
        return fail(Usage, u"--to is needed."_s, u"For example: --to http://127.0.0.1:8945"_s);
    bool ok = false;
    Job job{*from, {}, parser.value(u"count"_s).toInt(&ok), parser.isSet(u"json"_s)};
    if (!ok || job.count < 1)
        return fail(Usage, u"--count wants a number of 1 or more."_s);
    const auto set = settings(parser.values(u"set"_s));
    if (!set)
        return fail(Usage, set.error());
    job.options = {
        parser.value(u"to"_s).toUtf8(), parser.value(u"sign-as"_s).toUtf8(), *set, {}, !parser.isSet(u"no-sign"_s)};
    if (!job.options.sign)
        return sendAll(job, {});
    auto keys = loadKeys(parser);
    if (!keys)
        return fail(Usage, keys.error());
    if (keys->empty())
        return fail(
            NoKey, u"There is no key to sign with."_s, howToGiveAKey() + u" Or send it unsigned with --no-sign."_s);
    return sendAll(job, std::move(*keys));
}

} // namespace offhook::cli
