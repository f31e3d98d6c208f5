#pragma once

#include "core/deliver/request_draft.h"
#include "core/session/session.h"
#include "ui/share/share_dialog.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>
#include <optional>

namespace offhook::ui {

/// Sends events again: where to, signed how, how fast; then how far it is, what came of each, and what differs. Closing
/// it cancels.
class ReplayDialog final : public QDialog {
    Q_OBJECT
public:
    /// With an edited request, `choices` has its one event selected.
    ReplayDialog(Session &session, const Theme &theme, ShareChoices choices,
        std::optional<deliver::RequestDraft> edited, QWidget *parent = nullptr);
    ~ReplayDialog() override;

Q_SIGNALS:
    void statusMessage(const QString &text);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
