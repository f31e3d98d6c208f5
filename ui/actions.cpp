#include "ui/actions.h"

#include <QActionGroup>
#include <QMainWindow>

namespace offhook::ui {

using namespace Qt::StringLiterals;

Actions::Actions(const Theme &theme, QMainWindow *window)
    : QObject(window)
    , m_theme(theme)
    , m_window(window) {
    makeFile();
    makeEdit();
    makeCapture();
    makeEvent();
    makeResponse();
    makeView();
    makeHelp();
}

QAction *Actions::make(const QString &text, const QKeySequence &shortcut, const QString &icon) {
    auto *action = new QAction(text, m_window);
    action->setShortcut(shortcut);
    if (!icon.isEmpty())
        action->setIcon(m_theme.icon(icon, Role::Muted));
    m_window->addAction(action);
    m_all.push_back(action);
    return action;
}

void Actions::makeFile() {
    newWorkspace = make(tr("&New workspace…"), QKeySequence::New, u"plus"_s);
    openWorkspace = make(tr("&Open workspace…"), QKeySequence::Open, u"folder"_s);
    share = make(tr("S&hare events…"), QKeySequence(u"Ctrl+S"_s), u"save"_s);
    importEvents = make(tr("&Import events…"), QKeySequence(u"Ctrl+Shift+O"_s));
    recover = make(tr("Re&cover missed requests…"), QKeySequence(u"Ctrl+Shift+M"_s), u"retry"_s);
    salvage = make(tr("&Salvage a damaged workspace…"));
    quit = make(tr("&Quit"), QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);
}

void Actions::makeEdit() {
    copyCurl = make(tr("Copy as cU&RL"), {}, u"copy"_s);
    copyRows = make(tr("&Copy rows"), {}, u"copy"_s);
    filter = make(tr("&Filter events"), u"/"_s, u"search"_s);
    settings = make(tr("&Settings…"), QKeySequence(u"Ctrl+,"_s), u"settings"_s);
    settings->setMenuRole(QAction::PreferencesRole);
}

void Actions::makeCapture() {
    listen = make(tr("&Listen"), QKeySequence(u"Ctrl+L"_s));
    listen->setCheckable(true);
    copyListenerUrl = make(tr("&Copy the listener's URL"), {}, u"copy"_s);
    publicUrl = make(tr("&Public URL…"), QKeySequence(u"Ctrl+U"_s), u"globe"_s);
    copyPublicUrl = make(tr("Copy the p&ublic URL"), QKeySequence(u"Ctrl+Shift+U"_s), u"copy"_s);
    tunnel = make(tr("T&unnel…"), QKeySequence(u"Ctrl+Shift+T"_s), u"tunnel"_s);
    tunnelOn = make(tr("Tunnel &on"), QKeySequence(u"Ctrl+Shift+L"_s));
    tunnelOn->setCheckable(true);
    numbers = make(tr("&Point numbers…"), QKeySequence(u"Ctrl+Shift+N"_s), u"number"_s);
    keys = make(tr("Signing &keys…"), {}, u"key"_s);
    sendTest = make(tr("Send &test…"), QKeySequence(u"Ctrl+T"_s), u"send"_s);
}

void Actions::makeEvent() {
    replay = make(tr("&Replay…"), u"R"_s, u"retry"_s);
    editReplay = make(tr("&Edit and replay…"), u"E"_s);
    mark = make(tr("&Mark"), u"M"_s, u"bookmark"_s);
    mark->setCheckable(true);
    note = make(tr("&Note…"), u";"_s, u"note"_s);
    removeEvents = make(tr("&Delete…"), QKeySequence::Delete, u"trash"_s);
    fieldsTab = make(tr("Show &fields"), QKeySequence(u"Ctrl+1"_s));
    signatureTab = make(tr("Show &signature"), QKeySequence(u"Ctrl+2"_s));
    requestTab = make(tr("Show re&quest"), QKeySequence(u"Ctrl+3"_s));
    responseTab = make(tr("Show &response"), QKeySequence(u"Ctrl+4"_s));
    timelineTab = make(tr("Show &timeline"), QKeySequence(u"Ctrl+5"_s));
    compare = make(tr("Co&mpare with the other selected, or the previous of its kind"), QKeySequence(u"Ctrl+D"_s));
    makeRule = make(tr("Make a r&ule from this event…"), QKeySequence(u"Ctrl+Shift+R"_s));
}

void Actions::makeResponse() {
    answer = make(tr("&Edit the answer"), QKeySequence(u"Ctrl+E"_s));
    routes = make(tr("Show ro&utes and undelivered copies"), QKeySequence(u"Ctrl+Shift+F"_s));
    newRoute = make(tr("New rou&te…"), {}, u"plus"_s);
    newRule = make(tr("&New rule…"), QKeySequence(u"Ctrl+R"_s), u"plus"_s);
    undoRules = make(tr("&Undo the change of rules"));
    redoRules = make(tr("&Redo the change of rules"));
    importRules = make(tr("&Import rules…"), {}, u"folder"_s);
    exportRules = make(tr("E&xport rules…"), {}, u"save"_s);
    hold = make(tr("&Hold requests"), u"H"_s, u"pause"_s);
    hold->setCheckable(true);
    holdCondition = make(tr("Hold &only what matches…"));
    holdSound = make(tr("&Sound when something is held"));
    holdSound->setCheckable(true);
    answerHeld = make(tr("&Answer the held request"), QKeySequence(u"Ctrl+Return"_s));
    parkHeld = make(tr("&Park the held call"));
    dropHeld = make(tr("&Drop the held request"));
    answerAllHeld = make(tr("Answer a&ll held requests"));
}

void Actions::makeView() {
    follow = make(tr("&Follow the newest"), u"F"_s);
    follow->setCheckable(true);
    statistics = make(tr("Show s&tatistics"), QKeySequence(u"Ctrl+I"_s));
    auto *themes = new QActionGroup(this);
    for (QAction **theme : {&themeSystem, &themeLight, &themeDark}) {
        *theme = make({});
        (*theme)->setCheckable(true);
        themes->addAction(*theme);
    }
    themeSystem->setText(tr("Colours as the &system"));
    themeLight->setText(tr("&Light colours"));
    themeDark->setText(tr("&Dark colours"));
    resetLayout = make(tr("&Reset the layout"));
}

void Actions::makeHelp() {
    palette = make(tr("Find a &command…"), QKeySequence(u"Ctrl+K"_s), u"search"_s);
    explain = make(tr("&Explain this"), QKeySequence(Qt::Key_F1), u"info"_s);
    firstSteps = make(tr("&First steps"));
    shortcuts = make(tr("&Keyboard shortcuts"), u"?"_s);
    about = make(tr("&About Offhook"));
    about->setMenuRole(QAction::AboutRole);
}

} // namespace offhook::ui
