#pragma once

#include "ui/respond/twiml_analysis.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace offhook::ui {

class Pill;
class PlainLabel;

/// One line under the editor: "✓ valid messaging TwiML  38 of 1,600 characters, 1 segment". Hidden while there are
/// problems, which say more.
class AnswerStatus final : public QWidget {
    Q_OBJECT
public:
    explicit AnswerStatus(const Theme &theme, QWidget *parent = nullptr);
    void setAnalysis(const Analysis &analysis, const QByteArray &contentType);
    [[nodiscard]] QString text() const;

private:
    Pill *m_pill = nullptr;
    PlainLabel *m_words = nullptr;
    QString m_verdict;
};

} // namespace offhook::ui
