#include "ui/detail/fields_pane.h"

#include "core/base/text_guard.h"
#include "core/filter/expression.h"
#include "ui/detail/body_view.h"
#include "ui/detail/fields_delegate.h"
#include "ui/detail/message_documents.h"
#include "ui/detail/styling.h"
#include "ui/detail/visible_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr std::size_t MostJsonRows = 5'000;
constexpr int SampledNames = 200;
constexpr int WholeRows = 5;
constexpr qsizetype LongestTerm = 200;

filter::Key keyFor(const QByteArray &name) {
    if (name == "From")
        return filter::Key::From;
    if (name == "To")
        return filter::Key::To;
    if (name == "AccountSid")
        return filter::Key::Account;
    return name.endsWith("Sid") ? filter::Key::Sid : filter::Key::Param;
}

} // namespace

QString filterTermFor(const QByteArray &name, const QByteArray &value) {
    if (value.isEmpty() || value.size() > LongestTerm || !isUtf8(value) || !isUtf8(name))
        return {};
    filter::Term term;
    term.key = keyFor(name);
    term.name = term.key == filter::Key::Param ? name : QByteArray();
    term.values.push_back(QString::fromUtf8(value));
    filter::Expression expression;
    expression.root.children.push_back({filter::Node::Type::Term, term, {}});
    const QString text = filter::format(expression);
    return filter::parse(text, 0).ok() ? text : QString();
}

FieldsPane::FieldsPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_json(this, [this](std::optional<JsonLeaves> leaves) {
        if (leaves)
            m_model->setJson(std::move(*leaves));
        showNotice();
        sizeColumns();
    }) {
    createTable();
    createWholeValue();
    m_notice = new PlainLabel(this);
    m_notice->setWordWrap(true);
    m_notice->setContentsMargins(12, 12, 12, 12);
    setInk(m_notice, theme, Role::Muted);
    m_notice->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_whole);
}

FieldsPane::~FieldsPane() = default;

void FieldsPane::createTable() {
    m_model = new FieldsModel(this);
    m_delegate = new FieldsDelegate(m_theme, this);
    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setItemDelegate(m_delegate);
    m_table->setAccessibleName(tr("Fields of the event"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setMinimumSectionSize(40);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(FieldsDelegate::RowHeight);
    m_table->installEventFilter(this);
    connect(m_delegate, &FieldsDelegate::openAsked, this, [this](const QModelIndex &index) { openLink(index); });
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &at) { showMenu(at); });
    connect(
        m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { showWholeValue(false); });
    connect(m_table, &QTableView::doubleClicked, this, [this] { showWholeValue(true); });
    connect(&m_theme, &Theme::changed, m_table, [this] { m_table->viewport()->update(); });
}

void FieldsPane::createWholeValue() {
    m_whole = new QWidget(this);
    m_whole->setObjectName(QStringLiteral("wholeValue"));
    m_wholeTitle = new PlainLabel(m_whole);
    setInk(m_wholeTitle, m_theme, Role::Muted);
    m_wholeView = new BodyView(m_theme, m_whole);
    m_wholeView->setAccessibleName(tr("The whole value"));
    m_wholeView->setFixedHeight(m_wholeView->heightForRows(WholeRows));
    QToolButton *copyButton = iconButton(m_theme, QStringLiteral("copy"), tr("Copy the whole value"), m_whole);
    connect(copyButton, &QToolButton::clicked, this, [this] { copyValues(); });
    QToolButton *closeButton = iconButton(m_theme, QStringLiteral("cross"), tr("Close the whole value"), m_whole);
    connect(closeButton, &QToolButton::clicked, m_whole, &QWidget::hide);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 6, 0);
    head->addWidget(m_wholeTitle, 1);
    head->addWidget(copyButton);
    head->addWidget(closeButton);
    auto *layout = new QVBoxLayout(m_whole);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(horizontalLine(m_theme, m_whole));
    layout->addLayout(head);
    layout->addWidget(m_wholeView);
    m_whole->hide();
}

void FieldsPane::setEvent(const flow::EventPtr &event) {
    m_json.cancel();
    m_whole->hide();
    m_model->setEvent(event);
    m_table->scrollToTop();
    loadJson();
    showNotice();
    sizeColumns();
}

void FieldsPane::loadJson() {
    const flow::EventPtr event = m_model->event();
    if (!event || !event->bodyParams.empty() || event->request.body().isEmpty())
        return;
    const QByteArray type = event->request.mediaType();
    if (type != "application/json" && !type.endsWith("+json"))
        return;
    if (event->request.body().size() > QuickToFormat)
        return m_json.start(
            [event](const CancelFlag &cancel) { return flattenJson(event->request.body(), MostJsonRows, &cancel); });
    if (std::optional<JsonLeaves> leaves = flattenJson(event->request.body(), MostJsonRows))
        m_model->setJson(std::move(*leaves));
}

