#include "ui/forward/undelivered_panel.h"

#include "core/filter/expression.h"
#include "ui/detail/styling.h"
#include "ui/filter/filter_completer.h"
#include "ui/forward/undelivered_model.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Margin = 12;
constexpr int RowHeight = 46;
constexpr int LineHeight = 18;

/// Two lines a copy: what it is and when it came, why it rests and for which route.
class CopyDelegate final : public QStyledItemDelegate {
public:
    CopyDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, RowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        painter->save();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, m_theme.color(selected ? Role::Selection : Role::Surface));
        painter->fillRect(
            QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), m_theme.color(Role::Border));
        painter->setFont(m_theme.font());
        const QRect room = option.rect.adjusted(Margin, 0, -Margin, 0);
        const int top = room.y() + (RowHeight - 2 * LineHeight) / 2;
        drawLine(*painter, {room.x(), top, room.width(), LineHeight}, {index.data().toString(), Role::Text},
            index.data(UndeliveredModel::TimeRole).toString());
        drawLine(*painter, {room.x(), top + LineHeight, room.width(), LineHeight},
            {u"✕ "_s + index.data(UndeliveredModel::WhyRole).toString(), Role::Invalid},
            index.data(UndeliveredModel::RouteRole).toString());
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(m_theme.color(Role::Accent));
            painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
        }
        painter->restore();
    }

private:
    struct Ink {
        QString text;
        Role role;
    };
    void drawLine(QPainter &painter, const QRect &line, const Ink &left, const QString &right) const {
        const QFontMetrics metrics = painter.fontMetrics();
        const int rightWidth = std::min(metrics.horizontalAdvance(right) + 2, line.width() / 2);
        painter.setPen(m_theme.color(Role::Muted));
        painter.drawText(
            line, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(right, Qt::ElideRight, rightWidth));
        const QRect rest = line.adjusted(0, 0, -rightWidth - 8, 0);
        painter.setPen(m_theme.color(left.role));
        painter.drawText(rest, Qt::AlignVCenter, metrics.elidedText(left.text, Qt::ElideRight, rest.width()));
    }

    const Theme &m_theme;
};

} // namespace

class UndeliveredPanel::Private {
public:
    Private(UndeliveredPanel &panel, const Theme &theme)
        : q(panel)
        , m_theme(theme)
        , model(&panel) {}

    void build();

    UndeliveredPanel &q;
    const Theme &m_theme;
    UndeliveredModel model;
    QPointer<Session> session;
    FilterCompleter *completer = nullptr;

    void show();
    void forgetDiscarded();

private:
    QWidget *buildFilter();
    QWidget *buildButtons();
    QWidget *buildUndo();
    void buildList();
    void filterChanged();
    [[nodiscard]] std::vector<qint64> selected() const;
    /// Those selected, or else all that match, also those that are not listed.
    void withChosen(const std::function<void(std::vector<qint64>)> &work);
    void retry();
    void discard();
    void undo();

    QListView *m_list = nullptr;
    FilterEdit *m_filter = nullptr;
    PlainLabel *m_problem = nullptr;
    PlainLabel *m_empty = nullptr;
    QWidget *m_filterRow = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_discard = nullptr;
    QWidget *m_undoStrip = nullptr;
    PlainLabel *m_undoText = nullptr;
    std::vector<qint64> m_discarded;
};

QWidget *UndeliveredPanel::Private::buildFilter() {
    m_filterRow = new QWidget(&q);
    m_filter = new FilterEdit(m_theme, m_filterRow);
    completer = new FilterCompleter(*m_filter, m_theme);
    m_filter->setPlaceholderText(UndeliveredPanel::tr("filter the list"));
    m_filter->setAccessibleName(UndeliveredPanel::tr("Filter of the undelivered list"));
    m_filter->setClearButtonEnabled(true);
    m_problem = new PlainLabel(m_filterRow);
    m_problem->setWordWrap(true);
    m_problem->hide();
    setInk(m_problem, m_theme, Role::Invalid);
    auto *layout = new QVBoxLayout(m_filterRow);
    layout->setContentsMargins(Margin, 8, Margin, 8);
    layout->setSpacing(3);
    layout->addWidget(m_filter);
    layout->addWidget(m_problem);
    QObject::connect(m_filter, &QLineEdit::textChanged, &q, [this] { filterChanged(); });
    return m_filterRow;
}

