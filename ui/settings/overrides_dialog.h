#pragma once

#include "core/twilio/budget.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

namespace offhook::ui {

/// Builds the fragment with Twilio's connection overrides and shows what it means: the calculator of the public URL
/// page.
class OverridesDialog final : public QDialog {
    Q_OBJECT
public:
    OverridesDialog(const Theme &theme, const twilio::ConnectionOverrides &overrides, QWidget *parent = nullptr);
    ~OverridesDialog() override;

    [[nodiscard]] twilio::ConnectionOverrides overrides() const;
    /// "#rt=3000&rc=2"; empty for Twilio's defaults.
    [[nodiscard]] QByteArray fragment() const { return twilio::fragmentFor(overrides()); }

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
