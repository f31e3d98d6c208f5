#pragma once

#include "core/session/session.h"
#include "core/session/share.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

namespace offhook::ui {

/// What the dialog may offer to share.
struct ShareChoices {
    std::vector<EventId> selected;
    filter::Expression filter; ///< of the table; empty: none
    qint64 filtered = 0;       ///< events that match it
    qint64 all = 0;
};

/// Which events, in which format, made safe or not, with a preview of what that changes; then saves them.
class ShareDialog final : public QDialog {
    Q_OBJECT
public:
    ShareDialog(Session &session, const Theme &theme, ShareChoices choices, QWidget *parent = nullptr);
    ~ShareDialog() override;

    /// What the dialog is set to, for tests.
    [[nodiscard]] ShareSelection selection() const;
    [[nodiscard]] exchange::ExportOptions options() const;

Q_SIGNALS:
    /// A file was written.
    void saved(const QString &text);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
