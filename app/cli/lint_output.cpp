#include "app/cli/lint_output.h"

#include "app/cli/output.h"
#include "core/base/text_guard.h"
#include "core/twiml/line_index.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QUrl>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using twiml::Diagnostic;
using twiml::Severity;

/// Twilio's code, or Offhook's name where Twilio has none.
QString codeOf(const Diagnostic &diagnostic) {
    return diagnostic.code != 0 ? QString::number(diagnostic.code)
                                : QString::fromLatin1(twiml::textsOf(diagnostic.finding).id);
}

QString idOf(const Diagnostic &diagnostic) {
    return QString::fromLatin1(twiml::textsOf(diagnostic.finding).id);
}

class TextOutput : public LintOutput {
public:
    explicit TextOutput(bool explains)
        : m_explains(explains) {}

    void add(const LintedFile &file) override {
        QString text;
        for (const Diagnostic &d : file.diagnostics) {
            text += u"%1:%2:%3: %4 %5 %6\n"_s.arg(printable(file.name, 4096))
                        .arg(d.line)
                        .arg(d.column)
                        .arg(twiml::severityName(d.severity), codeOf(d), twiml::message(d));
            if (m_explains)
                text += u"    %1 %2\n"_s.arg(twiml::effect(d), twiml::advice(d));
        }
        writeOut(text.toUtf8());
    }

private:
    bool m_explains;
};

class JsonOutput : public LintOutput {
public:
    void add(const LintedFile &file) override {
        const twiml::LineIndex lines(file.body);
        for (const Diagnostic &d : file.diagnostics)
            writeOut(jsonLine(
                {{u"file"_s, file.name}, {u"line"_s, d.line}, {u"column"_s, d.column}, {u"endLine"_s, d.endLine},
                    {u"endColumn"_s, d.endColumn}, {u"severity"_s, twiml::severityName(d.severity)},
                    {u"code"_s, d.code}, {u"finding"_s, idOf(d)}, {u"message"_s, twiml::message(d)},
                    {u"effect"_s, twiml::effect(d)}, {u"fix"_s, twiml::advice(d)}, {u"edits"_s, edits(d, lines)}}));
    }

private:
    static QJsonArray edits(const Diagnostic &diagnostic, const twiml::LineIndex &lines) {
        QJsonArray all;
        if (!diagnostic.fix)
            return all;
        for (const twiml::Edit &edit : diagnostic.fix->edits) {
            const twiml::LineColumn begin = lines.at(edit.range.begin);
            const twiml::LineColumn end = lines.at(edit.range.end);
            all.append(QJsonObject{{u"line"_s, begin.line}, {u"column"_s, begin.column}, {u"endLine"_s, end.line},
                {u"endColumn"_s, end.column}, {u"text"_s, QString::fromUtf8(edit.replacement)}});
        }
        return all;
    }
};

/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
class GithubOutput : public LintOutput {
public:
    void add(const LintedFile &file) override {
        QString text;
        for (const Diagnostic &d : file.diagnostics) {
            text += u"::%1 file=%2,line=%3,endLine=%4,col=%5,endColumn=%6,title=%7::%8\n"_s.arg(command(d.severity),
                property(file.name), QString::number(d.line), QString::number(d.endLine), QString::number(d.column),
                QString::number(d.endColumn), property(u"TwiML "_s + codeOf(d)), data(words(d)));
        }
        writeOut(text.toUtf8());
    }

private:
    static QString command(Severity severity) {
        return severity == Severity::Error ? u"error"_s : severity == Severity::Warning ? u"warning"_s : u"notice"_s;
    }
    static QString words(const Diagnostic &d) {
        return twiml::message(d) + u'\n' + twiml::effect(d) + u'\n' + twiml::advice(d);
    }
    static QString data(QString text) {
        return text.replace(u'%', "%25"_L1).replace(u'\r', "%0D"_L1).replace(u'\n', "%0A"_L1);
    }
    static QString property(const QString &text) { return data(text).replace(u':', "%3A"_L1).replace(u',', "%2C"_L1); }
};

/// SARIF 2.1.0 (OASIS): one run for all files, written at the end.
class SarifOutput : public LintOutput {
public:
    void add(const LintedFile &file) override {
        const twiml::LineIndex lines(file.body);
        for (const Diagnostic &d : file.diagnostics) {
            addRule(d);
            m_results.append(result(d, artifact(file.name), lines));
        }
    }

