#pragma once

#include "core/deliver/health.h"
#include "core/flow/forward_to.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace offhook::ui {

class CertificateField;
class PlainLabel;

/// Which application a rule forwards to, how, what answers when that does not, and how it is doing.
class ForwardFields final : public QWidget {
    Q_OBJECT
public:
    explicit ForwardFields(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] const flow::ForwardTo &target() const { return m_target; }
    /// Announces nothing. A URL that has a mistake, and is being typed, stays.
    void setTarget(const flow::ForwardTo &target, bool fallbackIsAutomatic);
    void setHealth(const deliver::TargetHealths &targets);

Q_SIGNALS:
    /// By the user; target() has no mistake.
    void edited();
    void fallbackChosen(bool automatic);

private:
    void buildUrl();
    void buildOptions();
    void urlEdited();
    void showState();

    const Theme &m_theme;
    flow::ForwardTo m_target;
    deliver::TargetHealths m_health;
    bool m_loading = false;
    QLineEdit *m_url = nullptr;
    PlainLabel *m_state = nullptr; ///< what is wrong with the URL, or whether it answers
    QCheckBox *m_replacesPath = nullptr;
    QCheckBox *m_keepsHost = nullptr;
    QCheckBox *m_addsForwarded = nullptr;
    CertificateField *m_certificate = nullptr;
    QComboBox *m_fallback = nullptr;
};

/// "reachable since 10:42:07", "not reachable since ...: why"; "" when it was never asked. The target of that URL.
[[nodiscard]] QString healthText(const deliver::TargetHealths &targets, const QString &url);

} // namespace offhook::ui
