#pragma once

#include <QString>
#include <QStringList>

namespace offhook::twilio {

/// A piece of text for people that core makes and the window translates: an English source text of the context
/// PostMortem, with %1, %2 ... for the arguments. Arguments are one printable line each.
struct Phrase {
    const char *text = "";
    QStringList arguments;

    bool operator==(const Phrase &) const = default;

    [[nodiscard]] bool isEmpty() const { return *text == '\0'; }
    [[nodiscard]] QString english() const;
    /// `translated` with the arguments in their places. An argument that contains %1 is not looked into.
    [[nodiscard]] QString filled(const QString &translated) const;
};

} // namespace offhook::twilio
