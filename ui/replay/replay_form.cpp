#include "ui/replay/replay_form.h"

#include "core/deliver/replay_route.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

#include <algorithm>
#include <array>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

enum Which { Selected, Filtered, All };
constexpr int AsItCame = -2;
constexpr int AccountsKey = -1;
constexpr int MostAtATime = 100;
constexpr std::array Speeds{0.0, 1.0, 10.0, 100.0};
const QString LastIgnored = u"replay-ignored"_s;

} // namespace

ReplayForm::ReplayForm(Session &session, ShareChoices choices, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_choices(std::move(choices))
    , m_keys(session.keys().keys())
    , m_events(new QComboBox(this))
    , m_target(new QComboBox(this))
    , m_key(new QComboBox(this))
    , m_speed(new QComboBox(this))
    , m_concurrency(new QSpinBox(this))
    , m_ignore(new QLineEdit(this)) {
    auto *form = new QFormLayout(this);
    form->setContentsMargins({});
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    fillEvents();
    fillTargets();
    fillKeys();
    fillPace();
    auto *pace = new QHBoxLayout;
    pace->setSpacing(8);
    pace->addWidget(m_speed, 1);
    pace->addWidget(m_concurrency);
    m_ignore->setPlaceholderText(tr("attribute:Dial.action  member:id  header:X-Trace  text:[0-9]+"));
    m_ignore->setToolTip(tr("What differs every time and says nothing, with blanks between: header:NAME, "
                            "attribute:NAME or attribute:ELEMENT.NAME, member:NAME of JSON, text:PATTERN (a regular "
                            "expression; \\s is a blank)"));
    m_ignore->setText(QString::fromUtf8(m_session.preferences().layout(LastIgnored)));
    form->addRow(tr("&Events"), m_events);
    form->addRow(tr("&To"), m_target);
    form->addRow(tr("&Signature"), m_key);
    auto *speed = new PlainLabel(tr("S&peed"), this);
    speed->setBuddy(m_speed);
    form->addRow(speed, pace);
    form->addRow(tr("&Do not compare"), m_ignore);
    connect(m_target, &QComboBox::editTextChanged, this, &ReplayForm::changed);
    connect(m_ignore, &QLineEdit::textEdited, this, &ReplayForm::changed);
}

void ReplayForm::fillEvents() {
    if (!m_choices.selected.empty())
        m_events->addItem(m_choices.selected.size() == 1
                              ? tr("The selected event, #%1").arg(grouped(m_choices.selected.front()))
                              : tr("The %1 selected events").arg(grouped(qint64(m_choices.selected.size()))),
            Selected);
    if (!m_choices.filter.isEmpty())
        m_events->addItem(tr("All that match the filter: %1 events").arg(grouped(m_choices.filtered)), Filtered);
    m_events->addItem(tr("The whole workspace: %1 events").arg(grouped(m_choices.all)), All);
}

// Earlier targets first, then Offhook itself and the URL that Twilio dials: where the events were sent to.
void ReplayForm::fillTargets() {
    QStringList targets = m_session.preferences().replayTargets();
    if (targets.isEmpty())
        targets.append(u"http://127.0.0.1:3000"_s);
    if (m_session.listener().type == ListenerState::Type::Listening)
        targets.append(m_session.listener().url());
    if (!m_session.publicUrl().isEmpty())
        targets.append(QString::fromUtf8(m_session.publicUrl()));
    targets.removeDuplicates();
    m_target->setEditable(true);
    m_target->setInsertPolicy(QComboBox::NoInsert);
    for (const deliver::Route &route : m_session.delivering().routes())
        m_target->addItem(tr("Route %1: %2").arg(route.name, route.target), route.id);
    m_target->addItems(targets);
    m_target->setCurrentIndex(m_target->findText(targets.front()));
    m_target->setToolTip(tr("Without a path each event goes to its own; with one, all go there."));
}

void ReplayForm::fillKeys() {
    m_key->addItem(tr("As it came"), AsItCame);
    const std::vector<KeyEntry> &entries = m_session.keys().entries();
    if (!entries.empty())
        m_key->addItem(tr("New, with the key of the event's account"), AccountsKey);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const KeyEntry &entry = entries[i];
        const QString name = entry.label.isEmpty() ? QString::fromUtf8(entry.account) : entry.label;
        m_key->addItem(tr("New, with %1").arg(name), int(i));
    }
    m_key->setCurrentIndex(m_session.keys().userKeyCount() > 0 ? 1 : 0);
    m_key->setToolTip(tr("A new one is made for the URL that the request is sent to, so that the app accepts it."));
}

void ReplayForm::fillPace() {
    m_speed->addItems({tr("As fast as possible"), tr("As far apart as they came"), tr("10 times faster than they came"),
        tr("100 times faster than they came")});
    m_concurrency->setRange(1, MostAtATime);
    m_concurrency->setSuffix(tr(" at a time"));
    m_concurrency->setAccessibleName(tr("How many are under way at a time"));
}

ShareSelection ReplayForm::selection() const {
    switch (m_events->currentData().toInt()) {
    case Selected:
        return {m_choices.selected, {}};
    case Filtered:
        return {{}, m_choices.filter};
    default:
        return {};
    }
}

Result<deliver::ReplayPlan> ReplayForm::plan() const {
    deliver::ReplayPlan plan;
    const Result<void> aimed = aim(plan);
    if (!aimed)
        return aimed.error();
    static const QRegularExpression blanks(u"\\s+"_s);
    auto ignored = deliver::VolatileParts::parse(m_ignore->text().split(blanks, Qt::SkipEmptyParts));
    if (!ignored)
        return ignored.error();
    const int key = m_key->currentData().toInt();
    plan.options.sign = key != AsItCame;
    if (key >= 0)
        plan.options.key = std::size_t(key);
    plan.pace = {Speeds.at(std::size_t(m_speed->currentIndex())), 0, m_concurrency->value()};
    plan.ignored = std::move(*ignored);
    plan.keys = m_keys;
    return plan;
}

const deliver::Route *ReplayForm::chosenRoute() const {
    const int row = m_target->findText(m_target->currentText(), Qt::MatchFixedString);
    const QString id = row < 0 ? QString() : m_target->itemData(row).toString();
    const deliver::RouteList &routes = m_session.delivering().routes();
    const auto found =
        std::find_if(routes.begin(), routes.end(), [&](const deliver::Route &route) { return route.id == id; });
    return id.isEmpty() || found == routes.end() ? nullptr : &*found;
}

Result<void> ReplayForm::aim(deliver::ReplayPlan &plan) const {
    if (const deliver::Route *route = chosenRoute())
        return deliver::aimAtRoute(plan, *route);
    const auto target = deliver::replayTarget(m_target->currentText().trimmed().toUtf8());
    if (!target)
        return target.error();
    plan.options.target = *target;
    return {};
}

void ReplayForm::remember() {
    if (chosenRoute() == nullptr)
        m_session.preferences().addReplayTarget(m_target->currentText().trimmed());
    m_session.preferences().setLayout(LastIgnored, m_ignore->text().toUtf8());
}

void ReplayForm::focusTarget() {
    m_target->setFocus();
    m_target->lineEdit()->selectAll();
}

} // namespace offhook::ui
