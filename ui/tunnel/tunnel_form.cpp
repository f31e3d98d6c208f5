#include "ui/tunnel/tunnel_form.h"

#include "core/tunnel/providers.h"
#include "ui/detail/styling.h"
#include "ui/tunnel/tunnel_text.h"
#include "ui/widgets/plain_label.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int ListWidth = 190;
constexpr int RowHeight = 28;
constexpr int ListMargin = 4;

} // namespace

TunnelForm::TunnelForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_list = new QListWidget(this);
    m_list->setFixedWidth(ListWidth);
    m_list->setAccessibleName(tr("Kind of tunnel"));
    m_list->setContentsMargins(ListMargin, ListMargin, ListMargin, ListMargin);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFramed(m_list, theme);
    for (const auto &provider : tunnel::providers()) {
        const QString id = provider->description().id;
        auto *item = new QListWidgetItem(u' ' + tunnelName(id), m_list);
        item->setData(Qt::UserRole, id);
        item->setSizeHint({0, RowHeight});
    }
    m_list->setFixedHeight(RowHeight * m_list->count() + 2 * ListMargin + 2);
    m_title = new PlainLabel(this);
    m_title->setFont(theme.font(2, QFont::DemiBold));
    m_warning = new PlainLabel(this);
    m_warning->setWordWrap(true);
    setInk(m_warning, theme, Role::Warn);
    m_page = new QWidget(this);
    auto *page = new QVBoxLayout(m_page);
    page->setContentsMargins({});
    page->setSpacing(8);
    page->addWidget(m_title);
    page->addWidget(m_warning);
    page->addStretch(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    layout->addWidget(m_list);
    layout->addWidget(m_page, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { showProvider(); });
    m_list->setCurrentRow(0);
}

void TunnelForm::setSettings(const TunnelSettings &settings) {
    m_settings = settings;
    m_shown.clear();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == settings.provider)
            m_list->setCurrentRow(row);
    }
    showProvider();
}

void TunnelForm::setLocked(bool locked) {
    m_locked = locked;
    m_list->setEnabled(!locked);
    for (QLineEdit *line : std::as_const(m_lines))
        line->setEnabled(!locked);
}

tunnel::Choice TunnelForm::choice() const {
    tunnel::Choice choice;
    choice.provider = m_shown;
    for (auto line = m_lines.begin(); line != m_lines.end(); ++line) {
        if (const QString text = (*line)->text().trimmed(); !text.isEmpty())
            choice.fields.insert(line.key(), text);
    }
    return choice;
}

QString TunnelForm::problem() const {
    const tunnel::Provider *provider = tunnel::findProvider(m_shown);
    if (provider == nullptr)
        return tr("Choose a kind of tunnel.");
    const auto launch = provider->launch({false, u"127.0.0.1"_s, 1}, choice().fields);
    return launch ? QString() : launch.error().detail;
}

void TunnelForm::showProvider() {
    const QListWidgetItem *item = m_list->currentItem();
    const QString id = item != nullptr ? item->data(Qt::UserRole).toString() : QString();
    const tunnel::Provider *provider = tunnel::findProvider(id);
    if (provider == nullptr || id == m_shown)
        return;
    if (!m_shown.isEmpty())
        m_settings.fields.insert(m_shown, choice().fields);
    m_shown = id;
    m_lines.clear();
    delete m_fieldsBox;
    m_fieldsBox = new QWidget(m_page);
    auto *form = new QFormLayout(m_fieldsBox);
    form->setContentsMargins({});
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    for (const auto &use : provider->description().fields)
        addField(provider->description(), use);
    static_cast<QVBoxLayout *>(m_page->layout())->insertWidget(1, m_fieldsBox);
    m_title->setText(tunnelName(id));
    setLocked(m_locked);
    changed();
}

void TunnelForm::addField(const tunnel::Description &description, const tunnel::Description::Use &use) {
    const QString id = description.id;
    auto *line = new QLineEdit(m_settings.fields.value(id).value(use.field), m_fieldsBox);
    const QString label = tunnelFieldLabel(use.field, id);
    line->setPlaceholderText(tunnelFieldHint(use.field, id));
    line->setFont(m_theme.mono());
    line->setAccessibleName(label);
    line->setObjectName(tunnel::fieldName(use.field));
    connect(line, &QLineEdit::textChanged, this, [this] { changed(); });
    m_lines.insert(use.field, line);
    static_cast<QFormLayout *>(m_fieldsBox->layout())->addRow(use.required ? tr("%1 *").arg(label) : label, line);
}

void TunnelForm::changed() {
    const tunnel::Provider *provider = tunnel::findProvider(m_shown);
    const QString warning = tunnelWarning(provider->exposure(choice().fields));
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
    Q_EMIT edited();
}

} // namespace offhook::ui
