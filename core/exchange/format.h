#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>

#include <cstdint>
#include <memory>
#include <optional>

namespace offhook::exchange {

/// What is known before the first event is written.
struct ExportInfo {
    qint64 count = 0;          ///< events that will come, as far as known
    bool redacted = false;     ///< the events are pseudonyms, see redaction.h
    QByteArray throwAwayKey;   ///< signs redacted events; made for this export and written into it, no secret
    QByteArray originalIsKept; ///< "" or a comma separated list of categories that were not replaced
};

/// Writes events one after another; memory does not grow with their number. One object for one export.
class Encoder {
public:
    Encoder() = default;
    virtual ~Encoder() = default;
    Encoder(const Encoder &) = delete;
    Encoder &operator=(const Encoder &) = delete;

    [[nodiscard]] virtual QByteArray begin(const ExportInfo &info);
    /// Nothing when the format has no words for this event (a request that was no HTTP, as cURL).
    [[nodiscard]] virtual std::optional<QByteArray> event(const flow::WebhookEvent &event) = 0;
    [[nodiscard]] virtual QByteArray end();
};

/// What a format is for; menus and lists are grouped by it.
enum class Purpose : std::uint8_t {
    Request, ///< sends the request again: a command or a file of an HTTP client
    Code,    ///< a program that builds, signs and sends it
    Test,    ///< a regression test that sends it and asserts the answer
    Data,    ///< events as data
};

/// One row of formats.cpp: menus, dialogs, the command line and the tests walk the list.
struct Format {
    const char *name;  ///< stable, as --format takes it: "curl"
    const char *label; ///< a proper name, not translated: "cURL"
    Purpose purpose;
    const char *extension; ///< "sh"
    const char *mediaType;
    std::unique_ptr<Encoder> (*make)();
};

} // namespace offhook::exchange
