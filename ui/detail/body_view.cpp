#include "ui/detail/body_view.h"

#include "ui/explain/explanation.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace offhook::ui {
namespace {

constexpr int Margin = 12;
constexpr int TopMargin = 6;
constexpr int WideDump = 16;
constexpr int NarrowDump = 8;
constexpr int WideDumpColumns = 78;
constexpr int DragIntervalMs = 50;

bool isWordByte(char c) {
    return uchar(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '-' || c == '.';
}

} // namespace

BodyView::BodyView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    setAccessibleName(tr("Content"));
    restyle();
    connect(&theme, &Theme::changed, this, [this] { restyle(); });
}

void BodyView::restyle() {
    m_font = m_theme.mono();
    const QFontMetricsF metrics(m_font);
    m_columnWidth = metrics.horizontalAdvance(u'0');
    m_rowHeight = int(std::ceil(metrics.height())) + 3;
    m_columns = 0;
    rebuild();
    viewport()->update();
}

void BodyView::setDocument(ViewDocument document) {
    m_document = std::move(document);
    m_anchor = m_caret = 0;
    m_columns = 0;
    rebuild();
    verticalScrollBar()->setValue(0);
    viewport()->update();
}

void BodyView::setMode(Mode mode) {
    if (m_mode == mode)
        return;
    const qsizetype top = m_rows.rowCount() > 0 ? m_rows.begin(verticalScrollBar()->value()) : 0;
    m_mode = mode;
    m_columns = 0;
    rebuild();
    verticalScrollBar()->setValue(m_rows.rowOf(top));
    viewport()->update();
}

void BodyView::setShowLineEnds(bool on) {
    m_showLineEnds = on;
    viewport()->update();
}

void BodyView::setEmptyText(const QString &text) {
    m_emptyText = text;
    viewport()->update();
}

int BodyView::hexWidth() const {
    return m_columns >= WideDumpColumns ? WideDump : NarrowDump;
}

void BodyView::rebuild() {
    // Room for the scroll bar is kept also while there is none: folding must not depend on its own outcome.
    const int room = width() - 2 * Margin - verticalScrollBar()->sizeHint().width();
    const int columns = std::max(8, int(room / m_columnWidth));
    if (columns == m_columns)
        return updateScrollBar();
    m_columns = columns;
    const int keptRow = m_rows.rowCount() > 0 ? std::min(verticalScrollBar()->value(), m_rows.rowCount() - 1) : -1;
    const qsizetype top = keptRow >= 0 ? m_rows.begin(keptRow) : 0;
    if (m_mode == Mode::Hex)
        m_rows.slice(m_document.bytes.size(), hexWidth());
    else
        m_rows.fold(m_document.bytes, m_columns);
    updateScrollBar();
    verticalScrollBar()->setValue(m_rows.rowOf(top));
    Q_EMIT folded();
}

int BodyView::visibleRows() const {
    return std::max(1, (viewport()->height() - 2 * TopMargin) / m_rowHeight);
}

void BodyView::updateScrollBar() {
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setRange(0, std::max(0, m_rows.rowCount() - visibleRows()));
}

int BodyView::heightForRows(int rows) const {
    return rows * m_rowHeight + 2 * TopMargin + 2 * frameWidth();
}

QSize BodyView::sizeHint() const {
    return {int(80 * m_columnWidth), heightForRows(8)};
}

void BodyView::resizeEvent(QResizeEvent *event) {
    QAbstractScrollArea::resizeEvent(event);
    rebuild();
}

void BodyView::changeEvent(QEvent *event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        viewport()->update();
}

RowText BodyView::rowText(int row) const {
    const qsizetype begin = m_rows.begin(row);
    const QByteArrayView bytes = QByteArrayView(m_document.bytes).sliced(begin, m_rows.end(row) - begin);
    return m_mode == Mode::Hex ? hexRow(bytes, begin, hexWidth()) : textRow(bytes, m_showLineEnds);
}

