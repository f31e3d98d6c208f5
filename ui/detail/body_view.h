#pragma once

#include "ui/detail/row_index.h"
#include "ui/detail/row_text.h"
#include "ui/detail/view_document.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

class QTextLayout;

namespace offhook::ui {

/// Shows untrusted bytes, read-only, as text folded at the view's width or as a hex dump. Lays out and paints only the
/// rows that are visible, so that 10 MB, also in one line, open at once. Selecting and copying work on bytes: what is
/// copied is what arrived, not what is drawn.
class BodyView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Mode { Text, Hex };

    explicit BodyView(const Theme &theme, QWidget *parent = nullptr);

    void setDocument(ViewDocument document);
    [[nodiscard]] const ViewDocument &document() const { return m_document; }
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    void setShowLineEnds(bool on);
    /// Text to show in the middle while there are no bytes.
    void setEmptyText(const QString &text);

    /// Scrolls to a byte.
    void reveal(qsizetype offset);
    void select(qsizetype begin, qsizetype end);
    [[nodiscard]] QByteArray selectedBytes() const;
    /// The byte the caret stands before.
    [[nodiscard]] qsizetype caret() const { return m_caret; }
    /// The lower left corner of the caret's row, in the viewport.
    [[nodiscard]] QPoint caretPosition() const;
    void copy() const;
    /// Puts bytes on the clipboard: as text for editors, and unchanged as application/octet-stream.
    static void copyBytes(const QByteArray &bytes);

    [[nodiscard]] int rowCount() const { return m_rows.rowCount(); }
    /// Rows laid out by the last paint, for tests.
    [[nodiscard]] int paintedRows() const { return m_paintedRows; }
    /// Height that shows this many rows without a scroll bar.
    [[nodiscard]] int heightForRows(int rows) const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// The text was folded anew, at another width or because it is another.
    void folded();

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void restyle();
    void rebuild();
    void updateScrollBar();
    [[nodiscard]] int hexWidth() const;
    [[nodiscard]] int visibleRows() const;
    [[nodiscard]] RowText rowText(int row) const;
    void layOut(QTextLayout &layout, int row, const RowText &text) const;
    void paintRow(QPainter &painter, int row, qreal y) const;
    [[nodiscard]] qsizetype offsetAt(const QPoint &position) const;
    [[nodiscard]] qsizetype moved(int key) const;
    void moveCaret(qsizetype offset, bool extend);
    void selectWordAt(qsizetype offset);

    const Theme &m_theme;
    ViewDocument m_document;
    RowIndex m_rows;
    QFont m_font;
    QString m_emptyText;
    Mode m_mode = Mode::Text;
    bool m_showLineEnds = false;
    qreal m_columnWidth = 8;
    int m_rowHeight = 16;
    int m_columns = 0;
    qsizetype m_anchor = 0;
    qsizetype m_caret = 0;
    int m_paintedRows = 0;
    QBasicTimer m_dragTimer;
};

} // namespace offhook::ui
