#pragma once

#include "ui/respond/snippets.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QToolButton;

namespace offhook::ui {

class SegmentedSwitch;

/// The row over the editor: whose TwiML it is, common answers to insert, format, find, the preview. Owns the actions
/// with their keys; they work wherever in the answer the focus is.
class AnswerTools final : public QWidget {
    Q_OBJECT
public:
    AnswerTools(const Theme &theme, QWidget *answer);

    void setProduct(twiml::Product product);
    [[nodiscard]] twiml::Product product() const;
    /// False: nothing that changes the text.
    void setWritable(bool on);

    QAction *find = nullptr;
    QAction *replace = nullptr;
    QAction *findNext = nullptr;
    QAction *findPrevious = nullptr;
    QAction *format = nullptr;
    QAction *fix = nullptr;
    QAction *nextProblem = nullptr;
    QAction *previousProblem = nullptr;
    QAction *showPreview = nullptr; ///< checkable

Q_SIGNALS:
    void productChosen(offhook::twiml::Product product);
    void snippetWanted(const offhook::ui::Snippet &snippet);

private:
    QAction *make(QWidget *answer, const QString &text, const QList<QKeySequence> &keys);
    QToolButton *button(const Theme &theme, const QString &icon, QAction *action);
    QToolButton *snippetButton(const Theme &theme, QWidget *answer);

    SegmentedSwitch *m_product = nullptr;
    QToolButton *m_snippets = nullptr;
};

} // namespace offhook::ui
