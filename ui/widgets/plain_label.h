#pragma once

#include <QLabel>

namespace offhook::ui {

/// A label that never guesses a format: untrusted text stays text. Use instead of QLabel everywhere.
class PlainLabel : public QLabel {
public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);
};

} // namespace offhook::ui
