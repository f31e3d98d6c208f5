#include "ui/facets/facet_list.h"

#include "core/base/clock.h"
#include "core/filter/expression.h"
#include "ui/util/text_format.h"
#include "ui/widgets/flat_list.h"

#include <QAbstractItemDelegate>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QTextDocument>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int EntryHeight = 30;
constexpr int HeadingHeight = 30;
constexpr int Margin = 8;
constexpr int IconSide = 16;
constexpr int IconGap = 8;
constexpr int Dot = 8;

// Two ways to write one filter have one canonical text; what does not parse is compared as it is.
QString canonical(const QString &filter) {
    const filter::ParseResult parsed = filter::parse(filter, Clock::system().wall());
    return parsed.ok() ? filter::format(parsed.expression) : filter.trimmed();
}

class FacetDelegate final : public QAbstractItemDelegate {
public:
    FacetDelegate(const Theme &theme, QObject *parent)
        : QAbstractItemDelegate(parent)
        , m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override {
        const auto *model = static_cast<const FacetListModel *>(index.model());
        return {0, model->facet(index.row()).type == Facet::Type::Heading ? HeadingHeight : EntryHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const auto *model = static_cast<const FacetListModel *>(index.model());
        const Facet &facet = model->facet(index.row());
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect rect = option.rect.adjusted(Margin, 1, -Margin, -1);
        if (facet.type == Facet::Type::Heading)
            return text(
                *painter, rect.adjusted(Margin, 4, 0, 0), facet.label, m_theme.font(-2, QFont::DemiBold), Role::Muted);
        ground(*painter, rect, option, model->isLit(index.row()));
        entry(*painter, rect.adjusted(Margin, 0, -Margin, 0), facet);
    }

private:
    void ground(QPainter &painter, const QRect &rect, const QStyleOptionViewItem &option, bool lit) const {
        const bool focused = option.state.testFlag(QStyle::State_HasFocus);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        if (!lit && !focused && !hovered)
            return;
        painter.setPen(focused ? QPen(m_theme.color(Role::Accent)) : QPen(Qt::NoPen));
        painter.setBrush(lit       ? m_theme.color(Role::Selection)
                         : hovered ? m_theme.color(Role::Raised)
                                   : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    }

    void entry(QPainter &painter, QRect rect, const Facet &facet) const {
        const bool empty = facet.count && *facet.count == 0;
        const QFont font = m_theme.font();
        if (facet.dot) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(*facet.dot));
            painter.drawEllipse(QRect(rect.x() + (IconSide - Dot) / 2, rect.center().y() - Dot / 2 + 1, Dot, Dot));
        } else {
            m_theme.icon(facet.icon, empty ? Role::Muted : Role::Text)
                .paint(&painter, QRect(rect.x(), rect.center().y() - IconSide / 2 + 1, IconSide, IconSide));
        }
        rect.adjust(IconSide + IconGap, 0, 0, 0);
        if (facet.count) {
            const QString count = grouped(*facet.count);
            text(painter, rect, count, m_theme.font(-1), Role::Muted, Qt::AlignRight);
            rect.adjust(0, 0, -QFontMetrics(m_theme.font(-1)).horizontalAdvance(count) - IconGap, 0);
        }
        text(painter, rect, facet.label, font, empty ? Role::Muted : Role::Text);
    }

    void text(QPainter &painter, const QRect &rect, const QString &words, const QFont &font, Role ink,
        Qt::Alignment alignment = Qt::AlignLeft) const {
        painter.setFont(font);
        painter.setPen(m_theme.color(ink));
        painter.drawText(rect, int(alignment | Qt::AlignVCenter) | int(Qt::TextSingleLine),
            QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width()));
    }

    const Theme &m_theme;
};

} // namespace

void FacetListModel::setFacets(std::vector<Facet> facets) {
    const auto sameLine = [](Facet a, const Facet &b) {
        a.count = b.count;
        return a == b;
    };
    const bool sameLines =
        facets.size() == m_facets.size() && std::equal(facets.begin(), facets.end(), m_facets.begin(), sameLine);
    if (!sameLines) {
        beginResetModel();
        m_facets = std::move(facets);
        m_canonical.clear();
        for (const Facet &facet : m_facets)
            m_canonical.push_back(canonical(facet.filter));
        endResetModel();
        return;
    }
    m_facets = std::move(facets);
    if (!m_facets.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void FacetListModel::setLit(const QString &filter) {
    m_lit = canonical(filter);
    if (!m_facets.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

bool FacetListModel::isLit(int row) const {
    return facet(row).type != Facet::Type::Heading && m_canonical[std::size_t(row)] == m_lit;
}

int FacetListModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_facets.size());
}

QVariant FacetListModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const Facet &line = facet(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return line.label;
    case Qt::AccessibleTextRole:
        return line.count ? line.label + u", "_s + QString::number(*line.count) : line.label;
    case Qt::ToolTipRole:
        return line.filter.isEmpty() ? QString() : Qt::convertFromPlainText(line.filter);
    case LitRole:
        return isLit(index.row());
    default:
        return {};
    }
}

Qt::ItemFlags FacetListModel::flags(const QModelIndex &index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    return facet(index.row()).type == Facet::Type::Heading ? Qt::ItemIsEnabled
                                                           : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

FacetListView::FacetListView(FacetListModel &model, const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_model(model) {
    setModel(&model);
    setItemDelegate(new FacetDelegate(theme, this));
    setAccessibleName(tr("Facets"));
    setUpFlatList(*this, theme);
}

QSize FacetListView::sizeHint() const {
    int height = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        height += m_model.facet(row).type == Facet::Type::Heading ? HeadingHeight : EntryHeight;
    return {160, height};
}

QSize FacetListView::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

void FacetListView::keyPressEvent(QKeyEvent *event) {
    const int row = currentIndex().row();
    const bool entry = row >= 0 && m_model.facet(row).type != Facet::Type::Heading;
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
        const int step = event->key() == Qt::Key_Down ? 1 : -1;
        int next = row + step;
        while (next >= 0 && next < m_model.rowCount() && m_model.facet(next).type == Facet::Type::Heading)
            next += step;
        if (next >= 0 && next < m_model.rowCount())
            setCurrentIndex(m_model.index(next));
    } else if (entry &&
               (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)) {
        Q_EMIT chosen(row, event->modifiers().testFlag(Qt::ControlModifier));
    } else if (entry && event->key() == Qt::Key_Delete && m_model.facet(row).type == Facet::Type::Saved) {
        Q_EMIT removeAsked(row);
    } else {
        QListView::keyPressEvent(event);
    }
}

void FacetListView::mouseReleaseEvent(QMouseEvent *event) {
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && m_model.facet(index.row()).type != Facet::Type::Heading)
        Q_EMIT chosen(index.row(), event->modifiers().testFlag(Qt::ControlModifier));
}

void FacetListView::contextMenuEvent(QContextMenuEvent *event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid() || m_model.facet(index.row()).type == Facet::Type::Heading)
        return;
    const int row = index.row();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        menu->addAction(tr("&Show only these")), &QAction::triggered, this, [this, row] { Q_EMIT chosen(row, false); });
    connect(menu->addAction(tr("&Add to the filter")), &QAction::triggered, this,
        [this, row] { Q_EMIT chosen(row, true); });
    if (m_model.facet(row).type == Facet::Type::Saved)
        connect(menu->addAction(tr("&Remove saved filter")), &QAction::triggered, this,
            [this, row] { Q_EMIT removeAsked(row); });
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

} // namespace offhook::ui
