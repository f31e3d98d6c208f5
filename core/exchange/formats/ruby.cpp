#include "core/exchange/formats/ruby.h"

#include "core/exchange/code_encoder.h"

namespace offhook::exchange {
namespace {

const BytesStyle Bytes{Literal::Ruby, "", ".b", "", ".unpack1('m')"};
const PairStyle Pairs{Literal::Ruby, "    [", ", ", "],\n"};

QByteArray call(const RequestModel &request, const QByteArray &url) {
    const QByteArray headers = "[\n" + pairLines(request.headers, Pairs) + "  ]";
    const QByteArray start = quoted(request.method, Literal::Ruby) + ", " + url + ", " + headers + ", ";
    if (request.isForm)
        return "send_form(" + start + "[\n" + pairLines(request.form, Pairs) + "  ])";
    return "send_request(" + start + bytesExpression(request.body, Bytes) + ", " +
           bytesExpression(request.signedTail, Bytes) + ')';
}

QByteArray script(const CodeCase &one) {
    return filled(R"(
# @caption
status, type, body = @call
puts "#{status} #{type}", body
)",
        {{"@caption", one.caption}, {"@call", call(one.request, quoted(one.request.url, Literal::Ruby))}});
}

QByteArray test(const CodeCase &one) {
    return filled(R"(
  it @title do
    status, type, body = @call
    expect(status).to eq(@status)
    expect(type).to eq(@type)
    expect(body).to eq(@body)
  end
)",
        {{"@title", quoted(one.caption, Literal::Ruby)},
            {"@call", call(one.request, "APP + " + quoted(one.request.target, Literal::Ruby))},
            {"@status", QByteArray::number(one.answer.status)},
            {"@type", quoted(answerType(one.answer), Literal::Ruby)},
            {"@body", bytesExpression(one.answer.body, Bytes)}});
}

} // namespace

std::unique_ptr<Encoder> rubyEncoder() {
    return codeEncoder({"# Sends requests as Twilio does: TWILIO_AUTH_TOKEN=... ruby FILE\n"
                        "@{ruby.rb}",
        script, ""});
}

std::unique_ptr<Encoder> rspecEncoder() {
    return codeEncoder({"# Regression tests: TWILIO_AUTH_TOKEN=... APP_URL=http://localhost:3000 rspec FILE\n"
                        "@{ruby.rb}"
                        "\nAPP = ENV.fetch('APP_URL', 'http://localhost:3000')\n\nRSpec.describe 'webhooks' do",
        test, "end\n"});
}

} // namespace offhook::exchange
