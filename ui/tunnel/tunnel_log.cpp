#include "ui/tunnel/tunnel_log.h"

#include "ui/util/text_format.h"

namespace offhook::ui {

using namespace Qt::StringLiterals;

TunnelLog::TunnelLog(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent) {
    setReadOnly(true);
    setFont(theme.mono());
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setMaximumBlockCount(int(tunnel::LogBuffer::Limit));
    setTabChangesFocus(true);
    setAccessibleName(tr("Log of the tunnel"));
    setPlaceholderText(tr("What the tunnel's program prints stands here."));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void TunnelLog::showLog(const tunnel::LogBuffer &log) {
    if (log.total() < m_shown) {
        clear();
        m_shown = 0;
    }
    const qint64 fresh = std::min(log.total() - m_shown, qint64(log.lines().size()));
    m_shown = log.total();
    for (auto line = log.lines().end() - fresh; line != log.lines().end(); ++line)
        appendPlainText(u"%1  %2%3"_s.arg(localTime(line->at), line->ours ? u"— "_s : QString(), line->text));
}

} // namespace offhook::ui
