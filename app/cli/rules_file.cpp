#include "app/cli/rules_file.h"

#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/rules/rule_json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

constexpr int PauseMs = 100;

// A rule of the same name stays the same one: its hits count on, and its sequence goes on where it was.
void keepIds(rules::RuleList &rules, const rules::RuleList &before) {
    for (rules::Rule &rule : rules) {
        const auto same = std::find_if(
            before.begin(), before.end(), [&](const rules::Rule &known) { return known.name == rule.name; });
        if (same != before.end())
            rule.id = same->id;
    }
}

} // namespace

RulesFile::RulesFile(QString name, Answering &answering, QObject *parent)
    : QObject(parent)
    , m_name(std::move(name))
    , m_answering(answering) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, [this] { changed(); });
}

Result<void> RulesFile::open() {
    if (const Result<void> done = read(); !done)
        return done;
    watch();
    return {};
}

Result<void> RulesFile::read() {
    QFile file(m_name);
    if (!file.open(QIODevice::ReadOnly))
        return Error{
            ErrorCode::FileUnreadable, u"Cannot read the rules from %1: %2."_s.arg(m_name, file.errorString())};
    m_text = file.readAll();
    Result<rules::RuleList> rules = rules::rulesFromJson(m_text);
    if (!rules)
        return Error{rules.error().code, u"%1: %2"_s.arg(m_name, rules.error().detail), rules.error().offset};
    // Files that rules answer with stand beside the rules.
    const QDir folder = QFileInfo(m_name).absoluteDir();
    for (rules::Rule &rule : *rules) {
        if (rule.action.type == rules::Action::Type::File)
            rule.action.file = folder.absoluteFilePath(rule.action.file);
        if (QString &certificate = rule.action.forwardTo.certificate; !certificate.isEmpty())
            certificate = folder.absoluteFilePath(certificate);
    }
    keepIds(*rules, m_answering.rules());
    m_answering.setRulesForThisRun(*std::move(rules));
    return {};
}

void RulesFile::changed() {
    watch();
    QFile file(m_name);
    if (!file.open(QIODevice::ReadOnly) || file.readAll() == m_text)
        return; // between the two steps of an editor, or another file of the folder
    if (const Result<void> done = read(); !done)
        fail(Failed, done.error(), u"The rules before stay in force until the file is mended."_s);
    else
        writeErr("offhook-cli: the rules were read again\n");
}

// Editors replace a file as often as they write into it: then it is another one, and only the folder tells.
void RulesFile::watch() {
    if (!m_watcher.files().contains(m_name) && QFileInfo::exists(m_name))
        m_watcher.addPath(m_name);
    if (m_watcher.directories().isEmpty())
        m_watcher.addPath(QFileInfo(m_name).absolutePath());
}

} // namespace offhook::cli
