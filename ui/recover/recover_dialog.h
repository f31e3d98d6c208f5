#pragma once

#include "core/session/session.h"
#include "ui/recover/recover_form.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

namespace offhook::ui {

/// Asks Twilio for the requests that were missed, adds them to the workspace, and shows what became of each; beside it
/// messages and calls against what was captured. Closing it cancels. See docs/recover.md.
class RecoverDialog final : public QDialog {
    Q_OBJECT
public:
    RecoverDialog(Session &session, const Theme &theme, AccountAccess &access, QWidget *parent = nullptr);
    ~RecoverDialog() override;

Q_SIGNALS:
    /// The table is to show what meets the filter.
    void showAsked(const QString &filter);
    void replayAsked(const std::vector<offhook::EventId> &events);
    void addKeyAsked();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
