#include "ui/settings/storage_page.h"

#include "ui/detail/elided_label.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QSpinBox>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

constexpr int HoursPerDay = 24;
constexpr qint64 MegaByte = 1'000'000;
constexpr int MostDays = 36'500;
constexpr int MostEvents = 2'000'000'000;
constexpr int MostMegaBytes = 1'000'000;

// The file and what SQLite keeps beside it until the next checkpoint.
qint64 sizeOnDisk(const QString &path) {
    return QFileInfo(path).size() + QFileInfo(path + QStringLiteral("-wal")).size();
}

} // namespace

StoragePage::StoragePage(Session &session, const Theme &theme, QWidget *parent)
    : SettingsPage(parent)
    , m_session(session)
    , m_theme(theme) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(heading(
        theme, tr("Storage"), tr("The workspace is one file. Every event is on disk before its answer leaves.")));
    auto *file = new QFormLayout;
    file->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    file->setSpacing(6);
    createFile(file);
    layout->addLayout(file);
    layout->addSpacing(12);
    layout->addWidget(hint(theme, tr("Events may be forgotten, the oldest first, so that the file does not grow "
                                     "without end. Marked events are always kept.")));
    auto *limits = new QFormLayout;
    limits->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    limits->setHorizontalSpacing(16);
    limits->setSpacing(6);
    m_age = addLimit(limits, tr("Forget events &older than"), MostDays, 90, tr(" days"));
    m_count = addLimit(limits, tr("Keep at most this &many events"), MostEvents, 1'000'000, {});
    m_bytes = addLimit(limits, tr("Keep the file &under"), MostMegaBytes, 1'000, tr(" MB"));
    layout->addLayout(limits);
    layout->addStretch(1);
    load();
    setEnabled(!session.isReadOnly());
}

void StoragePage::createFile(QFormLayout *form) {
    auto *path = new ElidedLabel(this);
    path->setFont(m_theme.mono());
    setInk(path, m_theme, Role::Text);
    path->setContent(m_session.path(), m_session.path().toUtf8());
    auto *size = new PlainLabel(byteSize(sizeOnDisk(m_session.path())), this);
    m_events = new PlainLabel(QStringLiteral("…"), this);
    form->addRow(tr("File"), path);
    form->addRow(tr("Size"), size);
    form->addRow(tr("Events"), m_events);
    if (m_session.events() == nullptr)
        return;
    m_session.events()->facets(this, [this](const Result<store::FacetCounts> &counts) {
        m_events->setText(counts ? grouped(counts->total) : errorText(counts.error()));
    });
}

StoragePage::Limit StoragePage::addLimit(
    QFormLayout *form, const QString &label, int most, int start, const QString &unit) {
    Limit limit{new QCheckBox(label, this), new QSpinBox(this)};
    limit.value->setRange(1, most);
    limit.value->setValue(start);
    limit.value->setSuffix(unit);
    limit.value->setGroupSeparatorShown(true);
    limit.value->setMinimumWidth(150);
    limit.value->setEnabled(false);
    QString name = label;
    limit.value->setAccessibleName(name.remove(u'&'));
    form->addRow(limit.on, limit.value);
    connect(limit.on, &QCheckBox::toggled, limit.value, &QWidget::setEnabled);
    connect(limit.on, &QCheckBox::toggled, this, [this] { Q_EMIT edited(); });
    connect(limit.value, &QSpinBox::valueChanged, this, [this] { Q_EMIT edited(); });
    return limit;
}

void StoragePage::load() {
    const store::Retention retention = m_session.retention();
    const auto show = [](const Limit &limit, const std::optional<qint64> &value) {
        limit.on->setChecked(value.has_value());
        if (value)
            limit.value->setValue(int(std::min<qint64>(*value, limit.value->maximum())));
    };
    show(m_age, retention.age ? std::optional<qint64>(retention.age->count() / HoursPerDay) : std::nullopt);
    show(m_count, retention.count);
    show(m_bytes, retention.bytes ? std::optional<qint64>(*retention.bytes / MegaByte) : std::nullopt);
}

store::Retention StoragePage::retention() const {
    store::Retention retention;
    if (m_age.on->isChecked())
        retention.age = std::chrono::hours(m_age.value->value() * HoursPerDay);
    if (m_count.on->isChecked())
        retention.count = m_count.value->value();
    if (m_bytes.on->isChecked())
        retention.bytes = m_bytes.value->value() * MegaByte;
    return retention;
}

bool StoragePage::isDirty() const {
    return !(retention() == m_session.retention());
}

bool StoragePage::apply() {
    m_session.setRetention(retention());
    return true;
}

} // namespace offhook::ui
