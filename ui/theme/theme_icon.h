#pragma once

#include "ui/theme/theme.h"

#include <QIconEngine>
#include <QPointer>

namespace offhook::ui {

/// Draws resources/icons/<name>.svg in the colour that a role has at the moment of painting, at the size and scale
/// asked for. Disabled icons take Role::Faint. An icon that names no currentColor (the program's own) keeps its
/// colours.
class ThemeIconEngine final : public QIconEngine {
public:
    ThemeIconEngine(const Theme &theme, QString name, Role role);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QSize actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override;
    [[nodiscard]] QString key() const override;
    bool isNull() override { return false; }

private:
    QPointer<const Theme> m_theme;
    QString m_name;
    Role m_role;
};

} // namespace offhook::ui
