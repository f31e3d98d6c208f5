#include "ui/facets/facet_panel.h"

#include "ui/facets/facet_counter.h"
#include "ui/facets/facet_list.h"
#include "ui/facets/rate_chart.h"
#include "ui/util/error_text.h"
#include "ui/util/kind_icon.h"
#include "ui/widgets/plain_label.h"

#include <QPointer>
#include <QScrollArea>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

// These are there from the start; the others come with their first event.
bool isMainGroup(twilio::KindGroup group) {
    return group <= twilio::KindGroup::Conversations;
}

} // namespace

class FacetPanel::Private {
public:
    Private(FacetPanel &panel, const Theme &theme);

    void refresh();
    void chosen(int row, bool add);
    void removeSaved(int row);

    FacetPanel &q;
    const Theme &theme;
    QPointer<Session> session;
    FacetCounter *counter;
    FacetListModel *model;
    FacetListView *list;
    RateChart *chart;

private:
    void addKinds(std::vector<Facet> &facets) const;
    void addVerdicts(std::vector<Facet> &facets) const;
    void addNeedsALook(std::vector<Facet> &facets) const;
    void addSaved(std::vector<Facet> &facets) const;
    void createLayout();
};

FacetPanel::Private::Private(FacetPanel &panel, const Theme &theTheme)
    : q(panel)
    , theme(theTheme)
    , counter(new FacetCounter(&panel))
    , model(new FacetListModel(&panel))
    , list(new FacetListView(*model, theme, &panel))
    , chart(new RateChart(theme, &panel)) {
    createLayout();
    connect(counter, &FacetCounter::changed, &q, [this] { refresh(); });
    connect(list, &FacetListView::chosen, &q, [this](int row, bool add) { chosen(row, add); });
    connect(list, &FacetListView::removeAsked, &q, [this](int row) { removeSaved(row); });
    refresh();
}

void FacetPanel::Private::createLayout() {
    auto *content = new QWidget(&q);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 8, 0, 12);
    layout->setSpacing(0);
    auto *heading = new PlainLabel(FacetPanel::tr("Last 15 minutes"), content);
    heading->setFont(theme.font(-2, QFont::DemiBold));
    heading->setForegroundRole(QPalette::PlaceholderText);
    heading->setContentsMargins(16, 8, 8, 8);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(chart);
    layout->addWidget(list);
    layout->addWidget(heading);
    layout->addLayout(row);
    layout->addStretch();
    auto *scroll = new QScrollArea(&q);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *outer = new QVBoxLayout(&q);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    list->setParent(content);
}

void FacetPanel::Private::refresh() {
    std::vector<Facet> facets;
    addKinds(facets);
    addVerdicts(facets);
    addNeedsALook(facets);
    addSaved(facets);
    model->setFacets(std::move(facets));
    chart->setCounts(counter->counts().lastMinutes, counter->minute());
}

void FacetPanel::Private::addKinds(std::vector<Facet> &facets) const {
    const store::FacetCounts &counts = counter->counts();
    facets.push_back({Facet::Type::Heading, FacetPanel::tr("Kind"), {}, {}, {}, {}});
    facets.push_back({Facet::Type::Entry, FacetPanel::tr("All events"), {}, u"list"_s, {}, counts.total});
    for (int i = 0; i < twilio::KindGroupCount; ++i) {
        const auto group = twilio::KindGroup(i);
        const qint64 count = counts.groups[std::size_t(i)];
        if (count > 0 || isMainGroup(group))
            facets.push_back({Facet::Type::Entry, groupLabel(group),
                u"kind:"_s + QLatin1StringView(twilio::groupName(group)), groupIcon(group), {}, count});
    }
}

