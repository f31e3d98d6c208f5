#include "core/flow/twiml_checks.h"

#include "core/flow/alerts.h"

#include <QCryptographicHash>

namespace offhook::flow {
namespace {

QByteArray keyOf(const QByteArray &body, const twiml::CheckContext &context) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(body);
    const QByteArray type = context.contentType.value_or(QByteArray());
    return hash.result() + char(context.product) + char(context.place) + QByteArray::number(type.size()) + ' ' + type +
           context.documentUrl;
}

} // namespace

TwimlChecks::TwimlChecks()
    : m_box(&m_context, [this](const std::vector<Checked> &batch) { take(batch); }) {
    m_pool.setMaxThreadCount(1);
}

TwimlChecks::~TwimlChecks() {
    m_pool.clear();
    m_pool.waitForDone();
}

std::optional<bool> TwimlChecks::known(const QByteArray &body, const twiml::CheckContext &context) const {
    const auto found = m_known.constFind(keyOf(body, context));
    return found != m_known.cend() ? std::optional(*found) : std::nullopt;
}

void TwimlChecks::ask(const QByteArray &body, const twiml::CheckContext &context, Answer answer) {
    const QByteArray key = keyOf(body, context);
    if (const auto found = m_known.constFind(key); found != m_known.cend())
        return answer(*found);
    if (m_waiting.size() >= LongestQueue) {
        remember(key, wouldBeLogged(twiml::check(body, context)));
        return answer(m_known.value(key));
    }
    std::vector<Answer> &waiting = m_waiting[key];
    waiting.push_back(std::move(answer));
    if (waiting.size() > 1)
        return;
    m_pool.start([box = m_box, key, body, context] { box.post({key, wouldBeLogged(twiml::check(body, context))}); });
}

void TwimlChecks::finish(std::chrono::milliseconds most) {
    m_pool.waitForDone(int(most.count()));
    m_box.deliverNow();
}

void TwimlChecks::remember(const QByteArray &key, bool isLogged) {
    if (m_known.size() >= Remembered)
        m_known.clear();
    m_known.insert(key, isLogged);
}

void TwimlChecks::take(const std::vector<Checked> &batch) {
    for (const Checked &checked : batch) {
        remember(checked.key, checked.isLogged);
        for (const Answer &answer : m_waiting.take(checked.key))
            answer(checked.isLogged);
    }
}

} // namespace offhook::flow
