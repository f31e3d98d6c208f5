#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace offhook::rules {

/// Files that rules answer with. Each request meets the content of that moment: the file is looked at whenever it is
/// asked for, and read only when it changed. Not thread-safe.
class FileReplies {
public:
    /// A longer one is refused: it could not be answered with in time.
    static constexpr qint64 LargestFile = 10LL * 1024 * 1024;

    /// FileUnreadable, with the path and the system's words; InvalidInput when it is too large.
    [[nodiscard]] Result<QByteArray> read(const QString &path);

private:
    struct Known {
        qint64 modified = 0; ///< milliseconds, for what QFileInfo gives
        qint64 size = -1;
        qint64 readAt = 0;
        QByteArray content;
    };
    QHash<QString, Known> m_known;
};

} // namespace offhook::rules
