#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

/// The Respond dock: the one answer of this workspace. Automatic (empty <Response/> or 204), or status, content type
/// and body edited live: a change takes effect on the next request. Says so.
class RespondDock final : public QWidget {
    Q_OBJECT
public:
    explicit RespondDock(const Theme &theme, QWidget *parent = nullptr);
    ~RespondDock() override;

    void setSession(Session *session);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
