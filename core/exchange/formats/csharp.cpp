#include "core/exchange/formats/csharp.h"

#include "core/exchange/code_encoder.h"

namespace offhook::exchange {
namespace {

const BytesStyle Bytes{Literal::Json, "Webhook.Bytes(", ")", "Convert.FromBase64String(", ")"};
const PairStyle Pairs{Literal::Json, "    new[] { ", ", ", " },\n"};

QByteArray call(const RequestModel &request, const QByteArray &url) {
    const QByteArray headers = "new string[][] {\n" + pairLines(request.headers, Pairs) + "}";
    const QByteArray start = quoted(request.method, Literal::Json) + ", " + url + ", " + headers + ", ";
    if (request.isForm)
        return "await Webhook.SendForm(" + start + "new string[][] {\n" + pairLines(request.form, Pairs) + "})";
    return "await Webhook.Send(" + start + bytesExpression(request.body, Bytes) + ", " +
           bytesExpression(request.signedTail, Bytes) + ')';
}

QByteArray script(const CodeCase &one) {
    return filled(R"(
// @caption
var answer@number = @call;
Console.WriteLine(answer@number.Status + " " + answer@number.Type);
Console.WriteLine(Encoding.UTF8.GetString(answer@number.Body));
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, quoted(one.request.url, Literal::Json))}});
}

QByteArray test(const CodeCase &one) {
    return filled(R"(
    // @caption
    [Fact]
    public async Task Request@number()
    {
        var answer = @call;
        Assert.Equal(@status, answer.Status);
        Assert.Equal(@type, answer.Type);
        Assert.Equal(@body, answer.Body);
    }
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, "App + " + quoted(one.request.target, Literal::Json))},
            {"@status", QByteArray::number(one.answer.status)},
            {"@type", quoted(answerType(one.answer), Literal::Json)},
            {"@body", bytesExpression(one.answer.body, Bytes)}});
}

} // namespace

std::unique_ptr<Encoder> csharpEncoder() {
    return codeEncoder({"// Sends requests as Twilio does; TWILIO_AUTH_TOKEN stands in the environment.\n"
                        "@{Usings.cs}",
        script, "\n@{Helpers.cs}"});
}

std::unique_ptr<Encoder> xunitEncoder() {
    return codeEncoder({"// Regression tests for xUnit.net; TWILIO_AUTH_TOKEN and APP_URL stand in the "
                        "environment.\n"
                        "@{Usings.cs}"
                        "using Xunit;\n\npublic class WebhookTests\n{\n"
                        "    static readonly string App =\n"
                        "        Environment.GetEnvironmentVariable(\"APP_URL\") ?? \"http://localhost:3000\";\n",
        test,
        "}\n"
        "\n@{Helpers.cs}"});
}

} // namespace offhook::exchange
