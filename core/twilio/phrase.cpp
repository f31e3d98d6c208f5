#include "core/twilio/phrase.h"

namespace offhook::twilio {

QString Phrase::english() const {
    return filled(QString::fromUtf8(text));
}

QString Phrase::filled(const QString &translated) const {
    QString out;
    out.reserve(translated.size());
    for (qsizetype i = 0; i < translated.size(); ++i) {
        const int number = i + 1 < translated.size() && translated[i] == u'%' ? translated[i + 1].digitValue() : -1;
        if (number < 1 || number > arguments.size()) {
            out += translated[i];
            continue;
        }
        out += arguments[number - 1];
        ++i;
    }
    return out;
}

} // namespace offhook::twilio
