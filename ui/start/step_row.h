#pragma once

#include "ui/start/first_steps.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAbstractButton;
class QPushButton;

namespace offhook::ui {

/// One step of a guide: a head that says its number, what it is and how it stands, and opens and closes what is under
/// it.
class StepRow final : public QWidget {
    Q_OBJECT
public:
    /// `body` and `buttons`, which say and offer what to do now, become the row's own.
    StepRow(
        const Theme &theme, int number, QWidget *body, const QList<QPushButton *> &buttons, QWidget *parent = nullptr);

    void setStep(const QString &title, FirstSteps::State state);
    [[nodiscard]] FirstSteps::State state() const;
    [[nodiscard]] bool isOpen() const;
    void setOpen(bool open);
    [[nodiscard]] QAbstractButton *head() const;

Q_SIGNALS:
    void openAsked(bool open);
    void skipAsked(bool skip);

private:
    class Head;
    Head *m_head = nullptr;
    QWidget *m_content = nullptr;
    QPushButton *m_skip = nullptr;
};

/// "waiting", "done", "skipped".
[[nodiscard]] QString stateWord(FirstSteps::State state);
/// A mark that tells the state without its colour.
[[nodiscard]] QString stateGlyph(FirstSteps::State state);
[[nodiscard]] Role stateRole(FirstSteps::State state);

} // namespace offhook::ui
