#pragma once

#include "ui/theme/theme.h"

class QLabel;
class QPushButton;
class QToolButton;
class QWidget;

namespace offhook::ui {

/// Gives a label's text a role's colour, now and after every switch of the theme.
void setInk(QLabel *label, const Theme &theme, Role role);
/// A one pixel line in the border's colour.
[[nodiscard]] QWidget *horizontalLine(const Theme &theme, QWidget *parent);
/// A flat button that is an icon; `text` is its tooltip and accessible name.
[[nodiscard]] QToolButton *iconButton(const Theme &theme, const QString &icon, const QString &text, QWidget *parent);
/// The one button that most people will press.
void makePrimary(QPushButton *button);
/// Puts a list or table of a dialog into a rounded frame.
void setFramed(QWidget *view, const Theme &theme);
/// Fills a widget with a role's colour.
void setGround(QWidget *widget, const Theme &theme, Role role);

} // namespace offhook::ui
