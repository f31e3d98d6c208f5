#include "ui/respond/answer_tools.h"

#include "ui/detail/segmented_switch.h"
#include "ui/detail/styling.h"

#include <QAction>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

} // namespace

AnswerTools::AnswerTools(const Theme &theme, QWidget *answer)
    : QWidget(answer) {
    m_product = new SegmentedSwitch(theme, {tr("Auto"), tr("Voice"), tr("Messaging")}, this);
    m_product->setAccessibleName(tr("Whose TwiML it is"));
    connect(m_product, &SegmentedSwitch::chosen, this, [this] { Q_EMIT productChosen(product()); });
    find = make(answer, tr("Find"), {QKeySequence(u"Ctrl+F"_s)});
    replace = make(answer, tr("Replace"), {QKeySequence(u"Ctrl+H"_s)});
    findNext = make(answer, tr("Find next"), {QKeySequence(u"F3"_s)});
    findPrevious = make(answer, tr("Find previous"), {QKeySequence(u"Shift+F3"_s)});
    format = make(answer, tr("Format"), {QKeySequence(u"Ctrl+Shift+F"_s)});
    fix =
        make(answer, tr("Fix the problem at the caret"), {QKeySequence(u"Alt+Return"_s), QKeySequence(u"Alt+Enter"_s)});
    nextProblem = make(answer, tr("Next problem"), {QKeySequence(u"F8"_s)});
    previousProblem = make(answer, tr("Previous problem"), {QKeySequence(u"Shift+F8"_s)});
    showPreview = make(answer, tr("Preview"), {QKeySequence(u"Ctrl+Shift+P"_s)});
    showPreview->setCheckable(true);
    showPreview->setChecked(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 5, 8, 5);
    layout->setSpacing(2);
    layout->addWidget(m_product);
    layout->addStretch(1);
    layout->addWidget(snippetButton(theme, answer));
    layout->addWidget(button(theme, u"list"_s, format));
    layout->addWidget(button(theme, u"search"_s, find));
    layout->addWidget(button(theme, u"eye"_s, showPreview));
}

QAction *AnswerTools::make(QWidget *answer, const QString &text, const QList<QKeySequence> &keys) {
    auto *action = new QAction(text, answer);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    answer->addAction(action);
    return action;
}

QToolButton *AnswerTools::button(const Theme &theme, const QString &icon, QAction *action) {
    action->setIcon(theme.icon(icon, Role::Muted));
    QToolButton *made = iconButton(theme, icon, action->text(), this);
    made->setDefaultAction(action);
    made->setAccessibleName(action->text());
    action->setToolTip(tr("%1 (%2)").arg(action->text(), action->shortcut().toString(QKeySequence::NativeText)));
    return made;
}

QToolButton *AnswerTools::snippetButton(const Theme &theme, QWidget *answer) {
    m_snippets = iconButton(theme, u"plus"_s, tr("Insert a common answer (Ctrl+J)"), this);
    m_snippets->setAccessibleName(tr("Insert a common answer"));
    m_snippets->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_snippets);
    const auto addAll = [this, menu](twiml::Product product, const QString &title) {
        menu->addSection(title)->setText(title);
        for (const Snippet &snippet : snippets()) {
            if (snippet.product != product)
                continue;
            QAction *action =
                menu->addAction(QCoreApplication::translate("Snippets", snippet.title.toUtf8().constData()));
            action->setObjectName(QString::fromUtf8(snippet.id));
            connect(action, &QAction::triggered, this, [this, &snippet] { Q_EMIT snippetWanted(snippet); });
        }
    };
    addAll(twiml::Product::Voice, tr("Voice"));
    menu->addSeparator();
    addAll(twiml::Product::Messaging, tr("Messaging"));
    menu->addSeparator();
    addAll(twiml::Product::Auto, tr("Both"));
    m_snippets->setMenu(menu);
    QAction *open = make(answer, tr("Insert a common answer"), {QKeySequence(u"Ctrl+J"_s)});
    connect(open, &QAction::triggered, m_snippets, [this] {
        if (m_snippets->isEnabled())
            m_snippets->showMenu();
    });
    return m_snippets;
}

void AnswerTools::setProduct(twiml::Product product) {
    m_product->setCurrent(int(product));
}

twiml::Product AnswerTools::product() const {
    return twiml::Product(m_product->current());
}

void AnswerTools::setWritable(bool on) {
    m_snippets->setEnabled(on);
    for (QAction *action : {format, fix, replace})
        action->setEnabled(on);
}

} // namespace offhook::ui
