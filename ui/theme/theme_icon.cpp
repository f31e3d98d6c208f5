#include "ui/theme/theme_icon.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

QPixmap rendered(const QString &name, const QColor &color, const QSize &pixels) {
    const QString key = u"offhook-icon/%1/%2/%3x%4"_s.arg(name, color.name()).arg(pixels.width()).arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QFile file(u":/icons/"_s + name + u".svg"_s);
    if (file.open(QIODevice::ReadOnly)) {
        QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&pixmap);
        renderer.render(&painter);
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace

ThemeIconEngine::ThemeIconEngine(const Theme &theme, QString name, Role role)
    : m_theme(&theme)
    , m_name(std::move(name))
    , m_role(role) {}

void ThemeIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) {
    const qreal scale = painter->device() == nullptr ? 1 : painter->device()->devicePixelRatio();
    const QSize pixels = (QSizeF(rect.size()) * scale).toSize();
    painter->drawPixmap(rect, scaledPixmap(pixels, mode, state, scale));
}

QPixmap ThemeIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) {
    return scaledPixmap(size, mode, state, 1);
}

QPixmap ThemeIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) {
    if (m_theme == nullptr || size.isEmpty())
        return {};
    return rendered(m_name, m_theme->color(mode == QIcon::Disabled ? Role::Faint : m_role), size);
}

QSize ThemeIconEngine::actualSize(const QSize &size, QIcon::Mode, QIcon::State) {
    const int side = qMin(size.width(), size.height());
    return {side, side};
}

QIconEngine *ThemeIconEngine::clone() const {
    return new ThemeIconEngine(*this);
}

QString ThemeIconEngine::key() const {
    return u"offhook"_s;
}

} // namespace offhook::ui
