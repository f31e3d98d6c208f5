#pragma once

// QScintilla's headers are written with Qt's keywords, which Offhook builds without (QT_NO_KEYWORDS). Include this
// instead of them.
#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexercustom.h>
#include <Qsci/qsciscintilla.h>
#undef slots
#undef signals
