#pragma once

#include "core/twilio/cause.h"

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace offhook::twilio {

/// A framework that advice is known for.
struct Framework {
    QByteArray id; ///< "express"
    QString name;  ///< "Express"
};

/// Lines to copy into an app.
struct Advice {
    QString title; ///< English: what the lines do
    QString code;
};

/// Every framework of resources/twilio/advice.json, in its order. Loaded once; thread-safe.
[[nodiscard]] const std::vector<Framework> &frameworks();

/// Lines that keep an app of that framework from rejecting for these causes, without doubles, in the causes' order.
/// Empty when nothing in the app helps.
[[nodiscard]] std::vector<Advice> adviceFor(QByteArrayView framework, const std::vector<Cause> &causes);

} // namespace offhook::twilio
