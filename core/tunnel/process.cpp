#include "core/tunnel/process.h"

#include <QProcessEnvironment>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>
#endif

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;

// prctl(2): SIGKILL when the parent's thread ends; when it has ended before that, at once. A group of its own, so that
// Ctrl+C in our terminal is not the tool's.
void tieToParent(QProcess &process) {
#ifdef Q_OS_LINUX
    process.setChildProcessModifier([parent = ::getpid()] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(1);
        ::setpgid(0, 0);
    });
#else
    Q_UNUSED(process)
#endif
}

} // namespace

Process::Process(const QString &recordFolder, QObject *parent)
    : QObject(parent)
    , m_record(recordFolder) {
    m_grace.setSingleShot(true);
    tieToParent(m_process);
    connect(&m_grace, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Process::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &Process::readErrors);
    connect(&m_process, &QProcess::finished, this, &Process::finished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        m_told = true;
        m_record.remove();
        Q_EMIT ended(-1, m_process.errorString());
    });
}

Process::~Process() {
    m_process.disconnect(this);
    if (!isRunning())
        return;
    ProcessRecord::endAll(m_record.token());
    m_process.kill();
    m_process.waitForFinished();
}

void Process::start(const QString &program, const Launch &launch) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : launch.withoutVariables)
        environment.remove(name);
    environment.insert(QString::fromLatin1(ProcessRecord::Variable), QString::fromLatin1(m_record.token()));
    m_process.setProcessEnvironment(environment);
    m_told = false;
    m_record.write();
    m_process.start(program, launch.arguments);
}

void Process::stop(std::chrono::milliseconds grace) {
    if (!isRunning())
        return;
    m_process.terminate();
    m_grace.start(grace);
}

void Process::readOutput() {
    tell(m_output.feed(m_process.readAllStandardOutput()));
}

void Process::readErrors() {
    tell(m_errors.feed(m_process.readAllStandardError()));
}

void Process::tell(const std::vector<QByteArray> &lines) {
    for (const QByteArray &text : lines)
        Q_EMIT line(text);
}

void Process::finished(int exitCode, QProcess::ExitStatus status) {
    m_grace.stop();
    readOutput();
    readErrors();
    for (LineReader *reader : {&m_output, &m_errors}) {
        if (const QByteArray rest = reader->rest(); !rest.isEmpty())
            Q_EMIT line(rest);
    }
    // What the tool has started goes with it.
    ProcessRecord::endAll(m_record.token());
    m_record.remove();
    if (std::exchange(m_told, true))
        return;
    Q_EMIT ended(exitCode, status == QProcess::CrashExit ? u"ended by signal %1"_s.arg(exitCode) : QString());
}

} // namespace offhook::tunnel
