#pragma once

#include "core/account/rest_client.h"
#include "core/http/listener.h"

#include <QTest>

#include <deque>
#include <optional>

namespace offhook::account {

inline const QByteArray Account = "AC00112233445566778899aabbccddeeff";
inline const QByteArray Token = "0123456789abcdef0123456789abcdef";

inline Credentials credentials() {
    return {Account, Account, SecretBytes(QByteArray(Token.constData(), Token.size()))};
}

/// Quick enough for a test, and still a pause.
inline RestPace quickPace() {
    RestPace pace;
    pace.firstPause = std::chrono::milliseconds(4);
    pace.longestPause = std::chrono::milliseconds(20);
    return pace;
}

/// An HTTP server on loopback that answers as scripted, the last answer again and again.
class ScriptedApi {
public:
    ScriptedApi()
        : m_listener([this](std::unique_ptr<http::Exchange> exchange) { take(std::move(exchange)); }) {
        http::ListenOptions options;
        options.port = 0;
        if (!m_listener.listen(options))
            qFatal("cannot listen");
    }
    [[nodiscard]] QString origin() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_listener.port()); }
    [[nodiscard]] ApiBase base() const { return *ApiBase::at(origin()); }
    void answer(int status, const QByteArray &body, std::vector<http::HeaderField> headers = {},
        http::Delivery::Type delivery = http::Delivery::Type::Whole) {
        m_answers.push_back({{status, std::move(headers), body}, delivery});
    }
    /// The `i`th request's target.
    [[nodiscard]] QByteArray target(std::size_t i) const { return requests.at(i).target().toByteArray(); }

    std::vector<http::Request> requests;
    /// Requests are held unanswered while this is set.
    bool isSilent = false;
    std::vector<std::unique_ptr<http::Exchange>> held;

private:
    struct Answer {
        http::Response response;
        http::Delivery::Type delivery;
    };
    void take(std::unique_ptr<http::Exchange> exchange) {
        requests.push_back(exchange->request);
        if (isSilent)
            return held.push_back(std::move(exchange));
        const Answer answer = m_answers.front();
        if (m_answers.size() > 1)
            m_answers.pop_front();
        exchange->delivery.type = answer.delivery;
        exchange->respond(answer.response);
    }

    std::deque<Answer> m_answers;
    http::Listener m_listener;
};

/// Waits for the one call of a callback.
template <typename T>
class Told {
public:
    [[nodiscard]] std::function<void(Result<T>)> callback() {
        return [this](Result<T> result) {
            ++m_count;
            m_result = std::move(result);
        };
    }
    [[nodiscard]] bool isThere() const { return m_result.has_value(); }
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] const Result<T> &result() {
        [this] { QTRY_VERIFY_WITH_TIMEOUT(isThere(), 30'000); }();
        if (!m_result)
            qFatal("no callback");
        return *m_result;
    }

private:
    std::optional<Result<T>> m_result;
    int m_count = 0;
};

} // namespace offhook::account
