#include "core/rules/file_reply.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace offhook::rules {
namespace {

using namespace Qt::StringLiterals;

// Times of files are coarse on some systems: what changed so shortly before it was read is read once more.
constexpr qint64 Unsettled = 2'000;

} // namespace

Result<QByteArray> FileReplies::read(const QString &path) {
    QFileInfo info(path);
    info.setCaching(true);
    if (!info.isFile())
        return Error{ErrorCode::FileUnreadable, u"There is no file %1."_s.arg(path)};
    if (info.size() > LargestFile)
        return Error{ErrorCode::InvalidInput, u"%1 is larger than 10 MB."_s.arg(path)};
    Known &known = m_known[path];
    const qint64 modified = info.lastModified().toMSecsSinceEpoch();
    const bool isSettled = known.readAt - modified > Unsettled;
    if (known.size == info.size() && known.modified == modified && isSettled)
        return known.content;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_known.remove(path);
        return Error{ErrorCode::FileUnreadable, u"Cannot read %1: %2."_s.arg(path, file.errorString())};
    }
    known = {modified, info.size(), QDateTime::currentMSecsSinceEpoch(), file.read(LargestFile)};
    return known.content;
}

} // namespace offhook::rules
