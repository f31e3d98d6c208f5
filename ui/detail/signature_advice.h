#pragma once

#include "ui/detail/signature_story.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace offhook::ui {

class BodyView;
class FramedTable;
class PlainLabel;

/// What apps make of a request that is genuine: a table of those that would reject it, and for a framework of choice
/// the lines that help, to copy.
class SignatureAdvice final : public QWidget {
    Q_OBJECT
public:
    explicit SignatureAdvice(const Theme &theme, QWidget *parent = nullptr);

    /// Hides itself when there is nothing to say.
    void setStory(const SignatureStory &story);
    [[nodiscard]] QComboBox *frameworkBox() const { return m_framework; }
    /// The lines on show.
    [[nodiscard]] QByteArray lines() const;

Q_SIGNALS:
    void statusMessage(const QString &text);

private:
    QWidget *createLines();
    void showLines();
    [[nodiscard]] std::vector<twilio::Cause> causesFor(const QByteArray &framework) const;

    const Theme &m_theme;
    SignatureStory m_story;
    PlainLabel *m_title = nullptr;
    FramedTable *m_table = nullptr;
    QWidget *m_linesBlock = nullptr;
    QComboBox *m_framework = nullptr;
    PlainLabel *m_nothing = nullptr;
    QPushButton *m_copy = nullptr;
    BodyView *m_lines = nullptr;
};

} // namespace offhook::ui
