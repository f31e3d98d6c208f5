#include "core/exchange/exporter.h"

#include <QBuffer>

namespace offhook::exchange {
namespace {

constexpr qint64 ProgressStep = 500;

Error unwritable(const QIODevice &out) {
    return {ErrorCode::FileUnwritable, out.errorString(), -1};
}

bool isSet(const std::atomic<bool> *flag) {
    return flag != nullptr && flag->load(std::memory_order_relaxed);
}

class Export {
public:
    Export(const ExportOptions &options, QIODevice &out)
        : m_encoder(options.format->make())
        , m_out(out) {
        if (options.redaction)
            m_redactor.emplace(*options.redaction);
        m_info.count = options.count;
        m_info.redacted = m_redactor.has_value();
        if (m_redactor) {
            m_info.throwAwayKey = m_redactor->throwAwayKey();
            m_info.originalIsKept = m_redactor->keptNames();
        }
    }
    [[nodiscard]] bool begin() { return write(m_encoder->begin(m_info)); }
    [[nodiscard]] bool add(const flow::WebhookEvent &event) {
        const auto text = m_redactor ? m_encoder->event(m_redactor->redacted(event)) : m_encoder->event(event);
        ++(text ? m_report.written : m_report.skipped);
        return !text || write(*text);
    }
    [[nodiscard]] bool end() { return write(m_encoder->end()); }
    [[nodiscard]] const ExportReport &report() const { return m_report; }

private:
    bool write(const QByteArray &bytes) { return m_out.write(bytes) == bytes.size(); }

    std::unique_ptr<Encoder> m_encoder;
    QIODevice &m_out;
    std::optional<Redactor> m_redactor;
    ExportInfo m_info;
    ExportReport m_report;
};

} // namespace

Result<ExportReport> exportEvents(const NextEvent &next, const ExportOptions &options, QIODevice &out,
    const std::function<void(qint64)> &progress, const std::atomic<bool> *cancelled) {
    Export work(options, out);
    if (!work.begin())
        return unwritable(out);
    for (qint64 done = 0;; ++done) {
        if (isSet(cancelled))
            return Error{ErrorCode::Cancelled, QStringLiteral("Stopped before the end."), -1};
        const Result<flow::EventPtr> event = next();
        if (!event && event.error().code == ErrorCode::NotFound)
            continue;
        if (!event)
            return event.error();
        if (*event == nullptr)
            break;
        if (!work.add(**event))
            return unwritable(out);
        if (progress && done % ProgressStep == 0)
            progress(done);
    }
    if (!work.end())
        return unwritable(out);
    return work.report();
}

Result<QByteArray> exported(const std::vector<flow::EventPtr> &events, const ExportOptions &options) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    std::size_t at = 0;
    const NextEvent next = [&]() -> Result<flow::EventPtr> { return at < events.size() ? events[at++] : nullptr; };
    ExportOptions counted = options;
    counted.count = qint64(events.size());
    const auto done = exportEvents(next, counted, buffer);
    return done ? Result<QByteArray>(buffer.data()) : Result<QByteArray>(done.error());
}

} // namespace offhook::exchange
