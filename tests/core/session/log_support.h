#pragma once

#include "core/exchange/wall_text.h"
#include "core/http/listener.h"
#include "core/session/account_log.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace offhook::test {

inline const QByteArray AccountSid = "AC00112233445566778899aabbccddeeff";
inline const QByteArray CallSid = "CA0123456789abcdef0123456789abcdef";
inline const QByteArray MessageSid = "SM0123456789abcdef0123456789abcdef";
inline const QByteArray AlertSid = "NO0123456789abcdef0123456789abcdef";

inline account::Credentials credentials() {
    return {AccountSid, AccountSid, SecretBytes(QByteArray("0123456789abcdef0123456789abcdef"))};
}

inline QJsonObject object(const QByteArray &json) {
    return QJsonDocument::fromJson(json).object();
}

inline WallTime at(const char *text) {
    return exchange::wallTimeFrom(QString::fromLatin1(text)).value_or(0);
}

/// An HTTP server on loopback that answers by the path asked for; 404 as Twilio words it for others.
class PathApi {
public:
    PathApi()
        : m_listener([this](std::unique_ptr<http::Exchange> exchange) { take(std::move(exchange)); }) {
        http::ListenOptions options;
        options.port = 0;
        if (!m_listener.listen(options))
            qFatal("cannot listen");
    }
    [[nodiscard]] account::ApiBase base() const {
        return *account::ApiBase::at(QStringLiteral("http://127.0.0.1:%1").arg(m_listener.port()));
    }
    void answer(const QByteArray &path, const QByteArray &body, int status = 200) { m_answers[path] = {status, body}; }
    /// The answers of an account without anything.
    void answerEmpty() {
        const QByteArray account = "/2010-04-01/Accounts/" + AccountSid + "/";
        answer("/v1/Alerts", "{\"alerts\":[],\"meta\":{\"key\":\"alerts\"}}");
        answer("/v1/Services", "{\"services\":[],\"meta\":{\"key\":\"services\"}}");
        answer(account + "Calls.json", "{\"calls\":[]}");
        answer(account + "Messages.json", "{\"messages\":[]}");
        answer(account + "IncomingPhoneNumbers.json", "{\"incoming_phone_numbers\":[]}");
        answer(account + "Applications.json", "{\"applications\":[]}");
    }
    [[nodiscard]] static QByteArray below(const QByteArray &path) {
        return "/2010-04-01/Accounts/" + AccountSid + "/" + path;
    }

    std::vector<QByteArray> targets;
    /// Nothing is answered while this is set.
    bool isSilent = false;

private:
    void take(std::unique_ptr<http::Exchange> exchange) {
        targets.push_back(exchange->request.target().toByteArray());
        if (isSilent)
            return m_held.push_back(std::move(exchange));
        const auto found = m_answers.find(targets.back().split('?').constFirst());
        const http::Response missing{404, {}, "{\"code\":20404,\"message\":\"not found\",\"status\":404}"};
        exchange->respond(
            found == m_answers.end() ? missing : http::Response{found->second.first, {}, found->second.second});
    }

    std::map<QByteArray, std::pair<int, QByteArray>> m_answers;
    std::vector<std::unique_ptr<http::Exchange>> m_held;
    http::Listener m_listener;
};

} // namespace offhook::test
