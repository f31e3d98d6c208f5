#pragma once

#include "ui/respond/scintilla.h"

namespace offhook::ui {

/// Colours and folds TwiML while it is typed, line by line, whatever state it is in. Not a check: that is
/// core/twiml/validator. Works on the bytes of the editor, so that text that is not UTF-8 does no harm.
class TwimlLexer final : public QsciLexerCustom {
    Q_OBJECT
public:
    enum Style { Text, Tag, Attribute, Value, Comment, Template, Punctuation };
    static constexpr int StyleCount = Punctuation + 1;

    explicit TwimlLexer(QObject *parent = nullptr);

    /// Off: everything is plain text.
    void setXml(bool on);
    [[nodiscard]] bool isXml() const { return m_xml; }
    /// Whether {{Param}} and {{#if}} have a meaning.
    void setTemplates(bool on);

    [[nodiscard]] const char *language() const override { return "TwiML"; }
    [[nodiscard]] QString description(int style) const override;
    void styleText(int start, int end) override;

private:
    void restyle();

    bool m_xml = true;
    bool m_templates = false;
};

} // namespace offhook::ui
