#include "core/exchange/formats.h"

#include "core/exchange/formats/csharp.h"
#include "core/exchange/formats/csv.h"
#include "core/exchange/formats/curl.h"
#include "core/exchange/formats/event_file.h"
#include "core/exchange/formats/go.h"
#include "core/exchange/formats/har.h"
#include "core/exchange/formats/http_file.h"
#include "core/exchange/formats/httpie.h"
#include "core/exchange/formats/java.h"
#include "core/exchange/formats/json.h"
#include "core/exchange/formats/node.h"
#include "core/exchange/formats/php.h"
#include "core/exchange/formats/python.h"
#include "core/exchange/formats/raw.h"
#include "core/exchange/formats/ruby.h"

#include <array>

namespace offhook::exchange {

QByteArray Encoder::begin(const ExportInfo &) {
    return {};
}

QByteArray Encoder::end() {
    return {};
}

namespace {

constexpr std::array All{
    Format{"curl", "cURL", Purpose::Request, "sh", "text/x-shellscript", curlEncoder},
    Format{"httpie", "HTTPie", Purpose::Request, "sh", "text/x-shellscript", httpieEncoder},
    Format{"raw", "Raw HTTP", Purpose::Request, "txt", "message/http", rawEncoder},
    Format{"http", ".http file", Purpose::Request, "http", "text/plain", httpFileEncoder},
    Format{"node", "Node.js", Purpose::Code, "js", "text/javascript", nodeEncoder},
    Format{"python", "Python", Purpose::Code, "py", "text/x-python", pythonEncoder},
    Format{"php", "PHP", Purpose::Code, "php", "application/x-php", phpEncoder},
    Format{"ruby", "Ruby", Purpose::Code, "rb", "application/x-ruby", rubyEncoder},
    Format{"go", "Go", Purpose::Code, "go", "text/x-go", goEncoder},
    Format{"java", "Java", Purpose::Code, "java", "text/x-java", javaEncoder},
    Format{"csharp", "C#", Purpose::Code, "cs", "text/x-csharp", csharpEncoder},
    Format{"jest", "Jest", Purpose::Test, "js", "text/javascript", jestEncoder},
    Format{"pytest", "pytest", Purpose::Test, "py", "text/x-python", pytestEncoder},
    Format{"phpunit", "PHPUnit", Purpose::Test, "php", "application/x-php", phpunitEncoder},
    Format{"rspec", "RSpec", Purpose::Test, "rb", "application/x-ruby", rspecEncoder},
    Format{"gotest", "Go test", Purpose::Test, "go", "text/x-go", goTestEncoder},
    Format{"junit", "JUnit", Purpose::Test, "java", "text/x-java", junitEncoder},
    Format{"xunit", "xUnit.net", Purpose::Test, "cs", "text/x-csharp", xunitEncoder},
    Format{"offhook", "Event file", Purpose::Data, "offhook", "application/vnd.offhook.events", eventFileEncoder},
    Format{"har", "HAR", Purpose::Data, "har", "application/json", harEncoder},
    Format{"csv", "CSV", Purpose::Data, "csv", "text/csv", csvEncoder},
    Format{"json", "JSON", Purpose::Data, "json", "application/json", jsonEncoder},
    Format{"jsonl", "JSON Lines", Purpose::Data, "jsonl", "application/x-ndjson", jsonLinesEncoder},
};

} // namespace

std::span<const Format> formats() {
    return All;
}

const Format *findFormat(QByteArrayView name) {
    for (const Format &format : All) {
        if (name == QByteArrayView(format.name))
            return &format;
    }
    return nullptr;
}

// The formats that stand first of those sharing an extension are the ones a bare name means.
const Format *formatForFile(const QString &fileName) {
    for (const Format &format : All) {
        if (fileName.endsWith(QLatin1Char('.') + QLatin1StringView(format.extension), Qt::CaseInsensitive))
            return &format;
    }
    return nullptr;
}

} // namespace offhook::exchange
