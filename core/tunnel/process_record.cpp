#include "core/tunnel/process_record.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <array>

#ifdef Q_OS_LINUX
#include <csignal>
#endif

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;

QByteArray randomToken() {
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex();
}

QByteArray contents(const QString &file) {
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

#ifdef Q_OS_LINUX
// proc(5): field 22, after the name in parentheses, which may hold anything.
QByteArray startOf(qint64 pid) {
    const QByteArray stat = contents(u"/proc/%1/stat"_s.arg(pid));
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int StartTime = 22 - 3;
    return fields.value(StartTime);
}
#else
QByteArray startOf(qint64) {
    return {};
}
#endif

} // namespace

ProcessRecord::ProcessRecord(QString folder)
    : m_folder(std::move(folder))
    , m_token(randomToken()) {}

ProcessRecord::~ProcessRecord() {
    remove();
}

void ProcessRecord::write() const {
    QDir().mkpath(m_folder);
    QFile file(m_folder + u'/' + QString::fromLatin1(m_token) + u".json"_s);
    if (!file.open(QIODevice::WriteOnly))
        return;
    const qint64 owner = QCoreApplication::applicationPid();
    const QJsonObject record{{u"owner"_s, owner}, {u"ownerStart"_s, QString::fromLatin1(startOf(owner))},
        {u"token"_s, QString::fromLatin1(m_token)}};
    file.write(QJsonDocument(record).toJson(QJsonDocument::Compact));
}

void ProcessRecord::remove() const {
    QFile::remove(m_folder + u'/' + QString::fromLatin1(m_token) + u".json"_s);
}

int ProcessRecord::endLeftovers(const QString &folder) {
    int ended = 0;
    const QDir dir(folder);
    const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files);
    for (const QString &name : names) {
        const QJsonObject record = QJsonDocument::fromJson(contents(dir.filePath(name))).object();
        const qint64 owner = record.value("owner"_L1).toInteger();
        const QByteArray start = startOf(owner);
        if (!start.isEmpty() && start == record.value("ownerStart"_L1).toString().toLatin1())
            continue;
        ended += endAll(record.value("token"_L1).toString().toLatin1());
        QFile::remove(dir.filePath(name));
    }
    return ended;
}

#ifdef Q_OS_LINUX
int ProcessRecord::endAll(const QByteArray &token) {
    constexpr int TokenSize = 32;
    if (token.size() != TokenSize)
        return 0;
    int ended = 0;
    const QByteArray entry = '\0' + QByteArray(Variable) + '=' + token + '\0';
    const QStringList names = QDir(u"/proc"_s).entryList(QDir::Dirs);
    for (const QString &name : names) {
        bool isPid = false;
        const int pid = name.toInt(&isPid);
        if (!isPid)
            continue;
        const QByteArray environment = '\0' + contents(u"/proc/%1/environ"_s.arg(pid));
        if (environment.contains(entry))
            ended += ::kill(pid, SIGKILL) == 0 ? 1 : 0;
    }
    return ended;
}
#else
int ProcessRecord::endAll(const QByteArray &) {
    return 0;
}
#endif

QString ProcessRecord::defaultFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + u"/tunnels"_s;
}

} // namespace offhook::tunnel
