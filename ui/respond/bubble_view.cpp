#include "ui/respond/bubble_view.h"

#include "core/base/text_guard.h"
#include "ui/detail/styling.h"
#include "ui/respond/preview_text.h"
#include "ui/widgets/plain_label.h"

#include <QAbstractButton>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int Padding = 10;
constexpr qreal Radius = 12;
constexpr int Side = 12;
constexpr int LongestShown = 4000;

/// The text of a message and its files.
class BubbleButton final : public QAbstractButton {
public:
    BubbleButton(const Theme &theme, const twiml::Bubble &bubble, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_text(bubble.text.left(LongestShown)) {
        for (const QByteArray &media : bubble.media)
            m_media += printable(QString::fromUtf8(media), 200);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(printable(bubble.text, 200));
        QSizePolicy policy(QSizePolicy::Maximum, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
        connect(&theme, &Theme::changed, this, [this] { update(); });
    }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override {
        return textRect(width - 2 * Padding).height() + int(m_media.size()) * lineHeight() + gap() + 2 * Padding - 6;
    }
    [[nodiscard]] QSize sizeHint() const override {
        int width = textRect(10'000).width();
        for (const QString &media : m_media)
            width = std::max(width, QFontMetrics(m_theme.mono()).horizontalAdvance(media) + 20);
        const int most = parentWidget() == nullptr ? 300 : std::max(120, parentWidget()->width() - 2 * Side);
        width = std::clamp(width + 2 * Padding + 2, 44, most);
        return {width, heightForWidth(width)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {44, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool marked = hasFocus() || underMouse();
        painter.setPen(marked ? QPen(m_theme.color(Role::Accent), hasFocus() ? 2 : 1) : QPen(Qt::NoPen));
        painter.setBrush(m_theme.color(Role::InfoSoft));
        const qreal inset = marked ? 1 : 0;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), Radius, Radius);
        const QRect inside = rect().adjusted(Padding, Padding - 3, -Padding, -Padding + 3);
        painter.setPen(m_theme.color(Role::Text));
        painter.setFont(m_theme.font());
        painter.drawText(inside, Flags, m_text);
        paintMedia(painter, inside);
    }

private:
    static constexpr int Flags =
        Qt::TextWrapAnywhere | Qt::TextWordWrap | Qt::TextExpandTabs | Qt::AlignLeft | Qt::AlignTop;

    void paintMedia(QPainter &painter, const QRect &inside) {
        int y = inside.top() + textRect(inside.width()).height() + gap();
        painter.setFont(m_theme.mono());
        const QFontMetrics metrics(m_theme.mono());
        for (const QString &media : m_media) {
            m_theme.icon(QStringLiteral("link"), Role::Info)
                .paint(&painter, inside.left(), y + 1, 14, lineHeight() - 2);
            painter.drawText(QRect(inside.left() + 20, y, inside.width() - 20, lineHeight()), Qt::AlignVCenter,
                metrics.elidedText(media, Qt::ElideMiddle, inside.width() - 20));
            y += lineHeight();
        }
    }
    [[nodiscard]] QRect textRect(int width) const {
        if (m_text.isEmpty())
            return {};
        return QFontMetrics(m_theme.font()).boundingRect(QRect(0, 0, width, 100'000), Flags, m_text);
    }
    [[nodiscard]] int lineHeight() const { return QFontMetrics(m_theme.mono()).height() + 4; }
    [[nodiscard]] int gap() const { return m_text.isEmpty() || m_media.isEmpty() ? 0 : 4; }

    const Theme &m_theme;
    QString m_text;
    QStringList m_media;
};

} // namespace

BubbleView::BubbleView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    setAccessibleName(tr("What the sender gets"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Side, 4, Side, Side);
    layout->setSpacing(4);
    layout->addStretch(1);
}

void BubbleView::setPreview(const twiml::Preview &preview) {
    auto *rows = static_cast<QVBoxLayout *>(layout());
    while (rows->count() > 1) {
        QLayoutItem *item = rows->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const twiml::Bubble &bubble : preview.bubbles)
        addBubble(bubble);
    if (!preview.redirect.isEmpty())
        addNote(tr("then asks %1 for more").arg(printable(QString::fromUtf8(preview.redirect), 120)), Role::Muted);
    else if (preview.bubbles.empty())
        addNote(tr("Nothing is sent."), Role::Muted);
}

void BubbleView::addBubble(const twiml::Bubble &bubble) {
    auto *rows = static_cast<QVBoxLayout *>(layout());
    if (!bubble.to.isEmpty())
        addNote(tr("to %1").arg(printable(QString::fromUtf8(bubble.to), 60)), Role::Muted);
    auto *button = new BubbleButton(m_theme, bubble, this);
    connect(button, &QAbstractButton::clicked, this, [this, range = bubble.range] { Q_EMIT chosen(range); });
    rows->insertWidget(rows->count() - 1, button, 0, Qt::AlignLeft);
    button->show(); // a layout leaves out what is not shown yet when it is asked for its height
    QString note = segmentsText(bubble);
    const QString encoding = encodingText(bubble.segments);
    if (!encoding.isEmpty() && bubble.media.empty())
        note += tr(", ") + encoding;
    const bool costs = bubble.segments.countWithoutForeign < bubble.segments.count;
    addNote(note, costs ? Role::Warn : Role::Muted);
}

void BubbleView::addNote(const QString &text, Role role) {
    auto *rows = static_cast<QVBoxLayout *>(layout());
    auto *note = new PlainLabel(text, this);
    note->setFont(m_theme.font(-1));
    note->setWordWrap(true);
    setInk(note, m_theme, role);
    rows->insertWidget(rows->count() - 1, note);
    note->show();
}

} // namespace offhook::ui
