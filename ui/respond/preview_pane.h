#pragma once

#include "ui/respond/twiml_analysis.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QScrollArea;
class QStackedWidget;

namespace offhook::ui {

class BubbleView;
class FlowView;
class PlainLabel;

/// What the caller hears or the sender gets. Clicking a piece goes to its line.
class PreviewPane final : public QWidget {
    Q_OBJECT
public:
    explicit PreviewPane(const Theme &theme, QWidget *parent = nullptr);

    void setAnalysis(const Analysis &analysis);
    /// Whose values stand in the places of the template: "as answer to +1 415 555 0142". Untrusted, plain.
    void setSampleName(const QString &name);
    /// The height at which everything is seen, with the present width.
    [[nodiscard]] int contentHeight() const;

Q_SIGNALS:
    void chosen(const offhook::twiml::TextRange &range);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Page { FlowPage, BubblePage };
    QScrollArea *page(QWidget *content);

    const Theme &m_theme;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_sample = nullptr;
    PlainLabel *m_note = nullptr;
    QStackedWidget *m_pages = nullptr;
    FlowView *m_flow = nullptr;
    BubbleView *m_bubbles = nullptr;
    Analysis m_analysis;
};

} // namespace offhook::ui
