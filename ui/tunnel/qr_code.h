#pragma once

#include <QByteArray>
#include <QWidget>

#include <vector>

namespace offhook::ui {

/// A QR code (ISO/IEC 18004, by libqrencode), black on white in either theme: not every reader takes the inverse.
class QrCode final : public QWidget {
    Q_OBJECT
public:
    explicit QrCode(QWidget *parent = nullptr);

    /// Empty: nothing is shown.
    void setText(const QByteArray &text);
    /// Modules of one side, without the quiet zone; 0 for none.
    [[nodiscard]] int modules() const { return m_size; }
    [[nodiscard]] bool isDark(int x, int y) const { return m_dark[std::size_t(y * m_size + x)]; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<bool> m_dark;
    int m_size = 0;
};

} // namespace offhook::ui
