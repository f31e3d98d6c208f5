#pragma once

#include <QWidget>

class QLabel;

namespace offhook::ui {

class PlainLabel;
class Theme;

/// One page of the settings. What is typed takes effect with apply(), unless the page says otherwise.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// There are changes that are not in force yet.
    [[nodiscard]] virtual bool isDirty() const { return false; }
    /// Puts the changes in force. False when something is wrong, said on the page, or was refused by the user.
    [[nodiscard]] virtual bool apply() { return true; }

Q_SIGNALS:
    /// Something was typed: isDirty() may have changed.
    void edited();

protected:
    /// A heading and a muted sentence under it.
    QWidget *heading(const Theme &theme, const QString &title, const QString &explanation);
    /// A wrapped muted label.
    PlainLabel *hint(const Theme &theme, const QString &text = {});
};

} // namespace offhook::ui
