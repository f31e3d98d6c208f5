#include "core/exchange/webhook_identity.h"

#include "core/exchange/request_model.h"
#include "core/twilio/parameter_spelling.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cstdlib>

namespace offhook::exchange {
namespace {

constexpr WallTime OneExchange = 2'000'000; ///< microseconds between the alerts of one answer

QByteArray pathOf(const QByteArray &url) {
    const qsizetype scheme = url.indexOf("://");
    const qsizetype begin = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
    if (begin < 0)
        return "/";
    const auto end = std::find_if(url.begin() + begin, url.end(), [](char c) { return c == '?' || c == '#'; });
    return url.sliced(begin, end - url.begin() - begin);
}

// Whether one of the alerts noted has the same error code as the one noted in `alert`; the code is the last word.
bool tellsErrorOf(const QString &note, const QString &alert) {
    const QStringList lines = note.split(u'\n');
    return std::any_of(lines.begin(), lines.end(),
        [code = alert.section(u' ', -1)](const QString &line) { return line.section(u' ', -1) == code; });
}

/// Two records that may be the same webhook.
struct Pair {
    WallTime apart = 0;
    std::size_t told = 0;
    std::size_t kept = 0;
};

} // namespace

WebhookIdentity identityOf(const flow::WebhookEvent &event) {
    std::vector<QByteArray> pairs;
    for (const http::Parameter &parameter : event.allParams()) {
        if (!parameter.value.isEmpty())
            pairs.push_back(twilio::spellingKey(parameter.name) + '\0' + parameter.value);
    }
    std::sort(pairs.begin(), pairs.end());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray &piece) {
        hash.addData(QByteArray(QByteArray::number(piece.size()) + ':')); // so that no two lists give the same bytes
        hash.addData(piece);
    };
    add(event.request.method().toByteArray());
    add(pathOf(urlOf(event)));
    for (const QByteArray &pair : pairs)
        add(pair);
    if (pairs.empty()) // a body that is no form
        add(event.request.body());
    return {event.meaning.idempotencyToken, hash.result()};
}

void KnownWebhooks::add(const flow::WebhookEvent &event) {
    WebhookIdentity identity = identityOf(event);
    if (!identity.token.isEmpty())
        m_tokens.insert(identity.token);
    m_contents[identity.content].push_back({event.receivedAt, identity.token});
}

std::vector<bool> KnownWebhooks::among(std::span<const flow::WebhookEvent> told) const {
    std::vector<bool> here(told.size(), false);
    QHash<QByteArray, std::vector<Pair>> pairs;
    for (std::size_t i = 0; i < told.size(); ++i) {
        const WebhookIdentity identity = identityOf(told[i]);
        here[i] = !identity.token.isEmpty() && m_tokens.contains(identity.token);
        const auto kept = m_contents.constFind(identity.content);
        if (here[i] || kept == m_contents.constEnd())
            continue;
        for (std::size_t k = 0; k < kept->size(); ++k) {
            if (identity.token.isEmpty() || (*kept)[k].token.isEmpty())
                pairs[identity.content].push_back({std::abs(told[i].receivedAt - (*kept)[k].at), i, k});
        }
    }
    for (std::vector<Pair> &alike : pairs) {
        std::stable_sort(alike.begin(), alike.end(), [](const Pair &a, const Pair &b) { return a.apart < b.apart; });
        QSet<std::size_t> taken;
        for (const Pair &pair : alike) {
            if (here[pair.told] || taken.contains(pair.kept))
                continue;
            here[pair.told] = true;
            taken.insert(pair.kept);
        }
    }
    return here;
}

void foldAlerts(std::vector<flow::WebhookEvent> &events) {
    QHash<QByteArray, std::vector<std::size_t>> seen; // by content, into `kept`
    std::vector<flow::WebhookEvent> kept;
    for (flow::WebhookEvent &event : events) {
        std::vector<std::size_t> &alike = seen[identityOf(event).content];
        const auto same = std::find_if(alike.begin(), alike.end(), [&](std::size_t at) {
            return std::abs(kept[at].receivedAt - event.receivedAt) <= OneExchange &&
                   !tellsErrorOf(kept[at].note, event.note);
        });
        if (same != alike.end()) {
            kept[*same].note += u"\n" + event.note;
            continue;
        }
        alike.push_back(kept.size());
        kept.push_back(std::move(event));
    }
    events = std::move(kept);
}

} // namespace offhook::exchange
