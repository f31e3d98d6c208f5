#include "ui/respond/xml_highlighter.h"

#include "ui/detail/xml_tokens.h"

namespace offhook::ui {

XmlHighlighter::XmlHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] { rehighlight(); });
}

void XmlHighlighter::setActive(bool on) {
    if (on == m_active)
        return;
    m_active = on;
    rehighlight();
}

void XmlHighlighter::highlightBlock(const QString &text) {
    if (!m_active)
        return;
    const XmlState before = previousBlockState() < 0 ? XmlState::Content : XmlState(previousBlockState());
    const XmlState after = scanXml(text, before, [this](qsizetype begin, qsizetype end, Role role) {
        setFormat(int(begin), int(end - begin), m_theme.color(role));
    });
    setCurrentBlockState(int(after));
}

} // namespace offhook::ui
