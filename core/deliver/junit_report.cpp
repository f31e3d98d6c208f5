#include "core/deliver/junit_report.h"

#include "core/base/text_guard.h"
#include "core/twilio/webhook_kind.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;

constexpr int MostDifferences = 200;

// XML 1.0, 2.2. Surrogates are allowed in pairs.
QString xmlText(const QString &text) {
    QString clean = text;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        const QChar c = clean[i];
        if (c.isHighSurrogate() && i + 1 < clean.size() && clean[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        const bool allowed =
            c == u'\n' || c == u'\t' || (c >= u' ' && !c.isSurrogate() && c != QChar(0xFFFE) && c != QChar(0xFFFF));
        if (!allowed)
            clean[i] = QChar::ReplacementCharacter;
    }
    return clean;
}

QString seconds(double value) {
    return QString::number(value, 'f', 3);
}

int count(const std::deque<SuiteCase> &cases, bool failed) {
    return int(std::count_if(cases.begin(), cases.end(), [failed](const SuiteCase &one) {
        return failed ? one.verdict == ReplayVerdict::Failed
                      : one.verdict != ReplayVerdict::Failed && !isPassed(one.verdict);
    }));
}

void writeCounts(QXmlStreamWriter &xml, const std::deque<SuiteCase> &cases, double time) {
    xml.writeAttribute(u"tests"_s, QString::number(cases.size()));
    xml.writeAttribute(u"failures"_s, QString::number(count(cases, false)));
    xml.writeAttribute(u"errors"_s, QString::number(count(cases, true)));
    xml.writeAttribute(u"time"_s, seconds(time));
}

void writeOutcome(QXmlStreamWriter &xml, const SuiteCase &one) {
    if (isPassed(one.verdict))
        return;
    const QString verdict = QLatin1StringView(replayVerdictName(one.verdict));
    const bool failed = one.verdict == ReplayVerdict::Failed;
    const QString message = failed ? one.error : one.differences.value(0, u"there is no answer to compare with"_s);
    xml.writeStartElement(failed ? u"error"_s : u"failure"_s);
    xml.writeAttribute(u"type"_s, verdict);
    xml.writeAttribute(u"message"_s, xmlText(message));
    xml.writeCharacters(xmlText(failed ? one.error : one.differences.join(u'\n')));
    xml.writeEndElement();
}

} // namespace

SuiteCase suiteCase(const ReplayAttempt &attempt) {
    const flow::WebhookEvent &event = *attempt.origin;
    const QString kind = printable(event.meaning.kindName, 100);
    SuiteCase one;
    one.name = u"#%1 %2"_s.arg(QString::number(event.id), kind);
    for (const QByteArray &part : {event.meaning.from, event.meaning.summary})
        if (!part.isEmpty())
            one.name += u' ' + printable(part, 100);
    one.className = u"offhook."_s + kind;
    one.seconds = attempt.tookUs < 0 ? 0 : double(attempt.tookUs) / 1e6;
    one.verdict = attempt.comparison.verdict;
    if (attempt.error)
        one.error = printable(attempt.error->detail);
    one.differences = differencesIn(attempt.comparison.lines, MostDifferences);
    return one;
}

bool isPassed(ReplayVerdict verdict) {
    return verdict == ReplayVerdict::Same || verdict == ReplayVerdict::Fixed;
}

QByteArray junitReport(const QString &suite, WallTime startedAt, double took, const std::deque<SuiteCase> &cases) {
    QByteArray report;
    QXmlStreamWriter xml(&report);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    writeCounts(xml, cases, took);
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, xmlText(suite));
    // The schema that Jenkins publishes wants no zone and no fraction.
    xml.writeAttribute(u"timestamp"_s, QString::fromLatin1(isoTime(startedAt).left(19)));
    writeCounts(xml, cases, took);
    for (const SuiteCase &one : cases) {
        xml.writeStartElement(u"testcase"_s);
        xml.writeAttribute(u"name"_s, xmlText(one.name));
        xml.writeAttribute(u"classname"_s, xmlText(one.className));
        xml.writeAttribute(u"time"_s, seconds(one.seconds));
        writeOutcome(xml, one);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return report;
}

} // namespace offhook::deliver
