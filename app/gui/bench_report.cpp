#include "app/gui/bench_report.h"

#include "ui/events/event_table_model.h"
#include "ui/main_window.h"

#include <QEvent>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>

namespace offhook {
namespace {

using namespace Qt::StringLiterals;

constexpr int HeartbeatMs = 5;

qint64 nowNs() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double sinceStartMs() {
    static const qint64 start = qEnvironmentVariableIsSet("OFFHOOK_BENCH_STARTED_NS")
                                    ? qEnvironmentVariable("OFFHOOK_BENCH_STARTED_NS").toLongLong()
                                    : nowNs();
    return double(nowNs() - start) / 1e6;
}

// Resident memory now and at its highest, in KiB: /proc/self/status.
QJsonObject memory() {
    QJsonObject kib;
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return kib;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:"))
            kib.insert(QString::fromLatin1(line.first(5)), line.mid(6).simplified().split(' ').first().toInt());
    }
    return kib;
}

} // namespace

BenchReport::BenchReport(ui::MainWindow &window, const QString &file, QObject *parent)
    : QObject(parent)
    , m_model(window.model())
    , m_file(file) {
    sinceStartMs();
    window.installEventFilter(this);
    connect(&window.model(), &ui::EventTableModel::dataChanged, this, [this, model = &window.model()] {
        if (m_firstRowsMs < 0 && model->summaryAt(0) != nullptr)
            m_firstRowsMs = sinceStartMs();
    });
    connect(&m_heartbeat, &QTimer::timeout, this, [this] { beat(); });
    m_heartbeat.setTimerType(Qt::PreciseTimer);
}

BenchReport::~BenchReport() {
    QJsonObject report{{u"firstPaintMs"_s, m_firstPaintMs}, {u"firstRowsMs"_s, m_firstRowsMs},
        {u"maxStallMs"_s, m_maxStallMs}, {u"beats"_s, m_beats}, {u"rows"_s, m_model.rowCount()},
        {u"memoryKiB"_s, memory()}};
    QFile file(m_file);
    if (file.open(QIODevice::WriteOnly))
        file.write(QJsonDocument(report).toJson(QJsonDocument::Compact) + '\n');
}

bool BenchReport::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Paint && m_firstPaintMs < 0) {
        // After this turn the paint is done; only then the heartbeat starts: start-up is measured by the paint itself.
        QTimer::singleShot(0, this, [this] {
            m_firstPaintMs = sinceStartMs();
            m_sinceBeat.start();
            m_heartbeat.start(HeartbeatMs);
        });
        watched->removeEventFilter(this);
    }
    return false;
}

void BenchReport::beat() {
    const double late = double(m_sinceBeat.nsecsElapsed()) / 1e6 - HeartbeatMs;
    m_sinceBeat.restart();
    m_maxStallMs = qMax(m_maxStallMs, late);
    ++m_beats;
}

} // namespace offhook