void BodyView::layOut(QTextLayout &layout, int row, const RowText &text) const {
    const qsizetype rowBegin = m_rows.begin(row);
    const qsizetype rowEnd = m_rows.end(row);
    QList<QTextLayout::FormatRange> formats;
    const auto addFormat = [&](qsizetype begin, qsizetype end, const QTextCharFormat &format) {
        for (const RowText::Range &range : text.unitsOf(int(begin - rowBegin), int(end - rowBegin)))
            formats.push_back({range.begin, range.size, format});
    };
    const auto first = std::partition_point(m_document.spans.begin(), m_document.spans.end(),
        [rowBegin](const Span &span) { return span.end <= rowBegin; });
    for (auto span = first; span != m_document.spans.end() && span->begin < rowEnd; ++span) {
        QTextCharFormat format;
        format.setForeground(m_theme.color(span->ink));
        if (span->ground)
            format.setBackground(m_theme.color(*span->ground));
        if (span->bold)
            format.setFontWeight(QFont::Bold);
        addFormat(span->begin, span->end, format);
    }
    if (m_mode == Mode::Hex) {
        QTextCharFormat position;
        position.setForeground(m_theme.color(Role::Faint));
        formats.push_back({0, 8, position});
    }
    if (const auto [begin, end] = std::minmax(m_anchor, m_caret); begin < rowEnd && end > rowBegin) {
        QTextCharFormat selected;
        selected.setBackground(m_theme.color(Role::Selection));
        addFormat(std::max(begin, rowBegin), std::min(end, rowEnd), selected);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setNumColumns(int(text.text.size()) + 1);
    layout.endLayout();
}

void BodyView::paintRow(QPainter &painter, int row, qreal y) const {
    const RowText text = rowText(row);
    QTextLayout layout(text.text, m_font);
    // The order of bytes is the order of reading: a row never turns right to left as a whole.
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layOut(layout, row, text);
    layout.draw(&painter, QPointF(Margin, y));
}

void BodyView::paintEvent(QPaintEvent *) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(Role::Surface));
    m_paintedRows = 0;
    if (m_rows.rowCount() == 0) {
        painter.setFont(m_theme.font());
        painter.setPen(m_theme.color(Role::Muted));
        painter.drawText(viewport()->rect().adjusted(Margin, TopMargin, -Margin, -TopMargin),
            Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, m_emptyText);
        return;
    }
    painter.setPen(m_theme.color(Role::Text));
    const int first = verticalScrollBar()->value();
    for (int row = first; row < m_rows.rowCount(); ++row) {
        const int y = TopMargin + (row - first) * m_rowHeight;
        if (y > viewport()->height())
            break;
        paintRow(painter, row, y);
        ++m_paintedRows;
    }
}

qsizetype BodyView::offsetAt(const QPoint &position) const {
    if (m_rows.rowCount() == 0)
        return 0;
    const int line = int(std::floor(double(position.y() - TopMargin) / m_rowHeight));
    const int row = std::clamp(verticalScrollBar()->value() + line, 0, m_rows.rowCount() - 1);
    const RowText text = rowText(row);
    QTextLayout layout(text.text, m_font);
    layOut(layout, row, text);
    const QTextLine drawn = layout.lineAt(0);
    const int unit = drawn.isValid() ? drawn.xToCursor(position.x() - Margin) : 0;
    if (unit >= int(text.bytes.size()))
        return m_mode == Mode::Text && row + 1 == m_rows.rowCount()
                   ? m_document.bytes.size()
                   : m_rows.begin(row) + (text.bytes.empty() ? 0 : m_rows.end(row) - m_rows.begin(row));
    return m_rows.begin(row) + std::max(0, text.bytes[std::size_t(unit)]);
}

void BodyView::reveal(qsizetype offset) {
    const int row = m_rows.rowOf(offset);
    if (row < verticalScrollBar()->value() || row >= verticalScrollBar()->value() + visibleRows())
        verticalScrollBar()->setValue(std::max(0, row - visibleRows() / 3));
}

void BodyView::select(qsizetype begin, qsizetype end) {
    m_anchor = std::clamp<qsizetype>(begin, 0, m_document.bytes.size());
    m_caret = std::clamp<qsizetype>(end, 0, m_document.bytes.size());
    viewport()->update();
}

QByteArray BodyView::selectedBytes() const {
    const auto [begin, end] = std::minmax(m_anchor, m_caret);
    return m_document.bytes.mid(begin, end - begin);
}

void BodyView::copyBytes(const QByteArray &bytes) {
    auto data = std::make_unique<QMimeData>();
    data->setText(QString::fromUtf8(bytes));
    data->setData(QStringLiteral("application/octet-stream"), bytes);
    QApplication::clipboard()->setMimeData(data.release()); // the clipboard owns it
}

void BodyView::copy() const {
    if (m_anchor != m_caret)
        copyBytes(selectedBytes());
}

void BodyView::moveCaret(qsizetype offset, bool extend) {
    m_caret = std::clamp<qsizetype>(offset, 0, m_document.bytes.size());
    if (!extend)
        m_anchor = m_caret;
    reveal(m_caret);
    viewport()->update();
}

