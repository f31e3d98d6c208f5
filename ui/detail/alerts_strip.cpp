#include "ui/detail/alerts_strip.h"

#include "core/base/text_guard.h"
#include "ui/detail/styling.h"
#include "ui/util/text_format.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t MostRows = 6;
constexpr qsizetype LongestText = 400;

} // namespace

AlertsStrip::AlertsStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_job(this, [this](std::vector<flow::Alert> alerts) { show(std::move(alerts)); }) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    setGround(this, theme, Role::Raised);
    setAccessibleName(tr("What Twilio would log"));
    hide();
}

AlertsStrip::~AlertsStrip() = default;

// Of an event that is not flagged there is nothing to find.
void AlertsStrip::setEvent(const flow::EventPtr &event) {
    m_job.cancel();
    show({});
    if (event && event->flags.testFlag(flow::EventFlag::Alert))
        m_job.start([event](const CancelFlag &) { return flow::alertsOf(*event); });
}

void AlertsStrip::show(std::vector<flow::Alert> alerts) {
    m_alerts = std::move(alerts);
    delete m_rows;
    m_rows = nullptr;
    setVisible(!m_alerts.empty());
    if (m_alerts.empty())
        return;
    m_rows = new QWidget(this);
    auto *layout = new QVBoxLayout(m_rows);
    layout->setContentsMargins(12, 7, 12, 7);
    layout->setSpacing(5);
    for (std::size_t i = 0; i < std::min(m_alerts.size(), MostRows); ++i)
        layout->addWidget(row(m_alerts[i]));
    if (m_alerts.size() > MostRows) {
        auto *more = new PlainLabel(tr("and %1 more").arg(grouped(qint64(m_alerts.size() - MostRows))), m_rows);
        setInk(more, m_theme, Role::Muted);
        layout->addWidget(more);
    }
    this->layout()->addWidget(m_rows);
    this->layout()->addWidget(horizontalLine(m_theme, m_rows));
}

QWidget *AlertsStrip::row(const flow::Alert &alert) {
    auto *row = new QWidget(m_rows);
    const bool isError = alert.level == flow::Alert::Level::Error;
    auto *pill = new Pill(m_theme, row);
    pill->setStyle({(isError ? u"\u2715 "_s : u"! "_s) + QString::number(alert.code),
        isError ? Role::Invalid : Role::Warn, isError ? Role::InvalidSoft : Role::WarnSoft, false});
    auto *text = new PlainLabel(printable(alert.text.toUtf8(), LongestText), row);
    text->setWordWrap(true);
    text->setToolTip(Qt::convertFromPlainText(alert.effect));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(pill, 0, Qt::AlignVCenter);
    layout->addWidget(text, 1);
    if (alert.line > 0) {
        auto *place = new QPushButton(tr("Line %1").arg(alert.line), row);
        place->setFlat(true);
        place->setToolTip(tr("Shows the place in the answer"));
        connect(place, &QPushButton::clicked, this,
            [this, range = alert.range] { Q_EMIT placeAsked(range.begin, range.end); });
        layout->addWidget(place, 0, Qt::AlignVCenter);
    }
    return row;
}

} // namespace offhook::ui
