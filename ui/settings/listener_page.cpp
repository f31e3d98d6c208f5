#include "ui/settings/listener_page.h"

#include "ui/detail/styling.h"
#include "ui/settings/limits_form.h"
#include "ui/util/error_text.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

bool same(const http::Limits &a, const http::Limits &b) {
    return a.requestLine == b.requestLine && a.headerBlock == b.headerBlock && a.headerFields == b.headerFields &&
           a.body == b.body && a.headerDeadline == b.headerDeadline && a.bodyDeadline == b.bodyDeadline &&
           a.answerDeadline == b.answerDeadline && a.idle == b.idle && a.connections == b.connections;
}

bool isEveryAddress(const QHostAddress &address) {
    return address == QHostAddress(QHostAddress::Any) || address == QHostAddress(QHostAddress::AnyIPv4) ||
           address == QHostAddress(QHostAddress::AnyIPv6);
}

// A workspace written as "0.0.0.0" means what the page calls all addresses.
bool sameAddress(const QHostAddress &a, const QHostAddress &b) {
    return a == b || (isEveryAddress(a) && isEveryAddress(b));
}

bool same(const http::ListenOptions &a, const http::ListenOptions &b) {
    return sameAddress(a.address, b.address) && a.port == b.port && a.certificateFile == b.certificateFile &&
           a.keyFile == b.keyFile && same(a.limits, b.limits);
}

} // namespace

ListenerPage::ListenerPage(Session &session, const Theme &theme, QWidget *parent)
    : SettingsPage(parent)
    , m_session(session)
    , m_theme(theme)
    , m_consent([this](const QHostAddress &address, quint16 port) { return askUser(address, port); }) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(heading(theme, tr("Listener"),
        tr("The address that your tunnel or Twilio sends requests to. Changes start the listener anew; requests in "
           "flight are answered first.")));
    auto *stateRow = new QHBoxLayout;
    m_statePill = new Pill(theme, this);
    m_state = hint(theme);
    stateRow->addWidget(m_statePill);
    stateRow->addWidget(m_state, 1);
    layout->addLayout(stateRow);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setContentsMargins(0, 8, 0, 8);
    form->setSpacing(8);
    createAddress(form);
    createTls(form);
    layout->addLayout(form);
    m_problem = hint(theme);
    setInk(m_problem, theme, Role::Invalid);
    layout->addWidget(m_problem);
    m_limits = new LimitsForm(this);
    connect(m_limits, &LimitsForm::edited, this, [this] { Q_EMIT edited(); });
    layout->addWidget(m_limits);
    layout->addStretch(1);
    connect(&session, &Session::listenerChanged, this, [this] { showState(); });
    connect(this, &SettingsPage::edited, this, [this] { complain(mistake()); });
    load();
    setEnabled(!session.isReadOnly());
}

