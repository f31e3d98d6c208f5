#include "ui/widgets/certificate_field.h"

#include "ui/detail/styling.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace offhook::ui {

CertificateField::CertificateField(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this)) {
    m_edit->setPlaceholderText(tr("more certificates (PEM file)"));
    setToolTip(tr("Trusted besides those of the system: as the application's own, or as its authority's."));
    m_edit->setAccessibleName(tr("Certificate of the application or its authority"));
    QToolButton *choose = iconButton(theme, QStringLiteral("folder"), tr("Choose a certificate…"), this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_edit, 1);
    layout->addWidget(choose);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { Q_EMIT edited(path()); });
    connect(choose, &QToolButton::clicked, this, [this] { browse(); });
}

QString CertificateField::path() const {
    return m_edit->text().trimmed();
}

void CertificateField::setPath(const QString &wanted) {
    if (path() != wanted)
        m_edit->setText(wanted);
}

void CertificateField::browse() {
    const QString chosen = QFileDialog::getOpenFileName(this, tr("Certificate"), path());
    if (chosen.isEmpty())
        return;
    m_edit->setText(chosen);
    Q_EMIT edited(chosen);
}

} // namespace offhook::ui
