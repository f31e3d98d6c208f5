#include "ui/explain/explanation_popover.h"

#include "ui/detail/body_view.h"
#include "ui/detail/styling.h"
#include "ui/explain/explanation.h"
#include "ui/widgets/plain_label.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QUrl>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Width = 380;
constexpr int Padding = 14;
constexpr int Away = 4; // pixels from what is explained

} // namespace

ExplanationPopover::ExplanationPopover(const twilio::Explanation &explanation, const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_explanation(explanation)
    , m_theme(theme) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"explanation"_s);
    setStyleSheet(u"#explanation { background: %1; border: 1px solid %2; }"_s.arg(
        theme.color(Role::Surface).name(), theme.color(Role::Border).name()));
    setFixedWidth(Width);
    setAccessibleName(explanation.title);
    setAccessibleDescription(explanation.text());
    createLayout();
}

void ExplanationPopover::createLayout() {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Padding, Padding, Padding, Padding);
    layout->setSpacing(4);
    const auto line = [&](const QString &text, const QFont &font, Role role) {
        auto *label = new PlainLabel(text, this);
        label->setFont(font);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        setInk(label, m_theme, role);
        label->setVisible(!text.isEmpty());
        layout->addWidget(label);
    };
    line(m_explanation.title, m_theme.font(1, QFont::DemiBold), Role::Text);
    line(m_explanation.what, m_theme.font(-1), Role::Muted);
    layout->addSpacing(4);
    line(m_explanation.meaning, m_theme.font(), Role::Text);
    layout->addSpacing(6);
    auto *buttons = new QHBoxLayout;
    auto *copyButton = new QPushButton(m_theme.icon(u"copy"_s, Role::Muted), tr("&Copy"), this);
    connect(copyButton, &QPushButton::clicked, this, [this] { copy(); });
    buttons->addWidget(copyButton);
    if (!m_explanation.url.isEmpty()) {
        auto *open = new QPushButton(m_theme.icon(u"external-link"_s, Role::Muted), tr("&Open Twilio's page"), this);
        open->setToolTip(m_explanation.url);
        connect(open, &QPushButton::clicked, this, [this] {
            QDesktopServices::openUrl(QUrl(m_explanation.url));
            close();
        });
        buttons->addWidget(open);
    }
    buttons->addStretch();
    layout->addLayout(buttons);
}

void ExplanationPopover::copy() const {
    QString text = m_explanation.text();
    if (!m_explanation.url.isEmpty())
        text += u'\n' + m_explanation.url;
    QGuiApplication::clipboard()->setText(text);
}

void ExplanationPopover::showAt(const QRect &globalPlace) {
    const int height = layout()->totalHeightForWidth(Width);
    resize(Width, height);
    const QScreen *screen = QGuiApplication::screenAt(globalPlace.center());
    const QRect room = screen != nullptr ? screen->availableGeometry() : globalPlace;
    QPoint at(globalPlace.left(), globalPlace.bottom() + Away);
    if (at.y() + height > room.bottom())
        at.setY(globalPlace.top() - Away - height);
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - Width)));
    at.setY(std::max(at.y(), room.top()));
    move(at);
    show();
    setFocus();
}

bool ExplanationPopover::explainFocus(QWidget *focus, const Theme &theme) {
    twilio::Explanation explanation;
    QRect place;
    if (auto *view = qobject_cast<QAbstractItemView *>(focus)) {
        const QModelIndex index = view->currentIndex();
        explanation = index.data(ExplanationRole).value<twilio::Explanation>();
        place = view->visualRect(index).translated(view->viewport()->mapToGlobal(QPoint()));
    } else if (auto *body = qobject_cast<BodyView *>(focus)) {
        explanation = explainAt(body->document().bytes, body->caret());
        place = QRect(body->viewport()->mapToGlobal(body->caretPosition()), QSize(1, 1));
    }
    if (explanation.isEmpty())
        return false;
    (new ExplanationPopover(explanation, theme, focus->window()))->showAt(place);
    return true;
}

} // namespace offhook::ui
