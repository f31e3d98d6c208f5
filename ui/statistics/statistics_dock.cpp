#include "ui/statistics/statistics_dock.h"

#include "ui/detail/styling.h"
#include "ui/statistics/answer_time_chart.h"
#include "ui/statistics/arrival_chart.h"
#include "ui/statistics/bar_list.h"
#include "ui/statistics/statistics_bars.h"
#include "ui/statistics/statistics_counter.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Margin = 12;
constexpr int Inset = 6; // of lists and charts: the ground under what has the focus

} // namespace

class StatisticsDock::Private {
public:
    Private(StatisticsDock &dock, const Theme &theme);

    /// Before the dock is seen for the first time: until then it costs the start of the program nothing.
    void build();
    void refresh();
    void copyPicture() { copyAsPicture(*content, theme.color(Role::Surface)); }
    [[nodiscard]] QString summary() const;

    StatisticsDock &q;
    const Theme &theme;
    StatisticsCounter *counter;
    ArrivalChart *arrivals;
    AnswerTimeChart *answers;

private:
    struct Tile {
        PlainLabel *value;
        PlainLabel *caption;
    };
    struct Section {
        QWidget *widget;
        BarListModel *model;
    };
    QWidget *createHead();
    QLayout *createTiles();
    QLayout *createLegend(const QString &title);
    PlainLabel *heading(const QString &title);
    Section addSection(QVBoxLayout *layout, const QString &title);
    void createLayout();
    void refreshHead(const store::Statistics &statistics);
    void refreshCharts(const store::Statistics &statistics);
    static void show(const Section &section, std::vector<Bar> bars);

    QWidget *content = nullptr;
    PlainLabel *head = nullptr;
    QPushButton *allTimes = nullptr;
    std::array<Tile, 4> tiles{};
    Section funnel{}, errors{}, verdicts{}, kinds{}, statuses{}, codes{};
};

StatisticsDock::Private::Private(StatisticsDock &dock, const Theme &theTheme)
    : q(dock)
    , theme(theTheme)
    , counter(new StatisticsCounter(&dock))
    , arrivals(new ArrivalChart(theme, &dock))
    , answers(new AnswerTimeChart(theme, &dock)) {
    connect(counter, &StatisticsCounter::changed, &q, [this] { refresh(); });
    for (TimeChart *chart : {static_cast<TimeChart *>(arrivals), static_cast<TimeChart *>(answers)})
        connect(chart, &TimeChart::rangeChosen, &q, [this](WallTime from, WallTime to) {
            Q_EMIT q.timeRangeAsked({from, to});
        });
}

void StatisticsDock::Private::build() {
    if (content != nullptr)
        return;
    createLayout();
    refresh();
}

PlainLabel *StatisticsDock::Private::heading(const QString &title) {
    auto *label = new PlainLabel(title, content);
    label->setFont(theme.font(-1, QFont::DemiBold));
    label->setContentsMargins(Inset, 0, 0, 0);
    setInk(label, theme, Role::Muted);
    return label;
}

QWidget *StatisticsDock::Private::createHead() {
    auto *bar = new QWidget(&q);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(Margin, 6, 6, 6);
    row->setSpacing(6);
    auto *title = new PlainLabel(StatisticsDock::tr("Statistics"), bar);
    title->setFont(theme.font(0, QFont::DemiBold));
    head = new PlainLabel(bar);
    head->setMinimumWidth(20);
    head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setInk(head, theme, Role::Muted);
    allTimes = new QPushButton(StatisticsDock::tr("All times"), bar);
    allTimes->setToolTip(StatisticsDock::tr("Take after: and before: out of the filter"));
    connect(allTimes, &QPushButton::clicked, &q, [this] { Q_EMIT q.timeRangeAsked({}); });
    QToolButton *copy = iconButton(theme, u"copy"_s, StatisticsDock::tr("Copy all as picture"), bar);
    connect(copy, &QToolButton::clicked, &q, [this] { copyPicture(); });
    row->addWidget(title);
    row->addWidget(head, 1);
    row->addWidget(allTimes);
    row->addWidget(copy);
    setGround(bar, theme, Role::Surface);
    return bar;
}

QLayout *StatisticsDock::Private::createTiles() {
    const QString captions[] = {StatisticsDock::tr("per second"), u"p50"_s, u"p90"_s, u"p99"_s};
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->setContentsMargins(Inset, 0, 0, 0);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        tiles[i] = {new PlainLabel(content), new PlainLabel(captions[i], content)};
        tiles[i].value->setFont(theme.font(4, QFont::DemiBold));
        tiles[i].caption->setFont(theme.font(-1));
        setInk(tiles[i].caption, theme, Role::Muted);
        auto *column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(tiles[i].value);
        column->addWidget(tiles[i].caption);
        row->addLayout(column, 1);
    }
    return row;
}

QLayout *StatisticsDock::Private::createLegend(const QString &title) {
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(heading(title), 1);
    for (const AnswerTimeChart::Line &line : AnswerTimeChart::Lines) {
        auto *dash = new PlainLabel(u"━"_s, content);
        setInk(dash, theme, line.role);
        auto *name = new PlainLabel(QLatin1StringView(line.name), content);
        name->setFont(theme.font(-2));
        setInk(name, theme, Role::Muted);
        row->addWidget(dash);
        row->addWidget(name);
    }
    return row;
}

