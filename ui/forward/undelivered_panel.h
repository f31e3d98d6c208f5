#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

class UndeliveredModel;

/// What could not be delivered: narrowed by a filter, tried again or discarded, those selected or all that match.
/// Discarding can be taken back. Enter shows the event.
class UndeliveredPanel final : public QWidget {
    Q_OBJECT
public:
    explicit UndeliveredPanel(const Theme &theme, QWidget *parent = nullptr);
    ~UndeliveredPanel() override;

    void setSession(Session *session);
    [[nodiscard]] UndeliveredModel &model() const;

Q_SIGNALS:
    void eventAsked(offhook::EventId id);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
