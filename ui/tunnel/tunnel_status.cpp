#include "ui/tunnel/tunnel_status.h"

#include "ui/detail/styling.h"
#include "ui/tunnel/qr_code.h"
#include "ui/tunnel/tunnel_text.h"
#include "ui/widgets/plain_label.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

namespace offhook::ui {

using namespace Qt::StringLiterals;
using Type = tunnel::State::Type;
using ReachType = tunnel::Reach::Type;

namespace {

QLineEdit *readOnlyLine(const Theme &theme, const QString &name, QWidget *parent) {
    auto *line = new QLineEdit(parent);
    line->setReadOnly(true);
    line->setFont(theme.mono());
    line->setAccessibleName(name);
    return line;
}

} // namespace

TunnelStatus::TunnelStatus(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_state = new PlainLabel(this);
    m_state->setFont(theme.font(1, QFont::DemiBold));
    m_words = new PlainLabel(this);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setInk(m_words, theme, Role::Muted);
    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(m_state);
    column->addWidget(m_words);
    column->addWidget(createUrl());
    column->addWidget(createReach());
    column->addWidget(createHelp());
    column->addStretch(1);
    m_code = new QrCode(this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    layout->addLayout(column, 1);
    layout->addWidget(m_code, 0, Qt::AlignTop);
}

QWidget *TunnelStatus::createUrl() {
    m_urlRow = new QWidget(this);
    m_url = readOnlyLine(m_theme, tr("Public URL of the tunnel"), m_urlRow);
    auto *copyButton = iconButton(m_theme, u"copy"_s, tr("Copy the public URL"), m_urlRow);
    copyButton->setFocusPolicy(Qt::StrongFocus);
    connect(copyButton, &QToolButton::clicked, this, [this] { copy(m_url->text()); });
    auto *row = new QHBoxLayout(m_urlRow);
    row->setContentsMargins({});
    row->addWidget(m_url, 1);
    row->addWidget(copyButton);
    return m_urlRow;
}

QWidget *TunnelStatus::createReach() {
    m_reachRow = new QWidget(this);
    m_reach = new PlainLabel(m_reachRow);
    m_reach->setWordWrap(true);
    m_check = new QPushButton(tr("Chec&k again"), m_reachRow);
    connect(m_check, &QPushButton::clicked, this, &TunnelStatus::checkAsked);
    auto *row = new QHBoxLayout(m_reachRow);
    row->setContentsMargins({});
    row->addWidget(m_reach, 1);
    row->addWidget(m_check, 0, Qt::AlignTop);
    return m_reachRow;
}

QWidget *TunnelStatus::createHelp() {
    m_help = new QWidget(this);
    m_helpText = new PlainLabel(m_help);
    m_helpText->setWordWrap(true);
    m_commandRow = new QWidget(m_help);
    m_command = readOnlyLine(m_theme, tr("Command to run in a terminal"), m_commandRow);
    auto *copyButton = iconButton(m_theme, u"copy"_s, tr("Copy the command"), m_commandRow);
    copyButton->setFocusPolicy(Qt::StrongFocus);
    connect(copyButton, &QToolButton::clicked, this, [this] { copy(m_command->text()); });
    auto *row = new QHBoxLayout(m_commandRow);
    row->setContentsMargins({});
    row->addWidget(m_command, 1);
    row->addWidget(copyButton);
    m_page = new QPushButton(m_help);
    m_page->setIcon(m_theme.icon(u"external-link"_s, Role::Muted));
    connect(m_page, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(m_pageUrl)); });
    auto *column = new QVBoxLayout(m_help);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(m_helpText);
    column->addWidget(m_commandRow);
    column->addWidget(m_page, 0, Qt::AlignLeft);
    return m_help;
}

void TunnelStatus::showTunnel(
    const tunnel::State &state, const tunnel::Reach &reach, const tunnel::Description *provider) {
    const ToneText told = tunnelState(state);
    m_state->setText(told.text);
    setInk(m_state, m_theme, told.role);
    m_words->setText(state.words);
    m_words->setVisible(!state.words.isEmpty());
    const bool up = state.type == Type::Up;
    m_url->setText(QString::fromUtf8(state.url));
    m_url->setCursorPosition(0);
    m_urlRow->setVisible(up);
    m_code->setText(up ? state.url : QByteArray());
    const ToneText reached = tunnelReach(reach);
    m_reach->setText(reached.text);
    setInk(m_reach, m_theme, reached.role);
    m_reachRow->setVisible(up);
    m_check->setEnabled(reach.type != ReachType::Checking);
    showHelp(state, provider);
}

void TunnelStatus::showHelp(const tunnel::State &state, const tunnel::Description *provider) {
    const bool install = state.type == Type::NotInstalled;
    const bool login = state.type == Type::LoginNeeded;
    m_help->setVisible(provider != nullptr && (install || login));
    if (provider == nullptr)
        return;
    const QString command = install ? provider->installCommand : provider->loginCommand;
    m_command->setText(command);
    m_commandRow->setVisible(!command.isEmpty());
    m_helpText->setText(command.isEmpty() ? tr("Its page tells how; then start the tunnel again.")
                                          : tr("Run this in a terminal, then start the tunnel again."));
    m_pageUrl = provider->installUrl;
    m_page->setText(tr("Open %1").arg(QUrl(m_pageUrl).host()));
    m_page->setVisible(install && !m_pageUrl.isEmpty());
}

void TunnelStatus::copy(const QString &text) {
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT copied(text);
}

QString TunnelStatus::stateText() const {
    return m_state->text();
}
QString TunnelStatus::reachText() const {
    return m_reach->text();
}
QString TunnelStatus::helpCommand() const {
    return m_help->isHidden() ? QString() : m_command->text();
}

} // namespace offhook::ui
