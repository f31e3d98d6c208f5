#include "ui/util/error_text.h"

#include <QCoreApplication>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

QString words(const char *text) {
    return QCoreApplication::translate("ErrorText", text);
}

const char *errorWords(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
        return QT_TRANSLATE_NOOP("ErrorText", "This value cannot be used as it stands.");
    case ErrorCode::SyntaxError:
        return QT_TRANSLATE_NOOP("ErrorText", "The text has a mistake in it.");
    case ErrorCode::NotFound:
        return QT_TRANSLATE_NOOP("ErrorText", "It is not there any more.");
    case ErrorCode::AddressInUse:
        return QT_TRANSLATE_NOOP("ErrorText",
            "Another program listens on this address and port. Stop it, or choose another port in Settings.");
    case ErrorCode::AddressDenied:
        return QT_TRANSLATE_NOOP("ErrorText", "This address cannot be listened on: it is not one of this machine, or "
                                              "the port needs more rights. Choose a port above 1023.");
    case ErrorCode::CannotListen:
        return QT_TRANSLATE_NOOP("ErrorText", "Listening failed.");
    case ErrorCode::TlsFailed:
        return QT_TRANSLATE_NOOP("ErrorText",
            "The certificate or its key cannot be used. Give a PEM certificate and the key that belongs to it.");
    case ErrorCode::FileUnreadable:
        return QT_TRANSLATE_NOOP("ErrorText", "The file cannot be read.");
    case ErrorCode::FileUnwritable:
        return QT_TRANSLATE_NOOP("ErrorText", "The file cannot be written.");
    case ErrorCode::DiskFull:
        return QT_TRANSLATE_NOOP("ErrorText", "The disk is full. Free some space.");
    case ErrorCode::ReadOnly:
        return QT_TRANSLATE_NOOP("ErrorText", "The workspace cannot be written: its file or folder is read-only.");
    case ErrorCode::WorkspaceLocked:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "Another program has this workspace open. Close it there, or open it read-only here.");
    case ErrorCode::WorkspaceDamaged:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "The workspace file is damaged. What is readable can be salvaged from it.");
    case ErrorCode::WorkspaceTooNew:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "The workspace was written by a newer Offhook. Update Offhook to open it.");
    case ErrorCode::StoreFailed:
        return QT_TRANSLATE_NOOP("ErrorText", "The workspace's database refused.");
    case ErrorCode::KeychainMissing:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "No keychain can be reached. Keys are kept in memory until Offhook closes.");
    case ErrorCode::KeychainFailed:
        return QT_TRANSLATE_NOOP("ErrorText", "The keychain refused. Unlock it and try again.");
    case ErrorCode::NoKey:
        return QT_TRANSLATE_NOOP("ErrorText", "There is no signing key for this account. Add it in Settings, Keys.");
    case ErrorCode::NetworkFailed:
        return QT_TRANSLATE_NOOP("ErrorText", "The connection failed.");
    case ErrorCode::TimedOut:
        return QT_TRANSLATE_NOOP("ErrorText", "There was no answer in time.");
    case ErrorCode::Cancelled:
        return QT_TRANSLATE_NOOP("ErrorText", "It was cancelled.");
    case ErrorCode::Internal:
        break;
    }
    return QT_TRANSLATE_NOOP("ErrorText", "Offhook made a mistake. Please report it with what led to it.");
}