void FieldsPane::showNotice() {
    QString text;
    if (m_model->isCut())
        text = tr("Only the first %1 values are listed; Request shows all of the body.")
                   .arg(grouped(qint64(MostJsonRows)));
    else if (m_json.isRunning())
        text = tr("Reading the JSON body…");
    else if (m_model->event() && m_model->rowCount() == 0)
        text = m_model->event()->request.body().isEmpty()
                   ? tr("This request has no parameters.")
                   : tr("The body of this request is neither a form nor JSON. Request shows it.");
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
    m_table->setVisible(m_model->rowCount() > 0);
}

void FieldsPane::sizeColumns() {
    const QFontMetrics metrics(m_theme.font(0, QFont::DemiBold));
    int widest = 0;
    for (int row = 0; row < std::min(m_model->rowCount(), SampledNames); ++row)
        widest = std::max(widest, metrics.horizontalAdvance(m_model->index(row, FieldsModel::Name).data().toString()));
    const int room = m_table->isVisible() ? m_table->viewport()->width() : width();
    const int name = std::clamp(widest + 24, std::min(150, room / 4), std::max(150, room / 3));
    const int value = (room - name) * (room < 640 ? 60 : 54) / 100;
    m_table->setColumnWidth(FieldsModel::Name, name);
    m_table->setColumnWidth(FieldsModel::Value, value);
    m_table->setColumnWidth(FieldsModel::Meaning, std::max(40, room - name - value));
}

void FieldsPane::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    sizeColumns();
}

QModelIndex FieldsPane::currentValue() const {
    return m_table->currentIndex().siblingAtColumn(FieldsModel::Value);
}

QModelIndexList FieldsPane::selectedRows() const {
    return m_table->selectionModel()->selectedRows(FieldsModel::Value);
}

void FieldsPane::showWholeValue(bool asked) {
    const QModelIndex index = currentValue();
    const QByteArray value = index.data(FieldsModel::ValueBytesRole).toByteArray();
    const bool cramped = value.contains('\n') || !m_delegate->fits(index, m_table->columnWidth(FieldsModel::Value));
    m_whole->setVisible(index.isValid() && (asked || cramped));
    if (!m_whole->isVisible())
        return;
    const QString name = visibleText(index.data(FieldsModel::NameBytesRole).toByteArray(), 100);
    m_wholeTitle->setText(tr("%1, %2").arg(name, byteSize(value.size())));
    m_wholeView->setDocument({value, {}});
}

bool FieldsPane::eventFilter(QObject *watched, QEvent *event) {
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Copy)) {
        copyValues();
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        showWholeValue(true);
        return true;
    }
    if (key->key() == Qt::Key_Escape && m_whole->isVisible()) {
        m_whole->hide();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FieldsPane::copyValues() {
    QByteArrayList values;
    for (const QModelIndex &index : selectedRows())
        values.append(index.data(FieldsModel::ValueBytesRole).toByteArray());
    if (values.isEmpty())
        return;
    BodyView::copyBytes(values.join('\n'));
    Q_EMIT statusMessage(values.size() == 1 ? tr("Value copied") : tr("%1 values copied").arg(values.size()));
}

void FieldsPane::copyPairs() {
    QByteArrayList pairs;
    for (const QModelIndex &index : selectedRows())
        pairs.append(index.data(FieldsModel::NameBytesRole).toByteArray() + '=' +
                     index.data(FieldsModel::ValueBytesRole).toByteArray());
    BodyView::copyBytes(pairs.join('\n'));
    Q_EMIT statusMessage(tr("Copied"));
}

void FieldsPane::openLink(const QModelIndex &index) {
    const QUrl url = index.data(FieldsModel::LinkRole).toUrl();
    if (url.isValid())
        QDesktopServices::openUrl(url);
}

void FieldsPane::showMenu(const QPoint &position) {
    const QModelIndex index = currentValue();
    if (!index.isValid())
        return;
    QMenu menu(this);
    const QString term = filterTermFor(
        index.data(FieldsModel::NameBytesRole).toByteArray(), index.data(FieldsModel::ValueBytesRole).toByteArray());
    menu.addAction(tr("&Copy value"), this, [this] { copyValues(); });
    menu.addAction(tr("Copy &name=value"), this, [this] { copyPairs(); });
    menu.addAction(tr("Copy all as &form"), this, [this] {
        BodyView::copyBytes(m_model->asForm());
        Q_EMIT statusMessage(tr("All fields copied as a form"));
    });
    menu.addSeparator();
    menu.addAction(tr("&Filter by this value"), this, [this, term] { Q_EMIT filterAsked(term); })
        ->setEnabled(!term.isEmpty());
    menu.addAction(tr("&Show whole value"), this, [this] { showWholeValue(true); });
    QAction *order =
        menu.addAction(tr("In the &order received"), this, [this](bool on) { m_model->setAsReceived(on); });
    order->setCheckable(true);
    order->setChecked(m_model->isAsReceived());
    if (index.data(FieldsModel::LinkRole).toUrl().isValid())
        menu.addAction(tr("&Open in browser"), this, [this, index] { openLink(index); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

} // namespace offhook::ui
