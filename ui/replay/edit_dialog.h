#pragma once

#include "core/deliver/request_draft.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

namespace offhook::ui {

/// The request of one event to be edited before it is sent again: method, path and query, parameters, headers, body.
/// Revert brings back what came. accept() means: on to the replay.
class EditDialog final : public QDialog {
    Q_OBJECT
public:
    EditDialog(const deliver::RequestDraft &draft, EventId event, const Theme &theme, QWidget *parent = nullptr);
    ~EditDialog() override;

    [[nodiscard]] deliver::RequestDraft draft() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
