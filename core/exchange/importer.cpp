#include "core/exchange/importer.h"

namespace offhook::exchange {
namespace {

constexpr std::size_t BatchEvents = 500;
constexpr qsizetype BatchBytes = 16 * 1024 * 1024;

qsizetype sizeOf(const flow::WebhookEvent &event) {
    return event.request.head().size() + event.request.wireBody().size() + event.response.body.size();
}

bool isSet(const std::atomic<bool> *flag) {
    return flag != nullptr && flag->load(std::memory_order_relaxed);
}

} // namespace

Result<ImportReport> importEvents(QIODevice &device, const TakeEvents &take, WallTime now,
    const std::function<void(qint64)> &progress, const std::atomic<bool> *cancelled) {
    auto reader = openImport(device, now);
    if (!reader)
        return reader.error();
    ImportReport report;
    for (bool isAtEnd = false; !isAtEnd;) {
        std::vector<std::shared_ptr<flow::WebhookEvent>> batch;
        qsizetype bytes = 0;
        while (!isAtEnd && batch.size() < BatchEvents && bytes < BatchBytes) {
            auto event = (*reader)->next(report.problems);
            isAtEnd = !event;
            if (!event)
                break;
            bytes += sizeOf(*event);
            batch.push_back(std::make_shared<flow::WebhookEvent>(std::move(*event)));
        }
        const auto count = qint64(batch.size());
        const Result<qint64> taken = count > 0 ? take(std::move(batch)) : Result<qint64>(0);
        if (!taken)
            return taken.error();
        report.imported += *taken;
        report.duplicates += count - *taken;
        if (progress)
            progress(device.pos());
        if (!isAtEnd && isSet(cancelled)) {
            report.problems.add(0, QStringLiteral("Stopped before the end of the file."));
            isAtEnd = true;
        }
    }
    report.info = (*reader)->info();
    return report;
}

} // namespace offhook::exchange
