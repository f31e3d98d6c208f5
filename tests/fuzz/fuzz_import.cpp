// Fuzz target for files of events: any bytes are read to their end, in bounded time; what was read survives a way
// through the event file; and what was redacted holds together.
#include "core/exchange/event_record.h"
#include "core/exchange/import_reader.h"
#include "core/exchange/redaction.h"

#include <QBuffer>
#include <QJsonDocument>

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using namespace offhook::exchange;
    QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    auto reader = openImport(file, 1);
    if (!reader)
        return 0;
    ImportProblems problems;
    static Redactor redactor({{}, "fuzz", "00000000000000000000000000000000"});
    for (int i = 0; i < 1'000; ++i) {
        const auto event = (*reader)->next(problems);
        if (!event)
            break;
        QStringList unknown;
        const QByteArray line = recordLine(*event);
        const auto again = eventFromRecord(QJsonDocument::fromJson(line).object(), unknown);
        if (!again || recordLine(*again) != line)
            __builtin_trap();
        const auto shared = redactor.redacted(*event);
        if (shared.verification.verdict == offhook::twilio::Verdict::Valid &&
            event->verification.verdict != offhook::twilio::Verdict::Valid)
            __builtin_trap();
    }
    return 0;
}
