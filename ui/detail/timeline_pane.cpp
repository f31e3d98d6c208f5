#include "ui/detail/timeline_pane.h"

#include "ui/detail/styling.h"
#include "ui/detail/timeline_painter.h"
#include "ui/detail/timeline_view.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QBuffer>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

#include <array>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::seconds;

constexpr qreal PictureScale = 2; // pixels of a PNG for one on the screen
constexpr qreal LargestSide = 30'000;
constexpr std::array MessageLimits{
    seconds(60), seconds(300), seconds(600), seconds(1800), seconds(3600), seconds(86'400)};
constexpr std::array CallLimits{seconds(600), seconds(1800), seconds(3600), seconds(4 * 3600), seconds(86'400)};

QString limitText(seconds limit) {
    return limit.count() % 3600 == 0 ? TimelinePane::tr("%1 h").arg(limit.count() / 3600)
                                     : TimelinePane::tr("%1 min").arg(limit.count() / 60);
}

Result<QString> written(const QString &path, const QByteArray &bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{ErrorCode::FileUnwritable, file.errorString(), -1};
    return path;
}

QByteArray png(const QImage &image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return image.save(&buffer, "PNG") ? bytes : QByteArray();
}

} // namespace

TimelinePane::TimelinePane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_saving(this, [this](const Result<QString> &saved) {
        Q_EMIT statusMessage(saved ? tr("Saved %1").arg(*saved) : errorText(saved.error()));
    }) {
    m_view = new TimelineView(theme, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(createHead());
    layout->addWidget(m_view, 1);
    m_source.setPaused(true);
    connect(&m_source, &TimelineSource::changed, this, [this](const TimelineScript &script) { display(script); });
    connect(&m_source, &TimelineSource::failed, this, [this](const Error &error) {
        if (error.code != ErrorCode::Cancelled)
            Q_EMIT statusMessage(errorText(error));
    });
    connect(m_view, &TimelineView::chosen, this, &TimelinePane::eventAsked);
    display({});
}

QWidget *TimelinePane::createHead() {
    auto *head = new QWidget(this);
    m_title = new PlainLabel(head);
    setInk(m_title, m_theme, Role::Muted);
    m_limitLabel = new PlainLabel(head);
    setInk(m_limitLabel, m_theme, Role::Muted);
    m_limit = new QComboBox(head);
    m_limitLabel->setBuddy(m_limit);
    m_export = new QPushButton(tr("Save &picture…"), head);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(16, 6, 12, 2);
    layout->setSpacing(8);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_limitLabel);
    layout->addWidget(m_limit);
    layout->addWidget(m_export);
    connect(m_limit, &QComboBox::activated, this, [this] { changeLimit(); });
    connect(m_export, &QPushButton::clicked, this, [this] { askForFile(); });
    return head;
}

void TimelinePane::setSession(Session *session) {
    if (m_session != nullptr)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    m_source.setSession(session);
    display({});
    if (session != nullptr)
        connect(session, &Session::threadLimitsChanged, this, [this] { showLimit(); });
}

void TimelinePane::setEvent(const flow::EventPtr &event) {
    const EventId id = event ? event->id : 0;
    m_source.follow(id);
    if (id == 0)
        display({});
    m_view->setCurrent(id);
}

void TimelinePane::display(const TimelineScript &script) {
    m_title->setText(script.title);
    m_export->setEnabled(!script.steps.empty());
    m_view->setScript(script);
    showLimit();
}

// What is waited for depends on what the thread is about.
void TimelinePane::showLimit() {
    const twilio::Subject subject = m_view->script().subject;
    const bool call = subject == twilio::Subject::Call;
    const bool shown = m_session != nullptr && (call || subject == twilio::Subject::Message);
    m_limitLabel->setVisible(shown);
    m_limit->setVisible(shown);
    if (!shown)
        return;
    m_limitLabel->setText(call ? tr("&End due within") : tr("&Final status due within"));
    m_limit->setAccessibleName(call ? tr("End due within") : tr("Final status due within"));
    const twilio::ThreadLimits limits = m_session->threadLimits();
    const seconds current = call ? limits.call : limits.delivery;
    m_limit->clear();
    const auto add = [this](seconds limit) { m_limit->addItem(limitText(limit), qint64(limit.count())); };
    for (const seconds limit : call ? std::span<const seconds>(CallLimits) : std::span<const seconds>(MessageLimits))
        add(limit);
    if (m_limit->findData(qint64(current.count())) < 0)
        add(current);
    m_limit->setCurrentIndex(m_limit->findData(qint64(current.count())));
    m_limit->setEnabled(!m_session->isReadOnly());
}

void TimelinePane::changeLimit() {
    if (m_session == nullptr)
        return;
    twilio::ThreadLimits limits = m_session->threadLimits();
    const bool call = m_view->script().subject == twilio::Subject::Call;
    (call ? limits.call : limits.delivery) = seconds(m_limit->currentData().toLongLong());
    m_session->setThreadLimits(limits);
}

void TimelinePane::askForFile() {
    const QString svg = tr("SVG picture (*.svg)");
    QString chosen = svg;
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save the timeline"), u"timeline.svg"_s, svg + u";;"_s + tr("PNG picture (*.png)"), &chosen);
    if (path.isEmpty())
        return;
    if (!path.endsWith(".svg"_L1, Qt::CaseInsensitive) && !path.endsWith(".png"_L1, Qt::CaseInsensitive))
        path += chosen == svg ? ".svg"_L1 : ".png"_L1;
    exportTo(path);
}

void TimelinePane::exportTo(const QString &path) {
    const TimelinePainter painter(m_theme, m_view->script(), m_view->geometryOfSteps());
    if (path.endsWith(".svg"_L1, Qt::CaseInsensitive)) {
        m_saving.start([path, bytes = painter.svg()](const CancelFlag &) { return written(path, bytes); });
        return;
    }
    const QSizeF size = m_view->geometryOfSteps().size;
    const qreal scale = std::min(PictureScale, LargestSide / std::max(size.width(), size.height()));
    m_saving.start([path, image = painter.image(scale)](const CancelFlag &) { return written(path, png(image)); });
}

void TimelinePane::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    m_source.setPaused(false);
}

void TimelinePane::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    m_source.setPaused(true);
}

} // namespace offhook::ui
