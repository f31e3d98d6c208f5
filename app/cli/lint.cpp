#include "app/cli/command_line.h"
#include "app/cli/lint_output.h"
#include "core/base/result.h"
#include "core/twiml/validator.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>
#include <limits>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 LargestFile = 64 * 1024 * 1024; // a document has 64 kB; this is no document

const QList<std::pair<QString, twiml::Product>> Products{{u"auto"_s, twiml::Product::Auto},
    {u"voice"_s, twiml::Product::Voice}, {u"messaging"_s, twiml::Product::Messaging}};

const QList<std::pair<QString, twiml::Place>> Places{{u"answer"_s, twiml::Place::Answer},
    {u"called-party"_s, twiml::Place::CalledParty}, {u"conference-wait"_s, twiml::Place::ConferenceWait},
    {u"enqueue-wait"_s, twiml::Place::EnqueueWait}, {u"queue"_s, twiml::Place::QueueUrl},
    {u"parameter"_s, twiml::Place::Parameter}};

template <typename T>
const T *named(const QList<std::pair<QString, T>> &all, const QString &name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto &item) { return item.first == name; });
    return found != all.end() ? &found->second : nullptr;
}

template <typename T>
QString names(const QList<std::pair<QString, T>> &all) {
    QStringList list;
    for (const auto &item : all)
        list.append(item.first);
    return list.join(u", "_s);
}

Result<QByteArray> contentOf(const QString &name) {
    QFile file(name);
    const bool isStandardInput = name == u"-";
    if (!isStandardInput && QFileInfo(name).isDir())
        return Error{ErrorCode::FileUnreadable, u"%1 is a folder; lint takes files."_s.arg(name), -1};
    const bool opened = isStandardInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    const QByteArray body = opened ? file.read(LargestFile + 1) : QByteArray();
    if (!opened || file.error() != QFileDevice::NoError)
        return Error{ErrorCode::FileUnreadable, u"%1 cannot be read: %2"_s.arg(name, file.errorString()), -1};
    if (body.size() > LargestFile)
        return Error{ErrorCode::InvalidInput, u"%1 is larger than 64 MiB; that is no TwiML."_s.arg(name), -1};
    return body;
}

void addOptions(QCommandLineParser &parser) {
    parser.setApplicationDescription(u"Checks TwiML as Twilio does. Exit: 0 nothing or only hints, 1 a warning or an "
                                     "error, 2 bad usage or a file that cannot be read."_s);
    parser.addPositionalArgument(u"FILE"_s, u"Documents to check; - is standard input."_s, u"FILE..."_s);
    parser.addOptions({{u"as"_s, u"Whose TwiML it is: %1."_s.arg(names(Products)), u"PRODUCT"_s, u"auto"_s},
        {u"content-type"_s, u"The Content-Type it is served with; not checked without."_s, u"TYPE"_s},
        {u"url"_s, u"The public URL of the document, to find redirects to itself."_s, u"URL"_s},
        {u"place"_s, u"Where it is used: %1."_s.arg(names(Places)), u"PLACE"_s, u"answer"_s},
        {u"template"_s, u"{{Param}} stands for text that is filled in later."_s},
        {u"format"_s, u"text, json, sarif or github."_s, u"FORMAT"_s, u"text"_s},
        {u"json"_s, u"The same as --format json: one object a finding."_s},
        {u"explain"_s, u"Tells under each finding what Twilio does and how to mend it (text)."_s}});
}

Result<twiml::CheckContext> contextOf(const QCommandLineParser &parser) {
    twiml::CheckContext context;
    const twiml::Product *product = named(Products, parser.value(u"as"_s));
    const twiml::Place *place = named(Places, parser.value(u"place"_s));
    if (product == nullptr)
        return Error{ErrorCode::InvalidInput, u"--as takes %1."_s.arg(names(Products)), -1};
    if (place == nullptr)
        return Error{ErrorCode::InvalidInput, u"--place takes %1."_s.arg(names(Places)), -1};
    context.product = *product;
    context.place = *place;
    context.documentUrl = parser.value(u"url"_s).toUtf8();
    context.isTemplate = parser.isSet(u"template"_s);
    if (parser.isSet(u"content-type"_s))
        context.contentType = parser.value(u"content-type"_s).toUtf8();
    return context;
}

/// What the exit code says of one document.
ExitCode verdict(const std::vector<twiml::Diagnostic> &diagnostics) {
    const bool isRight = std::all_of(diagnostics.begin(), diagnostics.end(),
        [](const twiml::Diagnostic &d) { return d.severity == twiml::Severity::Hint; });
    return isRight ? Ok : Failed;
}

ExitCode lintAll(const QStringList &names, const twiml::CheckContext &context, LintOutput &output) {
    ExitCode code = Ok;
    for (const QString &name : names) {
        const Result<QByteArray> body = contentOf(name);
        if (!body) {
            fail(Usage, body.error());
            code = Usage;
            continue;
        }
        const LintedFile file{name == u"-" ? u"stdin"_s : name, *body, twiml::check(*body, context)};
        output.add(file);
        code = std::max(code, verdict(file.diagnostics));
    }
    output.end();
    return code;
}

} // namespace

int lint(const QStringList &arguments) {
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto done = parse(parser, "lint", arguments, 1, std::numeric_limits<qsizetype>::max()))
        return *done;
    const QString format = parser.isSet(u"json"_s) ? u"json"_s : parser.value(u"format"_s);
    const std::unique_ptr<LintOutput> output = lintOutput(format, parser.isSet(u"explain"_s));
    if (!output)
        return fail(Usage, u"--format takes text, json, sarif or github."_s);
    const Result<twiml::CheckContext> context = contextOf(parser);
    if (!context)
        return fail(Usage, context.error());
    return lintAll(parser.positionalArguments(), *context, *output);
}

} // namespace offhook::cli
