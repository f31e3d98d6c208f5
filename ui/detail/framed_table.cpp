#include "ui/detail/framed_table.h"

#include "ui/detail/elided_label.h"
#include "ui/detail/styling.h"

#include <QGridLayout>
#include <QPainter>
#include <QPainterPath>

namespace offhook::ui {
namespace {

constexpr int RowHeight = 30;
constexpr int Padding = 12;
constexpr int LabelWidth = 116;
constexpr qreal Radius = 7;

} // namespace

FramedTable::FramedTable(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(Padding, 1, Padding, 1);
    grid->setHorizontalSpacing(Padding);
    grid->setVerticalSpacing(0);
    grid->setColumnMinimumWidth(0, LabelWidth);
    grid->setColumnStretch(1, 1);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void FramedTable::addRow(int number, const SignatureRow &row) {
    auto *grid = static_cast<QGridLayout *>(layout());
    auto *label = new PlainLabel(row.label, this);
    setInk(label, m_theme, Role::Muted);
    auto *value = new ElidedLabel(this);
    value->setFont(row.mono ? m_theme.mono() : m_theme.font());
    setInk(value, m_theme, Role::Text);
    value->setContent(row.value, row.copied);
    if (row.emphasisSize > 0) {
        const auto emphasise = [this, value, row] {
            value->setEmphasis(row.emphasisBegin, row.emphasisSize, m_theme.color(Role::Valid));
        };
        connect(&m_theme, &Theme::changed, value, emphasise);
        emphasise();
    }
    auto *remark = new PlainLabel(row.remark, this);
    using Tone = SignatureRow::Tone;
    setInk(remark, m_theme,
        row.tone == Tone::Match || row.tone == Tone::Good ? Role::Valid
        : row.tone == Tone::NoMatch                       ? Role::Invalid
                                                          : Role::Muted);
    grid->setRowMinimumHeight(number, RowHeight);
    grid->addWidget(label, number, 0);
    grid->addWidget(value, number, 1);
    grid->addWidget(remark, number, 2);
}

void FramedTable::setRows(const std::vector<SignatureRow> &rows) {
    auto *grid = static_cast<QGridLayout *>(layout());
    while (QLayoutItem *item = grid->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item; // takeAt() hands it over
    }
    for (std::size_t i = 0; i < m_tones.size(); ++i)
        grid->setRowMinimumHeight(int(i), 0);
    m_tones.clear();
    for (const SignatureRow &row : rows) {
        addRow(int(m_tones.size()), row);
        m_tones.push_back(row.tone);
    }
    setFixedHeight(int(rows.size()) * RowHeight + 2);
    update();
}

void FramedTable::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
    painter.fillPath(frame, m_theme.color(Role::Raised));
    painter.setClipPath(frame);
    for (std::size_t i = 0; i < m_tones.size(); ++i) {
        if (m_tones[i] == SignatureRow::Tone::Match)
            painter.fillRect(QRect(0, 1 + int(i) * RowHeight, width(), RowHeight), m_theme.color(Role::ValidSoft));
    }
    painter.setClipping(false);
    painter.setPen(QPen(m_theme.color(Role::Border), 1));
    painter.drawPath(frame);
}

} // namespace offhook::ui
