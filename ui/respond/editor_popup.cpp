#include "ui/respond/editor_popup.h"

#include "ui/detail/styling.h"
#include "ui/widgets/offer_delegate.h"
#include "ui/widgets/plain_label.h"

#include <QCoreApplication>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int RowHeight = 24;
constexpr int MostRows = 8;
constexpr int Width = 340;
constexpr int Gap = 3;

QString translated(const QString &english) {
    return english.isEmpty() ? english : QCoreApplication::translate("twiml", english.toUtf8().constData());
}

} // namespace

EditorPopup::EditorPopup(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme) {
    setObjectName(u"editorPopup"_s);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Completions"));
    m_view = new QListView(this);
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new OfferDelegate(theme, {Width, RowHeight}, m_view));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setUniformItemSizes(true);
    m_view->setEditTriggers(QListView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_name = new PlainLabel(this);
    m_words = new PlainLabel(this);
    m_words->setWordWrap(true);
    setInk(m_name, theme, Role::Text);
    setInk(m_words, theme, Role::Muted);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(5, 5, 5, 5);
    layout->setSpacing(3);
    layout->addWidget(m_view);
    for (PlainLabel *label : {m_name, m_words}) {
        label->setContentsMargins(8, 0, 8, 2);
        layout->addWidget(label);
    }
    const auto restyle = [this] {
        setStyleSheet(u"QFrame#editorPopup { background: "_s + m_theme.color(Role::Surface).name() +
                      u"; border: 1px solid "_s + m_theme.color(Role::Border).name() + u"; border-radius: 7px; }"_s);
        m_name->setFont(m_theme.mono());
        m_words->setFont(m_theme.font(-1));
    };
    connect(&theme, &Theme::changed, this, restyle);
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) { accept(index.row()); });
    restyle();
    hide();
}

void EditorPopup::offer(twiml::CompletionList list, const QRect &caret) {
    m_list = std::move(list);
    m_model.clear();
    if (m_list.items.empty())
        return hide();
    for (const twiml::CompletionItem &item : m_list.items) {
        auto *row = new QStandardItem(QString::fromUtf8(item.text));
        row->setData(translated(item.meaning), OfferDelegate::MeaningRole);
        row->setData(item.isDeprecated, OfferDelegate::DeprecatedRole);
        m_model.appendRow(row);
    }
    m_name->hide();
    m_view->show();
    m_view->setCurrentIndex(m_model.index(0, 0));
    showMeaning();
    place(caret);
}

void EditorPopup::explain(const twiml::CallTip &tip, const QRect &caret) {
    QStringList lines;
    if (tip.isDeprecated)
        lines += tr("Deprecated.");
    lines += translated(tip.meaning);
    if (!tip.values.isEmpty())
        lines += tr("Takes: %1").arg(translated(tip.values));
    if (!tip.otherwise.isEmpty())
        lines += tr("Without it: %1").arg(tip.otherwise);
    lines += translated(tip.note);
    lines.removeAll(QString());
    m_name->setText(QString::fromUtf8(tip.name));
    m_name->show();
    say(lines.join(u'\n'), caret);
    m_name->show();
    place(caret);
}

void EditorPopup::say(const QString &text, const QRect &caret) {
    m_list = {};
    m_model.clear();
    m_view->hide();
    m_name->hide();
    m_words->setText(text);
    m_words->setVisible(!text.isEmpty());
    place(caret);
}

void EditorPopup::close() {
    m_list = {};
    hide();
}

void EditorPopup::showMeaning() {
    const int row = m_view->currentIndex().row();
    const bool has = row >= 0 && row < int(m_list.items.size());
    const QString meaning = has ? translated(m_list.items[std::size_t(row)].meaning) : QString();
    m_words->setText(meaning);
    // Only what the row cannot show.
    m_words->setVisible(QFontMetrics(m_theme.font(-1)).horizontalAdvance(meaning) > Width - 160);
}

void EditorPopup::place(const QRect &caret) {
    QWidget *around = parentWidget();
    if (around == nullptr)
        return;
    const int rows = std::min(MostRows, int(m_list.items.size()));
    m_view->setFixedHeight(rows * RowHeight);
    const int width = std::min(Width, around->width());
    setFixedWidth(width);
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
    const QPoint below = around->mapFromGlobal(caret.bottomLeft());
    const QPoint above = around->mapFromGlobal(caret.topLeft());
    const bool fits = below.y() + Gap + height <= around->height() || above.y() < height + Gap;
    const int x = std::clamp(below.x() - 8, 0, std::max(0, around->width() - width));
    setGeometry(x, fits ? below.y() + Gap : above.y() - Gap - height, width, height);
    show();
    raise();
}

bool EditorPopup::takesKey(int key) {
    if (!isVisible())
        return false;
    if (key == Qt::Key_Escape) {
        close();
        return true;
    }
    if (m_list.items.empty())
        return false;
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        step(key == Qt::Key_Down ? 1 : -1);
        return true;
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        step(key == Qt::Key_PageDown ? MostRows : -MostRows);
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept(std::max(0, m_view->currentIndex().row()));
        return true;
    default:
        return false;
    }
}

void EditorPopup::step(int by) {
    const int row = std::clamp(m_view->currentIndex().row() + by, 0, m_model.rowCount() - 1);
    m_view->setCurrentIndex(m_model.index(row, 0));
    showMeaning();
}

void EditorPopup::accept(int row) {
    if (row < 0 || row >= int(m_list.items.size()))
        return;
    const twiml::CompletionItem item = m_list.items[std::size_t(row)];
    const twiml::TextRange replace = m_list.replace;
    close();
    Q_EMIT accepted(item, replace);
}

QList<QByteArray> EditorPopup::texts() const {
    QList<QByteArray> texts;
    for (const twiml::CompletionItem &item : m_list.items)
        texts += item.text;
    return texts;
}

QString EditorPopup::words() const {
    return m_words->text();
}

} // namespace offhook::ui
