#include "app/cli/serve_numbers.h"

#include "app/cli/accounts.h"
#include "app/cli/command_line.h"
#include "app/cli/lease_options.h"
#include "app/cli/numbers_output.h"
#include "app/cli/output.h"

#include <QCoreApplication>

#include <utility>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using account::LeaseStep;
using account::LeaseTerm;

account::RestoreOptions sessionsLease() {
    account::RestoreOptions options;
    options.term = LeaseTerm::Session;
    return options;
}

void say(const QString &text) {
    writeErr("offhook-cli: " + text.toUtf8() + '\n');
}

bool isGood(const LeaseStep &step) {
    using Outcome = LeaseStep::Outcome;
    return step.outcome != Outcome::Conflict && step.outcome != Outcome::Failed && step.outcome != Outcome::Cancelled;
}

} // namespace

void addPointOptions(QCommandLineParser &parser) {
    parser.addOption({u"point"_s,
        u"Points this number, app or service (a SID or phone number; may be given several times) at the public URL as "
        u"long as it serves; see docs/numbers.md."_s,
        u"NAME"_s});
    parser.addOption({u"account"_s, u"The account to ask, where there are several."_s, u"ACCOUNTSID"_s});
    addLeaseOptions(parser);
}

ServeNumbers::ServeNumbers(Session &session)
    : m_session(session)
    , m_leasing(session.leasing()) {
    connect(&m_leasing, &Leasing::ended, this, &ServeNumbers::ended);
    connect(&m_session, &Session::publicUrlChanged, this, [this] {
        m_waitsForTunnel = false;
        point();
    });
}

int ServeNumbers::prepare(const QCommandLineParser &parser, bool waitsForTunnel) {
    m_names = parser.values(u"point"_s);
    m_waitsForTunnel = waitsForTunnel;
    auto request = leaseRequest(parser);
    if (!request)
        return fail(Usage, request.error());
    m_request = *request;
    if (!m_names.isEmpty() || m_leasing.hasLeftovers())
        waitForAccounts(m_session.accountAccess(), m_session.keys());
    if (m_names.isEmpty())
        return Ok;
    const auto credentials = chosenAccount(parser, m_session.accountAccess());
    if (!credentials)
        return credentials.error().code == ErrorCode::NoKey ? fail(NoKey, credentials.error(), howToGiveAnAccount())
                                                            : fail(Usage, credentials.error());
    m_account = credentials->accountSid;
    return Ok;
}

void ServeNumbers::start() {
    if (std::exchange(m_isStarted, true))
        return;
    if (!m_leasing.hasLeftovers())
        return point();
    say(u"an earlier run left numbers pointed here; restoring them"_s);
    m_isRestoring = true;
    m_leasing.restore(sessionsLease());
}

void ServeNumbers::point() {
    const bool mayPoint = m_isStarted && !m_names.isEmpty() && !m_isPointing && !m_finished && !m_leasing.isBusy();
    if (!mayPoint || m_waitsForTunnel)
        return;
    if (m_session.publicUrl().isEmpty())
        return say(u"there is no public URL yet; the numbers wait for it"_s);
    m_isPointing = true;
    m_leasing.load(m_account, this, {}, [this](const Result<account::Inventory> &inventory) { planned(inventory); });
}

void ServeNumbers::planned(const Result<account::Inventory> &inventory) {
    if (m_finished)
        return;
    if (!inventory) {
        fail(Failed, inventory.error());
        return QCoreApplication::exit(inventory.error().code == ErrorCode::NoKey ? NoKey : Failed);
    }
    m_request.sids = sidsOf(m_names, *inventory);
    m_request.publicUrl = m_session.publicUrl();
    m_request.fragment = m_session.overrides();
    const account::LeasePlan plan = account::planLease(m_request, *inventory);
    writeErr(planWarnings(plan));
    m_leasing.point(m_account, plan, {LeaseTerm::Session, false});
}

void ServeNumbers::ended(Leasing::Work work, const LeaseReport &report) {
    if (work == Leasing::Work::Point) {
        tell(u"pointed at "_s + QString::fromUtf8(m_request.publicUrl), report);
    } else if (work == Leasing::Work::Follow) {
        tell(u"follow to "_s + QString::fromUtf8(m_session.publicUrl()), report);
    } else {
        const bool isWhole = tell(u"restored"_s, report);
        m_isRestoring = false;
        if (!isWhole)
            say(u"offhook-cli numbers restore tries again, once nobody serves this workspace"_s);
        if (m_finished)
            return m_finished(isWhole ? Ok : Failed);
        point();
    }
}

bool ServeNumbers::tell(const QString &done, const LeaseReport &report) const {
    int good = 0;
    for (const LeaseStep &step : report.steps) {
        good += isGood(step) ? 1 : 0;
        if (!isGood(step))
            writeErr("offhook-cli: " + stepLine(step, false));
    }
    for (const Error &error : report.errors)
        fail(Failed, error);
    if (good > 0)
        say(u"%1 of %2 %3"_s.arg(good).arg(report.steps.size()).arg(done));
    return report.errors.empty() && std::size_t(good) == report.steps.size();
}

void ServeNumbers::finish(std::function<void(int)> done) {
    const bool isAgain = bool(m_finished);
    m_finished = std::move(done);
    if (isAgain || (!m_leasing.isBusy() && !m_leasing.isLeasing()))
        return m_finished(isAgain ? Failed : Ok);
    if (std::exchange(m_isRestoring, true))
        return; // its end is the end of the program
    m_leasing.cancel();
    m_leasing.restore(sessionsLease());
}

} // namespace offhook::cli
