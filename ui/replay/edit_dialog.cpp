#include "ui/replay/edit_dialog.h"

#include "core/base/text_guard.h"
#include "ui/detail/styling.h"
#include "ui/replay/name_value_model.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/plain_table.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LargestEdited = 1024 * 1024; ///< a larger body goes as it came

bool followsFromTheRest(const http::HeaderField &field) {
    return http::equalsIgnoringCase(field.name, "Host") || http::equalsIgnoringCase(field.name, "Content-Length");
}

} // namespace

class EditDialog::Private {
public:
    Private(EditDialog &dialog, deliver::RequestDraft draft, const Theme &theme)
        : m_dialog(dialog)
        , m_theme(theme)
        , m_original(std::move(draft)) {}

    void build(EventId event);
    [[nodiscard]] deliver::RequestDraft draft() const;

private:
    QWidget *buildLine();
    QWidget *buildTable(NameValueModel *model, const QString &name, const QString &add, const QString &remove);
    QWidget *buildBody();
    QWidget *buildButtons();
    void show(const deliver::RequestDraft &draft);
    void check();

    EditDialog &m_dialog;
    const Theme &m_theme;
    deliver::RequestDraft m_original;
    QComboBox *m_method = nullptr;
    QLineEdit *m_target = nullptr;
    QTabWidget *m_tabs = nullptr;
    NameValueModel *m_parameters = nullptr;
    NameValueModel *m_headers = nullptr;
    QPlainTextEdit *m_body = nullptr; ///< null where the body is a form, no text, or large
    PlainLabel *m_problem = nullptr;
    QPushButton *m_continue = nullptr;
    QPushButton *m_revert = nullptr;
};

QWidget *EditDialog::Private::buildLine() {
    auto *box = new QWidget(&m_dialog);
    m_method = new QComboBox(box);
    m_method->setEditable(true);
    m_method->addItems({u"POST"_s, u"GET"_s, u"PUT"_s, u"DELETE"_s, u"HEAD"_s});
    m_method->setAccessibleName(EditDialog::tr("Method"));
    m_method->setFixedWidth(96);
    m_target = new QLineEdit(box);
    m_target->setFont(m_theme.mono());
    m_target->setAccessibleName(EditDialog::tr("Path and query"));
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_method);
    layout->addWidget(m_target, 1);
    connect(m_method, &QComboBox::currentTextChanged, &m_dialog, [this] { check(); });
    connect(m_target, &QLineEdit::textEdited, &m_dialog, [this] { check(); });
    return box;
}

QWidget *EditDialog::Private::buildTable(
    NameValueModel *model, const QString &name, const QString &add, const QString &remove) {
    auto *page = new QWidget(&m_dialog);
    auto *table = new QTableView(page);
    table->setModel(model);
    setUpEditableTable(*table, name, m_theme);
    table->horizontalHeader()->resizeSection(NameValueModel::Name, 190);
    auto *more = new QPushButton(add, page);
    auto *less = new QPushButton(remove, page);
    less->setEnabled(false);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(table, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(more);
    row->addWidget(less);
    row->addStretch(1);
    layout->addLayout(row);
    connect(model, &NameValueModel::edited, &m_dialog, [this] { check(); });
    connect(more, &QPushButton::clicked, table, [table, model] {
        const QModelIndex fresh = model->index(model->append(), NameValueModel::Name);
        table->setCurrentIndex(fresh);
        table->edit(fresh);
    });
    connect(less, &QPushButton::clicked, table, [table, model] { model->remove(table->currentIndex().row()); });
    connect(new QShortcut(QKeySequence::Delete, table, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated,
        less, &QPushButton::click);
    const auto update = [table, less] { less->setEnabled(table->currentIndex().isValid()); };
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, less, update);
    connect(model, &QAbstractItemModel::modelReset, less, update);
    return page;
}

QWidget *EditDialog::Private::buildBody() {
    auto *page = new QWidget(&m_dialog);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 0, 0);
    const bool isText = isUtf8(m_original.body) && !m_original.body.contains('\0') && !m_original.body.contains('\r');
    if (isText && m_original.body.size() <= LargestEdited) {
        m_body = new QPlainTextEdit(page);
        m_body->setFont(m_theme.mono());
        m_body->setAccessibleName(EditDialog::tr("Body of the request"));
        m_body->setTabChangesFocus(true);
        layout->addWidget(m_body, 1);
        connect(m_body, &QPlainTextEdit::textChanged, &m_dialog, [this] { check(); });
        return page;
    }
    auto *note =
        new PlainLabel(EditDialog::tr("The body, %1, is no plain text or too long to edit: it goes as it came.")
                           .arg(byteSize(m_original.body.size())),
            page);
    note->setWordWrap(true);
    setInk(note, m_theme, Role::Muted);
    layout->addWidget(note);
    layout->addStretch(1);
    return page;
}