qsizetype BodyView::moved(int key) const {
    const int row = m_rows.rowOf(m_caret);
    if (row < 0)
        return 0;
    const qsizetype column = m_caret - m_rows.begin(row);
    const auto inRow = [&](int to) {
        const int target = std::clamp(to, 0, m_rows.rowCount() - 1);
        return std::min(m_rows.begin(target) + column, std::max(m_rows.begin(target), m_rows.end(target) - 1));
    };
    switch (key) {
    case Qt::Key_Left: {
        qsizetype at = m_caret - 1;
        while (at > 0 && (uchar(m_document.bytes[at]) & 0xC0) == 0x80)
            --at;
        return at;
    }
    case Qt::Key_Right: {
        qsizetype at = m_caret + 1;
        while (at < m_document.bytes.size() && (uchar(m_document.bytes[at]) & 0xC0) == 0x80)
            ++at;
        return at;
    }
    case Qt::Key_Up:
        return inRow(row - 1);
    case Qt::Key_Down:
        return inRow(row + 1);
    case Qt::Key_PageUp:
        return inRow(row - visibleRows());
    case Qt::Key_PageDown:
        return inRow(row + visibleRows());
    case Qt::Key_Home:
        return m_rows.begin(row);
    default:
        return row + 1 < m_rows.rowCount() ? m_rows.end(row) - 1 : m_document.bytes.size();
    }
}

void BodyView::keyPressEvent(QKeyEvent *event) {
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return select(0, m_document.bytes.size());
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
    case Qt::Key_Home:
    case Qt::Key_End:
        if (control)
            return moveCaret(event->key() == Qt::Key_Home ? 0 : m_document.bytes.size(), shift);
        [[fallthrough]];
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (!control)
            return moveCaret(moved(event->key()), shift);
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void BodyView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_caret = offsetAt(event->position().toPoint());
    if (!event->modifiers().testFlag(Qt::ShiftModifier))
        m_anchor = m_caret;
    viewport()->update();
}

QPoint BodyView::caretPosition() const {
    const int row = m_rows.rowOf(m_caret) - verticalScrollBar()->value();
    return {Margin, TopMargin + (row + 1) * m_rowHeight};
}

// Right of a row's end stands nothing, though the nearest byte is the last word's.
bool BodyView::viewportEvent(QEvent *event) {
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const qsizetype offset = offsetAt(help->pos());
    const bool onText = m_mode == Mode::Text && offset < m_document.bytes.size() && m_document.bytes[offset] != '\n' &&
                        m_document.bytes[offset] != '\r';
    QToolTip::showText(
        help->globalPos(), onText ? explainedToolTip({}, explainAt(m_document.bytes, offset)) : QString(), viewport());
    return true;
}

void BodyView::mouseMoveEvent(QMouseEvent *event) {
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    m_caret = offsetAt(event->position().toPoint());
    if (!viewport()->rect().contains(event->position().toPoint()) && !m_dragTimer.isActive())
        m_dragTimer.start(DragIntervalMs, this);
    viewport()->update();
}

void BodyView::mouseReleaseEvent(QMouseEvent *) {
    m_dragTimer.stop();
}

void BodyView::timerEvent(QTimerEvent *event) {
    if (event->timerId() != m_dragTimer.timerId())
        return QAbstractScrollArea::timerEvent(event);
    const QPoint at = viewport()->mapFromGlobal(QCursor::pos());
    if (viewport()->rect().contains(at))
        return m_dragTimer.stop();
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() + (at.y() < 0 ? -1 : at.y() > viewport()->height() ? 1 : 0));
    m_caret = offsetAt(at);
    viewport()->update();
}

void BodyView::mouseDoubleClickEvent(QMouseEvent *event) {
    selectWordAt(offsetAt(event->position().toPoint()));
}

void BodyView::selectWordAt(qsizetype offset) {
    const QByteArray &bytes = m_document.bytes;
    qsizetype begin = std::min(offset, bytes.size());
    qsizetype end = begin;
    while (begin > 0 && isWordByte(bytes[begin - 1]))
        --begin;
    while (end < bytes.size() && isWordByte(bytes[end]))
        ++end;
    select(begin, end);
}

void BodyView::contextMenuEvent(QContextMenuEvent *event) {
    QMenu menu(this);
    QAction *copyAction = menu.addAction(tr("&Copy"), this, [this] { copy(); });
    copyAction->setEnabled(m_anchor != m_caret);
    QAction *allAction = menu.addAction(tr("Select &all"), this, [this] { select(0, m_document.bytes.size()); });
    allAction->setEnabled(!m_document.bytes.isEmpty());
    menu.exec(event->globalPos());
}

} // namespace offhook::ui
