#include "ui/respond/preview_text.h"

#include "core/base/text_guard.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace offhook::ui {
namespace {

constexpr int LongestMessage = 1600; // twilio.com/docs/messaging/twiml/message
constexpr int LongestTitle = 80;
constexpr int MostNamed = 4;

QString tr(const char *text) {
    return QCoreApplication::translate("Preview", text);
}

QString counted(int count, const char *one, const char *many) {
    return count == 1 ? tr(one) : tr(many).arg(QLocale().toString(count));
}

QString segments(int count) {
    return counted(count, QT_TRANSLATE_NOOP("Preview", "1 segment"), QT_TRANSLATE_NOOP("Preview", "%1 segments"));
}

QString shown(const QByteArray &bytes) {
    return printable(QString::fromUtf8(bytes), LongestTitle);
}

// "Polly.Joanna-Neural" is Joanna to whoever listens.
QString voiceName(const QByteArray &voice) {
    const QString name = shown(voice);
    const QString last = name.section(u'.', 1);
    return last.isEmpty() ? name : last;
}

QString timesText(int times) {
    return times == 0 ? tr("again and again") : times > 1 ? tr("%1 times").arg(times) : QString();
}

void addGather(const twiml::FlowNode &node, QStringList &parts) {
    if (node.digits > 0)
        parts +=
            counted(node.digits, QT_TRANSLATE_NOOP("Preview", "1 digit"), QT_TRANSLATE_NOOP("Preview", "%1 digits"));
    if (node.timeout >= 0)
        parts += shortDuration(node.timeout);
}

} // namespace

QString shortDuration(double seconds) {
    if (seconds < 10)
        return tr("%1 s").arg(QLocale().toString(std::round(seconds * 10) / 10, 'g', 2));
    if (seconds < 60)
        return tr("%1 s").arg(qRound(seconds));
    const int whole = qRound(seconds);
    return whole % 60 == 0 ? tr("%1 min").arg(whole / 60) : tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
}

QString nodeTitle(const twiml::FlowNode &node) {
    using Kind = twiml::FlowNode::Kind;
    switch (node.kind) {
    case Kind::Again:
        return tr("this answer again");
    case Kind::End:
        return tr("call ends");
    case Kind::Verb:
    case Kind::Address:
        break;
    }
    return shown(node.name);
}

QString nodeDetail(const twiml::FlowNode &node) {
    if (node.kind != twiml::FlowNode::Kind::Verb)
        return {};
    QStringList parts;
    if (node.name == "Say") {
        parts += voiceName(node.voice);
        parts += shortDuration(node.seconds);
        parts += timesText(node.times);
    } else if (node.name == "Gather") {
        addGather(node, parts);
    } else if (node.name == "Record") {
        if (node.seconds > 0)
            parts += tr("up to %1").arg(shortDuration(node.seconds));
    } else if (node.name == "Pause") {
        parts += shortDuration(node.seconds);
    } else {
        parts += shown(node.target);
        if (node.timeout >= 0)
            parts += shortDuration(node.timeout);
        if (node.name == "Play")
            parts += timesText(node.times);
    }
    parts.removeAll(QString());
    return parts.join(tr(", "));
}

QString edgeLabel(twiml::FlowEdge::Reason reason) {
    using Reason = twiml::FlowEdge::Reason;
    switch (reason) {
    case Reason::Digit:
        return tr("digit");
    case Reason::Speech:
        return tr("speech");
    case Reason::Silence:
        return tr("silence");
    case Reason::Done:
        return tr("done");
    case Reason::Callback:
        return tr("tells");
    case Reason::Fetch:
        return tr("asks");
    case Reason::Then:
        break;
    }
    return {};
}

QString nodeSentence(const twiml::FlowNode &node) {
    QStringList parts{nodeTitle(node), nodeDetail(node), printable(node.says, LongestTitle)};
    if (!node.isReachable)
        parts += tr("never reached");
    parts.removeAll(QString());
    return parts.join(tr(", "));
}

QString segmentsText(const twiml::Bubble &bubble) {
    const QLocale locale;
    // Characters as Twilio counts the limit: code points.
    const auto characters = bubble.text.toUcs4().size();
    QString text = tr("%1 of %2 characters").arg(locale.toString(characters), locale.toString(LongestMessage));
    if (!bubble.media.empty())
        return text + tr(", ") +
               counted(int(bubble.media.size()), QT_TRANSLATE_NOOP("Preview", "1 file"),
                   QT_TRANSLATE_NOOP("Preview", "%1 files"));
    return text + tr(", ") + segments(bubble.segments.count);
}

QString encodingText(const twiml::Segments &sms) {
    if (sms.count == 0)
        return {};
    if (sms.encoding == twiml::Segments::Encoding::Gsm7) {
        QString text = tr("GSM-7");
        if (sms.countWithOneMore > sms.count)
            text += tr(", ") + tr("one more character: %1").arg(segments(sms.countWithOneMore));
        else if (sms.countWithOneForeign > sms.count)
            text += tr(", ") + tr("one emoji or curly quote: %1").arg(segments(sms.countWithOneForeign));
        return text;
    }
    QStringList characters;
    for (const twiml::Segments::Foreign &foreign : sms.foreign) {
        if (characters.size() == MostNamed) {
            characters += tr("…");
            break;
        }
        characters += printable(foreign.character, 12);
    }
    QString text = tr("UCS-2 because of %1").arg(characters.join(u' '));
    if (sms.countWithoutForeign < sms.count)
        text += tr(", ") + tr("without: %1").arg(segments(sms.countWithoutForeign));
    else if (sms.countWithOneMore > sms.count)
        text += tr(", ") + tr("one more character: %1").arg(segments(sms.countWithOneMore));
    return text;
}

} // namespace offhook::ui
