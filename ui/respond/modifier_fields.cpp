#include "ui/respond/modifier_fields.h"

#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using rules::Fault;
using std::chrono::milliseconds;

constexpr int Spacing = 6;
constexpr int LongestWaitMs = 3'600'000;

struct CommonStatus {
    int code;
    const char *words;
};
// The answers a webhook gives in practice; any other can be typed.
constexpr CommonStatus CommonStatuses[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {307, "Temporary Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
};

QSpinBox *waitBox(QWidget *parent, const QString &name) {
    auto *box = new QSpinBox(parent);
    box->setRange(0, LongestWaitMs);
    box->setSingleStep(100);
    box->setSuffix(DelayField::tr(" ms"));
    box->setGroupSeparatorShown(true);
    box->setAccessibleName(name);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

QComboBox *editable(QWidget *parent, const QString &name, int characters) {
    auto *box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setMinimumContentsLength(characters);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setAccessibleName(name);
    return box;
}

} // namespace

DelayField::DelayField(QWidget *parent)
    : QWidget(parent)
    , m_least(waitBox(this, tr("Delay, at least")))
    , m_most(waitBox(this, tr("Delay, at most"))) {
    m_most->setSpecialValueText(tr("fixed"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing);
    layout->addWidget(m_least, 1);
    layout->addWidget(new PlainLabel(tr("up to"), this));
    layout->addWidget(m_most, 1);
    setFocusProxy(m_least);
    for (QSpinBox *box : {m_least, m_most})
        connect(box, &QSpinBox::valueChanged, this, &DelayField::edited);
}

rules::Delay DelayField::delay() const {
    return {milliseconds(m_least->value()), milliseconds(m_most->value())};
}

void DelayField::setDelay(const rules::Delay &delay) {
    const QSignalBlocker quiet(this);
    m_least->setValue(int(delay.least.count()));
    m_most->setValue(int(delay.most.count()));
}

FaultField::FaultField(QWidget *parent)
    : QWidget(parent)
    , m_type(new QComboBox(this))
    , m_status(new QSpinBox(this))
    , m_bytes(new QSpinBox(this))
    , m_every(waitBox(this, tr("Time between two pieces"))) {
    const auto add = [this](const QString &text, Fault::Type type) { m_type->addItem(text, int(type)); };
    add(tr("none"), Fault::Type::None);
    add(tr("close before answering"), Fault::Type::Close);
    add(tr("reset the connection"), Fault::Type::Reset);
    add(tr("send half of the body"), Fault::Type::Half);
    add(tr("answer with a status"), Fault::Type::Status);
    add(tr("silence past the limit"), Fault::Type::Silence);
    add(tr("drip slowly"), Fault::Type::Drip);
    m_type->setAccessibleName(tr("Fault"));
    m_status->setRange(200, 599);
    m_status->setAccessibleName(tr("Status of the fault"));
    m_bytes->setRange(1, 1'000'000);
    m_bytes->setSuffix(tr(" B"));
    m_bytes->setAccessibleName(tr("Bytes at once"));
    m_every->setMinimum(1);
    auto *details = new QHBoxLayout;
    details->setSpacing(Spacing);
    for (QWidget *detail : std::initializer_list<QWidget *>{m_status, m_bytes, m_every})
        details->addWidget(detail, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing);
    layout->addWidget(m_type);
    layout->addLayout(details);
    setFocusProxy(m_type);
    connect(m_type, &QComboBox::activated, this, [this] {
        showDetails();
        Q_EMIT edited();
    });
    for (QSpinBox *box : {m_status, m_bytes, m_every})
        connect(box, &QSpinBox::valueChanged, this, &FaultField::edited);
    setFault({});
}

Fault FaultField::fault() const {
    return {Fault::Type(m_type->currentData().toInt()), m_status->value(), m_bytes->value(),
        milliseconds(m_every->value())};
}

void FaultField::setFault(const Fault &fault) {
    const QSignalBlocker quiet(this);
    m_type->setCurrentIndex(m_type->findData(int(fault.type)));
    m_status->setValue(fault.status);
    m_bytes->setValue(fault.bytes);
    m_every->setValue(int(fault.every.count()));
    showDetails();
}

void FaultField::showDetails() {
    const Fault::Type type = fault().type;
    m_status->setVisible(type == Fault::Type::Status);
    m_bytes->setVisible(type == Fault::Type::Drip);
    m_every->setVisible(type == Fault::Type::Drip);
}

StatusField::StatusField(QWidget *parent)
    : QWidget(parent)
    , m_status(editable(this, tr("Status code"), 7))
    , m_type(editable(this, tr("Content type"), 8)) {
    for (const CommonStatus &common : CommonStatuses)
        m_status->addItem(QString::number(common.code) + u' ' + QLatin1StringView(common.words), common.code);
    m_status->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[2-5][0-9]{0,2}( .*)?"_s), m_status));
    m_type->addItems({u"text/xml"_s, u"application/json"_s, u"text/plain"_s, u"text/html"_s, u"audio/mpeg"_s});
    // A header's value: visible ASCII and blanks, so that nothing typed here can break the head (RFC 9110, 5.5).
    m_type->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[\\x20-\\x7E]*"_s), m_type));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_type, 1);
    setFocusProxy(m_status);
    connect(m_status, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        const int code = QStringView(text).left(3).toInt();
        if (!m_loading && code >= 200 && code <= 599)
            Q_EMIT statusEdited(code);
    });
    connect(m_type, &QComboBox::currentTextChanged, this, [this] {
        if (!m_loading)
            Q_EMIT contentTypeEdited(contentType());
    });
}

QByteArray StatusField::contentType() const {
    return m_type->currentText().trimmed().toLatin1();
}

void StatusField::setAnswer(int status, const QByteArray &contentType) {
    m_loading = true;
    if (QStringView(m_status->currentText()).left(3).toInt() != status) {
        const int known = m_status->findData(status);
        m_status->setCurrentIndex(known);
        if (known < 0)
            m_status->setEditText(QString::number(status));
    }
    if (this->contentType() != contentType)
        m_type->setEditText(QString::fromLatin1(contentType));
    m_loading = false;
}

} // namespace offhook::ui
