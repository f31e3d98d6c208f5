#include "core/exchange/formats/go.h"

#include "core/exchange/code_encoder.h"

namespace offhook::exchange {
namespace {

const BytesStyle Bytes{Literal::Json, "[]byte(", ")", "decoded(", ")"};
const PairStyle Pairs{Literal::Json, "\t\t{", ", ", "},\n"};

QByteArray call(const RequestModel &request, const QByteArray &url) {
    const QByteArray headers = "[]pair{\n" + pairLines(request.headers, Pairs) + "\t}";
    const QByteArray start = quoted(request.method, Literal::Json) + ", " + url + ", " + headers + ", ";
    if (request.isForm)
        return "sendForm(" + start + "[]pair{\n" + pairLines(request.form, Pairs) + "\t})";
    return "send(" + start + bytesExpression(request.body, Bytes) + ", " + bytesExpression(request.signedTail, Bytes) +
           ')';
}

QByteArray script(const CodeCase &one) {
    return filled(R"(
	// @caption
	show(@call)
)",
        {{"@caption", one.caption}, {"@call", call(one.request, quoted(one.request.url, Literal::Json))}});
}

QByteArray test(const CodeCase &one) {
    return filled(R"(
// @caption
func TestRequest@number(t *testing.T) {
	got, err := @call
	if err != nil {
		t.Fatal(err)
	}
	if want := @status; got.status != want {
		t.Errorf("status %d, want %d", got.status, want)
	}
	if want := @type; got.kind != want {
		t.Errorf("content type %q, want %q", got.kind, want)
	}
	if want := @body; !bytes.Equal(got.body, want) {
		t.Errorf("body %q, want %q", got.body, want)
	}
}
)",
        {{"@caption", one.caption}, {"@number", QByteArray::number(one.number)},
            {"@call", call(one.request, "app() + " + quoted(one.request.target, Literal::Json))},
            {"@status", QByteArray::number(one.answer.status)},
            {"@type", quoted(answerType(one.answer), Literal::Json)},
            {"@body", bytesExpression(one.answer.body, Bytes)}});
}

} // namespace

std::unique_ptr<Encoder> goEncoder() {
    return codeEncoder({"// Sends requests as Twilio does: TWILIO_AUTH_TOKEN=... go run FILE\npackage main\n\nimport "
                        "(\n"
                        "@{imports.go}"
                        ")\n"
                        "@{helpers.go}"
                        R"(
func show(got answer, err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(got.status, got.kind)
	fmt.Println(string(got.body))
}

func main() {)",
        script, "}\n"});
}

std::unique_ptr<Encoder> goTestEncoder() {
    return codeEncoder({"// Regression tests: TWILIO_AUTH_TOKEN=... APP_URL=http://localhost:3000 go test\n"
                        "package webhook\n\nimport (\n"
                        "@{imports.go}"
                        "\t\"testing\"\n)\n"
                        "@{helpers.go}"
                        R"(
func app() string {
	if url := os.Getenv("APP_URL"); url != "" {
		return url
	}
	return "http://localhost:3000"
}
)",
        test, ""});
}

} // namespace offhook::exchange
