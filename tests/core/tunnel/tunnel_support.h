#pragma once

#include "core/tunnel/providers.h"

#include <QList>
#include <QTest>

namespace offhook::tunnel {

/// The listener that providers are asked about.
inline Target target() {
    return {false, QStringLiteral("127.0.0.1"), 8945};
}

/// What a provider makes of the lines of one run, one word a report: "up URL", "login WORDS", ... as its tests expect
/// it.
inline QStringList reports(const char *id, const QByteArray &lines, const Fields &fields = {}) {
    const Provider *provider = findProvider(QString::fromLatin1(id));
    if (provider == nullptr)
        return {QStringLiteral("no such provider")};
    const auto interpreter = provider->interpreter(target(), fields);
    QStringList told;
    for (const QByteArray &line : lines.split('\n')) {
        const auto report = interpreter->read(line);
        if (!report)
            continue;
        static const QStringList names{QStringLiteral("up "), QStringLiteral("login "), QStringLiteral("reconnecting "),
            QStringLiteral("notice "), QStringLiteral("refused ")};
        told += names[int(report->type)] +
                (report->type == Report::Type::Up ? QString::fromUtf8(report->url) : report->words);
    }
    return told;
}

/// The command line, joined by blanks; "error: WHY" where there is none.
inline QString commandLine(const char *id, const Fields &fields, const Target &to = target()) {
    const auto launch = findProvider(QString::fromLatin1(id))->launch(to, fields);
    return launch ? launch->arguments.join(QLatin1Char(' ')) : QStringLiteral("error: ") + launch.error().detail;
}

} // namespace offhook::tunnel
