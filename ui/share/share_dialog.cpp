#include "ui/share/share_dialog.h"

#include "core/exchange/formats.h"
#include "core/session/sharing.h"
#include "ui/detail/styling.h"
#include "ui/share/change_model.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/plain_table.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QThreadPool>
#include <QVBoxLayout>

#include <array>
#include <climits>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int CategoryColumns = 3;
const QString LastFormat = u"share-format"_s;

enum Which { Selected, Filtered, All };

} // namespace

class ShareDialog::Private {
public:
    Private(ShareDialog &dialog, Session &session, const Theme &theme, ShareChoices choices)
        : m_dialog(dialog)
        , m_session(session)
        , m_theme(theme)
        , m_choices(std::move(choices)) {}

    void build();
    [[nodiscard]] ShareSelection selection() const;
    [[nodiscard]] exchange::ExportOptions options() const;
    void stop();

private:
    QWidget *buildChoices();
    QWidget *buildRedaction();
    QWidget *buildButtons();
    void showPreview();
    void preview(const flow::EventPtr &event);
    void save();
    void finished(const QString &file, const Result<exchange::ExportReport> &report);
    void showRunning(bool running);
    [[nodiscard]] EventId previewed() const;

    ShareDialog &m_dialog;
    Session &m_session;
    const Theme &m_theme;
    ShareChoices m_choices;
    QComboBox *m_which = nullptr;
    QComboBox *m_format = nullptr;
    QCheckBox *m_redact = nullptr;
    QWidget *m_categories = nullptr;
    std::array<QCheckBox *, exchange::CategoryCount> m_replaced{};
    PlainLabel *m_caption = nullptr;
    ChangeModel *m_changes = nullptr;
    QTableView *m_table = nullptr;
    QProgressBar *m_progress = nullptr;
    PlainLabel *m_outcome = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_close = nullptr;
    Sharing::Cancel m_cancel;
    QByteArray m_secret = exchange::Pseudonyms::freshSecret(); ///< so that the preview does not change while one looks
};

QWidget *ShareDialog::Private::buildChoices() {
    auto *box = new QWidget(&m_dialog);
    auto *form = new QFormLayout(box);
    form->setContentsMargins({});
    form->setSpacing(8);
    m_which = new QComboBox(box);
    const auto number = [](qint64 count) { return grouped(count); };
    if (!m_choices.selected.empty())
        m_which->addItem(m_choices.selected.size() == 1
                             ? ShareDialog::tr("The selected event")
                             : ShareDialog::tr("The %1 selected events").arg(number(qint64(m_choices.selected.size()))),
            Selected);
    if (!m_choices.filter.isEmpty())
        m_which->addItem(
            ShareDialog::tr("All that match the filter: %1 events").arg(number(m_choices.filtered)), Filtered);
    m_which->addItem(ShareDialog::tr("The whole workspace: %1 events").arg(number(m_choices.all)), All);
    m_format = new QComboBox(box);
    for (const exchange::Purpose purpose :
        {exchange::Purpose::Data, exchange::Purpose::Request, exchange::Purpose::Code, exchange::Purpose::Test}) {
        if (m_format->count() > 0)
            m_format->insertSeparator(m_format->count());
        for (const exchange::Format &format : exchange::formats()) {
            if (format.purpose == purpose)
                m_format->addItem(
                    u"%1 (.%2)"_s.arg(QString::fromUtf8(format.label), QLatin1StringView(format.extension)),
                    QByteArray(format.name));
        }
    }
    const int last = m_format->findData(m_session.preferences().layout(LastFormat));
    m_format->setCurrentIndex(qMax(0, last));
    form->addRow(ShareDialog::tr("&Events"), m_which);
    form->addRow(ShareDialog::tr("&Format"), m_format);
    connect(m_which, &QComboBox::currentIndexChanged, &m_dialog, [this] { showPreview(); });
    return box;
}

