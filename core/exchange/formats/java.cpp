#include "core/exchange/formats/java.h"

#include "core/exchange/code_encoder.h"

namespace offhook::exchange {
namespace {

const BytesStyle Bytes{Literal::Java, "bytes(", ")", "Base64.getDecoder().decode(", ")"};
const PairStyle Pairs{Literal::Java, "            {", ", ", "},\n"};

QByteArray call(const RequestModel &request, const QByteArray &url) {
    const QByteArray headers = "new String[][] {\n" + pairLines(request.headers, Pairs) + "        }";
    const QByteArray start = quoted(request.method, Literal::Java) + ", " + url + ", " + headers + ", ";
    if (request.isForm)
        return "sendForm(" + start + "new String[][] {\n" + pairLines(request.form, Pairs) + "        })";
    return "send(" + start + bytesExpression(request.body, Bytes) + ", " + bytesExpression(request.signedTail, Bytes) +
           ')';
}

QByteArray script(const CodeCase &one) {
    return filled(R"(
    // @caption
    static void request@number() throws Exception {
        HttpResponse<byte[]> answer = @call;
        System.out.println(answer.statusCode() + " " + type(answer));
        System.out.println(new String(answer.body(), StandardCharsets.UTF_8));
    }
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, quoted(one.request.url, Literal::Java))}});
}

QByteArray test(const CodeCase &one) {
    return filled(R"(
    // @caption
    @Test
    void request@number() throws Exception {
        HttpResponse<byte[]> answer = @call;
        assertEquals(@status, answer.statusCode());
        assertEquals(@type, type(answer));
        assertArrayEquals(@body, answer.body());
    }
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, "APP + " + quoted(one.request.target, Literal::Java))},
            {"@status", QByteArray::number(one.answer.status)},
            {"@type", quoted(answerType(one.answer), Literal::Java)},
            {"@body", bytesExpression(one.answer.body, Bytes)}});
}

} // namespace

std::unique_ptr<Encoder> javaEncoder() {
    return codeEncoder({"// Sends requests as Twilio does: TWILIO_AUTH_TOKEN=... java Webhook.java\n"
                        "@{Imports.java}"
                        "\npublic class Webhook {"
                        "@{Helpers.java}",
        script, R"(
    public static void main(String[] arguments) throws Exception {
        for (int number = 1;; ++number) {
            try {
                Webhook.class.getDeclaredMethod("request" + number).invoke(null);
            } catch (NoSuchMethodException last) {
                return;
            }
        }
    }
}
)"});
}

std::unique_ptr<Encoder> junitEncoder() {
    return codeEncoder({"// Regression tests for JUnit 5; TWILIO_AUTH_TOKEN and APP_URL stand in the "
                        "environment.\n"
                        "@{Imports.java}"
                        R"(import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class WebhookTest {
    static final String APP = System.getenv().getOrDefault("APP_URL", "http://localhost:3000");
)"
                        "@{Helpers.java}",
        test, "}\n"});
}

} // namespace offhook::exchange
