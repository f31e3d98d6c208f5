#pragma once

#include "core/settings/preferences.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>

#include <array>

class QApplication;
class QPalette;

namespace offhook::ui {

class SystemColors;

/// A colour by what it means. Values: resources/themes/{light,dark}.json, same names in camelCase.
enum class Role : std::uint8_t {
    Window,
    Surface,
    Raised,
    Border,
    Text,
    Muted,
    Faint,
    Accent,
    AccentSoft,
    Selection,
    AlternateRow,
    Valid,
    ValidSoft,
    Invalid,
    InvalidSoft,
    Warn,
    WarnSoft,
    Info,
    InfoSoft,
    XmlTag,
    XmlAttribute,
    XmlValue,
};
inline constexpr int RoleCount = int(Role::XmlValue) + 1;

/// The looks: colours by role, fonts, icons, the application's palette and style sheet. Follows the system (its
/// palette's lightness, watched live) or the user's choice; changed() after every switch. GUI thread, one per
/// application.
class Theme final : public QObject {
    Q_OBJECT
public:
    explicit Theme(settings::Preferences &preferences, QObject *parent = nullptr);

    /// Installs Fusion, palette, fonts and style sheet on the application and follows the system from now on.
    void install(QApplication &application);
    void setMode(settings::Preferences::Theme mode);
    [[nodiscard]] settings::Preferences::Theme mode() const;
    [[nodiscard]] bool isDark() const { return m_dark; }

    [[nodiscard]] QColor color(Role role) const { return m_colors[std::size_t(role)]; }
    /// Inter (or the system's sans) 10 pt, `delta` points larger.
    [[nodiscard]] QFont font(int delta = 0, QFont::Weight weight = QFont::Normal) const;
    /// JetBrains Mono (or the system's fixed font), 9 pt as in the mocks.
    [[nodiscard]] QFont mono(int delta = 0) const;
    /// resources/icons/<name>.svg in this role's colour; crisp at any scale. Stays right across theme switches.
    [[nodiscard]] QIcon icon(const QString &name, Role role = Role::Text) const;

Q_SIGNALS:
    void changed();

private:
    void load(bool dark);
    void apply();
    void applyToApplication();
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] bool wantsDark() const;

    settings::Preferences &m_preferences;
    QApplication *m_application = nullptr;
    SystemColors *m_system = nullptr; ///< from install() on
    QString m_sansFamily;
    QString m_monoFamily;
    std::array<QColor, RoleCount> m_colors;
    bool m_dark = false;
};

} // namespace offhook::ui
