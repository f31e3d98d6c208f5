#include "app/cli/command_line.h"
#include "app/cli/keys.h"
#include "app/cli/output.h"
#include "app/cli/request_options.h"
#include "core/http/form.h"
#include "core/twilio/signature.h"

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

bool isForm(const RequestOptions &options) {
    return options.contentType.startsWith("application/x-www-form-urlencoded");
}

QByteArray accountOf(const RequestOptions &options) {
    return http::value(
        http::decodeForm(isForm(options) ? QByteArrayView(options.body) : QByteArrayView()), "AccountSid")
        .toByteArray();
}

void print(
    const QByteArray &signature, const QByteArray &url, const QByteArray &givenUrl, const QString &key, bool json) {
    if (json) {
        writeOut(jsonLine(
            {{u"signature"_s, QString::fromLatin1(signature)}, {u"url"_s, QString::fromUtf8(url)}, {u"key"_s, key}}));
        return;
    }
    if (url != givenUrl)
        writeErr("signed for " + url + "\n");
    writeOut(signature + '\n');
}

} // namespace

int sign(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Prints the X-Twilio-Signature of a request. A body that is no form gets bodySHA256 into the URL. Exit: 0, 2 bad usage, 4 no key."_s);
    addRequestOptions(parser);
    parser.addOption({u"json"_s, u"Prints one JSON object."_s});
    addKeyOptions(parser);
    if (const auto done = parse(parser, "sign", arguments))
        return *done;
    if (!parser.isSet(u"url"_s))
        return fail(Usage, u"--url is needed."_s, u"offhook-cli sign --help lists the options."_s);
    const auto options = requestOptions(parser);
    if (!options)
        return fail(Usage, options.error());
    auto keys = loadKeys(parser);
    if (!keys)
        return fail(Usage, keys.error());
    const int key = keyFor(*keys, accountOf(*options));
    if (key < 0)
        return fail(NoKey, u"There is no key to sign with."_s, howToGiveAKey());
    const QString label = (*keys)[std::size_t(key)].label;
    const bool hashed = !options->body.isEmpty() && !isForm(*options);
    const QByteArray url = hashed ? twilio::urlWithBodyHash(options->url, options->body) : options->url;
    twilio::KeyRing ring(std::move(*keys));
    print(twilio::sign(url, options->method, options->contentType, options->body, ring, std::size_t(key)), url,
        options->url, label, parser.isSet(u"json"_s));
    return Ok;
}

} // namespace offhook::cli
