#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;

namespace offhook::ui {

class PlainLabel;

/// How a number is pointed here by hand: where in Twilio's console, and what to paste there.
class NumberStep final : public QWidget {
    Q_OBJECT
public:
    explicit NumberStep(const Theme &theme, QWidget *parent = nullptr);

    /// Empty while nothing leads here.
    void setPublicUrl(const QString &url);
    [[nodiscard]] QLineEdit *messages() const { return m_messages; }
    [[nodiscard]] QLineEdit *calls() const { return m_calls; }

private:
    [[nodiscard]] QLineEdit *addLine(QGridLayout *grid, const QString &setting);

    const Theme &m_theme;
    PlainLabel *m_where = nullptr;
    QWidget *m_lines = nullptr;
    QLineEdit *m_messages = nullptr;
    QLineEdit *m_calls = nullptr;
};

} // namespace offhook::ui
