#include "ui/numbers/paths_form.h"

#include "ui/detail/styling.h"
#include "ui/numbers/numbers_text.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using account::Hook;

constexpr int LongestPath = 500;

QString suggestedPath(Hook hook) {
    switch (hook) {
    case Hook::Voice:
        return u"/voice"_s;
    case Hook::VoiceFallback:
        return u"/voice/fallback"_s;
    case Hook::VoiceStatus:
        return u"/voice/status"_s;
    case Hook::Message:
        return u"/sms"_s;
    case Hook::MessageFallback:
        return u"/sms/fallback"_s;
    case Hook::MessageStatus:
        break;
    }
    return u"/sms/status"_s;
}

// A path as it stands in a URL, perhaps with a query: visible ASCII, and no fragment, which Twilio reads as overrides.
bool isPath(const QString &text) {
    return text.startsWith(u'/') && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c > u' ' && c < u'\x7f' && c != u'#' && c != u'"' && c != u'<' && c != u'>';
    });
}

} // namespace

PathsForm::PathsForm(const Theme &theme, QWidget *parent)
    : QWidget(parent) {
    auto *grid = new QGridLayout;
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    for (const Hook hook : account::AllHooks) {
        Row &row = m_rows[std::size_t(hook)];
        row.box = new QCheckBox(hookLabel(hook), this);
        row.line = new QLineEdit(suggestedPath(hook), this);
        row.line->setFont(theme.mono());
        row.line->setMaxLength(LongestPath);
        row.line->setEnabled(false);
        row.line->setAccessibleName(tr("Path for: %1").arg(hookLabel(hook)));
        grid->addWidget(row.box, int(hook), 0);
        grid->addWidget(row.line, int(hook), 1);
        connect(row.box, &QCheckBox::toggled, row.line, &QWidget::setEnabled);
        connect(row.box, &QCheckBox::toggled, this, &PathsForm::showProblem);
        connect(row.line, &QLineEdit::textChanged, this, &PathsForm::showProblem);
    }
    m_problem = new PlainLabel(this);
    m_problem->setWordWrap(true);
    setInk(m_problem, theme, Role::Invalid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addLayout(grid);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    setPaths(account::defaultPaths());
}

void PathsForm::setPaths(const account::HookPaths &paths) {
    for (const Hook hook : account::AllHooks) {
        const auto found = paths.find(hook);
        if (found != paths.end())
            line(hook)->setText(found->second);
        box(hook)->setChecked(found != paths.end());
    }
    showProblem();
}

account::HookPaths PathsForm::paths() const {
    account::HookPaths paths;
    for (const Hook hook : account::AllHooks) {
        if (box(hook)->isChecked())
            paths.emplace(hook, line(hook)->text());
    }
    return paths;
}

QString PathsForm::problem() const {
    const account::HookPaths chosen = paths();
    for (const auto &[hook, path] : chosen) {
        if (!isPath(path))
            return tr("%1: a path begins with / and has no blanks, quotes or #.").arg(hookLabel(hook));
    }
    return chosen.empty() ? tr("Choose at least one setting.") : QString();
}

void PathsForm::showProblem() {
    const QString text = problem();
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    Q_EMIT edited();
}

} // namespace offhook::ui