QWidget *EditDialog::Private::buildButtons() {
    auto *box = new QDialogButtonBox(&m_dialog);
    m_continue = box->addButton(EditDialog::tr("&Replay…"), QDialogButtonBox::AcceptRole);
    makePrimary(m_continue);
    m_continue->setDefault(true);
    m_revert = box->addButton(EditDialog::tr("Re&vert"), QDialogButtonBox::ResetRole);
    m_revert->setToolTip(EditDialog::tr("Brings back the request as it came"));
    box->addButton(QDialogButtonBox::Cancel);
    connect(box, &QDialogButtonBox::accepted, &m_dialog, &QDialog::accept);
    connect(box, &QDialogButtonBox::rejected, &m_dialog, &QDialog::reject);
    connect(m_revert, &QPushButton::clicked, &m_dialog, [this] { show(m_original); });
    return box;
}

void EditDialog::Private::build(EventId event) {
    m_dialog.setWindowTitle(EditDialog::tr("Edit and replay #%1").arg(grouped(event)));
    m_dialog.resize(720, 560);
    m_parameters = new NameValueModel(m_theme, EditDialog::tr("Parameter"), &m_dialog);
    m_headers = new NameValueModel(m_theme, EditDialog::tr("Header"), &m_dialog);
    m_tabs = new QTabWidget(&m_dialog);
    m_tabs->setDocumentMode(true);
    const bool hasParameters = deliver::parameterPlace(m_original) != deliver::ParameterPlace::None;
    if (hasParameters)
        m_tabs->addTab(buildTable(m_parameters, EditDialog::tr("Parameters of the request"),
                           EditDialog::tr("Add a &parameter"), EditDialog::tr("Remo&ve")),
            EditDialog::tr("Parameters"));
    m_tabs->addTab(buildTable(m_headers, EditDialog::tr("Headers of the request"), EditDialog::tr("Add a &header"),
                       EditDialog::tr("Remo&ve")),
        EditDialog::tr("Headers"));
    if (!hasParameters)
        m_tabs->insertTab(0, buildBody(), EditDialog::tr("Body"));
    m_tabs->setCurrentIndex(0);
    m_problem = new PlainLabel(&m_dialog);
    m_problem->setWordWrap(true);
    setInk(m_problem, m_theme, Role::Invalid);
    auto *layout = new QVBoxLayout(&m_dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(buildLine());
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buildButtons());
    show(m_original);
}

void EditDialog::Private::show(const deliver::RequestDraft &draft) {
    m_method->setCurrentText(QString::fromLatin1(draft.method));
    m_target->setText(QString::fromLatin1(draft.target));
    m_target->setCursorPosition(0);
    m_parameters->setParameters(deliver::parametersOf(draft));
    std::vector<http::HeaderField> headers = draft.headers;
    std::erase_if(headers, followsFromTheRest);
    m_headers->setHeaders(headers);
    if (m_body != nullptr)
        m_body->setPlainText(QString::fromUtf8(draft.body));
    check();
}

// Parameters of a GET stand in its query: the line shows them too, and the table has the last word only when somebody
// changed it.
deliver::RequestDraft EditDialog::Private::draft() const {
    deliver::RequestDraft draft = m_original;
    draft.method = m_method->currentText().trimmed().toLatin1();
    draft.target = m_target->text().trimmed().toUtf8();
    const http::Parameters parameters = m_parameters->parameters();
    if (parameters != deliver::parametersOf(m_original)) {
        deliver::RequestDraft placed = draft;
        placed.method = m_original.method;
        deliver::setParameters(placed, parameters);
        draft.body = placed.body;
        draft.target = placed.target;
    }
    if (m_body != nullptr && m_body->document()->isModified())
        draft.body = m_body->toPlainText().toUtf8();
    // Host and Content-Length keep their places.
    std::vector<http::HeaderField> headers = m_headers->headers();
    for (std::size_t i = 0; i < m_original.headers.size(); ++i)
        if (followsFromTheRest(m_original.headers[i]))
            headers.insert(headers.begin() + std::ptrdiff_t(std::min(i, headers.size())), m_original.headers[i]);
    draft.headers = std::move(headers);
    return draft;
}

void EditDialog::Private::check() {
    if (m_continue == nullptr)
        return;
    const deliver::RequestDraft now = draft();
    const Result<void> sound = deliver::checkDraft(now);
    m_problem->setText(sound ? QString() : EditDialog::tr("This cannot be sent: %1.").arg(sound.error().detail));
    m_problem->setVisible(!sound);
    m_continue->setEnabled(bool(sound));
    m_revert->setEnabled(!(now == m_original));
}

EditDialog::EditDialog(const deliver::RequestDraft &draft, EventId event, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(*this, draft, theme)) {
    m_d->build(event);
}

EditDialog::~EditDialog() = default;

deliver::RequestDraft EditDialog::draft() const {
    return m_d->draft();
}

} // namespace offhook::ui
