#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;

namespace offhook::ui {

/// The path of a PEM file with certificates that are trusted besides the system's: typed, or chosen.
class CertificateField final : public QWidget {
    Q_OBJECT
public:
    explicit CertificateField(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString path() const;
    /// Announces nothing.
    void setPath(const QString &path);

Q_SIGNALS:
    /// By the user; "" for none.
    void edited(const QString &path);

private:
    void browse();

    QLineEdit *m_edit;
};

} // namespace offhook::ui