void UndeliveredPanel::Private::buildList() {
    m_list = new QListView(&q);
    m_list->setModel(&model);
    m_list->setItemDelegate(new CopyDelegate(m_theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(UndeliveredPanel::tr("Undelivered copies"));
    QObject::connect(&m_theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    QObject::connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, &q, [this] { show(); });
    QObject::connect(m_list, &QAbstractItemView::activated, &q, [this](const QModelIndex &index) {
        Q_EMIT q.eventAsked(index.data(UndeliveredModel::EventRole).toLongLong());
    });
    const auto key = [this](const QKeySequence &sequence, void (Private::*work)()) {
        auto *action = new QAction(m_list);
        action->setShortcut(sequence);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_list->addAction(action);
        QObject::connect(action, &QAction::triggered, &q, [this, work] { (this->*work)(); });
    };
    key(QKeySequence(Qt::Key_R), &Private::retry);
    key(QKeySequence::Delete, &Private::discard);
    key(QKeySequence::Undo, &Private::undo);
}

QWidget *UndeliveredPanel::Private::buildButtons() {
    auto *row = new QWidget(&q);
    m_retry = new QPushButton(row);
    m_discard = new QPushButton(row);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(Margin, 8, Margin, 8);
    layout->setSpacing(8);
    layout->addWidget(m_retry);
    layout->addWidget(m_discard);
    layout->addStretch(1);
    QObject::connect(m_retry, &QPushButton::clicked, &q, [this] { retry(); });
    QObject::connect(m_discard, &QPushButton::clicked, &q, [this] { discard(); });
    return row;
}

QWidget *UndeliveredPanel::Private::buildUndo() {
    m_undoStrip = new QWidget(&q);
    m_undoText = new PlainLabel(m_undoStrip);
    setInk(m_undoText, m_theme, Role::Muted);
    auto *button = new QPushButton(UndeliveredPanel::tr("&Undo"), m_undoStrip);
    button->setAccessibleName(UndeliveredPanel::tr("Take back what was discarded"));
    auto *layout = new QHBoxLayout(m_undoStrip);
    layout->setContentsMargins(Margin, 0, Margin, 8);
    layout->addWidget(m_undoText, 1);
    layout->addWidget(button);
    m_undoStrip->hide();
    QObject::connect(button, &QPushButton::clicked, &q, [this] { undo(); });
    return m_undoStrip;
}

void UndeliveredPanel::Private::build() {
    setGround(&q, m_theme, Role::Surface);
    m_empty = new PlainLabel(&q);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(Margin, Margin, Margin, Margin);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    setInk(m_empty, m_theme, Role::Muted);
    buildList();
    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildFilter());
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(buildButtons());
    layout->addWidget(buildUndo());
    QObject::connect(&model, &UndeliveredModel::refreshed, &q, [this] { show(); });
    show();
}

void UndeliveredPanel::Private::filterChanged() {
    const filter::ParseResult parsed = filter::parse(m_filter->text(), Clock::system().wall());
    m_filter->setProblems(parsed.problems);
    m_problem->setVisible(!parsed.ok());
    m_problem->setText(parsed.ok() ? QString() : ui::problemText(parsed.problems.front()));
    if (parsed.ok())
        model.setFilter(parsed.expression);
}

void UndeliveredPanel::Private::show() {
    const bool hasRows = model.rowCount() > 0;
    const bool writable = session && !session->isReadOnly();
    const auto chosen = m_list->selectionModel()->selectedIndexes().size();
    m_filterRow->setVisible(model.total() > 0 || model.isFiltered());
    m_list->setVisible(hasRows);
    m_empty->setVisible(!hasRows);
    m_empty->setText(model.total() > 0
                         ? UndeliveredPanel::tr("None of them matches the filter.")
                         : UndeliveredPanel::tr("What no try can deliver rests here, also through restarts."));
    m_retry->setVisible(hasRows);
    m_discard->setVisible(hasRows);
    m_retry->setEnabled(writable);
    m_discard->setEnabled(writable);
    m_retry->setText(chosen > 0           ? UndeliveredPanel::tr("&Retry %1").arg(grouped(chosen))
                     : model.isFiltered() ? UndeliveredPanel::tr("&Retry all that match")
                                          : UndeliveredPanel::tr("&Retry all"));
    m_discard->setText(chosen > 0           ? UndeliveredPanel::tr("&Discard %1").arg(grouped(chosen))
                       : model.isFiltered() ? UndeliveredPanel::tr("&Discard all that match")
                                            : UndeliveredPanel::tr("&Discard all"));
}

std::vector<qint64> UndeliveredPanel::Private::selected() const {
    std::vector<qint64> ids;
    for (const QModelIndex &index : m_list->selectionModel()->selectedIndexes())
        ids.push_back(index.data(UndeliveredModel::IdRole).toLongLong());
    return ids;
}

void UndeliveredPanel::Private::withChosen(const std::function<void(std::vector<qint64>)> &work) {
    if (!session || session->isReadOnly())
        return;
    if (std::vector<qint64> ids = selected(); !ids.empty())
        return work(std::move(ids));
    store::UndeliveredQuery all = model.query();
    all.limit = -1;
    session->events()->undeliveredIds(all, &q, [work](Result<std::vector<qint64>> ids) {
        if (ids && !ids->empty())
            work(std::move(*ids));
    });
}

void UndeliveredPanel::Private::retry() {
    withChosen([this](std::vector<qint64> ids) { session->delivering().retry(std::move(ids)); });
}

void UndeliveredPanel::Private::discard() {
    withChosen([this](const std::vector<qint64> &ids) {
        session->delivering().discard(ids);
        m_discarded.insert(m_discarded.end(), ids.begin(), ids.end()); // until they are taken back, all of them
        m_undoText->setText(UndeliveredPanel::tr("%1 discarded").arg(grouped(qint64(m_discarded.size()))));
        m_undoStrip->show();
    });
}

void UndeliveredPanel::Private::forgetDiscarded() {
    m_discarded.clear();
    m_undoStrip->hide();
}

void UndeliveredPanel::Private::undo() {
    m_undoStrip->hide();
    if (session && !m_discarded.empty())
        session->delivering().restore(std::exchange(m_discarded, {}));
}

UndeliveredPanel::UndeliveredPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    m_d->build();
}

UndeliveredPanel::~UndeliveredPanel() = default;

void UndeliveredPanel::setSession(Session *session) {
    m_d->forgetDiscarded();
    m_d->session = session;
    m_d->completer->setSession(session);
    m_d->model.setSession(session);
    m_d->show();
}

UndeliveredModel &UndeliveredPanel::model() const {
    return m_d->model;
}

} // namespace offhook::ui