const char *refusalWords(http::RefusalReason reason) {
    using Reason = http::RefusalReason;
    switch (reason) {
    case Reason::MalformedRequestLine:
        return QT_TRANSLATE_NOOP("ErrorText", "The request line is not METHOD, space, target, space, HTTP version.");
    case Reason::MalformedHeader:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "A header line has no colon, or its name holds a character that names may not have.");
    case Reason::UnknownVersion:
        return QT_TRANSLATE_NOOP("ErrorText", "The HTTP version is neither 1.0 nor 1.1.");
    case Reason::UnknownMethod:
        return QT_TRANSLATE_NOOP("ErrorText", "The method is none of GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH.");
    case Reason::LengthAndTransferEncoding:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "Both Content-Length and Transfer-Encoding were sent, so the body's end cannot be known.");
    case Reason::DifferingContentLength:
        return QT_TRANSLATE_NOOP("ErrorText", "Several Content-Length headers say different lengths.");
    case Reason::RepeatedContentLength:
        return QT_TRANSLATE_NOOP("ErrorText", "Content-Length was sent more than once.");
    case Reason::InvalidContentLength:
        return QT_TRANSLATE_NOOP("ErrorText", "Content-Length is not a decimal number.");
    case Reason::UnsupportedTransferCoding:
        return QT_TRANSLATE_NOOP("ErrorText", "The transfer coding is not \"chunked\" alone.");
    case Reason::ObsoleteFolding:
        return QT_TRANSLATE_NOOP("ErrorText", "A header goes on in the next line, which HTTP no longer allows.");
    case Reason::SpaceBeforeColon:
        return QT_TRANSLATE_NOOP("ErrorText", "There is a space between a header's name and its colon.");
    case Reason::BareCarriageReturn:
        return QT_TRANSLATE_NOOP("ErrorText", "A carriage return stands without its line feed.");
    case Reason::NulByte:
        return QT_TRANSLATE_NOOP("ErrorText", "The head holds a NUL byte.");
    case Reason::MissingHost:
        return QT_TRANSLATE_NOOP("ErrorText", "The Host header is missing, which HTTP/1.1 asks for.");
    case Reason::RepeatedHost:
        return QT_TRANSLATE_NOOP("ErrorText", "Host was sent more than once.");
    case Reason::InvalidHost:
        return QT_TRANSLATE_NOOP("ErrorText", "Host is not a host name with an optional port.");
    case Reason::BadChunk:
        return QT_TRANSLATE_NOOP("ErrorText", "A chunk's size or end is not as chunked coding has it.");
    case Reason::RequestLineTooLong:
        return QT_TRANSLATE_NOOP("ErrorText", "The request line is longer than the limit in Settings.");
    case Reason::HeaderTooLarge:
        return QT_TRANSLATE_NOOP("ErrorText", "The headers are larger or more than the limit in Settings.");
    case Reason::BodyTooLarge:
        return QT_TRANSLATE_NOOP("ErrorText", "The body is larger than the limit in Settings.");
    case Reason::HeaderTimeout:
        return QT_TRANSLATE_NOOP("ErrorText", "The head did not arrive whole in time.");
    case Reason::BodyTimeout:
        return QT_TRANSLATE_NOOP("ErrorText", "The body did not arrive whole in time.");
    case Reason::Incomplete:
        return QT_TRANSLATE_NOOP("ErrorText", "The sender closed the connection before the request was whole.");
    case Reason::UnsupportedExpectation:
        return QT_TRANSLATE_NOOP("ErrorText", "Expect asks for something other than 100-continue.");
    case Reason::TlsHandshakeOnPlainPort:
        break;
    }
    return QT_TRANSLATE_NOOP("ErrorText",
        "The sender speaks TLS, this listener does not. Use http://, or give the listener a certificate in Settings.");
}

const char *reasonWords(twilio::VerdictReason reason) {
    using Reason = twilio::VerdictReason;
    switch (reason) {
    case Reason::NoSignature:
        return QT_TRANSLATE_NOOP("ErrorText",
            "There is no X-Twilio-Signature header: Twilio did not send this, or something on the way removed it.");
    case Reason::NoKey:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "No signing key is known for this account. Add its auth token in Settings, Keys.");
    case Reason::MalformedSignature:
        return QT_TRANSLATE_NOOP("ErrorText", "X-Twilio-Signature is not the Base64 of 20 bytes.");
    case Reason::Mismatch:
        return QT_TRANSLATE_NOOP("ErrorText", "No URL and key together give this signature.");
    case Reason::BodyAltered:
        return QT_TRANSLATE_NOOP("ErrorText",
            "The URL's signature is right, but the body does not hash to bodySHA256: it was changed on the way.");
    case Reason::BodyHashMissing:
        return QT_TRANSLATE_NOOP("ErrorText",
            "The body is no form and the URL has no bodySHA256, so the body is not covered by the signature.");
    case Reason::RepeatedSignature:
        return QT_TRANSLATE_NOOP("ErrorText", "Several X-Twilio-Signature headers say different things.");
    case Reason::Refused:
        return QT_TRANSLATE_NOOP("ErrorText", "The request was refused as HTTP before its signature was looked at.");
    case Reason::None:
        break;
    }
    return QT_TRANSLATE_NOOP("ErrorText", "The signature is right.");
}

