#pragma once

#include "ui/respond/problems_model.h"
#include "ui/theme/theme.h"

#include <QListView>

namespace offhook::ui {

class ProblemsDelegate;

/// What is wrong with the document, under it. Click or Enter goes there; Alt+Enter, or the button, mends it. As high as
/// its rows, up to a share of the space: then it scrolls.
class ProblemsView final : public QListView {
    Q_OBJECT
public:
    explicit ProblemsView(const Theme &theme, QWidget *parent = nullptr);

    /// Keeps the chosen row where it is the same problem.
    void setProblems(std::vector<twiml::Diagnostic> problems);
    [[nodiscard]] const ProblemsModel &problems() const { return m_model; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const offhook::twiml::Diagnostic &problem);
    void fixWanted(const offhook::twiml::Diagnostic &problem);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] bool isOnFix(const QPoint &at) const;
    [[nodiscard]] int contentHeight() const;

    ProblemsModel m_model;
    ProblemsDelegate *m_delegate = nullptr;
};

} // namespace offhook::ui
