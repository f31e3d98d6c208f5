#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace offhook::exchange {

/// What could not be read, and where. English, printable, for people.
struct ImportProblem {
    qint64 line = 0; ///< from 1; 0: the file as a whole
    QString what;
};

/// Collects problems; of very many only the first are kept, all are counted.
class ImportProblems {
public:
    static constexpr std::size_t Kept = 1'000;

    void add(qint64 line, const QString &what) {
        ++m_count;
        if (m_kept.size() < Kept)
            m_kept.push_back({line, what});
    }
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] const std::vector<ImportProblem> &kept() const { return m_kept; }

private:
    std::vector<ImportProblem> m_kept;
    qint64 m_count = 0;
};

/// What a file says of itself.
struct ImportInfo {
    QByteArray format; ///< "offhook" "jsonl" "json" "raw" "curl"
    bool redacted = false;
    QByteArray throwAwayKey;
};

/// Reads events from a file, one after another, in bounded memory. Nothing of the file is run, and no other file read.
class ImportReader {
public:
    ImportReader() = default;
    virtual ~ImportReader() = default;
    ImportReader(const ImportReader &) = delete;
    ImportReader &operator=(const ImportReader &) = delete;

    /// The next event that can be read, with meaning and without id; nothing at the end. What cannot be read on the way
    /// is said in `problems`. An event from a source that knows no verdict is Unchecked, reason None.
    [[nodiscard]] virtual std::optional<flow::WebhookEvent> next(ImportProblems &problems) = 0;
    [[nodiscard]] virtual ImportInfo info() const = 0;
};

/// A line or element longer than this is not read: an event's body is at most 10 MiB.
inline constexpr qsizetype MaxElement = 64 * 1024 * 1024;

/// Looks at the beginning of the file and picks the reader: event file, JSON (HAR, ngrok's captured requests, Twilio's
/// alerts and call events, our own), JSON Lines of the same, raw HTTP, cURL lines. `device` must be open, and outlive
/// the reader. `now` is the time of requests that have none, each a microsecond after the one before,
/// so that they stay in order and are told apart. InvalidInput when it is nothing of that.
[[nodiscard]] Result<std::unique_ptr<ImportReader>> openImport(QIODevice &device, WallTime now);

} // namespace offhook::exchange
