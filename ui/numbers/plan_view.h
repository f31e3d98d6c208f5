#pragma once

#include "ui/numbers/plan_model.h"

#include <QWidget>

class QCheckBox;
class QTableView;

namespace offhook::ui {

class PlainLabel;

/// What pointing would do, before it is done: in one sentence, and to the letter.
class PlanView final : public QWidget {
    Q_OBJECT
public:
    explicit PlanView(const Theme &theme, QWidget *parent = nullptr);

    void setPlan(const account::LeasePlan &plan);
    /// In the plan's place, why there is none.
    void setMessage(const QString &text);
    /// The app or service that decides is changed in the number's stead.
    [[nodiscard]] bool changesDecider() const;
    [[nodiscard]] QCheckBox *decider() const { return m_decider; }
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    void edited();

private:
    const Theme &m_theme;
    PlanModel m_model;
    PlainLabel *m_summary = nullptr;
    QCheckBox *m_decider = nullptr;
    QTableView *m_table = nullptr;
};

} // namespace offhook::ui