// %1 stands for the word that it is about.
const char *problemWords(filter::Problem::Type type) {
    using Type = filter::Problem::Type;
    switch (type) {
    case Type::UnknownKey:
        return QT_TRANSLATE_NOOP("ErrorText", "There is no filter key “%1”.");
    case Type::UnknownValue:
        return QT_TRANSLATE_NOOP("ErrorText", "“%1” is not a value of this key.");
    case Type::MissingValue:
        return QT_TRANSLATE_NOOP("ErrorText", "“%1” needs a value.");
    case Type::BadNumber:
        return QT_TRANSLATE_NOOP("ErrorText", "“%1” is not a number.");
    case Type::BadTime:
        return QT_TRANSLATE_NOOP("ErrorText", "“%1” is not a time. Write 10:42, 2026-11-24 or 2026-11-24T10:42.");
    case Type::BadDuration:
        return QT_TRANSLATE_NOOP("ErrorText", "“%1” is not a duration. Write 500ms, 2s or 1m.");
    case Type::UnclosedQuote:
        return QT_TRANSLATE_NOOP("ErrorText", "The quote is not closed.");
    case Type::UnclosedParenthesis:
        return QT_TRANSLATE_NOOP("ErrorText", "The parenthesis is not closed.");
    case Type::UnexpectedParenthesis:
        return QT_TRANSLATE_NOOP("ErrorText", "This parenthesis closes nothing.");
    case Type::DanglingOr:
        return QT_TRANSLATE_NOOP("ErrorText", "OR needs something on both sides.");
    case Type::DanglingNot:
        return QT_TRANSLATE_NOOP("ErrorText", "“-” needs something after it.");
    case Type::OperatorNotAllowed:
        return QT_TRANSLATE_NOOP("ErrorText", "This comparison cannot be used with “%1”.");
    case Type::TooLong:
        return QT_TRANSLATE_NOOP("ErrorText", "The filter is too long. Leave some of the values out.");
    case Type::TooDeep:
        break;
    }
    return QT_TRANSLATE_NOOP("ErrorText", "Too many parentheses inside each other.");
}

const char *groupWords(twilio::KindGroup group) {
    using Group = twilio::KindGroup;
    switch (group) {
    case Group::Messages:
        return QT_TRANSLATE_NOOP("ErrorText", "Messages");
    case Group::MessageStatus:
        return QT_TRANSLATE_NOOP("ErrorText", "Message status");
    case Group::Voice:
        return QT_TRANSLATE_NOOP("ErrorText", "Voice");
    case Group::Recordings:
        return QT_TRANSLATE_NOOP("ErrorText", "Recordings");
    case Group::Conversations:
        return QT_TRANSLATE_NOOP("ErrorText", "Conversations");
    case Group::TaskRouter:
        return QT_TRANSLATE_NOOP("ErrorText", "TaskRouter");
    case Group::Video:
        return QT_TRANSLATE_NOOP("ErrorText", "Video");
    case Group::EventStreams:
        return QT_TRANSLATE_NOOP("ErrorText", "Event streams");
    case Group::Debugger:
        return QT_TRANSLATE_NOOP("ErrorText", "Debugger");
    case Group::Other:
        break;
    }
    return QT_TRANSLATE_NOOP("ErrorText", "Other");
}

} // namespace

QString errorText(const Error &error) {
    const QString text = words(errorWords(error.code));
    return error.detail.isEmpty() ? text : text + u' ' + error.detail;
}

QString refusalText(http::RefusalReason reason) {
    return words(refusalWords(reason));
}

QString verdictReasonText(twilio::VerdictReason reason) {
    return words(reasonWords(reason));
}

QString problemText(const filter::Problem &problem) {
    QString text = words(problemWords(problem.type));
    // Not arg(): a subject that holds "%1" itself must stay as it was typed.
    if (const qsizetype at = text.indexOf("%1"_L1); at >= 0)
        text.replace(at, 2, problem.subject);
    if (problem.suggestion.isEmpty())
        return text;
    return text + u' ' + words(QT_TRANSLATE_NOOP("ErrorText", "Did you mean %1?")).replace("%1"_L1, problem.suggestion);
}

QString kindLabel(twilio::WebhookKind kind) {
    return QCoreApplication::translate("WebhookKind", twilio::info(kind).label);
}

QString groupLabel(twilio::KindGroup group) {
    return words(groupWords(group));
}

} // namespace offhook::ui
