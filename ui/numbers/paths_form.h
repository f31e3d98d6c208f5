#pragma once

#include "core/account/lease_plan.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QLineEdit;

namespace offhook::ui {

class PlainLabel;

/// Which settings are to lead here, and to which path each.
class PathsForm final : public QWidget {
    Q_OBJECT
public:
    explicit PathsForm(const Theme &theme, QWidget *parent = nullptr);

    void setPaths(const account::HookPaths &paths);
    [[nodiscard]] account::HookPaths paths() const;
    /// Why these paths will not do; empty when they will.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QCheckBox *box(account::Hook hook) const { return m_rows[std::size_t(hook)].box; }
    [[nodiscard]] QLineEdit *line(account::Hook hook) const { return m_rows[std::size_t(hook)].line; }

Q_SIGNALS:
    void edited();

private:
    struct Row {
        QCheckBox *box = nullptr;
        QLineEdit *line = nullptr;
    };
    void showProblem();

    std::array<Row, account::HookCount> m_rows;
    PlainLabel *m_problem = nullptr;
};

} // namespace offhook::ui
