#include "core/exchange/formats/csv.h"

#include "core/base/clock.h"
#include "core/exchange/request_model.h"
#include "core/flow/event_summary.h"

#include <QString>

namespace offhook::exchange {
namespace {

constexpr const char *Names =
    "id,time,kind,method,url,from,to,sid,status,summary,verdict,key,rule,response_status,response_type,response_bytes,"
    "took_ms,flags,error,peer,note,content_type,body,response_body\r\n";

// Spreadsheets take a cell for a formula that begins with one of these
// (owasp.org/www-community/attacks/CSV_Injection); and the cell after a line break in some.
bool looksLikeFormula(const QByteArray &text) {
    return !text.isEmpty() && QByteArrayView("=+-@\t\r\n").contains(text.front());
}

QByteArray cell(const QByteArray &bytes) {
    QByteArray text = QString::fromUtf8(bytes).toUtf8(); // what is no UTF-8 becomes U+FFFD
    text.replace('\0', "\xef\xbf\xbd");
    if (looksLikeFormula(text))
        text.prepend('\'');
    text.replace('"', "\"\"");
    return '"' + text + '"';
}

QByteArray flagWords(flow::EventFlags flags) {
    QByteArray words;
    for (quint32 bit = 1; bit != 0; bit <<= 1U) {
        if (!flags.testFlag(flow::EventFlag(bit)))
            continue;
        words += (words.isEmpty() ? "" : " ") + QByteArray(flow::flagName(flow::EventFlag(bit)));
    }
    return words;
}

class Csv final : public Encoder {
public:
    QByteArray begin(const ExportInfo &) override { return Names; }
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override {
        const flow::EventSummary s = flow::summaryOf(event);
        const QByteArray took = s.tookUs < 0 ? QByteArray() : QByteArray::number(double(s.tookUs) / 1000.0, 'f', 3);
        const std::initializer_list<QByteArray> cells{QByteArray::number(s.id), isoTime(s.receivedAt), s.kindName,
            s.method, urlOf(event), s.from, s.to, s.sid, s.status, s.summary, twilio::verdictName(s.verdict),
            event.verification.keyLabel.toUtf8(), s.rule.toUtf8(), QByteArray::number(s.responseStatus), s.responseType,
            QByteArray::number(s.responseBytes), took, flagWords(s.flags), s.refusal, s.peer, s.note.toUtf8(),
            event.request.mediaType(), event.request.body(), event.response.body};
        QByteArray row;
        for (const QByteArray &value : cells)
            row += (row.isEmpty() ? "" : ",") + cell(value);
        return row + "\r\n";
    }
};

} // namespace

std::unique_ptr<Encoder> csvEncoder() {
    return std::make_unique<Csv>();
}

} // namespace offhook::exchange
