#include "ui/detail/styling.h"

#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace offhook::ui {

void setInk(QLabel *label, const Theme &theme, Role role) {
    const auto restyle = [label, &theme, role] {
        label->setStyleSheet(u"color: " + theme.color(role).name() + u"; background: transparent;");
    };
    // One role at a time: a label that turns from one to another keeps a single connection.
    QObject::disconnect(&theme, &Theme::changed, label, nullptr);
    QObject::connect(&theme, &Theme::changed, label, restyle);
    restyle();
}

QWidget *horizontalLine(const Theme &theme, QWidget *parent) {
    auto *line = new QWidget(parent);
    line->setFixedHeight(1);
    setGround(line, theme, Role::Border);
    return line;
}

QToolButton *iconButton(const Theme &theme, const QString &icon, const QString &text, QWidget *parent) {
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIconSize({16, 16});
    if (!icon.isEmpty())
        button->setIcon(theme.icon(icon, Role::Muted));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void makePrimary(QPushButton *button) {
    button->setProperty("primary", true);
    // A button box has looked at the style sheet before anyone could set the property.
    button->style()->unpolish(button);
    button->style()->polish(button);
}

void setFramed(QWidget *view, const Theme &theme) {
    // The padding keeps what is painted inside out of the round corners.
    const auto restyle = [view, &theme] {
        view->setStyleSheet(u"QTreeView, QTableView, QListView, offhook--ui--BodyView { background: " +
                            theme.color(Role::Surface).name() + u"; border: 1px solid " +
                            theme.color(Role::Border).name() + u"; border-radius: 7px; padding: 2px; }");
    };
    QObject::connect(&theme, &Theme::changed, view, restyle);
    restyle();
}

void setGround(QWidget *widget, const Theme &theme, Role role) {
    widget->setAutoFillBackground(true);
    const auto restyle = [widget, &theme, role] {
        QPalette palette = widget->palette();
        palette.setColor(QPalette::Window, theme.color(role));
        widget->setPalette(palette);
    };
    QObject::connect(&theme, &Theme::changed, widget, restyle);
    restyle();
}

} // namespace offhook::ui
