#include "core/tunnel/reach_probe.h"

#include <QRandomGenerator>
#include <QString>

#include <array>

namespace offhook::tunnel {
namespace {

QByteArray randomHex() {
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex();
}

} // namespace

ReachProbe ReachProbe::make() {
    return {randomHex(), randomHex()};
}

QByteArray ReachProbe::path() const {
    return "/.offhook-reach/" + nonce;
}

// The public URL may have a path in front that the tunnel leaves or takes away.
std::optional<http::Response> ReachProbe::answer(const http::Request &request) const {
    if (nonce.isEmpty() || request.method() != QByteArrayView("GET") || !request.path().endsWith(path()))
        return {};
    return http::Response{
        200, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}}, reply + '\n'};
}

} // namespace offhook::tunnel
