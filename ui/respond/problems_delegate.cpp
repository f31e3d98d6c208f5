#include "ui/respond/problems_delegate.h"

#include "ui/respond/problem_text.h"
#include "ui/respond/problems_model.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace offhook::ui {
namespace {

constexpr int Side = 10;
constexpr int Above = 8;
constexpr int Between = 4;
constexpr int PillHeight = 20;
constexpr int MinPill = 44;
constexpr int Gap = 8;

const twiml::Diagnostic *problemAt(const QModelIndex &index) {
    const auto *model = qobject_cast<const ProblemsModel *>(index.model());
    return model == nullptr ? nullptr : model->at(index);
}

PillStyle fixPill() {
    return {ProblemsDelegate::tr("Fix"), Role::Accent, Role::Surface, true};
}

QString suggested(const twiml::Diagnostic &problem) {
    const bool names = problem.fix && (problem.fix->label == twiml::FixLabel::Rename ||
                                          problem.fix->label == twiml::FixLabel::Replace);
    return names ? problem.fix->argument : QString();
}

/// Lays text out in a width; the name that a fix puts in is bold.
class WrappedText {
public:
    WrappedText(const QString &text, const QFont &font, int width, const QString &bold = {})
        : m_layout(text, font) {
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        m_layout.setTextOption(option);
        const qsizetype at = bold.isEmpty() ? -1 : text.lastIndexOf(bold);
        if (at >= 0) {
            QTextCharFormat format;
            format.setFontWeight(QFont::Bold);
            m_layout.setFormats({{int(at), int(bold.size()), format}});
        }
        m_layout.beginLayout();
        qreal y = 0;
        for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, y});
            y += line.height();
        }
        m_layout.endLayout();
        m_height = int(std::ceil(y));
    }
    [[nodiscard]] int height() const { return m_height; }
    void draw(QPainter &painter, QPoint at) const { m_layout.draw(&painter, at); }

private:
    QTextLayout m_layout;
    int m_height = 0;
};

} // namespace

ProblemsDelegate::ProblemsDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {}

QFont ProblemsDelegate::effectFont() const {
    QFont font = m_theme.font();
    font.setPointSizeF(font.pointSizeF() - 0.5);
    return font;
}

ProblemsDelegate::Places ProblemsDelegate::places(const QRect &row, const QModelIndex &index) const {
    Places places;
    const twiml::Diagnostic *problem = problemAt(index);
    if (problem == nullptr)
        return places;
    const int pill = std::max(MinPill, pillWidth(problemPill(*problem), m_theme));
    const int fix = problem->fix ? pillWidth(fixPill(), m_theme) + Gap : 0;
    const int left = row.x() + Side;
    const int messageLeft = left + pill + Gap;
    const int messageWidth = std::max(60, row.right() - Side - fix - messageLeft);
    const int message = WrappedText(index.data().toString(), m_theme.font(), messageWidth).height();
    const int effectWidth = std::max(60, row.width() - 2 * Side);
    const int effect = WrappedText(problemEffect(*problem), effectFont(), effectWidth, suggested(*problem)).height();
    const int top = row.y() + Above;
    places.pill = {left, top, pill, PillHeight};
    const int messageHeight = std::max(PillHeight, message);
    places.message = {messageLeft, top + std::max(0, (PillHeight - message) / 2), messageWidth, messageHeight};
    places.effect = {left, top + messageHeight + Between, effectWidth, effect};
    if (problem->fix)
        places.fix = {row.right() - Side - fix + Gap, top, fix - Gap, PillHeight};
    places.height = places.effect.bottom() + 1 + Above - row.y();
    return places;
}

QSize ProblemsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const {
    return {m_width, places({0, 0, m_width, 0}, index).height};
}

QRect ProblemsDelegate::fixRect(const QRect &row, const QModelIndex &index) const {
    return places(row, index).fix;
}

void ProblemsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const twiml::Diagnostic *problem = problemAt(index);
    if (problem == nullptr)
        return;
    const bool current = option.state.testFlag(QStyle::State_Selected) && option.state.testFlag(QStyle::State_HasFocus);
    painter->fillRect(option.rect, m_theme.color(current ? Role::Selection : Role::Raised));
    if (index.row() > 0)
        painter->fillRect(QRect(option.rect.x(), option.rect.y(), option.rect.width(), 1), m_theme.color(Role::Border));
    const Places at = places(option.rect, index);
    paintPill(*painter, at.pill, problemPill(*problem), m_theme);
    if (problem->fix)
        paintPill(*painter, at.fix, fixPill(), m_theme);
    painter->setPen(m_theme.color(Role::Text));
    WrappedText(index.data().toString(), m_theme.font(), at.message.width()).draw(*painter, at.message.topLeft());
    painter->setPen(m_theme.color(Role::Muted));
    WrappedText(problemEffect(*problem), effectFont(), at.effect.width(), suggested(*problem))
        .draw(*painter, at.effect.topLeft());
}

} // namespace offhook::ui
