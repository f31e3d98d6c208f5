#include "ui/filter/save_filter_popup.h"

#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace offhook::ui {
namespace {

constexpr int MostLetters = 60;

} // namespace

SaveFilterPopup::SaveFilterPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_name(new QLineEdit(this))
    , m_save(new QPushButton(tr("Save"), this)) {
    setFrameShape(StyledPanel);
    auto *label = new PlainLabel(tr("&Name"), this);
    label->setBuddy(m_name);
    m_name->setMaxLength(MostLetters);
    m_name->setMinimumWidth(220);
    m_name->setAccessibleName(tr("Name of the filter"));
    m_save->setProperty("primary", true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(8);
    layout->addWidget(label);
    layout->addWidget(m_name);
    layout->addWidget(m_save);
    connect(m_name, &QLineEdit::textChanged, m_save,
        [this](const QString &text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_name, &QLineEdit::returnPressed, this, [this] { save(); });
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
}

void SaveFilterPopup::openAt(const QWidget &button, const QString &name) {
    m_name->setText(name);
    m_name->selectAll();
    adjustSize();
    move(button.mapToGlobal(QPoint(button.width() - width(), button.height() + 4)));
    show();
    m_name->setFocus(Qt::PopupFocusReason);
}

void SaveFilterPopup::save() {
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    hide();
    Q_EMIT nameGiven(name);
}

} // namespace offhook::ui
