#include "core/compose/json_edit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>
#include <QRegularExpression>

namespace offhook::compose {
namespace {

using namespace Qt::StringLiterals;

// A member: its quoted name, a colon, and a string or bare value (RFC 8259 sections 3, 6 and 7).
QRegularExpression memberPattern(QByteArrayView name) {
    return QRegularExpression(u"\"%1\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9][0-9.eE+-]*|true|false|null)"_s.arg(
        QRegularExpression::escape(QString::fromUtf8(name))));
}

/// One JSON value on its own.
QJsonValue parsed(const QByteArray &value) {
    return QJsonDocument::fromJson('[' + value + ']')[0];
}

QByteArray literal(const QByteArray &value, const QString &old) {
    const QJsonValue bare = parsed(value);
    if (!old.startsWith(u'"') && !bare.isUndefined() && !bare.isString() && !bare.isArray() && !bare.isObject())
        return value;
    const QByteArray list = QJsonDocument(QJsonArray{QString::fromUtf8(value)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

} // namespace

QByteArray jsonStringMember(const QByteArray &json, QByteArrayView name) {
    const QRegularExpressionMatch match = memberPattern(name).match(QString::fromUtf8(json));
    return parsed(match.captured(1).toUtf8()).toString().toUtf8();
}

bool setJsonMember(QByteArray &json, QByteArrayView name, const QByteArray &value) {
    QString text = QString::fromUtf8(json);
    const QRegularExpression pattern = memberPattern(name);
    bool replaced = false;
    for (qsizetype from = 0;;) {
        const QRegularExpressionMatch match = pattern.match(text, from);
        if (!match.hasMatch())
            break;
        const QString now = QString::fromUtf8(literal(value, match.captured(1)));
        text.replace(match.capturedStart(1), match.capturedLength(1), now);
        from = match.capturedStart(1) + now.size();
        replaced = true;
    }
    if (replaced)
        json = text.toUtf8();
    return replaced;
}

} // namespace offhook::compose
