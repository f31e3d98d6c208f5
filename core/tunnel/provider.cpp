#include "core/tunnel/provider.h"

namespace offhook::tunnel {

using namespace Qt::StringLiterals;

QString Target::url() const {
    const QString authority = host.contains(u':') ? u'[' + host + u']' : host;
    return (tls ? u"https://"_s : u"http://"_s) + authority + u':' + QString::number(port);
}

bool Interpreter::isNoise(QByteArrayView) const {
    return false;
}

Exposure Provider::exposure(const Fields &) const {
    return Exposure::ListenerOnly;
}

} // namespace offhook::tunnel
