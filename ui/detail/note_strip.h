#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;

namespace offhook::ui {

/// The note of the event on show, in one line: edited in place, kept by Enter or on leaving, Esc takes the change back.
/// Hidden while there is no note and none is written.
class NoteStrip final : public QWidget {
    Q_OBJECT
public:
    static constexpr int LongestNote = 2'000;

    explicit NoteStrip(const Theme &theme, QWidget *parent = nullptr);

    void setNote(const QString &note);
    void setWritable(bool writable);
    void edit();
    [[nodiscard]] QLineEdit *line() const { return m_line; }

Q_SIGNALS:
    void noteChanged(const QString &note);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void keep();

    QLineEdit *m_line = nullptr;
    QString m_note;
};

} // namespace offhook::ui
