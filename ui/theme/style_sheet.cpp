#include "ui/theme/style_sheet.h"

#include <QFile>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array<QLatin1StringView, RoleCount> RoleNames{"window"_L1, "surface"_L1, "raised"_L1, "border"_L1,
    "text"_L1, "muted"_L1, "faint"_L1, "accent"_L1, "accentSoft"_L1, "selection"_L1, "alternateRow"_L1, "valid"_L1,
    "validSoft"_L1, "invalid"_L1, "invalidSoft"_L1, "warn"_L1, "warnSoft"_L1, "info"_L1, "infoSoft"_L1, "xmlTag"_L1,
    "xmlAttribute"_L1, "xmlValue"_L1};

QColor mixed(const QColor &a, const QColor &b, double share) {
    const auto blend = [share](int from, int to) { return qRound(from + (to - from) * share); };
    return {blend(a.red(), b.red()), blend(a.green(), b.green()), blend(a.blue(), b.blue())};
}

QColor colorNamed(QStringView name, const Theme &theme) {
    for (std::size_t i = 0; i < RoleNames.size(); ++i) {
        if (name == RoleNames[i])
            return theme.color(Role(i));
    }
    if (name == u"accentHover")
        return mixed(theme.color(Role::Accent), theme.color(Role::Text), 0.12);
    if (name == u"accentPressed")
        return mixed(theme.color(Role::Accent), theme.color(Role::Text), 0.24);
    if (name == u"scroll")
        return mixed(theme.color(Role::Border), theme.color(Role::Faint), 0.35);
    return {};
}

} // namespace

QLatin1StringView roleName(Role role) {
    return RoleNames[std::size_t(role)];
}

QString filledStyleSheet(QStringView source, const Theme &theme) {
    QString sheet;
    sheet.reserve(source.size());
    for (qsizetype i = 0; i < source.size(); ++i) {
        if (source[i] != u'@') {
            sheet.append(source[i]);
            continue;
        }
        qsizetype end = i + 1;
        while (end < source.size() && source[end].isLetter())
            ++end;
        const QColor color = colorNamed(source.sliced(i + 1, end - i - 1), theme);
        sheet.append(color.isValid() ? color.name() : source.sliced(i, end - i).toString());
        i = end - 1;
    }
    return sheet;
}

QString applicationStyleSheet(const Theme &theme) {
    QFile file(u":/themes/application.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return filledStyleSheet(QString::fromUtf8(file.readAll()), theme);
}

} // namespace offhook::ui
