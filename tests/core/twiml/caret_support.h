#pragma once

#include <QByteArray>

namespace offhook::twiml::test {

/// A body with the caret where ^ stands.
struct Caret {
    QByteArray body;
    qsizetype offset;

    explicit Caret(QByteArray marked)
        : body(std::move(marked))
        , offset(body.indexOf('^')) {
        body.remove(offset, 1);
    }
};

} // namespace offhook::twiml::test
