#include "ui/forward/route_form.h"

#include "core/filter/expression.h"
#include "ui/detail/styling.h"
#include "ui/filter/filter_completer.h"
#include "ui/util/error_text.h"
#include "ui/widgets/certificate_field.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using deliver::Route;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int Margin = 12;

} // namespace

class RouteForm::Private {
public:
    Private(RouteForm &form, const Theme &theme)
        : q(form)
        , m_theme(theme) {}

    void build();
    void show(const Route &route);

    RouteForm &q;
    Route route;
    QLineEdit *target = nullptr;
    std::vector<FilterCompleter *> completers;

private:
    /// A condition with the words of its mistake under it.
    struct Condition {
        FilterEdit *edit = nullptr;
        PlainLabel *problem = nullptr;
    };
    void buildIdentity();
    void buildBody();
    void buildPace();
    void buildOrder();
    void buildDrop();
    void buildRetries();
    [[nodiscard]] Condition buildCondition(
        const QString &label, const QString &placeholder, const QString &accessible, QString *value);
    [[nodiscard]] QSpinBox *spin(int least, int most, const QString &suffix, const QString &accessible);
    void addPair(const QString &label, QWidget *first, const QString &between, QWidget *second);
    void showProblems(const Condition &condition) const;
    void showTarget() const;
    void showTargetProblem() const;
    void showEnabled() const;
    void set(const Condition &condition, const QString &text) const;
    /// Takes over what the numbers and choices say.
    void collect(const QString &field);
    void announce(const QString &field);

    const Theme &m_theme;
    bool m_loading = false;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_name = nullptr;
    PlainLabel *m_targetProblem = nullptr;
    CertificateField *m_certificate = nullptr;
    Condition m_condition;
    QComboBox *m_transform = nullptr;
    QComboBox *m_dedupe = nullptr;
    QSpinBox *m_rate = nullptr;
    QSpinBox *m_per = nullptr;
    QSpinBox *m_concurrency = nullptr;
    QSpinBox *m_timeLimit = nullptr;
    QCheckBox *m_inOrder = nullptr;
    QSpinBox *m_wait = nullptr;
    Condition m_drop;
    QCheckBox *m_dropStored = nullptr;
    QSpinBox *m_retries = nullptr;
    QSpinBox *m_first = nullptr;
    QSpinBox *m_longest = nullptr;
};

QSpinBox *RouteForm::Private::spin(int least, int most, const QString &suffix, const QString &accessible) {
    auto *box = new QSpinBox(&q);
    box->setRange(least, most);
    box->setSuffix(suffix);
    box->setAccessibleName(accessible);
    box->setMinimumWidth(64);
    return box;
}

void RouteForm::Private::addPair(const QString &label, QWidget *first, const QString &between, QWidget *second) {
    auto *row = new QWidget(&q);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(first, 1);
    if (!between.isEmpty()) {
        auto *words = new PlainLabel(between, row);
        setInk(words, m_theme, Role::Muted);
        layout->addWidget(words);
    }
    layout->addWidget(second, 1);
    m_form->addRow(label, row);
    if (auto *shown = qobject_cast<QLabel *>(m_form->labelForField(row)))
        shown->setBuddy(first);
}

RouteForm::Private::Condition RouteForm::Private::buildCondition(
    const QString &label, const QString &placeholder, const QString &accessible, QString *value) {
    auto *row = new QWidget(&q);
    Condition condition{new FilterEdit(m_theme, row), new PlainLabel(row)};
    completers.push_back(new FilterCompleter(*condition.edit, m_theme));
    condition.edit->setPlaceholderText(placeholder);
    condition.edit->setAccessibleName(accessible);
    condition.problem->setWordWrap(true);
    setInk(condition.problem, m_theme, Role::Invalid);
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(3);
    layout->addWidget(condition.edit);
    layout->addWidget(condition.problem);
    m_form->addRow(label, row);
    qobject_cast<QLabel *>(m_form->labelForField(row))->setBuddy(condition.edit);
    QObject::connect(condition.edit, &QLineEdit::textChanged, &q, [this, condition, value](const QString &text) {
        showProblems(condition);
        if (m_loading || !filter::parse(text, 0).ok())
            return;
        *value = text.trimmed();
        showEnabled();
        announce(value == &route.condition ? u"condition"_s : u"drop"_s);
    });
    return condition;
}

