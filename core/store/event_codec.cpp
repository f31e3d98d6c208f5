#include "core/store/event_codec.h"

#include "core/store/field_bytes.h"

#include <optional>

namespace offhook::store {
namespace {

/// Numbers of the fields. Stored: never renumber. Those that the dictionary knows best come first.
enum class Field : std::uint8_t {
    Head = 1,
    Body = 2,
    FramedBody = 3,
    Tls = 4,
    RefusalReason = 5,
    RefusalStatus = 6,
    RefusalOffset = 7, ///< plus one
    VerdictReason = 8,
    MatchedUrl = 9,
    MatchedSource = 10,
    KeyLabel = 11,
    CheckedUrl = 12,
    Tried = 13,
    PublicUrl = 14,
    ResponseHeaderName = 15, ///< each followed by its value
    ResponseHeaderValue = 16,
    ResponseBody = 17,
    Overrides = 18,
};

using Writer = FieldWriter<Field>;
using Piece = FieldPiece;
using Reader = FieldReader;

Error broken() {
    return {ErrorCode::WorkspaceDamaged, QStringLiteral("A stored exchange ends in the middle."), -1};
}

/// The request's three pieces, collected before the request can be made.
struct RequestParts {
    QByteArray head;
    QByteArray body;
    QByteArray framedBody;

    bool take(const Piece &piece) {
        switch (Field(piece.field)) {
        case Field::Head:
            head = piece.bytes.toByteArray();
            return true;
        case Field::Body:
            body = piece.bytes.toByteArray();
            return true;
        case Field::FramedBody:
            framedBody = piece.bytes.toByteArray();
            return true;
        default:
            return false;
        }
    }
    [[nodiscard]] http::Request make() && { return {std::move(head), std::move(body), std::move(framedBody)}; }
};

bool takeRefusal(const Piece &piece, flow::WebhookEvent &event) {
    switch (Field(piece.field)) {
    case Field::RefusalReason: // plus one
        event.refusal.emplace(http::Refusal{http::RefusalReason(piece.number() - 1), 0, -1});
        return true;
    case Field::RefusalStatus:
        if (event.refusal)
            event.refusal->status = int(piece.number());
        return true;
    case Field::RefusalOffset:
        if (event.refusal)
            event.refusal->offset = qsizetype(piece.number()) - 1;
        return true;
    default:
        return false;
    }
}

bool takeVerification(const Piece &piece, twilio::Verification &verification) {
    switch (Field(piece.field)) {
    case Field::VerdictReason:
        verification.reason = twilio::VerdictReason(piece.number());
        return true;
    case Field::MatchedUrl:
        verification.matchedUrl = piece.bytes.toByteArray();
        return true;
    case Field::MatchedSource: // plus one
        verification.matchedSource = http::UrlSource(piece.number() - 1);
        return true;
    case Field::KeyLabel:
        verification.keyLabel = QString::fromUtf8(piece.bytes);
        return true;
    case Field::CheckedUrl:
        verification.checkedUrl = piece.bytes.toByteArray();
        return true;
    case Field::Tried:
        verification.tried = int(piece.number());
        return true;
    default:
        return false;
    }
}

void takeRest(const Piece &piece, flow::WebhookEvent &event) {
    switch (Field(piece.field)) {
    case Field::Tls:
        event.tls = true;
        break;
    case Field::PublicUrl:
        event.publicUrl = piece.bytes.toByteArray();
        break;
    case Field::Overrides:
        event.overrides = piece.bytes.toByteArray();
        break;
    case Field::ResponseHeaderName:
        event.response.headers.push_back({piece.bytes.toByteArray(), {}});
        break;
    case Field::ResponseHeaderValue:
        if (!event.response.headers.empty())
            event.response.headers.back().value = piece.bytes.toByteArray();
        break;
    case Field::ResponseBody:
        event.response.body = piece.bytes.toByteArray();
        break;
    default:
        break; // a newer program's
    }
}

void writeVerification(Writer &out, const twilio::Verification &verification) {
    out.number(Field::VerdictReason, quint64(verification.reason));
    out.bytes(Field::MatchedUrl, verification.matchedUrl);
    if (verification.matchedSource)
        out.number(Field::MatchedSource, quint64(*verification.matchedSource) + 1);
    out.bytes(Field::KeyLabel, verification.keyLabel.toUtf8());
    out.bytes(Field::CheckedUrl, verification.checkedUrl);
    out.number(Field::Tried, quint64(verification.tried));
}

} // namespace

QByteArray encodePayload(const flow::WebhookEvent &event) {
    QByteArray bytes;
    encodePayload(event, bytes);
    return bytes;
}

void encodePayload(const flow::WebhookEvent &event, QByteArray &into) {
    into.resize(0);
    Writer out(into);
    out.bytes(Field::Head, event.request.head());
    out.bytes(Field::Body, event.request.body());
    out.bytes(Field::FramedBody, event.request.framedBody());
    out.number(Field::Tls, event.tls ? 1 : 0);
    if (event.refusal) {
        out.number(Field::RefusalReason, quint64(event.refusal->reason) + 1);
        out.number(Field::RefusalStatus, quint64(event.refusal->status));
        out.number(Field::RefusalOffset, quint64(event.refusal->offset + 1));
    }
    writeVerification(out, event.verification);
    out.bytes(Field::PublicUrl, event.publicUrl);
    out.bytes(Field::Overrides, event.overrides);
    for (const http::HeaderField &field : event.response.headers) {
        out.always(Field::ResponseHeaderName, field.name);
        out.bytes(Field::ResponseHeaderValue, field.value);
    }
    out.bytes(Field::ResponseBody, event.response.body);
}

Result<void> decodePayload(QByteArrayView raw, flow::WebhookEvent &event) {
    RequestParts request;
    Reader reader(raw);
    while (!reader.atEnd()) {
        const auto piece = reader.next();
        if (!piece)
            return broken();
        if (!request.take(*piece) && !takeRefusal(*piece, event) && !takeVerification(*piece, event.verification))
            takeRest(*piece, event);
    }
    event.request = std::move(request).make();
    return {};
}

Result<http::Request> decodeRequest(QByteArrayView raw) {
    RequestParts request;
    Reader reader(raw);
    while (!reader.atEnd()) {
        const auto piece = reader.next();
        if (!piece)
            return broken();
        if (!request.take(*piece))
            break; // the request comes first
    }
    return std::move(request).make();
}

} // namespace offhook::store