QWidget *ShareDialog::Private::buildRedaction() {
    auto *box = new QWidget(&m_dialog);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_redact = new QCheckBox(ShareDialog::tr("&Make it safe to share"), box);
    m_redact->setChecked(true);
    layout->addWidget(m_redact);
    auto *about = new PlainLabel(
        ShareDialog::tr("What is private is replaced by made-up values of the same form, the same value by the same "
                        "one everywhere, and requests are signed again with a throw-away key that stands in the file."),
        box);
    about->setWordWrap(true);
    setInk(about, m_theme, Role::Muted);
    layout->addWidget(about);
    m_categories = new QWidget(box);
    auto *grid = new QGridLayout(m_categories);
    grid->setContentsMargins(20, 0, 0, 0);
    grid->setVerticalSpacing(4);
    for (int i = 0; i < exchange::CategoryCount; ++i) {
        auto *check = new QCheckBox(ChangeModel::categoryLabel(exchange::Category(i)), m_categories);
        check->setChecked(true);
        connect(check, &QCheckBox::toggled, &m_dialog, [this] { showPreview(); });
        grid->addWidget(check, i / CategoryColumns, i % CategoryColumns);
        m_replaced[std::size_t(i)] = check;
    }
    layout->addWidget(m_categories);
    m_caption = new PlainLabel(box);
    layout->addWidget(m_caption);
    m_changes = new ChangeModel(&m_dialog);
    m_table = new QTableView(box);
    m_table->setModel(m_changes);
    setUpPlainTable(*m_table, ShareDialog::tr("What would be replaced"), m_theme);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    layout->addWidget(m_table, 1);
    connect(m_redact, &QCheckBox::toggled, &m_dialog, [this] { showPreview(); });
    return box;
}

QWidget *ShareDialog::Private::buildButtons() {
    auto *box = new QDialogButtonBox(&m_dialog);
    m_save = box->addButton(ShareDialog::tr("&Save…"), QDialogButtonBox::AcceptRole);
    m_close = box->addButton(QDialogButtonBox::Close);
    makePrimary(m_save);
    connect(m_save, &QPushButton::clicked, &m_dialog, [this] { save(); });
    connect(m_close, &QPushButton::clicked, &m_dialog, [this] { m_cancel ? stop() : m_dialog.reject(); });
    return box;
}

