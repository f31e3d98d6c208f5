#pragma once

#include "ui/detail/signature_document.h"

#include <QWidget>

namespace offhook::ui {

/// A few labelled values in a rounded frame; a row that matters has a soft ground.
class FramedTable final : public QWidget {
public:
    explicit FramedTable(const Theme &theme, QWidget *parent = nullptr);
    void setRows(const std::vector<SignatureRow> &rows);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addRow(int number, const SignatureRow &row);

    const Theme &m_theme;
    std::vector<SignatureRow::Tone> m_tones;
};

} // namespace offhook::ui
