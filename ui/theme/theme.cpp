#include "ui/theme/theme.h"

#include "ui/theme/style.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/system_colors.h"
#include "ui/theme/theme_icon.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int SansSize = 10;
constexpr int MonoSize = 9;

QString familyOr(const QStringList &wanted, QFontDatabase::SystemFont otherwise) {
    for (const QString &family : wanted) {
        if (QFontDatabase::hasFamily(family))
            return family;
    }
    return QFontDatabase::systemFont(otherwise).family();
}

} // namespace

Theme::Theme(settings::Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_sansFamily(familyOr({u"Inter"_s}, QFontDatabase::GeneralFont))
    // The "NL" cut has no ligatures: a value must look like the bytes it is made of.
    , m_monoFamily(familyOr({u"JetBrains Mono NL"_s, u"JetBrains Mono"_s}, QFontDatabase::FixedFont)) {
    load(wantsDark());
}

void Theme::install(QApplication &application) {
    m_application = &application;
    m_system = new SystemColors(application, this);
    connect(m_system, &SystemColors::changed, this, [this] {
        if (mode() == settings::Preferences::Theme::System)
            apply();
    });
    QApplication::setStyle(new Style(*this));
    apply();
}

void Theme::setMode(settings::Preferences::Theme mode) {
    m_preferences.setTheme(mode);
    apply();
}

settings::Preferences::Theme Theme::mode() const {
    return m_preferences.theme();
}

QFont Theme::font(int delta, QFont::Weight weight) const {
    QFont font(m_sansFamily, SansSize + delta);
    font.setWeight(weight);
    return font;
}

QFont Theme::mono(int delta) const {
    QFont font(m_monoFamily, MonoSize + delta);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QIcon Theme::icon(const QString &name, Role role) const {
    return QIcon(new ThemeIconEngine(*this, name, role));
}

bool Theme::wantsDark() const {
    if (mode() != settings::Preferences::Theme::System)
        return mode() == settings::Preferences::Theme::Dark;
    return m_system != nullptr && m_system->isDark();
}

void Theme::apply() {
    load(wantsDark());
    if (m_application != nullptr)
        applyToApplication();
    Q_EMIT changed();
}

void Theme::applyToApplication() {
    m_system->setApplying(true);
    QApplication::setPalette(palette());
    QApplication::setFont(font());
    m_application->setStyleSheet(applicationStyleSheet(*this));
    m_system->setApplying(false);
}

void Theme::load(bool dark) {
    m_dark = dark;
    QFile file(dark ? u":/themes/dark.json"_s : u":/themes/light.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QJsonObject values = QJsonDocument::fromJson(opened ? file.readAll() : QByteArray()).object();
    for (int i = 0; i < RoleCount; ++i) {
        const QColor color(values.value(roleName(Role(i))).toString());
        Q_ASSERT(color.isValid());
        m_colors[std::size_t(i)] = color;
    }
}

QPalette Theme::palette() const {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole to, Role from) { palette.setColor(to, color(from)); };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Surface);
    set(QPalette::AlternateBase, Role::AlternateRow);
    set(QPalette::Text, Role::Text);
    set(QPalette::PlaceholderText, Role::Muted);
    set(QPalette::Button, Role::Surface);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Surface);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Highlight, Role::Accent);
    set(QPalette::HighlightedText, Role::Surface);
    set(QPalette::Link, Role::Info);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::Light, Role::Raised);
    set(QPalette::Midlight, Role::Border);
    set(QPalette::Mid, Role::Border);
    set(QPalette::Dark, Role::Faint);
    set(QPalette::Shadow, Role::Border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Role::Faint));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(Role::Border));
    return palette;
}

} // namespace offhook::ui
