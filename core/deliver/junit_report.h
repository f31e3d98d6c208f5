#pragma once

#include "core/deliver/replayer.h"

#include <QXmlStreamWriter>

#include <deque>

namespace offhook::deliver {

/// One case of a regression suite, without what a report does not need.
struct SuiteCase {
    QString name;      ///< "#12 sms.inbound +14155550100 Hi"
    QString className; ///< "offhook.sms.inbound"
    double seconds = 0;
    ReplayVerdict verdict = ReplayVerdict::New;
    QString error;
    QStringList differences;
};
[[nodiscard]] SuiteCase suiteCase(const ReplayAttempt &attempt);

/// Whether a suite takes it as passed: same and fixed.
[[nodiscard]] bool isPassed(ReplayVerdict verdict);

/// The cases as JUnit XML, as CI servers read it: `testsuites` with one `testsuite`; a case that differs has a
/// `failure`, one without an answer an `error`. Well-formed whatever the texts hold: what XML 1.0 does not allow
/// becomes U+FFFD.
[[nodiscard]] QByteArray junitReport(
    const QString &suite, WallTime startedAt, double seconds, const std::deque<SuiteCase> &cases);

} // namespace offhook::deliver
