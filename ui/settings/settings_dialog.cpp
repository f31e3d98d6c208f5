#include "ui/settings/settings_dialog.h"

#include "ui/detail/styling.h"
#include "ui/settings/appearance_page.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/listener_page.h"
#include "ui/settings/public_url_page.h"
#include "ui/settings/storage_page.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

constexpr int ListWidth = 168;
constexpr int RowHeight = 34;
constexpr int Margin = 20;

// The list of pages: the lit row says where the focus is, a ring around its words says nothing more.
class PageDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->state.setFlag(QStyle::State_HasFocus, false);
    }
};

} // namespace

class SettingsDialog::Private {
public:
    Private(SettingsDialog &dialog, Session &session, Theme &theme)
        : m_dialog(dialog)
        , m_session(session)
        , m_theme(theme) {}

    void build();

    QListWidget *list = nullptr;

private:
    void addPage(SettingsPage *page, const QString &title, const QString &icon);
    void buildPages();
    QDialogButtonBox *buildButtons();
    void restyle();
    [[nodiscard]] bool applyAll();
    void showDirty();

    SettingsDialog &m_dialog;
    Session &m_session;
    Theme &m_theme;
    QStackedWidget *m_stack = nullptr;
    QPushButton *m_apply = nullptr;
    std::vector<SettingsPage *> m_pages;
};

void SettingsDialog::Private::addPage(SettingsPage *page, const QString &title, const QString &icon) {
    auto *item = new QListWidgetItem(m_theme.icon(icon, Role::Muted), title, list);
    item->setSizeHint(QSize(0, RowHeight));
    auto *frame = new QWidget(m_stack);
    auto *inset = new QVBoxLayout(frame);
    inset->setContentsMargins(Margin, Margin, Margin, Margin);
    inset->addWidget(page);
    auto *scroll = new QScrollArea(m_stack);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(frame);
    setGround(frame, m_theme, Role::Surface);
    m_stack->addWidget(scroll);
    m_pages.push_back(page);
    QObject::connect(page, &SettingsPage::edited, &m_dialog, [this] { showDirty(); });
}

void SettingsDialog::Private::buildPages() {
    addPage(new ListenerPage(m_session, m_theme, &m_dialog), SettingsDialog::tr("Listener"), QStringLiteral("stream"));
    addPage(
        new PublicUrlPage(m_session, m_theme, &m_dialog), SettingsDialog::tr("Public URL"), QStringLiteral("globe"));
    addPage(new KeysPage(m_session.keys(), m_session.accountAccess(), m_theme, &m_dialog), SettingsDialog::tr("Keys"),
        QStringLiteral("key"));
    addPage(new StoragePage(m_session, m_theme, &m_dialog), SettingsDialog::tr("Storage"), QStringLiteral("save"));
    addPage(new AppearancePage(m_theme, &m_dialog), SettingsDialog::tr("Appearance"), QStringLiteral("sun"));
}

QDialogButtonBox *SettingsDialog::Private::buildButtons() {
    auto *buttons =
        new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Apply | QDialogButtonBox::Cancel, &m_dialog);
    m_apply = buttons->button(QDialogButtonBox::Apply);
    makePrimary(buttons->button(QDialogButtonBox::Ok));
    QObject::connect(m_apply, &QPushButton::clicked, &m_dialog, [this] {
        if (applyAll())
            showDirty();
    });
    QObject::connect(buttons, &QDialogButtonBox::accepted, &m_dialog, [this] {
        if (applyAll())
            m_dialog.accept();
    });
    QObject::connect(buttons, &QDialogButtonBox::rejected, &m_dialog, &QDialog::reject);
    return buttons;
}

void SettingsDialog::Private::restyle() {
    list->setStyleSheet(u"QListWidget { padding: 8px; background: transparent; } QListWidget::item { padding: 0px 8px; "
                        "border-radius: 6px; } QListWidget::item:selected { background: " +
                        m_theme.color(Role::Selection).name() + u"; color: " + m_theme.color(Role::Text).name() +
                        u"; }");
}

void SettingsDialog::Private::build() {
    m_dialog.setWindowTitle(SettingsDialog::tr("Settings"));
    m_dialog.resize(820, 560);
    list = new QListWidget(&m_dialog);
    list->setFixedWidth(ListWidth);
    list->setFrameShape(QFrame::NoFrame);
    list->setItemDelegate(new PageDelegate(list));
    restyle();
    QObject::connect(&m_theme, &Theme::changed, list, [this] { restyle(); });
    list->setAccessibleName(SettingsDialog::tr("Pages"));
    m_stack = new QStackedWidget(&m_dialog);
    buildPages();
    QObject::connect(list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    list->setCurrentRow(0);
    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    panes->addWidget(list);
    panes->addWidget(m_stack, 1);
    QDialogButtonBox *buttons = buildButtons();
    buttons->setContentsMargins(12, 10, 12, 10);
    auto *layout = new QVBoxLayout(&m_dialog);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(panes, 1);
    layout->addWidget(horizontalLine(m_theme, &m_dialog));
    layout->addWidget(buttons);
    showDirty();
}

bool SettingsDialog::Private::applyAll() {
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (!m_pages[i]->isDirty() || m_pages[i]->apply())
            continue;
        list->setCurrentRow(int(i));
        return false;
    }
    return true;
}

void SettingsDialog::Private::showDirty() {
    const bool dirty =
        std::any_of(m_pages.begin(), m_pages.end(), [](const SettingsPage *page) { return page->isDirty(); });
    m_apply->setEnabled(dirty);
}

SettingsDialog::SettingsDialog(Session &session, Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(*this, session, theme)) {
    m_d->build();
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::showPage(Page page) {
    m_d->list->setCurrentRow(int(page));
}

} // namespace offhook::ui
