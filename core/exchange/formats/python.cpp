#include "core/exchange/formats/python.h"

#include "core/exchange/code_encoder.h"

namespace offhook::exchange {
namespace {

const BytesStyle Bytes{Literal::Json, "", ".encode()", "base64.b64decode(", ")"};
const PairStyle Pairs{Literal::Json, "        (", ", ", "),\n"};

QByteArray call(const RequestModel &request, const QByteArray &url) {
    const QByteArray headers = "[\n" + pairLines(request.headers, Pairs) + "    ]";
    const QByteArray start = quoted(request.method, Literal::Json) + ", " + url + ", " + headers + ", ";
    if (request.isForm)
        return "send_form(" + start + "[\n" + pairLines(request.form, Pairs) + "    ])";
    return "send(" + start + bytesExpression(request.body, Bytes) + ", " + bytesExpression(request.signedTail, Bytes) +
           ')';
}

QByteArray script(const CodeCase &one) {
    return filled(R"(

def request_@number():
    # @caption
    status, content_type, body = @call
    print(status, content_type)
    print(body.decode(errors="replace"))


REQUESTS.append(request_@number)
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, quoted(one.request.url, Literal::Json))}});
}

QByteArray test(const CodeCase &one) {
    return filled(R"(

def test_request_@number():
    # @caption
    status, content_type, body = @call
    assert status == @status
    assert content_type == @type
    assert body == @body
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, "APP + " + quoted(one.request.target, Literal::Json))},
            {"@status", QByteArray::number(one.answer.status)},
            {"@type", quoted(answerType(one.answer), Literal::Json)},
            {"@body", bytesExpression(one.answer.body, Bytes)}});
}

} // namespace

std::unique_ptr<Encoder> pythonEncoder() {
    return codeEncoder({"# Sends requests as Twilio does: TWILIO_AUTH_TOKEN=... python3 FILE\n"
                        "@{python.py}"
                        "\n\nREQUESTS = []\n",
        script, "\n\nif __name__ == \"__main__\":\n    for request in REQUESTS:\n        request()\n"});
}

std::unique_ptr<Encoder> pytestEncoder() {
    return codeEncoder({"# Regression tests for pytest: TWILIO_AUTH_TOKEN=... APP_URL=http://localhost:3000 pytest "
                        "FILE\n"
                        "@{python.py}"
                        "\n\nAPP = os.environ.get(\"APP_URL\", \"http://localhost:3000\")\n",
        test, ""});
}

} // namespace offhook::exchange
