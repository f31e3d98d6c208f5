#include "core/http/form.h"

#include <cstdint>
#include <cstdlib>

using namespace offhook::http;

/// Decoding is total, and what was decoded survives encoding and decoding: same names, values and order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArrayView input(data, qsizetype(size));
    Parameters once = decodeForm(input);
    const QByteArray encoded = encodeForm(once);
    const Parameters twice = decodeForm(encoded);
    for (Parameter &parameter : once)
        parameter.badEscape = false; // encodeForm() escapes what stood wrong
    if (once != twice || encodeForm(twice) != encoded)
        std::abort();
    return 0;
}
