#include "ui/statistics/bar_list.h"

#include "ui/explain/explanation.h"
#include "ui/util/text_format.h"
#include "ui/widgets/flat_list.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int RowHeight = 26;
constexpr int Margin = 6;
constexpr int BarHeight = 3;
constexpr int NoteWidth = 44;
constexpr int Radius = 5;

class BarDelegate final : public QStyledItemDelegate {
public:
    BarDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {120, RowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const auto *bar = index.data(BarListModel::BarRole).value<const Bar *>();
        ground(*painter, option, bar == nullptr || !bar->filter.isEmpty());
        const QRect rect = option.rect.adjusted(Margin, 0, -Margin, 0);
        if (bar != nullptr)
            line(*painter, rect, *bar);
        else
            text(*painter, rect, index.data().toString(), m_theme.font(-1), Role::Accent, Qt::AlignLeft);
        painter->restore();
    }

private:
    void ground(QPainter &painter, const QStyleOptionViewItem &option, bool active) const {
        const bool focused = option.state.testFlag(QStyle::State_HasFocus);
        const bool hovered = active && option.state.testFlag(QStyle::State_MouseOver);
        if (!focused && !hovered)
            return;
        painter.setPen(focused ? QPen(m_theme.color(Role::Accent)) : QPen(Qt::NoPen));
        painter.setBrush(hovered ? QBrush(m_theme.color(Role::Raised)) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
    }

    void line(QPainter &painter, const QRect &rect, const Bar &bar) const {
        QRect words = rect.adjusted(0, 2, 0, -BarHeight - 3);
        if (!bar.note.isEmpty()) {
            text(painter, words, bar.note, m_theme.font(-1), Role::Muted, Qt::AlignRight);
            words.adjust(0, 0, -NoteWidth, 0);
        }
        const QString count = grouped(bar.count);
        text(painter, words, count, m_theme.font(-1), bar.count == 0 ? Role::Faint : Role::Text, Qt::AlignRight);
        words.adjust(0, 0, -QFontMetrics(m_theme.font(-1)).horizontalAdvance(count) - 2 * Margin, 0);
        text(painter, words, bar.label, m_theme.font(-1), bar.count == 0 ? Role::Muted : Role::Text, Qt::AlignLeft);
        const QRectF track(rect.left(), rect.bottom() - BarHeight, rect.width(), BarHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Role::Border));
        painter.drawRoundedRect(track, BarHeight / 2.0, BarHeight / 2.0);
        if (bar.count == 0)
            return;
        painter.setBrush(m_theme.color(bar.role));
        const double wide = std::max<double>(BarHeight, std::clamp(bar.share, 0.0, 1.0) * track.width());
        painter.drawRoundedRect(QRectF(track.left(), track.top(), wide, BarHeight), BarHeight / 2.0, BarHeight / 2.0);
    }

    void text(QPainter &painter, const QRect &rect, const QString &words, const QFont &font, Role ink,
        Qt::Alignment alignment) const {
        painter.setFont(font);
        painter.setPen(m_theme.color(ink));
        painter.drawText(rect, int(alignment | Qt::AlignVCenter) | int(Qt::TextSingleLine),
            QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width()));
    }

    const Theme &m_theme;
};

bool sameLabels(const std::vector<Bar> &a, const std::vector<Bar> &b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const Bar &x, const Bar &y) { return x.label == y.label; });
}

} // namespace

void BarListModel::setBars(std::vector<Bar> bars) {
    if (bars == m_bars)
        return;
    if (!sameLabels(bars, m_bars)) {
        beginResetModel();
        m_bars = std::move(bars);
        endResetModel();
        return;
    }
    m_bars = std::move(bars);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void BarListModel::showAll() {
    beginResetModel();
    m_all = true;
    endResetModel();
}

// A line that would show a single one more is no gain.
int BarListModel::rowsOf(std::size_t bars) const {
    return m_all || bars <= FewRows + 1 ? int(bars) : FewRows + 1;
}

int BarListModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : rowsOf(m_bars.size());
}

const Bar *BarListModel::bar(int row) const {
    const bool rest = row == FewRows && rowCount() < int(m_bars.size());
    return rest ? nullptr : &m_bars[std::size_t(row)];
}

QVariant BarListModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const Bar *line = bar(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return line != nullptr ? line->label : tr("Show %1 more").arg(m_bars.size() - FewRows);
    case Qt::AccessibleTextRole:
        return line == nullptr ? data(index, Qt::DisplayRole)
                               : QStringList{line->label, QString::number(line->count), line->note}.join(u", "_s);
    case Qt::ToolTipRole:
        return line == nullptr ? QVariant() : explainedToolTip({}, line->explanation);
    case ExplanationRole:
        return line == nullptr ? QVariant() : QVariant::fromValue(line->explanation);
    case BarRole:
        return QVariant::fromValue(line);
    default:
        return {};
    }
}

BarListView::BarListView(BarListModel &model, const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_model(model) {
    setModel(&model);
    setItemDelegate(new BarDelegate(theme, this));
    setUpFlatList(*this, theme);
}

QSize BarListView::sizeHint() const {
    return {160, m_model.rowCount() * RowHeight};
}

QSize BarListView::minimumSizeHint() const {
    return {80, sizeHint().height()};
}

void BarListView::choose(int row) {
    const Bar *bar = m_model.bar(row);
    if (bar == nullptr)
        m_model.showAll();
    else if (!bar->filter.isEmpty())
        Q_EMIT filterAsked(bar->filter);
}

void BarListView::keyPressEvent(QKeyEvent *event) {
    const bool chooses =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (chooses && currentIndex().isValid())
        choose(currentIndex().row());
    else
        QListView::keyPressEvent(event);
}

void BarListView::mouseReleaseEvent(QMouseEvent *event) {
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid())
        choose(index.row());
}

} // namespace offhook::ui