void RouteForm::Private::buildIdentity() {
    m_name = new QLineEdit(&q);
    m_name->setMaxLength(80);
    m_name->setAccessibleName(RouteForm::tr("Name of the route"));
    m_form->addRow(RouteForm::tr("&Name"), m_name);
    QObject::connect(m_name, &QLineEdit::editingFinished, &q, [this] {
        const QString text = m_name->text().trimmed();
        if (m_loading || text.isEmpty() || text == route.name)
            return;
        route.name = text;
        announce(u"name"_s);
    });
    auto *row = new QWidget(&q);
    target = new QLineEdit(row);
    target->setPlaceholderText(u"http://127.0.0.1:3000"_s);
    target->setAccessibleName(RouteForm::tr("URL of the app"));
    target->setFont(m_theme.mono());
    m_targetProblem = new PlainLabel(row);
    m_targetProblem->setWordWrap(true);
    setInk(m_targetProblem, m_theme, Role::Invalid);
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(3);
    layout->addWidget(target);
    layout->addWidget(m_targetProblem);
    m_form->addRow(RouteForm::tr("&To"), row);
    qobject_cast<QLabel *>(m_form->labelForField(row))->setBuddy(target);
    QObject::connect(target, &QLineEdit::textEdited, &q, [this](const QString &text) {
        showTargetProblem();
        if (!deliver::targetProblem(text.trimmed()).isEmpty())
            return;
        route.target = text.trimmed();
        announce(u"target"_s);
    });
    m_certificate = new CertificateField(m_theme, &q);
    m_form->addRow(RouteForm::tr("Trust&s"), m_certificate);
    QObject::connect(m_certificate, &CertificateField::edited, &q, [this](const QString &path) {
        route.certificate = path;
        announce(u"certificate"_s);
    });
    m_condition = buildCondition(RouteForm::tr("&When"), RouteForm::tr("every event"),
        RouteForm::tr("Which events, in the filter language"), &route.condition);
}

void RouteForm::Private::buildBody() {
    m_transform = new QComboBox(&q);
    m_transform->addItems({RouteForm::tr("as it came"), RouteForm::tr("form as JSON")});
    m_transform->setAccessibleName(RouteForm::tr("What becomes of the body"));
    m_form->addRow(RouteForm::tr("&Body"), m_transform);
    m_dedupe = new QComboBox(&q);
    m_dedupe->addItems({RouteForm::tr("send each"), RouteForm::tr("once per idempotency token"),
        RouteForm::tr("once per SID and status")});
    m_dedupe->setAccessibleName(RouteForm::tr("What is sent only once"));
    m_form->addRow(RouteForm::tr("D&uplicates"), m_dedupe);
    QObject::connect(m_transform, &QComboBox::activated, &q, [this] { collect(u"transform"_s); });
    QObject::connect(m_dedupe, &QComboBox::activated, &q, [this] { collect(u"dedupe"_s); });
}

