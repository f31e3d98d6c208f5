#include "core/http/request_parser.h"

#include <QStringBuilder>

#include <cstdint>
#include <cstdlib>
#include <vector>

using namespace offhook::http;
using Status = RequestParser::Status;

namespace {

struct Parsed {
    Request request;
    std::optional<Refusal> refusal;
    bool keepAlive = false;

    bool operator==(const Parsed &) const = default;
};

// Small, so that the fuzzer reaches them.
Limits smallLimits() {
    Limits limits;
    limits.requestLine = 64;
    limits.headerBlock = 256;
    limits.headerFields = 6;
    limits.body = 64;
    limits.chunkLine = 24;
    return limits;
}
const Limits TheLimits = smallLimits();

/// Feeds `bytes` in pieces: the first of `first` bytes, then each of `step` (0: all the rest).
std::vector<Parsed> parse(QByteArrayView bytes, qsizetype first, qsizetype step) {
    RequestParser parser(TheLimits);
    std::vector<Parsed> parsed;
    qsizetype size = first;
    while (!bytes.isEmpty()) {
        QByteArrayView piece = bytes.first(size > 0 && size < bytes.size() ? size : bytes.size());
        bytes = bytes.sliced(piece.size());
        size = step;
        while (!piece.isEmpty()) {
            const RequestParser::Progress progress = parser.feed(piece);
            if (progress.consumed <= 0 || progress.consumed > piece.size())
                std::abort();
            piece = piece.sliced(progress.consumed);
            if (progress.status == Status::NeedMore && !piece.isEmpty())
                std::abort();
            if (progress.status == Status::NeedMore)
                continue;
            const std::optional<Refusal> refusal = parser.refusal();
            const bool keepAlive = parser.keepAlive();
            parsed.push_back({parser.take(), refusal, keepAlive});
            if (refusal)
                return parsed;
        }
    }
    if (parser.hasStarted()) {
        const Refusal refusal = parser.abort(RefusalReason::Incomplete);
        parsed.push_back({parser.take(), refusal, false});
    }
    return parsed;
}

// A refused request keeps what had arrived: in pieces that may be less, never something else.
bool agrees(const std::vector<Parsed> &whole, const std::vector<Parsed> &split) {
    if (whole.size() != split.size())
        return false;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (!whole[i].refusal && whole[i] != split[i])
            return false;
        const QByteArray wholeBytes = whole[i].request.head() + whole[i].request.wireBody();
        const QByteArray splitBytes = split[i].request.head() + split[i].request.wireBody();
        if (whole[i].refusal != split[i].refusal || !wholeBytes.startsWith(splitBytes))
            return false;
    }
    return true;
}

// What was taken is what was sent, byte for byte and in order.
bool isFaithful(QByteArrayView input, const std::vector<Parsed> &parsed) {
    for (const Parsed &one : parsed) {
        const QByteArray bytes = one.request.head() + one.request.wireBody();
        if (!input.startsWith(bytes))
            return false;
        input = input.sliced(bytes.size());
    }
    return true;
}

} // namespace

/// The first byte chooses where the input is cut; the rest is what a client sends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size < 1)
        return 0;
    const QByteArrayView input(data + 1, qsizetype(size - 1));
    const std::vector<Parsed> whole = parse(input, 0, 0);
    if (!isFaithful(input, whole))
        std::abort();
    if (!agrees(whole, parse(input, qsizetype(data[0]) + 1, 0)) || !agrees(whole, parse(input, 1, 1)))
        std::abort();
    return 0;
}
