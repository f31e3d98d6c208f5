#include "ui/filter/completion_popup.h"

#include "core/base/text_guard.h"
#include "ui/widgets/offer_delegate.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int RowHeight = 26;
constexpr int MostRows = 10;
constexpr int Width = 400;
constexpr int SeenLimit = 20;

} // namespace

CompletionPopup::CompletionPopup(const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_theme(theme) {
    setProperty("popup", true);
    setModel(&m_items);
    setItemDelegate(new OfferDelegate(theme, {Width, RowHeight}, this));
    setFocusPolicy(Qt::NoFocus);
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Completions"));
    hide();
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) { accept(index.row()); });
}

void CompletionPopup::offer(const QString &text, qsizetype cursor, store::EventStore *store, const QPoint &anchor) {
    ++m_generation;
    m_anchor = anchor;
    m_items.clear();
    m_offers.clear();
    for (const filter::Completion &completion : filter::completions(text, cursor)) {
        if (!completion.needsSeenValues)
            add(completion);
        else if (store != nullptr)
            askSeen(completion, *store);
    }
    place();
}

void CompletionPopup::add(const filter::Completion &completion) {
    const auto same = [&completion](const filter::Completion &other) { return other.text == completion.text; };
    if (std::any_of(m_offers.begin(), m_offers.end(), same))
        return;
    m_offers.push_back(completion);
    // Seen values are untrusted: what is shown is printable, what is typed is the value.
    auto *item = new QStandardItem(printable(completion.text));
    item->setData(QCoreApplication::translate("FilterCompletion", completion.description.toUtf8().constData()),
        OfferDelegate::MeaningRole);
    m_items.appendRow(item);
}

void CompletionPopup::askSeen(const filter::Completion &wanted, store::EventStore &store) {
    store.seenValues(wanted.seenKey, wanted.typed, SeenLimit, this,
        [this, wanted, asking = m_generation](const Result<QStringList> &values) {
            if (asking != m_generation || !values)
                return;
            for (const QString &value : *values) {
                filter::Completion completion = wanted;
                completion.text = filter::quotedValue(value);
                if (value != wanted.typed)
                    add(completion);
            }
            place();
        });
}

void CompletionPopup::place() {
    if (m_offers.empty() || parentWidget() == nullptr)
        return hide();
    const int rows = std::min(MostRows, int(m_offers.size()));
    QWidget *around = parentWidget();
    const int width = std::min(Width, around->width());
    const QPoint at = around->mapFromGlobal(m_anchor);
    setGeometry(std::clamp(at.x(), 0, std::max(0, around->width() - width)), at.y(), width, rows * RowHeight + 10);
    show();
    raise();
}

void CompletionPopup::close() {
    ++m_generation;
    hide();
}

bool CompletionPopup::takesKey(QKeyEvent &event) {
    if (!isVisible())
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        step(event.key() == Qt::Key_Down ? 1 : -1);
        return true;
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        step(event.key() == Qt::Key_PageDown ? MostRows : -MostRows);
        return true;
    case Qt::Key_Tab:
        accept(std::max(0, currentIndex().row()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!currentIndex().isValid())
            return false;
        accept(currentIndex().row());
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

void CompletionPopup::step(int by) {
    const int rows = m_items.rowCount();
    const int from = currentIndex().isValid() ? currentIndex().row() : by > 0 ? -1 : rows;
    setCurrentIndex(m_items.index(std::clamp(from + by, 0, rows - 1), 0));
}

void CompletionPopup::accept(int row) {
    if (row < 0 || row >= int(m_offers.size()))
        return;
    const filter::Completion completion = m_offers[std::size_t(row)];
    close();
    Q_EMIT accepted(completion);
}

QStringList CompletionPopup::texts() const {
    QStringList texts;
    for (const filter::Completion &offer : m_offers)
        texts.append(offer.text);
    return texts;
}

} // namespace offhook::ui
