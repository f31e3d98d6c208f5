#include "ui/settings/secret_edit.h"

#include <QAction>
#include <QSignalBlocker>

namespace offhook::ui {
namespace {

constexpr int LongestSecret = 256;
constexpr auto SecretHints = Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase;

} // namespace

SecretEdit::SecretEdit(const Theme &theme, QWidget *parent)
    : QLineEdit(parent) {
    setEchoMode(Password);
    setMaxLength(LongestSecret);
    setFont(theme.mono());
    setInputMethodHints(SecretHints);
    setAccessibleName(tr("Secret"));
    QAction *eye = addAction(theme.icon(QStringLiteral("eye"), Role::Muted), TrailingPosition);
    eye->setCheckable(true);
    eye->setText(tr("Show the secret"));
    eye->setToolTip(tr("Show the secret"));
    connect(eye, &QAction::toggled, this, [this](bool on) {
        setEchoMode(on ? Normal : Password);
        setInputMethodHints(SecretHints); // which the echo mode has changed
    });
}

// QLineEdit keeps its text in one QString: overwritten in place by text of the same length, then cleared with the undo
// history.
SecretEdit::~SecretEdit() {
    const QSignalBlocker quiet(this); // who hears of its text may be gone
    setText(QString(text().size(), u'0'));
    clear();
}

} // namespace offhook::ui