StatisticsDock::Private::Section StatisticsDock::Private::addSection(QVBoxLayout *layout, const QString &title) {
    auto *box = new QWidget(content);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto *model = new BarListModel(box);
    auto *list = new BarListView(*model, theme, box);
    list->setAccessibleName(title);
    connect(list, &BarListView::filterAsked, &q, &StatisticsDock::filterAsked);
    column->addWidget(heading(title));
    column->addWidget(list);
    layout->addWidget(box);
    return {box, model};
}

void StatisticsDock::Private::createLayout() {
    content = new QWidget(&q);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(Margin - Inset, Margin, Margin - Inset, Margin);
    layout->setSpacing(10);
    layout->addLayout(createTiles());
    layout->addWidget(heading(StatisticsDock::tr("Events over time")));
    layout->addWidget(arrivals);
    layout->addLayout(createLegend(StatisticsDock::tr("Answer time")));
    layout->addWidget(answers);
    funnel = addSection(layout, StatisticsDock::tr("Delivery of messages"));
    errors = addSection(layout, StatisticsDock::tr("Errors"));
    verdicts = addSection(layout, StatisticsDock::tr("Signature"));
    kinds = addSection(layout, StatisticsDock::tr("Kind"));
    statuses = addSection(layout, StatisticsDock::tr("Status"));
    codes = addSection(layout, StatisticsDock::tr("Answer"));
    layout->addStretch();
    auto *scroll = new QScrollArea(&q);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    setGround(content, theme, Role::Surface);
    auto *outer = new QVBoxLayout(&q);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(createHead());
    outer->addWidget(horizontalLine(theme, &q));
    outer->addWidget(scroll, 1);
}

void StatisticsDock::Private::show(const Section &section, std::vector<Bar> bars) {
    section.widget->setVisible(!bars.empty());
    section.model->setBars(std::move(bars));
}

void StatisticsDock::Private::refresh() {
    if (content == nullptr)
        return;
    const store::Statistics &statistics = counter->statistics();
    refreshHead(statistics);
    refreshCharts(statistics);
    show(funnel, funnelBars(statistics));
    show(errors, errorBars(statistics));
    show(verdicts, verdictBars(statistics));
    show(kinds, kindBars(statistics));
    show(statuses, statusBars(statistics));
    show(codes, codeBars(statistics));
    q.setAccessibleDescription(summary());
}

void StatisticsDock::Private::refreshHead(const store::Statistics &statistics) {
    const store::TimeSeries &series = statistics.series;
    QString text = StatisticsDock::tr("%1 events").arg(grouped(statistics.total));
    if (!series.isEmpty() && !statistics.isComplete())
        text = StatisticsDock::tr("%1 %, counting").arg(int(statistics.done * 100));
    head->setText(text);
    head->setToolTip(
        series.isEmpty() ? QString() : Qt::convertFromPlainText(timeRangeText(series.begin(), series.end())));
    const filter::TimeRange range = filter::timeRange(counter->filter());
    allTimes->setVisible(range.from || range.to);
    const double seconds = double(std::max<WallTime>(series.end() - series.begin(), 1'000'000)) / 1e6;
    tiles[0].value->setText(QLocale().toString(double(statistics.total) / seconds, 'g', 3));
    const double shares[] = {0.5, 0.9, 0.99};
    for (std::size_t i = 0; i < std::size(shares); ++i)
        tiles[i + 1].value->setText(duration(statistics.durations.percentile(shares[i])));
}

void StatisticsDock::Private::refreshCharts(const store::Statistics &statistics) {
    const filter::TimeRange range = filter::timeRange(counter->filter());
    const WallTime from = range.from.value_or(statistics.series.begin());
    const WallTime to = range.to.value_or(statistics.series.end());
    arrivals->setSeries(statistics.series, from, to);
    answers->setSeries(statistics.series, from, to);
}

QString StatisticsDock::Private::summary() const {
    const store::Statistics &s = counter->statistics();
    QStringList sentences{StatisticsDock::tr("%1 events.").arg(s.total)};
    if (s.durations.count() > 0)
        sentences << StatisticsDock::tr("Half of them answered within %1, 99 of 100 within %2.")
                         .arg(duration(s.durations.percentile(0.5)), duration(s.durations.percentile(0.99)));
    if (const qint64 invalid = s.verdicts[std::size_t(twilio::Verdict::Invalid)]; invalid > 0)
        sentences << StatisticsDock::tr("%1 with an invalid signature.").arg(invalid);
    if (s.funnel.messages > 0)
        sentences << StatisticsDock::tr("Of %1 messages %2 were delivered and %3 failed.")
                         .arg(s.funnel.messages)
                         .arg(s.funnel.delivered)
                         .arg(s.funnel.failed);
    return sentences.join(u' ');
}

StatisticsDock::StatisticsDock(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    setAccessibleName(tr("Statistics"));
    setFocusProxy(m_d->arrivals);
}

StatisticsDock::~StatisticsDock() = default;

void StatisticsDock::setStore(store::EventStore *store) {
    m_d->counter->setStore(store);
}

void StatisticsDock::setFilter(const filter::Expression &filter) {
    m_d->counter->setFilter(filter);
}

QString StatisticsDock::summary() const {
    return m_d->summary();
}

void StatisticsDock::showEvent(QShowEvent *event) {
    m_d->build();
    QWidget::showEvent(event);
    m_d->counter->setActive(true);
}

void StatisticsDock::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    m_d->counter->setActive(false);
}

} // namespace offhook::ui
