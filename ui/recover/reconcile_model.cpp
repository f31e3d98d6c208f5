#include "ui/recover/reconcile_model.h"

#include "core/base/text_guard.h"
#include "ui/util/text_format.h"

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

bool isTrouble(const ReconcileRow &row) {
    return row.verdict == ReconcileVerdict::Missing || row.verdict == ReconcileVerdict::Differs;
}

QString whatText(const TwilioRecord &record) {
    const bool isInbound = record.direction == "inbound";
    if (record.type == TwilioRecord::Type::Message)
        return isInbound ? ReconcileModel::tr("message in") : ReconcileModel::tr("message out");
    return isInbound ? ReconcileModel::tr("call in") : ReconcileModel::tr("call out");
}

QString countText(int events) {
    return events == 1 ? ReconcileModel::tr("1 event") : ReconcileModel::tr("%1 events").arg(grouped(events));
}

// "sent → delivered · 3 events, 1 recovered"
QString capturedText(const CapturedThread &captured) {
    const int events = int(captured.events.size());
    if (events == 0)
        return ReconcileModel::tr("nothing");
    QStringList words;
    for (const QByteArray &status : captured.statuses)
        words.append(printable(status, 20));
    const QString recovered = ReconcileModel::tr("%1 recovered").arg(captured.recovered);
    QString text = captured.recovered == events ? recovered : countText(events);
    if (captured.recovered > 0 && captured.recovered < events)
        text += u", "_s + recovered;
    return words.isEmpty() ? text : QString(words.join(u" → "_s) + u" · "_s + text);
}

} // namespace

ReconcileModel::ReconcileModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {}

void ReconcileModel::setRows(std::vector<ReconcileRow> rows) {
    beginResetModel();
    m_all = std::move(rows);
    m_counts = {};
    for (const ReconcileRow &row : m_all)
        ++m_counts.at(std::size_t(row.verdict));
    show();
    endResetModel();
}

void ReconcileModel::setOnlyTrouble(bool on) {
    beginResetModel();
    m_onlyTrouble = on;
    show();
    endResetModel();
}

void ReconcileModel::show() {
    m_shown.clear();
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (!m_onlyTrouble || isTrouble(m_all[i]))
            m_shown.push_back(i);
    }
    // What needs a look comes first; otherwise by time, as they are.
    std::stable_partition(m_shown.begin(), m_shown.end(), [this](std::size_t i) { return isTrouble(m_all[i]); });
}

int ReconcileModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_shown.size());
}

int ReconcileModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString ReconcileModel::verdictLabel(ReconcileVerdict verdict) {
    switch (verdict) {
    case ReconcileVerdict::Complete:
        return tr("✓ complete");
    case ReconcileVerdict::Missing:
        return tr("✕ missing");
    case ReconcileVerdict::Differs:
        return tr("≠ differs");
    case ReconcileVerdict::Unknown:
        return tr("? unknown");
    case ReconcileVerdict::Unfinished:
        break;
    }
    return tr("… unfinished");
}

Role ReconcileModel::verdictRole(ReconcileVerdict verdict) {
    switch (verdict) {
    case ReconcileVerdict::Complete:
        return Role::Valid;
    case ReconcileVerdict::Missing:
        return Role::Invalid;
    case ReconcileVerdict::Differs:
        return Role::Warn;
    case ReconcileVerdict::Unknown:
        return Role::Muted;
    case ReconcileVerdict::Unfinished:
        break;
    }
    return Role::Info;
}

QString ReconcileModel::reasonText(const ReconcileRow &row) {
    switch (row.reason) {
    case ReconcileReason::AllHere:
        return row.captured.recovered > 0 ? tr("What was missed is recovered.") : tr("What had to come is here.");
    case ReconcileReason::InboundMissing:
        return tr("The webhook for it is not here.");
    case ReconcileReason::RequestsMissing:
        return tr("%1 of the %2 requests that Twilio made are not here.").arg(row.missing).arg(row.told);
    case ReconcileReason::StatusMissing:
        return tr("The callback with this status is not here.");
    case ReconcileReason::StatusCallbackMissing:
        return tr("A status callback is set, and none is here.");
    case ReconcileReason::StatusDiffers:
        return tr("The callbacks told another status.");
    case ReconcileReason::CallbackUnknown:
        return tr("Twilio does not tell whether a callback was asked for.");
    case ReconcileReason::NoWebhook:
        return tr("No webhook is set for the number now.");
    case ReconcileReason::LeadsElsewhere:
        return tr("The number's webhook leads elsewhere now.");
    case ReconcileReason::NotFinished:
        break;
    }
    return tr("Twilio is not done with it yet.");
}

QString ReconcileModel::text(const ReconcileRow &row, int column) {
    switch (column) {
    case Time:
        return shortLocalTime(row.record.at);
    case What:
        return whatText(row.record);
    case Sid:
        return address(row.record.sid, true);
    case To:
        return address(row.record.to, true);
    case Twilio:
        return printable(row.record.status, 40);
    case Captured:
        return capturedText(row.captured);
    case Verdict:
        return verdictLabel(row.verdict);
    default:
        return reasonText(row);
    }
}

QVariant ReconcileModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ReconcileRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, index.column());
    case Qt::ToolTipRole: {
        const TwilioRecord &record = shown.record;
        const QString whole = index.column() == Sid ? printable(record.sid)
                              : index.column() == To ? QString(printable(record.from) + u" → "_s + printable(record.to))
                                                     : text(shown, index.column());
        return whole.toHtmlEscaped();
    }
    case Qt::ForegroundRole: {
        const bool isQuiet = index.column() == Captured && shown.captured.isEmpty();
        return m_theme.color(index.column() == Verdict ? verdictRole(shown.verdict)
                             : isQuiet                 ? Role::Muted
                                                       : Role::Text);
    }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    default:
        return {};
    }
}

QVariant ReconcileModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case What:
        return tr("What");
    case Sid:
        return tr("SID");
    case To:
        return tr("To");
    case Twilio:
        return tr("Twilio says");
    case Captured:
        return tr("Captured");
    case Verdict:
        return tr("Verdict");
    default:
        return tr("Why");
    }
}

} // namespace offhook::ui
