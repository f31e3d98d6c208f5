/// The floor for start-up: a Qt main window with nothing in it that reports its first paint as offhook --bench-report
/// does, then ends. Usage: offhook_minimal_window REPORT, with OFFHOOK_BENCH_STARTED_NS set to the monotonic clock at
/// its start.
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QMainWindow>
#include <QTimer>

#include <chrono>

namespace {

double sinceStartMs() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    return double(nanoseconds - qEnvironmentVariable("OFFHOOK_BENCH_STARTED_NS").toLongLong()) / 1e6;
}

class MinimalWindow final : public QMainWindow {
public:
    explicit MinimalWindow(const QString &report)
        : m_report(report) {}

protected:
    void paintEvent(QPaintEvent *event) override {
        QMainWindow::paintEvent(event);
        if (m_painted)
            return;
        m_painted = true;
        // After this turn the paint is done.
        QTimer::singleShot(0, this, [this] {
            QFile file(m_report);
            if (file.open(QIODevice::WriteOnly))
                file.write("{\"firstPaintMs\":" + QByteArray::number(sinceStartMs()) + "}\n");
            QApplication::quit();
        });
    }

private:
    QString m_report;
    bool m_painted = false;
};

} // namespace

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    if (argc != 2)
        return 2;
    MinimalWindow window(QString::fromLocal8Bit(argv[1]));
    window.setCentralWidget(new QLabel(QStringLiteral("Offhook")));
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
