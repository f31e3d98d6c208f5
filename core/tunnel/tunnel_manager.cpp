#include "core/tunnel/tunnel_manager.h"

#include "core/base/log.h"
#include "core/tunnel/providers.h"
#include "core/tunnel/tool_text.h"

#include <algorithm>

namespace offhook::tunnel {

using namespace Qt::StringLiterals;
using Type = State::Type;

TunnelManager::TunnelManager(QString recordFolder, const Pace &pace, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_recordFolder(std::move(recordFolder))
    , m_pace(pace)
    , m_clock(clock) {
    m_retry.setSingleShot(true);
    m_startLimit.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TunnelManager::begin);
    connect(&m_startLimit, &QTimer::timeout, this, [this] {
        endTool();
        tryAgain(m_last.words.isEmpty() ? u"no URL within %1 s"_s.arg(m_pace.startLimit.count() / 1000) : m_last.words);
    });
    connect(&m_agent, &NgrokAgent::lost, this, &TunnelManager::lost);
}

TunnelManager::~TunnelManager() = default;

std::chrono::milliseconds TunnelManager::delay(int attempt, const Pace &pace) {
    constexpr int MostDoublings = 20;
    const std::chrono::milliseconds grown = pace.firstDelay * (qint64(1) << std::clamp(attempt - 1, 0, MostDoublings));
    return std::min(grown, pace.longestDelay);
}

void TunnelManager::start(const Choice &choice, const Target &target) {
    endTool();
    m_choice = choice;
    m_target = target;
    m_tries = 0;
    m_wasUp = false;
    m_provider = findProvider(choice.provider);
    if (m_provider == nullptr)
        return giveUp(Type::Failed, u"there is no tunnel %1"_s.arg(choice.provider));
    enter({Type::Starting, {}, 0, 0, {}, false});
    begin();
}

void TunnelManager::stop() {
    if (m_state.type == Type::Off)
        return;
    endTool();
    enter({});
}

void TunnelManager::restart() {
    if (m_provider == nullptr || m_state.type == Type::Off)
        return;
    endTool();
    m_tries = 0;
    enter({Type::Reconnecting, m_state.url, 0, 1, {}, false});
    begin();
}

// A process that is ending keeps itself until it has: a new one may start beside it.
void TunnelManager::endTool() {
    m_retry.stop();
    m_startLimit.stop();
    m_agent.stop();
    m_last = {};
    if (!m_process)
        return;
    Process *old = m_process.release();
    old->disconnect(this);
    if (!old->isRunning())
        return old->deleteLater();
    old->setParent(this);
    connect(old, &Process::ended, old, &QObject::deleteLater);
    old->stop(m_pace.stopGrace);
}

void TunnelManager::begin() {
    Result<Launch> launch = m_provider->launch(m_target, m_choice.fields);
    if (!launch)
        return giveUp(Type::Failed, launch.error().detail);
    m_launch = *std::move(launch);
    if (!m_launch.knownUrl.isEmpty())
        return up(m_launch.knownUrl);
    m_startLimit.start(m_pace.startLimit);
    m_provider->description().hasAgent ? askAgent() : spawn();
}

void TunnelManager::askAgent() {
    m_agent.find(m_choice.fields.value(Field::Server), m_target, m_choice.fields.value(Field::Domain).trimmed(),
        [this](const Result<NgrokAgent::Found> &found) {
            if (!found)
                return tryAgain(found.error().detail);
            if (!found->runs)
                return spawn();
            note(u"an agent runs already and carries the tunnel"_s);
            up(found->url, true);
            m_agent.watch(m_pace.agentPoll);
        });
}

void TunnelManager::spawn() {
    QString wanted = m_choice.fields.value(Field::Program).trimmed();
    if (wanted.isEmpty())
        wanted = m_launch.program.isEmpty() ? QString(m_provider->description().program) : m_launch.program;
    const QString program = findProgram(wanted);
    if (program.isEmpty())
        return giveUp(Type::NotInstalled, u"%1 is not installed"_s.arg(wanted));
    m_interpreter = m_provider->interpreter(m_target, m_choice.fields);
    m_process = std::make_unique<Process>(m_recordFolder);
    connect(m_process.get(), &Process::line, this, &TunnelManager::read);
    connect(m_process.get(), &Process::ended, this, &TunnelManager::ended);
    note(u"starting %1"_s.arg(program));
    m_process->start(program, m_launch);
}

void TunnelManager::read(const QByteArray &line) {
    if (!line.trimmed().isEmpty() && !m_interpreter->isNoise(line)) {
        m_log.add({m_clock.wall(), false, redacted(wordsOf(line))});
        Q_EMIT logged();
    }
    if (const auto report = m_interpreter->read(line))
        take(*report);
}

void TunnelManager::take(const Report &report) {
    switch (report.type) {
    case Report::Type::Up:
        return up(report.url);
    case Report::Type::Reconnecting:
        if (m_state.type == Type::Up) {
            m_startLimit.start(m_pace.startLimit);
            enter({Type::Reconnecting, m_state.url, 0, 1, redacted(report.words), false});
        }
        return;
    case Report::Type::LoginNeeded:
    case Report::Type::Refused:
    case Report::Type::Notice:
        // The first that is final stays: what follows is about the same.
        if (m_last.type == Report::Type::Notice)
            m_last = report;
        // A tool that waits for the log-in may wait as long as the user takes.
        if (m_last.type == Report::Type::LoginNeeded) {
            m_startLimit.stop();
            enter({Type::LoginNeeded, m_state.url, 0, 0, redacted(m_last.words), false});
        }
        return;
    }
}

void TunnelManager::up(const QByteArray &url, bool elsewhere) {
    m_startLimit.stop();
    m_last = {};
    m_wasUp = true;
    m_upSince = m_clock.monotonic();
    if (m_state.type != Type::Up || m_state.url != url)
        note(u"up at %1"_s.arg(QString::fromUtf8(url)));
    enter({Type::Up, url, 0, 0, {}, elsewhere});
}

void TunnelManager::lost(const QString &words) {
    note(words);
    m_agent.stop();
    tryAgain(words);
}

void TunnelManager::ended(int exitCode, const QString &why) {
    const QString how = why.isEmpty() ? u"the program ended with exit code %1"_s.arg(exitCode) : why;
    note(how);
    m_startLimit.stop();
    Process *old = m_process.release();
    old->deleteLater(); // it is still speaking
    const Report last = std::exchange(m_last, {});
    if (last.type == Report::Type::LoginNeeded)
        return giveUp(Type::LoginNeeded, last.words);
    if (last.type == Report::Type::Refused)
        return giveUp(Type::Failed, last.words);
    tryAgain(last.words.isEmpty() ? how : last.words);
}

void TunnelManager::tryAgain(const QString &words) {
    m_startLimit.stop();
    if (m_state.type == Type::Up && m_clock.monotonic() - m_upSince >= m_pace.stable)
        m_tries = 0;
    ++m_tries;
    if (!m_wasUp && m_tries >= TriesBeforeFirstUp)
        return giveUp(Type::Failed, words);
    enter({Type::Reconnecting, m_state.url, 0, m_tries, redacted(words), false});
    m_retry.start(delay(m_tries, m_pace));
}

void TunnelManager::giveUp(State::Type type, const QString &words) {
    endTool();
    enter({type, m_state.url, 0, 0, redacted(words), false});
}

void TunnelManager::enter(State state) {
    state.since = m_state.type == state.type ? m_state.since : m_clock.wall();
    if (state == m_state)
        return;
    m_state = std::move(state);
    Q_EMIT stateChanged();
}

void TunnelManager::note(const QString &text) {
    m_log.add({m_clock.wall(), true, redacted(text)});
    Q_EMIT logged();
}

} // namespace offhook::tunnel