void ShareDialog::Private::build() {
    m_dialog.setWindowTitle(ShareDialog::tr("Share events"));
    m_dialog.resize(620, 600);
    auto *layout = new QVBoxLayout(&m_dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(buildChoices());
    layout->addWidget(horizontalLine(m_theme, &m_dialog));
    layout->addWidget(buildRedaction(), 1);
    m_progress = new QProgressBar(&m_dialog);
    m_progress->setAccessibleName(ShareDialog::tr("Progress"));
    m_progress->hide();
    m_outcome = new PlainLabel(&m_dialog);
    m_outcome->setWordWrap(true);
    m_outcome->hide();
    layout->addWidget(m_progress);
    layout->addWidget(m_outcome);
    layout->addWidget(buildButtons());
    showPreview();
}

EventId ShareDialog::Private::previewed() const {
    return m_choices.selected.empty() ? 0 : m_choices.selected.front();
}

ShareSelection ShareDialog::Private::selection() const {
    switch (m_which->currentData().toInt()) {
    case Selected:
        return {m_choices.selected, {}};
    case Filtered:
        return {{}, m_choices.filter};
    default:
        return {};
    }
}

exchange::ExportOptions ShareDialog::Private::options() const {
    exchange::ExportOptions options;
    options.format = exchange::findFormat(m_format->currentData().toByteArray());
    if (!m_redact->isChecked())
        return options;
    exchange::RedactionOptions redaction;
    redaction.secret = m_secret;
    for (std::size_t i = 0; i < m_replaced.size(); ++i)
        redaction.kept[i] = !m_replaced[i]->isChecked();
    options.redaction = redaction;
    return options;
}

void ShareDialog::Private::showPreview() {
    const bool safe = m_redact->isChecked();
    m_categories->setEnabled(safe);
    m_table->setEnabled(safe);
    m_changes->setChanges({});
    m_outcome->hide();
    if (!safe) {
        m_caption->setText(ShareDialog::tr("Everything leaves as it is: numbers, names, texts, signatures."));
        setInk(m_caption, m_theme, Role::Warn);
        return;
    }
    setInk(m_caption, m_theme, Role::Muted);
    m_caption->setText(previewed() == 0 ? ShareDialog::tr("Select an event to see what would change in it.")
                                        : ShareDialog::tr("What changes in event #%1:").arg(previewed()));
    if (previewed() == 0)
        return;
    m_session.events()->fetch(previewed(), &m_dialog, [this](const Result<flow::EventPtr> &event) {
        if (event)
            preview(*event);
    });
}

// One event, of ten megabytes at most, which the pool has done in a moment.
void ShareDialog::Private::preview(const flow::EventPtr &event) {
    const auto wanted = options().redaction;
    if (!wanted)
        return;
    const QPointer<ChangeModel> model(m_changes);
    QThreadPool::globalInstance()->start([model, event, redaction = *wanted] {
        std::vector<ChangeModel::Change> changes;
        (void)exchange::Redactor(redaction).redacted(*event, changes);
        QMetaObject::invokeMethod(
            qApp,
            [model, changes = std::move(changes)] {
                if (model)
                    model->setChanges(changes);
            },
            Qt::QueuedConnection);
    });
}

void ShareDialog::Private::save() {
    const exchange::ExportOptions wanted = options();
    const QString ending = u'.' + QLatin1StringView(wanted.format->extension);
    QString file = QFileDialog::getSaveFileName(&m_dialog, ShareDialog::tr("Save events"), u"events"_s + ending,
        u"%1 (*%2)"_s.arg(QString::fromUtf8(wanted.format->label), ending));
    if (file.isEmpty() || m_session.sharing() == nullptr)
        return;
    m_session.preferences().setLayout(LastFormat, m_format->currentData().toByteArray());
    m_cancel = m_session.sharing()->exportTo(
        file, selection(), wanted, &m_dialog,
        [this](qint64 done, qint64 all) {
            m_progress->setRange(0, int(qMin<qint64>(all, INT_MAX)));
            m_progress->setValue(int(qMin<qint64>(done, INT_MAX)));
        },
        [this, file](const Result<exchange::ExportReport> &report) { finished(file, report); });
    showRunning(true);
}

void ShareDialog::Private::stop() {
    if (m_cancel)
        *m_cancel = true;
}

void ShareDialog::Private::finished(const QString &file, const Result<exchange::ExportReport> &report) {
    m_cancel.reset();
    showRunning(false);
    if (!report) {
        m_outcome->setText(errorText(report.error()));
        setInk(m_outcome, m_theme, Role::Invalid);
        m_outcome->show();
        return;
    }
    QString text = ShareDialog::tr("%1 events written to %2.").arg(grouped(report->written), file);
    if (report->skipped > 0)
        text +=
            u' ' + ShareDialog::tr("%1 have no form in this format and were left out.").arg(grouped(report->skipped));
    Q_EMIT m_dialog.saved(text);
    m_dialog.accept();
}

void ShareDialog::Private::showRunning(bool running) {
    m_progress->setVisible(running);
    m_progress->setRange(0, 0);
    m_outcome->hide();
    m_save->setEnabled(!running);
    m_close->setText(running ? ShareDialog::tr("Cancel") : ShareDialog::tr("Close"));
    for (QWidget *input : std::initializer_list<QWidget *>{m_which, m_format, m_redact, m_categories})
        input->setEnabled(!running && (input != m_categories || m_redact->isChecked()));
}

ShareDialog::ShareDialog(Session &session, const Theme &theme, ShareChoices choices, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(*this, session, theme, std::move(choices))) {
    m_d->build();
}

ShareDialog::~ShareDialog() {
    m_d->stop();
}

ShareSelection ShareDialog::selection() const {
    return m_d->selection();
}

exchange::ExportOptions ShareDialog::options() const {
    return m_d->options();
}

} // namespace offhook::ui
