#pragma once

#include "ui/theme/theme.h"

#include <QAction>
#include <QObject>

#include <vector>

class QMainWindow;
class QMenuBar;

namespace offhook::ui {

/// Every command of the window, with its name, shortcut and icon, in one place: the menus, the palette (Ctrl+K) and the
/// list of keys (?) are made from it. The window connects them to what they do.
class Actions final : public QObject {
    Q_OBJECT
public:
    Actions(const Theme &theme, QMainWindow *window);

    QAction *newWorkspace, *openWorkspace, *share, *importEvents, *recover, *salvage, *quit;
    QAction *copyCurl, *copyRows, *filter, *settings;
    QAction *listen, *copyListenerUrl, *publicUrl, *copyPublicUrl, *tunnel, *tunnelOn, *numbers, *keys, *sendTest;
    QAction *mark, *note, *removeEvents, *fieldsTab, *signatureTab, *requestTab, *responseTab, *timelineTab, *compare;
    QAction *replay, *editReplay;
    QAction *answer, *newRule, *makeRule, *exportRules, *importRules, *undoRules, *redoRules;
    QAction *hold, *holdCondition, *holdSound, *answerHeld, *dropHeld, *parkHeld, *answerAllHeld;
    QAction *newRoute, *routes;
    QAction *follow, *statistics, *themeSystem, *themeLight, *themeDark, *resetLayout;
    QAction *palette, *explain, *firstSteps, *shortcuts, *about;

    /// All of them, in the order of the menus.
    [[nodiscard]] const std::vector<QAction *> &all() const { return m_all; }

private:
    QAction *make(const QString &text, const QKeySequence &shortcut = {}, const QString &icon = {});
    void makeFile();
    void makeEdit();
    void makeCapture();
    void makeEvent();
    void makeResponse();
    void makeView();
    void makeHelp();

    const Theme &m_theme;
    QMainWindow *m_window;
    std::vector<QAction *> m_all;
};

} // namespace offhook::ui
