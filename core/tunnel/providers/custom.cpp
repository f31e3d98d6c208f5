#include "core/tunnel/providers/custom.h"

#include "core/tunnel/tool_text.h"
#include "core/tunnel/url_pattern.h"

#include <QProcess>

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;

class CustomRun final : public Interpreter {
public:
    explicit CustomRun(const QString &pattern)
        : m_pattern(pattern) {}

    std::optional<Report> read(QByteArrayView line) override {
        if (const QByteArray url = m_pattern.find(line); !url.isEmpty())
            return Report{Report::Type::Up, url, {}};
        const QString words = wordsOf(line);
        return words.isEmpty() ? std::nullopt : std::optional(Report{Report::Type::Notice, {}, words});
    }

private:
    UrlPattern m_pattern;
};

} // namespace

const Description &Custom::description() const {
    static const Description description{
        "custom"_L1, "Custom command"_L1, {}, {{Field::Command, true}, {Field::Pattern}}, {}, {}, {}};
    return description;
}

Result<Launch> Custom::launch(const Target &target, const Fields &fields) const {
    QStringList words = QProcess::splitCommand(fields.value(Field::Command));
    if (words.isEmpty())
        return Error{ErrorCode::InvalidInput, u"the command is missing"_s};
    if (const Result<void> usable = UrlPattern::check(fields.value(Field::Pattern)); !usable)
        return usable.error();
    for (QString &word : words) {
        word.replace("{url}"_L1, target.url());
        word.replace("{host}"_L1, target.host);
        word.replace("{port}"_L1, QString::number(target.port));
    }
    Launch launch;
    launch.program = words.takeFirst();
    launch.arguments = words;
    return launch;
}

std::unique_ptr<Interpreter> Custom::interpreter(const Target &, const Fields &fields) const {
    return std::make_unique<CustomRun>(fields.value(Field::Pattern));
}

Exposure Custom::exposure(const Fields &) const {
    return Exposure::Unknown;
}

} // namespace offhook::tunnel
