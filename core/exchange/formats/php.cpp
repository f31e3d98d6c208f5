#include "core/exchange/formats/php.h"

#include "core/exchange/code_encoder.h"

namespace offhook::exchange {
namespace {

const BytesStyle Bytes{Literal::Php, "", "", "base64_decode(", ")"};
const PairStyle Pairs{Literal::Php, "    [", ", ", "],\n"};

QByteArray call(const RequestModel &request, const QByteArray &url) {
    const QByteArray headers = "[\n" + pairLines(request.headers, Pairs) + "]";
    const QByteArray start = quoted(request.method, Literal::Php) + ", " + url + ", " + headers + ", ";
    if (request.isForm)
        return "webhook_send_form(" + start + "[\n" + pairLines(request.form, Pairs) + "])";
    return "webhook_send(" + start + bytesExpression(request.body, Bytes) + ", " +
           bytesExpression(request.signedTail, Bytes) + ')';
}

QByteArray script(const CodeCase &one) {
    return filled(R"(
// @caption
[$status, $type, $body] = @call;
echo $status, ' ', $type, "\n", $body, "\n";
)",
        {{"@caption", one.caption}, {"@call", call(one.request, quoted(one.request.url, Literal::Php))}});
}

QByteArray test(const CodeCase &one) {
    return filled(R"(
    // @caption
    public function testRequest@number(): void
    {
        $app = getenv('APP_URL') ?: 'http://localhost:3000';
        [$status, $type, $body] = @call;
        $this->assertSame(@status, $status);
        $this->assertSame(@type, $type);
        $this->assertSame(@body, $body);
    }
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, "$app . " + quoted(one.request.target, Literal::Php))},
            {"@status", QByteArray::number(one.answer.status)}, {"@type", quoted(answerType(one.answer), Literal::Php)},
            {"@body", bytesExpression(one.answer.body, Bytes)}});
}

} // namespace

std::unique_ptr<Encoder> phpEncoder() {
    return codeEncoder({"<?php\n// Sends requests as Twilio does: TWILIO_AUTH_TOKEN=... php FILE\n"
                        "\n@{php.php}",
        script, ""});
}

std::unique_ptr<Encoder> phpunitEncoder() {
    return codeEncoder(
        {"<?php\n// Regression tests: TWILIO_AUTH_TOKEN=... APP_URL=http://localhost:3000 phpunit WebhookTest.php\n\n"
         "use PHPUnit\\Framework\\TestCase;\n"
         "\n@{php.php}"
         "\nfinal class WebhookTest extends TestCase\n{",
            test, "}\n"});
}

} // namespace offhook::exchange
