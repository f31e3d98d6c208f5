#include "ui/start/number_step.h"

#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace offhook::ui {

NumberStep::NumberStep(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    const auto label = [&](QWidget *in) {
        auto *words = new PlainLabel(in);
        words->setWordWrap(true);
        setInk(words, theme, Role::Muted);
        return words;
    };
    m_where = label(this);
    m_lines = new QWidget(this);
    auto *grid = new QGridLayout;
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    // Named as in Twilio's console.
    m_messages = addLine(grid, tr("A message comes in"));
    m_calls = addLine(grid, tr("A call comes in"));
    auto *then = label(m_lines);
    then->setText(tr("Choose Webhook and HTTP POST, then Save configuration. On a trial account only numbers that you "
                     "verified get through; the one you signed up with is verified."));
    auto *lines = new QVBoxLayout(m_lines);
    lines->setContentsMargins({});
    lines->setSpacing(8);
    lines->addLayout(grid);
    lines->addWidget(then);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_where);
    layout->addWidget(m_lines);
    setPublicUrl({});
}

QLineEdit *NumberStep::addLine(QGridLayout *grid, const QString &setting) {
    const int row = grid->rowCount();
    auto *line = new QLineEdit(m_lines);
    line->setReadOnly(true);
    line->setFont(m_theme.mono());
    line->setAccessibleName(tr("URL for: %1").arg(setting));
    auto *name = new PlainLabel(setting, m_lines);
    name->setBuddy(line);
    auto *copy = iconButton(m_theme, QStringLiteral("copy"), tr("Copy the URL for: %1").arg(setting), m_lines);
    connect(copy, &QToolButton::clicked, line, [line] { QGuiApplication::clipboard()->setText(line->text()); });
    grid->addWidget(name, row, 0);
    grid->addWidget(line, row, 1);
    grid->addWidget(copy, row, 2);
    return line;
}

void NumberStep::setPublicUrl(const QString &url) {
    const bool known = !url.isEmpty();
    QString base = url;
    if (base.endsWith(u'/'))
        base.chop(1);
    m_messages->setText(base + QStringLiteral("/sms"));
    m_calls->setText(base + QStringLiteral("/voice"));
    m_messages->setCursorPosition(0);
    m_calls->setCursorPosition(0);
    m_lines->setVisible(known);
    m_where->setText(known ? tr("Offhook points it with the account's key, and back afterwards. Or by hand: in "
                                "Twilio's console open Phone Numbers › Manage › Active numbers › your number › "
                                "Configure, and paste:")
                           : tr("Once step 2 has a public URL, Offhook points your numbers to it, or you paste it in "
                                "Twilio's console."));
}

} // namespace offhook::ui
