#pragma once

#include "core/session/session.h"
#include "ui/filter/completion_popup.h"
#include "ui/filter/filter_edit.h"

#include <QPointer>

namespace offhook::ui {

/// Completes what is typed into a FilterEdit: a list under the cursor as soon as something fits, on Down or Ctrl+Space.
/// Child of the edit, whose keys it takes first.
class FilterCompleter final : public QObject {
    Q_OBJECT
public:
    FilterCompleter(FilterEdit &edit, const Theme &theme);

    /// Whose workspace's seen values are offered too; null: only keys and values of the language.
    void setSession(Session *session) { m_session = session; }
    /// Keys that the list did not take are offered here; true takes them.
    void setKeyFilter(std::function<bool(QKeyEvent &)> filter) { m_keyFilter = std::move(filter); }
    void close();

Q_SIGNALS:
    /// The text was completed; QLineEdit::textEdited does not tell of that.
    void completed();

private:
    void complete();
    void accept(const filter::Completion &completion);
    bool takesKey(QKeyEvent &event);

    FilterEdit &m_edit;
    const Theme &m_theme;
    QPointer<Session> m_session;
    QPointer<CompletionPopup> m_popup; ///< belongs to the window
    std::function<bool(QKeyEvent &)> m_keyFilter;
};

} // namespace offhook::ui
