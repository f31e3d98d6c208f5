#pragma once

#include "core/twiml/text_range.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QToolButton;

namespace offhook::ui {

class PlainLabel;
class TwimlEditor;

/// Find and replace in the editor: marks every place, says how many there are. Lower case finds both cases, a capital
/// letter only itself. Enter goes to the next place, Shift+Enter back, Esc closes.
class FindBar final : public QWidget {
    Q_OBJECT
public:
    FindBar(const Theme &theme, TwimlEditor &editor, QWidget *parent = nullptr);

    /// Opens with the selected text, if it stands in one line.
    void open(bool withReplace);
    void close();
    void step(int by);
    [[nodiscard]] QLineEdit *find() const { return m_find; }
    [[nodiscard]] QLineEdit *replacement() const { return m_replace; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildReplaceRow(const Theme &theme);
    void search();
    void showCount();
    void replaceOne();
    void replaceAll();

    TwimlEditor &m_editor;
    QLineEdit *m_find = nullptr;
    QLineEdit *m_replace = nullptr;
    QWidget *m_replaceRow = nullptr;
    PlainLabel *m_count = nullptr;
    std::vector<twiml::TextRange> m_places;
};

} // namespace offhook::ui
