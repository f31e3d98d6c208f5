#pragma once

#include "ui/respond/condition_parts.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace offhook::ui {

class PlainLabel;

/// Builds a condition in plain words: each line can be taken in or left out. Shows the filter it makes.
class ConditionDialog final : public QDialog {
    Q_OBJECT
public:
    /// `parts`: what the lines begin with; those of `chosen` that are not empty are taken in.
    ConditionDialog(
        const Theme &theme, const ConditionParts &parts, const ConditionParts &chosen, QWidget *parent = nullptr);

    [[nodiscard]] ConditionParts parts() const;

private:
    struct Line {
        QCheckBox *isIn = nullptr;
        QLineEdit *text = nullptr; ///< one of the two
        QComboBox *choice = nullptr;
        QString ConditionParts::*part = nullptr;
    };
    void addLine(const QString &label, QString ConditionParts::*part, const ConditionParts &parts,
        const ConditionParts &chosen, QComboBox *choice);
    void addParameterLine(const ConditionParts &parts, const ConditionParts &chosen);
    void showFilter();

    const Theme &m_theme;
    std::vector<Line> m_lines;
    QCheckBox *m_parameterIsIn = nullptr;
    QComboBox *m_parameter = nullptr;
    QLineEdit *m_value = nullptr;
    PlainLabel *m_filter = nullptr;
};

} // namespace offhook::ui
