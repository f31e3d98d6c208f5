#include "ui/forward/forward_dock.h"

#include "ui/detail/styling.h"
#include "ui/forward/route_form.h"
#include "ui/forward/routes_view.h"
#include "ui/forward/undelivered_model.h"
#include "ui/forward/undelivered_panel.h"
#include "ui/widgets/list_head.h"
#include "ui/widgets/plain_label.h"

#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Margin = 12;

} // namespace

class ForwardDock::Private {
public:
    Private(ForwardDock &dock, const Theme &theme)
        : q(dock)
        , m_theme(theme)
        , model(&dock) {}

    /// Makes the widgets, once.
    void build();
    void setSession(Session *session);
    void add();

    ForwardDock &q;
    const Theme &m_theme;
    QPointer<Session> session;
    RoutesModel model;
    UndeliveredPanel *undelivered = nullptr;

private:
    QWidget *buildHead();
    QWidget *buildForm();
    void connectParts();
    void applySession();
    void showChosen();
    [[nodiscard]] bool isReadOnly() const { return !session || session->isReadOnly(); }

    RoutesView *m_view = nullptr;
    RouteForm *m_form = nullptr;
    QScrollArea *m_scroll = nullptr;
    PlainLabel *m_empty = nullptr;
    QPushButton *m_add = nullptr;
    QTabWidget *m_pages = nullptr;
};

QWidget *ForwardDock::Private::buildHead() {
    m_add = new QPushButton(ForwardDock::tr("+ R&oute"), &q);
    m_add->setAccessibleName(ForwardDock::tr("Add a route"));
    QObject::connect(m_add, &QPushButton::clicked, &q, [this] { add(); });
    return listHead(ForwardDock::tr("Routes"), ForwardDock::tr("copies, behind the answer"), m_add, m_theme, &q);
}

QWidget *ForwardDock::Private::buildForm() {
    m_scroll = new QScrollArea(m_pages);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_form = new RouteForm(m_theme, m_scroll);
    setGround(m_form, m_theme, Role::Surface);
    m_scroll->setWidget(m_form);
    auto *page = new QWidget(m_pages);
    setGround(page, m_theme, Role::Surface);
    m_empty = new PlainLabel(ForwardDock::tr("A route sends a copy of each event it takes to your app, while the rules "
                                             "answer Twilio at once. Copies wait in the workspace until the app has "
                                             "them, also while it is down."),
        page);
    m_empty->setWordWrap(true);
    m_empty->setMargin(Margin);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    setInk(m_empty, m_theme, Role::Muted);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_empty, 1);
    return page;
}

void ForwardDock::Private::build() {
    if (m_view != nullptr)
        return;
    m_view = new RoutesView(model, m_theme, &q);
    m_pages = new QTabWidget(&q);
    m_pages->setDocumentMode(true);
    undelivered = new UndeliveredPanel(m_theme, m_pages);
    m_pages->addTab(buildForm(), ForwardDock::tr("Route"));
    m_pages->addTab(undelivered, ForwardDock::tr("Undelivered"));
    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(horizontalLine(m_theme, &q));
    layout->addWidget(m_view);
    layout->addWidget(m_pages, 1);
    q.setFocusProxy(m_view);
    connectParts();
    applySession();
}

void ForwardDock::Private::connectParts() {
    QObject::connect(m_view, &RoutesView::currentIdChanged, &q, [this] { showChosen(); });
    QObject::connect(&model, &RoutesModel::routesChanged, &q, [this] { showChosen(); });
    QObject::connect(m_form, &RouteForm::edited, &q,
        [this](const deliver::Route &route, const QString &field) { model.edit(route, field); });
    QObject::connect(undelivered, &UndeliveredPanel::eventAsked, &q, &ForwardDock::eventAsked);
    QObject::connect(&undelivered->model(), &UndeliveredModel::refreshed, &q, [this] {
        const qint64 total = undelivered->model().total();
        m_pages->setTabText(
            1, total > 0 ? ForwardDock::tr("Undelivered (%1)").arg(total) : ForwardDock::tr("Undelivered"));
    });
}

void ForwardDock::Private::setSession(Session *next) {
    session = next;
    model.setSession(next);
    q.setEnabled(session != nullptr);
    if (m_view != nullptr)
        applySession();
}

void ForwardDock::Private::applySession() {
    undelivered->setSession(session);
    m_form->setSession(session);
    m_form->setReadOnly(isReadOnly());
    m_add->setEnabled(!isReadOnly());
    m_view->setCurrentIndex(model.index(0));
    showChosen();
}

void ForwardDock::Private::showChosen() {
    const deliver::Route *route = model.routeAt(model.rowOfId(m_view->currentId()));
    if (route != nullptr)
        m_form->setRoute(*route);
    m_scroll->setVisible(route != nullptr);
    m_empty->setVisible(route == nullptr);
}

// Off until its target was looked at: nothing goes to a port that somebody else listens on.
void ForwardDock::Private::add() {
    if (isReadOnly())
        return;
    build();
    deliver::Route route;
    route.name = ForwardDock::tr("My app");
    route.target = u"http://127.0.0.1:3000"_s;
    route.isEnabled = false;
    m_view->setCurrentIndex(model.index(model.add(route)));
    m_pages->setCurrentIndex(0);
    m_form->focusTarget();
}

ForwardDock::ForwardDock(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    setGround(this, theme, Role::Surface);
}

ForwardDock::~ForwardDock() = default;

void ForwardDock::setSession(Session *session) {
    m_d->setSession(session);
}

// Without its widgets it has none, from which QDockWidget takes one off.
QSize ForwardDock::minimumSizeHint() const {
    return QWidget::minimumSizeHint().expandedTo({1, 1});
}

void ForwardDock::showEvent(QShowEvent *event) {
    m_d->build();
    QWidget::showEvent(event);
}

void ForwardDock::addRoute() {
    m_d->add();
}

RoutesModel &ForwardDock::routes() const {
    return m_d->model;
}

UndeliveredPanel &ForwardDock::undelivered() const {
    m_d->build();
    return *m_d->undelivered;
}

} // namespace offhook::ui