void RouteForm::Private::buildPace() {
    m_rate = spin(0, 100'000, {}, RouteForm::tr("Most requests"));
    m_rate->setSpecialValueText(RouteForm::tr("no limit"));
    m_per = spin(1, 86'400, RouteForm::tr(" s"), RouteForm::tr("within so many seconds"));
    addPair(RouteForm::tr("&Rate"), m_rate, RouteForm::tr("in"), m_per);
    m_concurrency = spin(1, Route::MostConcurrent, RouteForm::tr(" at once"), RouteForm::tr("Requests at a time"));
    m_timeLimit = spin(int(Route::ShortestLimit.count()), int(Route::LongestLimit.count()), RouteForm::tr(" s"),
        RouteForm::tr("Time limit of a request in seconds"));
    addPair(RouteForm::tr("Re&quests"), m_concurrency, RouteForm::tr("up to"), m_timeLimit);
}

void RouteForm::Private::buildOrder() {
    m_inOrder = new QCheckBox(RouteForm::tr("in each &thread"), &q);
    m_wait = spin(0, 86'400, RouteForm::tr(" s"), RouteForm::tr("Longest wait for those before, in seconds"));
    addPair(RouteForm::tr("In order"), m_inOrder, RouteForm::tr("waits"), m_wait);
}

void RouteForm::Private::buildDrop() {
    m_drop = buildCondition(RouteForm::tr("Dr&op"), RouteForm::tr("nothing, e.g. status:queued"),
        RouteForm::tr("Which events are not wanted, in the filter language"), &route.drop.condition);
    m_dropStored = new QCheckBox(RouteForm::tr("&keep dropped events"), &q);
    m_form->addRow(QString(), m_dropStored);
}

void RouteForm::Private::buildRetries() {
    m_retries =
        spin(0, deliver::RetrySchedule::MostTries, RouteForm::tr(" times"), RouteForm::tr("Tries after the first"));
    m_form->addRow(RouteForm::tr("Try &again"), m_retries);
    m_first = spin(1, 86'400'000, RouteForm::tr(" ms"), RouteForm::tr("Pause before the second try, in milliseconds"));
    m_longest = spin(1, 86'400, RouteForm::tr(" s"), RouteForm::tr("Longest pause, in seconds"));
    addPair(RouteForm::tr("&Pauses"), m_first, RouteForm::tr("to"), m_longest);
}

void RouteForm::Private::build() {
    m_form = new QFormLayout(&q);
    m_form->setContentsMargins(Margin, 8, Margin, 10);
    m_form->setSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildIdentity();
    buildBody();
    buildPace();
    buildOrder();
    buildDrop();
    buildRetries();
    for (QSpinBox *box : {m_rate, m_per, m_concurrency, m_timeLimit, m_wait, m_retries, m_first, m_longest})
        QObject::connect(box, &QSpinBox::valueChanged, &q, [this, box] { collect(box->accessibleName()); });
    for (QCheckBox *box : {m_inOrder, m_dropStored})
        QObject::connect(box, &QCheckBox::toggled, &q, [this, box] { collect(box->text()); });
}

void RouteForm::Private::showProblems(const Condition &condition) const {
    const filter::ParseResult parsed = filter::parse(condition.edit->text(), 0);
    condition.edit->setProblems(parsed.problems);
    condition.problem->setVisible(!parsed.ok());
    condition.problem->setText(parsed.ok() ? QString() : ui::problemText(parsed.problems.front()));
}

// From its beginning on: the host is what counts.
void RouteForm::Private::showTarget() const {
    if (target->text().trimmed() == route.target)
        return;
    target->setText(route.target);
    target->setCursorPosition(0);
}

void RouteForm::Private::showTargetProblem() const {
    const bool isGood = deliver::targetProblem(target->text().trimmed()).isEmpty();
    m_targetProblem->setVisible(!isGood);
    m_targetProblem->setText(isGood ? QString() : RouteForm::tr("An http or https URL with a host."));
}

void RouteForm::Private::showEnabled() const {
    m_per->setEnabled(m_rate->value() > 0);
    m_wait->setEnabled(m_inOrder->isChecked());
    m_dropStored->setEnabled(!route.drop.condition.isEmpty());
}

void RouteForm::Private::set(const Condition &condition, const QString &text) const {
    if (condition.edit->text().trimmed() != text)
        condition.edit->setText(text);
    showProblems(condition);
}

void RouteForm::Private::show(const Route &shown) {
    const bool other = shown.id != route.id;
    route = shown;
    m_loading = true;
    if (!m_name->hasFocus() || other)
        m_name->setText(route.name);
    if (other || deliver::targetProblem(target->text().trimmed()).isEmpty())
        showTarget();
    m_certificate->setPath(route.certificate);
    if (other || filter::parse(m_condition.edit->text(), 0).ok())
        set(m_condition, route.condition);
    if (other || filter::parse(m_drop.edit->text(), 0).ok())
        set(m_drop, route.drop.condition);
    m_transform->setCurrentIndex(int(route.transform));
    m_dedupe->setCurrentIndex(int(route.dedupe));
    m_rate->setValue(route.rate.count);
    m_per->setValue(int(route.rate.per.count()));
    m_concurrency->setValue(route.concurrency);
    m_timeLimit->setValue(int(route.timeLimit.count()));
    m_inOrder->setChecked(route.ordering.isOn);
    m_wait->setValue(int(route.ordering.wait.count() / 1000));
    m_dropStored->setChecked(route.drop.isStored);
    m_retries->setValue(route.retries.most);
    m_first->setValue(int(route.retries.first.count()));
    m_longest->setValue(int(route.retries.longest.count() / 1000));
    m_loading = false;
    showTargetProblem();
    showEnabled();
}

// Times in milliseconds that a field shows in seconds stay as they are until that field is edited.
void RouteForm::Private::collect(const QString &field) {
    if (m_loading)
        return;
    route.transform = deliver::Transform(m_transform->currentIndex());
    route.dedupe = deliver::Dedupe(m_dedupe->currentIndex());
    route.rate = {m_rate->value(), seconds(m_per->value())};
    route.concurrency = m_concurrency->value();
    route.timeLimit = seconds(m_timeLimit->value());
    route.ordering.isOn = m_inOrder->isChecked();
    if (field == m_wait->accessibleName())
        route.ordering.wait = seconds(m_wait->value());
    route.drop.isStored = m_dropStored->isChecked();
    route.retries.most = m_retries->value();
    route.retries.first = milliseconds(m_first->value());
    if (field == m_longest->accessibleName())
        route.retries.longest = seconds(m_longest->value());
    showEnabled();
    announce(field);
}

void RouteForm::Private::announce(const QString &field) {
    Q_EMIT q.edited(route, field);
}

RouteForm::RouteForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    m_d->build();
}

RouteForm::~RouteForm() = default;

void RouteForm::setRoute(const Route &route) {
    m_d->show(route);
}

void RouteForm::setReadOnly(bool on) {
    setEnabled(!on);
}

void RouteForm::setSession(Session *session) {
    for (FilterCompleter *completer : m_d->completers)
        completer->setSession(session);
}

void RouteForm::focusTarget() {
    m_d->target->setFocus();
    m_d->target->selectAll();
}

} // namespace offhook::ui