void ListenerPage::createAddress(QFormLayout *form) {
    m_address = new QComboBox(this);
    m_address->setEditable(true);
    m_address->setInsertPolicy(QComboBox::NoInsert);
    m_address->addItem(tr("127.0.0.1 (this computer only)"), QStringLiteral("127.0.0.1"));
    m_address->addItem(tr("::1 (this computer only, IPv6)"), QStringLiteral("::1"));
    m_address->addItem(tr("All addresses (others can reach it)"), QHostAddress(QHostAddress::Any).toString());
    m_address->setAccessibleName(tr("Address"));
    m_port = new QSpinBox(this);
    m_port->setRange(0, 65'535);
    m_port->setSpecialValueText(tr("any free port"));
    m_port->setAccessibleName(tr("Port"));
    form->addRow(tr("&Address"), m_address);
    form->addRow(tr("&Port"), m_port);
    connect(m_address, &QComboBox::currentTextChanged, this, [this] { Q_EMIT edited(); });
    connect(m_port, &QSpinBox::valueChanged, this, [this] { Q_EMIT edited(); });
}

QLineEdit *ListenerPage::fileLine(QFormLayout *form, const QString &label, const QString &title) {
    auto *line = new QLineEdit(this);
    line->setAccessibleName(title);
    line->setPlaceholderText(tr("none: plain HTTP"));
    auto *browse = new QPushButton(tr("Choose…"), this);
    browse->setAccessibleName(tr("Choose: %1").arg(title));
    connect(browse, &QPushButton::clicked, this, [this, line, title] {
        const QString file = QFileDialog::getOpenFileName(
            this, title, QFileInfo(line->text()).path(), tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)"));
        if (!file.isEmpty())
            line->setText(file);
    });
    auto *row = new QHBoxLayout;
    row->addWidget(line, 1);
    row->addWidget(browse);
    auto *name = new QLabel(label, this);
    name->setBuddy(line);
    form->addRow(name, row);
    connect(line, &QLineEdit::textChanged, this, [this] { Q_EMIT edited(); });
    return line;
}

void ListenerPage::createTls(QFormLayout *form) {
    m_certificate = fileLine(form, tr("TLS &certificate"), tr("TLS certificate chain (PEM)"));
    m_key = fileLine(form, tr("TLS &key"), tr("TLS private key (PEM)"));
}

void ListenerPage::load() {
    const http::ListenOptions options = m_session.listenOptions();
    const QString text = options.address.toString();
    const int known = m_address->findData(text);
    m_address->setCurrentIndex(known);
    if (known < 0)
        m_address->setEditText(text);
    m_port->setValue(options.port);
    m_certificate->setText(options.certificateFile);
    m_key->setText(options.keyFile);
    m_limits->setLimits(options.limits);
    complain({});
    showState();
}

void ListenerPage::showState() {
    const ListenerState state = m_session.listener();
    using Type = ListenerState::Type;
    switch (state.type) {
    case Type::Listening:
        m_statePill->setStyle({tr("✓ listening"), Role::Valid, Role::ValidSoft, false});
        m_state->setText(state.url());
        return;
    case Type::Starting:
        m_statePill->setStyle({tr("… starting"), Role::Muted, Role::Surface, true});
        m_state->setText(state.endpoint());
        return;
    case Type::Failed:
        m_statePill->setStyle({tr("✕ not listening"), Role::Invalid, Role::InvalidSoft, false});
        m_state->setText(errorText(state.error));
        return;
    case Type::Stopped:
        m_statePill->setStyle({tr("– stopped"), Role::Muted, Role::Surface, true});
        m_state->setText(m_session.isReadOnly() ? tr("This workspace is open read-only.") : QString());
        return;
    }
}

QHostAddress ListenerPage::address() const {
    const int index = m_address->findText(m_address->currentText());
    const QString text = index >= 0 ? m_address->itemData(index).toString() : m_address->currentText().trimmed();
    // What load() wrote must be read back as the same value, not as "0.0.0.0".
    if (text == QHostAddress(QHostAddress::Any).toString() || text == u"*")
        return QHostAddress(QHostAddress::Any);
    return QHostAddress(text);
}

http::ListenOptions ListenerPage::options() const {
    return {address(), quint16(m_port->value()), m_certificate->text().trimmed(), m_key->text().trimmed(),
        m_limits->limits()};
}

bool ListenerPage::isDirty() const {
    return !same(options(), m_session.listenOptions());
}

void ListenerPage::complain(const QString &text) {
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

QString ListenerPage::problem() const {
    return m_problem->text();
}

QString ListenerPage::mistake() const {
    const http::ListenOptions typed = options();
    if (typed.address.isNull())
        return tr("This is not an IP address. Names are not looked up: type an address of this computer.");
    if (typed.certificateFile.isEmpty() != typed.keyFile.isEmpty())
        return tr("TLS needs both the certificate and its private key.");
    for (const QString &file : {typed.certificateFile, typed.keyFile}) {
        if (!file.isEmpty() && !QFileInfo(file).isReadable())
            return tr("This file cannot be read: %1").arg(file);
    }
    return {};
}

bool ListenerPage::mayListen(const http::ListenOptions &options) {
    if (options.address.isLoopback() || m_session.preferences().mayListenOn(options.address.toString()))
        return true;
    if (!m_consent(options.address, options.port))
        return false;
    m_session.preferences().allowListeningOn(options.address.toString());
    return true;
}

bool ListenerPage::askUser(const QHostAddress &address, quint16 port) {
    QMessageBox box(this);
    box.setTextFormat(Qt::PlainText);
    box.setIcon(QMessageBox::Warning);
    box.setWindowTitle(tr("Let others reach this computer?"));
    const QString where = isEveryAddress(address) ? tr("every network address of this computer") : address.toString();
    box.setText(
        tr("Offhook will accept requests on %1, port %2.").arg(where, port == 0 ? tr("any") : QString::number(port)));
    box.setInformativeText(tr("Everyone who can reach that address, on your network or through it, can then send "
                              "requests. Offhook answers and stores each of them, "
                              "signed by Twilio or not. Its events, keys and settings cannot be read or changed that "
                              "way.\n\nA tunnel does not need this."));
    QPushButton *agree = box.addButton(tr("&Accept requests there"), QMessageBox::AcceptRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == agree;
}

bool ListenerPage::apply() {
    complain(mistake());
    if (!m_problem->text().isEmpty())
        return false;
    const http::ListenOptions typed = options();
    if (!mayListen(typed)) {
        complain(tr("Not applied: the listener stays where it is."));
        return false;
    }
    m_session.listen(typed);
    return true;
}

} // namespace offhook::ui
