#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace offhook::ui {
class EventTableModel;
class MainWindow;
} // namespace offhook::ui

namespace offhook {

/// Measures the window for the benchmarks (--bench-report FILE): when it first painted, when its first rows were there,
/// and the longest time the main thread did not turn (a heartbeat every 5 ms). Writes one JSON object at exit.
/// Times are milliseconds since the process was started: since OFFHOOK_BENCH_STARTED_NS (the monotonic clock, set by
/// whoever starts the program) where it is set, else since main().
class BenchReport final : public QObject {
    Q_OBJECT
public:
    BenchReport(ui::MainWindow &window, const QString &file, QObject *parent = nullptr);
    ~BenchReport() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void beat();

    const ui::EventTableModel &m_model;
    QString m_file;
    QTimer m_heartbeat;
    QElapsedTimer m_sinceBeat;
    double m_firstPaintMs = -1;
    double m_firstRowsMs = -1;
    double m_maxStallMs = 0;
    qint64 m_beats = 0;
};

} // namespace offhook
