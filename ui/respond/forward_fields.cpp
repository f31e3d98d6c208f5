#include "ui/respond/forward_fields.h"

#include "core/base/text_guard.h"
#include "core/deliver/replay_target.h"
#include "ui/detail/styling.h"
#include "ui/util/text_format.h"
#include "ui/widgets/certificate_field.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

const deliver::TargetHealth *healthOf(const deliver::TargetHealths &targets, const QString &url) {
    const auto target = deliver::replayTarget(url.toUtf8());
    const auto found = std::find_if(targets.begin(), targets.end(),
        [&](const deliver::TargetHealth &one) { return target && one.origin == target->origin(); });
    return found == targets.end() ? nullptr : &*found;
}

} // namespace

QString healthText(const deliver::TargetHealths &targets, const QString &url) {
    const deliver::TargetHealth *health = healthOf(targets, url);
    if (health == nullptr)
        return {};
    const QString since = shortLocalTime(health->since);
    if (health->isReachable)
        return ForwardFields::tr("Reachable since %1").arg(since);
    return ForwardFields::tr("Not reachable since %1: %2").arg(since, printable(health->error.toUtf8(), 200));
}

ForwardFields::ForwardFields(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    buildUrl();
    buildOptions();
    m_certificate = new CertificateField(m_theme, this);
    connect(m_certificate, &CertificateField::edited, this, [this](const QString &path) {
        m_target.certificate = path;
        Q_EMIT edited();
    });
    layout->addWidget(m_url);
    layout->addWidget(m_state);
    layout->addWidget(m_replacesPath);
    layout->addWidget(m_keepsHost);
    layout->addWidget(m_addsForwarded);
    layout->addWidget(m_certificate);
    layout->addWidget(m_fallback);
    setFocusProxy(m_url);
    showState();
}

void ForwardFields::buildUrl() {
    m_url = new QLineEdit(this);
    m_url->setPlaceholderText(u"http://localhost:3000"_s);
    m_url->setAccessibleName(tr("URL of the application"));
    m_state = new PlainLabel(this);
    m_state->setWordWrap(true);
    connect(m_url, &QLineEdit::textEdited, this, [this] { urlEdited(); });
    connect(&m_theme, &Theme::changed, this, [this] { showState(); });
}

void ForwardFields::buildOptions() {
    const auto option = [this](const QString &text, const QString &tip, bool flow::ForwardTo::*member) {
        auto *box = new QCheckBox(text, this);
        box->setToolTip(tip);
        connect(box, &QCheckBox::toggled, this, [this, member](bool on) {
            m_target.*member = on;
            if (!m_loading)
                Q_EMIT edited();
        });
        return box;
    };
    m_replacesPath = option(tr("The URL's path &replaces the request's"),
        tr("Else the URL's path goes before it. The request's query always goes along."),
        &flow::ForwardTo::replacesPath);
    m_keepsHost = option(tr("Host as &Twilio knows it"),
        tr("So that the application checks signatures against the public URL. Else Host is the application's own."),
        &flow::ForwardTo::keepsHost);
    m_addsForwarded = option(tr("Add &X-Forwarded-Proto, -Host and -For"),
        tr("Tells the application that Twilio's request came over HTTPS, which signatures are checked with."),
        &flow::ForwardTo::addsForwarded);
    m_fallback = new QComboBox(this);
    m_fallback->addItems({tr("No answer in time: automatic answer"), tr("No answer in time: the text below")});
    m_fallback->setAccessibleName(tr("What answers when the application does not"));
    connect(m_fallback, &QComboBox::activated, this, [this](int index) { Q_EMIT fallbackChosen(index == 0); });
}

void ForwardFields::setTarget(const flow::ForwardTo &target, bool fallbackIsAutomatic) {
    m_loading = true;
    const bool isSame = m_target.url == target.url;
    m_target = target;
    if (!isSame || !m_url->hasFocus())
        m_url->setText(target.url);
    m_replacesPath->setChecked(target.replacesPath);
    m_keepsHost->setChecked(target.keepsHost);
    m_addsForwarded->setChecked(target.addsForwarded);
    m_certificate->setPath(target.certificate);
    m_fallback->setCurrentIndex(fallbackIsAutomatic ? 0 : 1);
    m_loading = false;
    showState();
}

void ForwardFields::setHealth(const deliver::TargetHealths &targets) {
    m_health = targets;
    showState();
}

void ForwardFields::urlEdited() {
    showState();
    const QString url = m_url->text().trimmed();
    if (!flow::forwardProblem(url).isEmpty() || url == m_target.url)
        return;
    m_target.url = url;
    Q_EMIT edited();
}

void ForwardFields::showState() {
    const QString url = m_url->text().trimmed();
    const bool isWrong = !flow::forwardProblem(url).isEmpty();
    const deliver::TargetHealth *health = healthOf(m_health, url);
    QString text = healthText(m_health, url);
    if (isWrong)
        text = url.isEmpty() ? tr("Which application? Until a URL stands here the fallback answers.")
                             : tr("Not a URL of an application: http:// or https://, a host, and maybe a port.");
    const bool isGood = !isWrong && health != nullptr && health->isReachable;
    const bool isBad = (isWrong && !url.isEmpty()) || (health != nullptr && !health->isReachable);
    setInk(m_state, m_theme, isGood ? Role::Valid : isBad ? Role::Invalid : Role::Muted);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

} // namespace offhook::ui
