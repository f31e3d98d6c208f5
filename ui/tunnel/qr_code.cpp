#include "ui/tunnel/qr_code.h"

#include <QPainter>
#include <qrencode.h>

#include <memory>

namespace offhook::ui {
namespace {

constexpr int QuietZone = 4; // ISO/IEC 18004 6.3.8, in modules
constexpr int Side = 148;

} // namespace

QrCode::QrCode(QWidget *parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrCode::setText(const QByteArray &text) {
    m_size = 0;
    m_dark.clear();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        text.isEmpty() ? nullptr : QRcode_encodeString8bit(text.constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (code) {
        m_size = code->width;
        m_dark.reserve(std::size_t(m_size * m_size));
        for (int i = 0; i < m_size * m_size; ++i)
            m_dark.push_back((code->data[i] & 1) != 0);
    }
    setVisible(m_size > 0);
    setAccessibleName(tr("QR code of %1").arg(QString::fromUtf8(text)));
    setToolTip(tr("The public URL, for a telephone's camera"));
    update();
}

QSize QrCode::sizeHint() const {
    return {Side, Side};
}

// Whole pixels for each module, or a reader's camera sees grey.
void QrCode::paintEvent(QPaintEvent *) {
    if (m_size == 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(rect(), 7, 7);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::black);
    const int module = qMax(1, width() / (m_size + 2 * QuietZone));
    const int left = (width() - module * m_size) / 2;
    for (int y = 0; y < m_size; ++y) {
        for (int x = 0; x < m_size; ++x) {
            if (isDark(x, y))
                painter.drawRect(left + x * module, left + y * module, module, module);
        }
    }
}

} // namespace offhook::ui
