#pragma once

#include "ui/numbers/conflicts_model.h"

#include <QDialog>

class QPushButton;

namespace offhook::ui {

/// What to do with settings that somebody else changed since they were pointed here: nothing of theirs is written over
/// unless it is ticked.
class ConflictsDialog final : public QDialog {
    Q_OBJECT
public:
    ConflictsDialog(const Theme &theme, const std::vector<account::LeaseStep> &steps, QWidget *parent = nullptr);

    [[nodiscard]] ConflictsModel &model() { return m_model; }

private:
    void showButton();

    ConflictsModel m_model;
    QPushButton *m_apply = nullptr;
};

} // namespace offhook::ui
