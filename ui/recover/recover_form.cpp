#include "ui/recover/recover_form.h"

#include "core/base/text_guard.h"
#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QHBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr WallTime MicrosPerMilli = 1'000;
constexpr WallTime Hour = 3600LL * 1'000'000;
constexpr WallTime Chosen = 0; ///< both ends by hand
constexpr int RoomForArrow = 56;
constexpr int DaySpan = 1; ///< the place of the last day among the spans

QDateTime local(WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time / MicrosPerMilli);
}

WallTime wall(const QDateTimeEdit *edit) {
    return edit->dateTime().toMSecsSinceEpoch() * MicrosPerMilli;
}

QDateTimeEdit *timeEdit(const QString &name, QWidget *parent) {
    auto *edit = new QDateTimeEdit(parent);
    edit->setAccessibleName(name);
    edit->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    edit->setCalendarPopup(true);
    edit->setMinimumWidth(edit->fontMetrics().horizontalAdvance(u"0000-00-00 00:00"_s) + RoomForArrow);
    return edit;
}

} // namespace

RecoverForm::RecoverForm(QWidget *parent, const Clock &clock)
    : QWidget(parent)
    , m_clock(clock) {
    m_account = new QComboBox(this);
    m_account->setAccessibleName(tr("Account"));
    m_account->setMinimumContentsLength(30);
    m_span = new QComboBox(this);
    m_span->setAccessibleName(tr("Window of time"));
    m_span->addItem(tr("Last hour"), qlonglong(Hour));
    m_span->addItem(tr("Last 24 hours"), qlonglong(24 * Hour));
    m_span->addItem(tr("Last 7 days"), qlonglong(7 * 24 * Hour));
    m_span->addItem(tr("Last 30 days"), qlonglong(30 * 24 * Hour));
    m_span->addItem(tr("From … to …"), qlonglong(Chosen));
    m_since = timeEdit(tr("From"), this);
    m_until = timeEdit(tr("Until"), this);
    auto *accountLabel = new PlainLabel(tr("&Account"), this);
    accountLabel->setBuddy(m_account);
    auto *spanLabel = new PlainLabel(tr("&Window"), this);
    spanLabel->setBuddy(m_span);
    auto *span = new QHBoxLayout;
    span->setSpacing(8);
    span->addWidget(m_span);
    span->addWidget(m_since);
    span->addWidget(new PlainLabel(u"–"_s, this));
    span->addWidget(m_until);
    span->addStretch(1);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(12);
    layout->setVerticalSpacing(8);
    layout->addWidget(accountLabel, 0, 0);
    layout->addWidget(m_account, 0, 1, Qt::AlignLeft);
    layout->addWidget(spanLabel, 1, 0);
    layout->addLayout(span, 1, 1);
    layout->setColumnStretch(1, 1);
    connect(m_span, &QComboBox::currentIndexChanged, this, [this] { spanChosen(); });
    connect(m_account, &QComboBox::currentIndexChanged, this, &RecoverForm::changed);
    for (const QDateTimeEdit *edit : {m_since, m_until})
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &RecoverForm::changed);
    m_span->setCurrentIndex(DaySpan);
    spanChosen();
}

void RecoverForm::spanChosen() {
    const WallTime span = m_span->currentData().toLongLong();
    if (span != Chosen) {
        const TimeWindow shown = window();
        m_since->setDateTime(local(shown.since));
        m_until->setDateTime(local(shown.until));
    }
    for (QDateTimeEdit *edit : {m_since, m_until})
        edit->setEnabled(span == Chosen);
    Q_EMIT changed();
}

void RecoverForm::setAccounts(const std::vector<ReachableAccount> &accounts) {
    const QByteArray before = account();
    m_account->clear();
    for (const ReachableAccount &choice : accounts) {
        const QString sid = QString::fromLatin1(choice.accountSid);
        m_account->addItem(
            choice.label.isEmpty() ? sid : QString(sid + u" · "_s + printable(choice.label, 60)), choice.accountSid);
    }
    m_account->setCurrentIndex(std::max(0, m_account->findData(before)));
    m_account->setEnabled(!accounts.empty());
    Q_EMIT changed();
}

QByteArray RecoverForm::account() const {
    return m_account->currentData().toByteArray();
}

TimeWindow RecoverForm::window() const {
    const WallTime span = m_span->currentData().toLongLong();
    if (span == Chosen)
        return {wall(m_since), wall(m_until)};
    const WallTime now = m_clock.wall();
    return {now - span, now};
}

Result<void> RecoverForm::check() const {
    const TimeWindow chosen = window();
    if (chosen.since < chosen.until)
        return {};
    return Error{ErrorCode::InvalidInput, tr("the end is not behind the beginning"), -1};
}

void RecoverForm::focusFirst() {
    (m_account->isEnabled() ? m_account : m_span)->setFocus(Qt::OtherFocusReason);
}

} // namespace offhook::ui
