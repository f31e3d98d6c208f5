#include "core/exchange/formats/node.h"

#include "core/exchange/code_encoder.h"

namespace offhook::exchange {
namespace {

const BytesStyle Bytes{Literal::Json, "Buffer.from(", ")", "Buffer.from(", ", 'base64')"};
const PairStyle Pairs{Literal::Json, "    [", ", ", "],\n"};

QByteArray call(const RequestModel &request, const QByteArray &url) {
    const QByteArray headers = "[\n" + pairLines(request.headers, Pairs) + "  ]";
    const QByteArray start = quoted(request.method, Literal::Json) + ", " + url + ", " + headers + ", ";
    if (request.isForm)
        return "sendForm(" + start + "[\n" + pairLines(request.form, Pairs) + "  ])";
    return "send(" + start + bytesExpression(request.body, Bytes) + ", " + bytesExpression(request.signedTail, Bytes) +
           ')';
}

QByteArray script(const CodeCase &one) {
    return filled(R"(
// @caption
async function request@number() {
  const answer = await @call;
  console.log(answer.status, answer.type);
  console.log(answer.body.toString());
}
requests.push(request@number);
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, quoted(one.request.url, Literal::Json))}});
}

QByteArray test(const CodeCase &one) {
    return filled(R"(
test(@title, async () => {
  const answer = await @call;
  expect(answer.status).toBe(@status);
  expect(answer.type).toBe(@type);
  expect(answer.body.toString('latin1')).toBe(@body.toString('latin1'));
});
)",
        {{"@title", quoted(one.caption, Literal::Json)},
            {"@call", call(one.request, "app + " + quoted(one.request.target, Literal::Json))},
            {"@status", QByteArray::number(one.answer.status)},
            {"@type", quoted(answerType(one.answer), Literal::Json)},
            {"@body", bytesExpression(one.answer.body, Bytes)}});
}

} // namespace

std::unique_ptr<Encoder> nodeEncoder() {
    return codeEncoder({"// Sends requests as Twilio does: TWILIO_AUTH_TOKEN=... node FILE\n"
                        "@{node.js}"
                        "\nconst requests = [];\n",
        script, R"(
(async () => {
  for (const request of requests) await request();
})().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
)"});
}

std::unique_ptr<Encoder> jestEncoder() {
    return codeEncoder({"// Regression tests for Jest: TWILIO_AUTH_TOKEN=... APP_URL=http://localhost:3000 npx "
                        "jest\n"
                        "@{node.js}"
                        "\nconst app = process.env.APP_URL || 'http://localhost:3000';\n",
        test, ""});
}

} // namespace offhook::exchange
