#include "core/tunnel/providers/ngrok.h"

#include "core/tunnel/tool_text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <algorithm>

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;
using Type = Report::Type;

// ngrok.com/docs/errors: an authtoken is missing, malformed, revoked or of another account.
bool wantsLogin(const QString &words) {
    static const QStringList codes{
        u"ERR_NGROK_105"_s, u"ERR_NGROK_106"_s, u"ERR_NGROK_107"_s, u"ERR_NGROK_109"_s, u"ERR_NGROK_4018"_s};
    return std::any_of(codes.begin(), codes.end(), [&words](const QString &code) {
        const qsizetype at = words.indexOf(code);
        return at >= 0 && !words.sliced(at + code.size()).startsWith(u"0"_s) &&
               (at + code.size() == words.size() || !words.at(at + code.size()).isDigit());
    });
}

class NgrokRun final : public Interpreter {
public:
    std::optional<Report> read(QByteArrayView line) override {
        const QJsonObject entry = QJsonDocument::fromJson(line.toByteArray()).object();
        return entry.isEmpty() ? plain(line) : logged(entry);
    }

private:
    // At its end ngrok says once more in plain text, each line behind "ERROR:", why it ended.
    std::optional<Report> plain(QByteArrayView line) {
        if (!line.startsWith("ERROR:"))
            return {};
        const QString words = wordsOf(line.sliced(6));
        if (words.isEmpty())
            return {};
        m_error = m_error.isEmpty() ? words : m_error + u' ' + words;
        return Report{wantsLogin(m_error) ? Type::LoginNeeded : Type::Notice, {}, m_error};
    }

    std::optional<Report> logged(const QJsonObject &entry) {
        const QString message = entry.value("msg"_L1).toString();
        if (message == "started tunnel"_L1)
            return started(entry);
        if (message == "client session established"_L1 || message == "tunnel session started"_L1)
            return m_url.isEmpty() ? std::nullopt : std::optional(Report{Type::Up, m_url, {}});
        return failed(message, entry.value("err"_L1).toString().simplified());
    }

    std::optional<Report> started(const QJsonObject &entry) {
        const auto urls = urlsIn(entry.value("url"_L1).toString().toUtf8());
        // Agents before 3 begin an http tunnel beside the https one.
        if (urls.empty() || (m_url.startsWith("https") && urls.front().startsWith("http:")))
            return {};
        m_url = urls.front();
        return Report{Type::Up, m_url, {}};
    }

    std::optional<Report> failed(const QString &message, const QString &error) {
        if (error.isEmpty() || error == "nil"_L1 || error == "<nil>"_L1)
            return {};
        const QString words = wordsOf(error.toUtf8());
        if (wantsLogin(words))
            return Report{Type::LoginNeeded, {}, words};
        const bool lost = message.contains("reconnect"_L1) || message.contains("heartbeat timeout"_L1) ||
                          message.contains("session closed"_L1);
        return Report{lost && !m_url.isEmpty() ? Type::Reconnecting : Type::Notice, {}, words};
    }

    QByteArray m_url;
    QString m_error;
};

} // namespace

const Description &Ngrok::description() const {
    static const Description description{"ngrok"_L1, "ngrok"_L1, "ngrok"_L1,
        {{Field::Domain}, {Field::Server}, {Field::Arguments}, {Field::Program}}, "https://ngrok.com/download"_L1, {},
        "ngrok config add-authtoken TOKEN"_L1, true};
    return description;
}

Result<Launch> Ngrok::launch(const Target &target, const Fields &fields) const {
    Launch launch;
    launch.arguments = {u"http"_s, target.url(), u"--log=stdout"_s, u"--log-format=json"_s, u"--log-level=info"_s};
    if (const QString domain = fields.value(Field::Domain).trimmed(); !domain.isEmpty())
        launch.arguments += {u"--url"_s, domain.contains("://"_L1) ? domain : u"https://"_s + domain};
    launch.arguments += QProcess::splitCommand(fields.value(Field::Arguments));
    return launch;
}

std::unique_ptr<Interpreter> Ngrok::interpreter(const Target &, const Fields &) const {
    return std::make_unique<NgrokRun>();
}

} // namespace offhook::tunnel
