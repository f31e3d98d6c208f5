#include "ui/widgets/plain_label.h"

namespace offhook::ui {

PlainLabel::PlainLabel(QWidget *parent)
    : QLabel(parent) {
    setTextFormat(Qt::PlainText);
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : PlainLabel(parent) {
    setText(text);
}

} // namespace offhook::ui
