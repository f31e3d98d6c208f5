#pragma once

#include <QFrame>

class QLineEdit;
class QPushButton;

namespace offhook::ui {

/// A small frame under the Save button that asks for the name of a filter. Enter saves, Escape closes.
class SaveFilterPopup final : public QFrame {
    Q_OBJECT
public:
    explicit SaveFilterPopup(QWidget *parent = nullptr);

    /// Opens below the button with a name to begin with.
    void openAt(const QWidget &button, const QString &name);

Q_SIGNALS:
    void nameGiven(const QString &name);

private:
    void save();

    QLineEdit *m_name;
    QPushButton *m_save;
};

} // namespace offhook::ui
