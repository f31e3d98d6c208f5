#pragma once

#include "ui/theme/theme.h"

#include <QSyntaxHighlighter>

namespace offhook::ui {

/// Colours XML while it is typed.
class XmlHighlighter final : public QSyntaxHighlighter {
public:
    XmlHighlighter(const Theme &theme, QTextDocument *document);
    void setActive(bool on);

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_theme;
    bool m_active = true;
};

} // namespace offhook::ui