    void end() override {
        const QJsonObject driver{
            {u"name"_s, u"offhook-cli lint"_s}, {u"version"_s, QStringLiteral(OFFHOOK_VERSION)}, {u"rules"_s, m_rules}};
        const QJsonObject run{{u"tool"_s, QJsonObject{{u"driver"_s, driver}}},
            {u"columnKind"_s, u"unicodeCodePoints"_s}, {u"results"_s, m_results}};
        const QJsonObject log{{u"$schema"_s, u"https://json.schemastore.org/sarif-2.1.0.json"_s},
            {u"version"_s, u"2.1.0"_s}, {u"runs"_s, QJsonArray{run}}};
        writeOut(QJsonDocument(log).toJson(QJsonDocument::Indented));
    }

private:
    static QJsonObject text(const QString &words) { return {{u"text"_s, words}}; }

    static QJsonObject artifact(const QString &name) {
        const bool isAbsolute = name.startsWith(u'/');
        const QUrl url = isAbsolute ? QUrl::fromLocalFile(name) : QUrl();
        const QString uri =
            isAbsolute ? QString::fromLatin1(url.toEncoded()) : QString::fromLatin1(QUrl::toPercentEncoding(name, "/"));
        return {{u"uri"_s, uri}};
    }

    static QJsonObject region(twiml::LineColumn begin, twiml::LineColumn end) {
        return {{u"startLine"_s, begin.line}, {u"startColumn"_s, begin.column}, {u"endLine"_s, end.line},
            {u"endColumn"_s, end.column}};
    }

    void addRule(const Diagnostic &d) {
        if (m_known.contains(idOf(d)))
            return;
        m_known.insert(idOf(d));
        QJsonObject rule{{u"id"_s, idOf(d)}};
        if (d.code != 0)
            rule.insert(u"helpUri"_s, u"https://www.twilio.com/docs/api/errors/%1"_s.arg(d.code));
        m_rules.append(rule);
    }

    static QJsonObject result(const Diagnostic &d, const QJsonObject &artifact, const twiml::LineIndex &lines) {
        const QString level = d.severity == Severity::Error     ? u"error"_s
                              : d.severity == Severity::Warning ? u"warning"_s
                                                                : u"note"_s;
        const QJsonObject place{
            {u"artifactLocation"_s, artifact}, {u"region"_s, region({d.line, d.column}, {d.endLine, d.endColumn})}};
        QJsonObject made{{u"ruleId"_s, idOf(d)}, {u"level"_s, level},
            {u"message"_s, text(twiml::message(d) + u' ' + twiml::effect(d) + u' ' + twiml::advice(d))},
            {u"locations"_s, QJsonArray{QJsonObject{{u"physicalLocation"_s, place}}}},
            {u"properties"_s, QJsonObject{{u"code"_s, d.code}}}};
        if (d.fix)
            made.insert(u"fixes"_s, QJsonArray{fix(d, artifact, lines)});
        return made;
    }

    static QJsonObject fix(const Diagnostic &d, const QJsonObject &artifact, const twiml::LineIndex &lines) {
        QJsonArray replacements;
        for (const twiml::Edit &edit : d.fix->edits)
            replacements.append(
                QJsonObject{{u"deletedRegion"_s, region(lines.at(edit.range.begin), lines.at(edit.range.end))},
                    {u"insertedContent"_s, text(QString::fromUtf8(edit.replacement))}});
        const QJsonObject change{{u"artifactLocation"_s, artifact}, {u"replacements"_s, replacements}};
        return {{u"description"_s, text(twiml::fixLabel(d))}, {u"artifactChanges"_s, QJsonArray{change}}};
    }

    QJsonArray m_rules;
    QJsonArray m_results;
    QSet<QString> m_known;
};

} // namespace

std::unique_ptr<LintOutput> lintOutput(const QString &format, bool explains) {
    if (format == "text"_L1)
        return std::make_unique<TextOutput>(explains);
    if (format == "json"_L1)
        return std::make_unique<JsonOutput>();
    if (format == "github"_L1)
        return std::make_unique<GithubOutput>();
    if (format == "sarif"_L1)
        return std::make_unique<SarifOutput>();
    return nullptr;
}

} // namespace offhook::cli
