#include "ui/respond/problems_view.h"

#include "ui/detail/styling.h"
#include "ui/respond/problems_delegate.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int MostHeight = 176;
constexpr int LeastHeight = 48;

} // namespace

ProblemsView::ProblemsView(const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_delegate(new ProblemsDelegate(theme, this)) {
    setModel(&m_model);
    setItemDelegate(m_delegate);
    setFrameShape(NoFrame);
    setResizeMode(Adjust);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setAccessibleName(tr("Problems"));
    setAccessibleDescription(tr("Enter goes to the place, Alt+Enter mends it"));
    const auto restyle = [this, &theme] {
        setStyleSheet(u"QListView { background: " + theme.color(Role::Raised).name() + u"; }");
        scheduleDelayedItemsLayout();
    };
    connect(&theme, &Theme::changed, this, restyle);
    restyle();
}

void ProblemsView::setProblems(std::vector<twiml::Diagnostic> problems) {
    const int row = currentIndex().row();
    const bool had = row >= 0 && hasFocus();
    m_model.set(std::move(problems));
    if (m_model.rowCount() > 0)
        setCurrentIndex(m_model.index(had ? std::min(row, m_model.rowCount() - 1) : 0, 0));
    setVisible(m_model.rowCount() > 0);
    updateGeometry();
}

int ProblemsView::contentHeight() const {
    int height = 0;
    for (int row = 0; row < m_model.rowCount() && height < MostHeight; ++row)
        height += m_delegate->sizeHint({}, m_model.index(row, 0)).height();
    return height;
}

QSize ProblemsView::sizeHint() const {
    return {300, std::clamp(contentHeight(), LeastHeight, MostHeight)};
}

QSize ProblemsView::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

void ProblemsView::resizeEvent(QResizeEvent *event) {
    QListView::resizeEvent(event);
    if (event->size().width() == event->oldSize().width())
        return;
    m_delegate->setWidth(viewport()->width());
    scheduleDelayedItemsLayout();
    updateGeometry();
}

bool ProblemsView::isOnFix(const QPoint &at) const {
    const QModelIndex index = indexAt(at);
    return index.isValid() && m_delegate->fixRect(visualRect(index), index).contains(at);
}

void ProblemsView::mouseMoveEvent(QMouseEvent *event) {
    viewport()->setCursor(indexAt(event->pos()).isValid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QListView::mouseMoveEvent(event);
}

void ProblemsView::mouseReleaseEvent(QMouseEvent *event) {
    QListView::mouseReleaseEvent(event);
    const twiml::Diagnostic *problem = m_model.at(indexAt(event->pos()));
    if (problem == nullptr || event->button() != Qt::LeftButton)
        return;
    // A copy: mending it makes another list.
    const twiml::Diagnostic wanted = *problem;
    if (isOnFix(event->pos()))
        Q_EMIT fixWanted(wanted);
    else
        Q_EMIT chosen(wanted);
}

void ProblemsView::keyPressEvent(QKeyEvent *event) {
    const twiml::Diagnostic *problem = m_model.at(currentIndex());
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (problem == nullptr || !isReturn)
        return QListView::keyPressEvent(event);
    const twiml::Diagnostic wanted = *problem;
    if (event->modifiers().testFlag(Qt::AltModifier))
        Q_EMIT fixWanted(wanted);
    else
        Q_EMIT chosen(wanted);
}

} // namespace offhook::ui
