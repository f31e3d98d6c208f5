#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

/// The left side: kinds, signature, needs a look, marked, each with its live count, saved filters, and the rate of the
/// last 15 minutes as bars. A click sets the filter (Ctrl+click adds to it); the entry that equals the filter is lit.
class FacetPanel final : public QWidget {
    Q_OBJECT
public:
    explicit FacetPanel(const Theme &theme, QWidget *parent = nullptr);
    ~FacetPanel() override;

    /// Null shows none.
    void setSession(Session *session);
    /// The filter in force, to light the entry that stands for it.
    void setCurrentFilter(const QString &text);

Q_SIGNALS:
    void filterChosen(const QString &text, bool addToCurrent);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