void FacetPanel::Private::addVerdicts(std::vector<Facet> &facets) const {
    struct Line {
        twilio::Verdict verdict;
        QString label;
        Role dot;
    };
    const Line lines[] = {{twilio::Verdict::Valid, FacetPanel::tr("Valid"), Role::Valid},
        {twilio::Verdict::Invalid, FacetPanel::tr("Invalid"), Role::Invalid},
        {twilio::Verdict::Unsigned, FacetPanel::tr("Unsigned"), Role::Faint},
        {twilio::Verdict::Unchecked, FacetPanel::tr("Unchecked"), Role::Warn}};
    facets.push_back({Facet::Type::Heading, FacetPanel::tr("Signature"), {}, {}, {}, {}});
    for (const Line &line : lines)
        facets.push_back(
            {Facet::Type::Entry, line.label, u"sig:"_s + QLatin1StringView(twilio::verdictName(line.verdict)), {},
                line.dot, counter->counts().verdicts[std::size_t(line.verdict)]});
}

void FacetPanel::Private::addNeedsALook(std::vector<Facet> &facets) const {
    const store::FacetCounts &counts = counter->counts();
    const auto add = [&facets](const QString &label, const QString &filter, const QString &icon, qint64 count) {
        facets.push_back({Facet::Type::Entry, label, filter, icon, {}, count});
    };
    facets.push_back({Facet::Type::Heading, FacetPanel::tr("Needs a look"), {}, {}, {}, {}});
    if (counts.alerts > 0)
        add(FacetPanel::tr("Twilio would alert"), u"is:alert"_s, u"alert"_s, counts.alerts);
    add(FacetPanel::tr("Malformed"), u"is:malformed"_s, u"bug"_s, counts.malformed);
    add(FacetPanel::tr("Retries"), u"is:retry"_s, u"retry"_s, counts.retries);
    add(FacetPanel::tr("Out of order"), u"is:out-of-order"_s, u"swap"_s, counts.outOfOrder);
    if (counts.duplicates > 0)
        add(FacetPanel::tr("Duplicates"), u"is:duplicate"_s, u"copy"_s, counts.duplicates);
    if (counts.gaps > 0)
        add(FacetPanel::tr("Gaps"), u"is:gap"_s, u"gap"_s, counts.gaps);
    if (counts.contradictory > 0)
        add(FacetPanel::tr("Contradictory"), u"is:contradictory"_s, u"contradictory"_s, counts.contradictory);
    add(FacetPanel::tr("Marked"), u"is:marked"_s, u"bookmark"_s, counts.marked);
}

void FacetPanel::Private::addSaved(std::vector<Facet> &facets) const {
    const QList<SavedFilter> saved = session != nullptr ? session->savedFilters() : QList<SavedFilter>();
    if (saved.isEmpty())
        return;
    facets.push_back({Facet::Type::Heading, FacetPanel::tr("Saved filters"), {}, {}, {}, {}});
    for (const SavedFilter &filter : saved)
        facets.push_back({Facet::Type::Saved, filter.name, filter.text, u"filter"_s, {}, {}});
}

// Choosing what is in force already takes it off again.
void FacetPanel::Private::chosen(int row, bool add) {
    const bool off = !add && model->isLit(row);
    Q_EMIT q.filterChosen(off ? QString() : model->facet(row).filter, add);
}

void FacetPanel::Private::removeSaved(int row) {
    if (session == nullptr)
        return;
    const Facet facet = model->facet(row);
    QList<SavedFilter> saved = session->savedFilters();
    saved.removeIf([&facet](const SavedFilter &filter) { return filter.name == facet.label; });
    session->setSavedFilters(saved);
}

FacetPanel::FacetPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    setAccessibleName(tr("Facets"));
}

FacetPanel::~FacetPanel() = default;

void FacetPanel::setSession(Session *session) {
    if (m_d->session != nullptr)
        disconnect(m_d->session, nullptr, this, nullptr);
    m_d->session = session;
    m_d->counter->setStore(session != nullptr ? session->events() : nullptr);
    if (session != nullptr)
        connect(session, &Session::savedFiltersChanged, this, [this] { m_d->refresh(); });
    m_d->refresh();
}

void FacetPanel::setCurrentFilter(const QString &text) {
    m_d->model->setLit(text);
}

} // namespace offhook::ui
