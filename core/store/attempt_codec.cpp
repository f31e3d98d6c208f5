#include "core/store/attempt_codec.h"

#include "core/store/field_bytes.h"

namespace offhook::store {
namespace {

/// Numbers of the fields. Stored: never renumber.
enum class Field : std::uint8_t {
    Purpose = 1,
    Route = 2,
    Number = 3,
    Url = 4,
    Redirect = 5, ///< one for each
    StartedAt = 6,
    RequestHead = 7,
    RequestBody = 8,
    Status = 9,
    ResponseHead = 10,
    ResponseBody = 11,
    ResponseFramedBody = 12,
    ErrorCode = 13, ///< name
    ErrorDetail = 14,
    ConnectUs = 15, ///< plus one, as all of them
    TlsUs = 16,
    FirstByteUs = 17,
    TotalUs = 18,
    Late = 19,
    Verdict = 20,
};

struct Parts {
    flow::Attempt attempt;
    QByteArray head;
    QByteArray body;
};

ErrorCode errorFromName(QByteArrayView name) {
    for (int i = 0; i < ErrorCodeCount; ++i) {
        if (QLatin1StringView(name) == errorName(ErrorCode(i)))
            return ErrorCode(i);
    }
    return ErrorCode::Internal;
}

http::ClientResponse &responseOf(flow::Attempt &attempt) {
    if (!attempt.response)
        attempt.response.emplace();
    return *attempt.response;
}

bool takeResponse(const FieldPiece &piece, flow::Attempt &attempt) {
    switch (Field(piece.field)) {
    case Field::Status:
        responseOf(attempt).status = int(piece.number());
        return true;
    case Field::ResponseHead:
        responseOf(attempt).head = piece.bytes.toByteArray();
        return true;
    case Field::ResponseBody:
        responseOf(attempt).body = piece.bytes.toByteArray();
        return true;
    case Field::ResponseFramedBody:
        responseOf(attempt).framedBody = piece.bytes.toByteArray();
        return true;
    case Field::ErrorCode:
        attempt.error.emplace(Error{errorFromName(piece.bytes), {}, -1});
        return true;
    case Field::ErrorDetail:
        if (attempt.error)
            attempt.error->detail = QString::fromUtf8(piece.bytes);
        return true;
    default:
        return false;
    }
}

bool takeTimings(const FieldPiece &piece, http::ClientTimings &timings) {
    const qint64 us = qint64(piece.number()) - 1;
    switch (Field(piece.field)) {
    case Field::ConnectUs:
        timings.connectUs = us;
        return true;
    case Field::TlsUs:
        timings.tlsUs = us;
        return true;
    case Field::FirstByteUs:
        timings.firstByteUs = us;
        return true;
    case Field::TotalUs:
        timings.totalUs = us;
        return true;
    default:
        return false;
    }
}

void takeRest(const FieldPiece &piece, Parts &parts) {
    switch (Field(piece.field)) {
    case Field::Purpose:
        parts.attempt.purpose = flow::Attempt::Purpose(piece.number());
        break;
    case Field::Route:
        parts.attempt.route = QString::fromUtf8(piece.bytes);
        break;
    case Field::Number:
        parts.attempt.number = int(piece.number());
        break;
    case Field::Url:
        parts.attempt.url = piece.bytes.toByteArray();
        break;
    case Field::Redirect:
        parts.attempt.redirects.push_back(piece.bytes.toByteArray());
        break;
    case Field::StartedAt:
        parts.attempt.startedAt = WallTime(piece.number());
        break;
    case Field::RequestHead:
        parts.head = piece.bytes.toByteArray();
        break;
    case Field::RequestBody:
        parts.body = piece.bytes.toByteArray();
        break;
    case Field::Late:
        parts.attempt.isLate = true;
        break;
    case Field::Verdict:
        parts.attempt.verdict = flow::Attempt::Verdict(piece.number());
        break;
    default:
        break; // a newer program's
    }
}

} // namespace

QByteArray encodeAttempt(const flow::Attempt &attempt) {
    QByteArray bytes;
    FieldWriter<Field> out(bytes);
    out.number(Field::Purpose, quint64(attempt.purpose));
    out.bytes(Field::Route, attempt.route.toUtf8());
    out.number(Field::Number, quint64(attempt.number));
    out.bytes(Field::Url, attempt.url);
    for (const QByteArray &url : attempt.redirects)
        out.always(Field::Redirect, url);
    out.number(Field::StartedAt, quint64(attempt.startedAt));
    out.bytes(Field::RequestHead, attempt.request.head());
    out.bytes(Field::RequestBody, attempt.request.body());
    if (attempt.response) {
        out.number(Field::Status, quint64(attempt.response->status));
        out.bytes(Field::ResponseHead, attempt.response->head);
        out.bytes(Field::ResponseBody, attempt.response->body);
        out.bytes(Field::ResponseFramedBody, attempt.response->framedBody);
    }
    if (attempt.error) {
        const QLatin1StringView name = errorName(attempt.error->code);
        out.always(Field::ErrorCode, {name.data(), name.size()});
        out.bytes(Field::ErrorDetail, attempt.error->detail.toUtf8());
    }
    out.number(Field::ConnectUs, quint64(attempt.timings.connectUs + 1));
    out.number(Field::TlsUs, quint64(attempt.timings.tlsUs + 1));
    out.number(Field::FirstByteUs, quint64(attempt.timings.firstByteUs + 1));
    out.number(Field::TotalUs, quint64(attempt.timings.totalUs + 1));
    out.number(Field::Late, attempt.isLate ? 1 : 0);
    out.number(Field::Verdict, quint64(attempt.verdict));
    return bytes;
}

Result<flow::Attempt> decodeAttempt(QByteArrayView raw) {
    Parts parts;
    FieldReader reader(raw);
    while (!reader.atEnd()) {
        const auto piece = reader.next();
        if (!piece)
            return Error{ErrorCode::WorkspaceDamaged, QStringLiteral("A stored attempt ends in the middle."), -1};
        if (!takeResponse(*piece, parts.attempt) && !takeTimings(*piece, parts.attempt.timings))
            takeRest(*piece, parts);
    }
    parts.attempt.request = http::Request(std::move(parts.head), std::move(parts.body));
    return std::move(parts.attempt);
}

} // namespace offhook::store
