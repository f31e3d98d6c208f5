#pragma once

#include "core/twiml/diagnostic.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace offhook::cli {

/// One linted document: its name as it was given, its bytes, what was found.
struct LintedFile {
    QString name;
    QByteArray body;
    std::vector<twiml::Diagnostic> diagnostics;
};

/// Writes findings in one of the formats of `lint --format`. add() is called for each file, end() once.
class LintOutput {
public:
    virtual ~LintOutput() = default;
    virtual void add(const LintedFile &file) = 0;
    virtual void end() {}
};

/// text, json, sarif (2.1.0) or github (workflow commands); null for another name. `explains`: text also tells what
/// Twilio does and how to mend it.
[[nodiscard]] std::unique_ptr<LintOutput> lintOutput(const QString &format, bool explains);

} // namespace offhook::cli
