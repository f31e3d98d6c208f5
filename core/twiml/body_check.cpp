#include "core/twiml/body_check.h"

#include "core/base/text_guard.h"
#include "core/twiml/checking.h"
#include "core/twiml/scanner.h"
#include "core/twiml/well_formed.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

// twilio.com/docs/voice/twiml and error 11750: 64 kB of raw XML.
constexpr qsizetype MaxBytes = 64 * 1024;
constexpr qsizetype MaxParameterCharacters = 4000; // Twiml of the calls resource, error 32018

constexpr QByteArrayView TwimlTypes[] = {"text/xml", "application/xml", "text/html"};
constexpr QByteArrayView SoundTypes[] = {"audio/mpeg", "audio/wav", "audio/wave", "audio/x-wav", "audio/aiff",
    "audio/x-aifc", "audio/x-aiff", "audio/x-gsm", "audio/gsm", "audio/ulaw"};

template <std::size_t N>
bool isOneOf(QByteArrayView type, const QByteArrayView (&types)[N]) {
    return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

TextRange whole(QByteArrayView body) {
    return {0, body.size()};
}

bool looksLikeTwiml(QByteArrayView body) {
    return body.trimmed().startsWith("<?xml") || body.contains("<Response");
}

bool isMessaging(QByteArrayView body, const CheckContext &context) {
    return context.product == Product::Messaging || (context.product == Product::Auto && body.contains("<Message"));
}

/// The charset of the header goes before the declaration in the document (RFC 7303, 3.2).
void checkCharset(BodyVerdict &verdict, QByteArrayView body, const QByteArray &header) {
    const qsizetype found = header.toLower().indexOf("charset=");
    if (found < 0)
        return;
    QByteArray charset = header.sliced(found + 8);
    charset =
        charset.first(charset.indexOf(';') < 0 ? charset.size() : charset.indexOf(';')).replace('"', "").trimmed();
    const bool isAscii = std::all_of(body.begin(), body.end(), [](char c) { return (c & 0x80) == 0; });
    if (charset.compare("utf-8", Qt::CaseInsensitive) != 0 && !isAscii && isUtf8(body))
        verdict.found.push_back(diagnose(Finding::EncodingMismatch, {0, 0}, {quoted(charset)}));
}

/// Adds what the type means and says whether the body is read as XML.
void checkType(BodyVerdict &verdict, QByteArrayView body, const CheckContext &context) {
    const QByteArray header = *context.contentType;
    const qsizetype semicolon = header.indexOf(';');
    const QByteArray type = header.first(semicolon < 0 ? header.size() : semicolon).trimmed().toLower();
    const TextRange place{0, 0};
    if (isOneOf(type, TwimlTypes))
        return checkCharset(verdict, body, header);
    verdict.isXml = false;
    const bool messaging = isMessaging(body, context);
    if (type.isEmpty()) {
        verdict.found.push_back(diagnose(Finding::MissingContentType, place));
    } else if (type == "text/plain" && !messaging) {
        verdict.isXml = verdict.mayBeText = true;
    } else if (type == "text/plain") {
        if (looksLikeTwiml(body))
            verdict.found.push_back(diagnose(Finding::PlainTextIsSent, whole(body)));
    } else if (isOneOf(type, SoundTypes) && !messaging) {
        if (looksLikeTwiml(body))
            verdict.found.push_back(diagnose(Finding::AudioTypeOnTwiml, place, {quoted(type)}));
    } else {
        verdict.found.push_back(diagnose(Finding::WrongContentType, place, {quoted(type)}));
        verdict.isXml = looksLikeTwiml(body); // so that all there is to mend is listed
    }
}

void checkSize(BodyVerdict &verdict, QByteArrayView body, const CheckContext &context) {
    if (body.size() > MaxBytes)
        verdict.found.push_back(
            diagnose(Finding::BodyTooLarge, {MaxBytes, body.size()}, {QString::number(body.size())}));
    const qsizetype characters = context.place == Place::Parameter ? characterCount(body) : 0;
    if (characters > MaxParameterCharacters)
        verdict.found.push_back(diagnose(Finding::ParameterTooLong, whole(body), {QString::number(characters)}));
    if (body.size() > MaxCheckedBytes)
        verdict.isXml = false;
}

void checkEncoding(BodyVerdict &verdict, QByteArrayView body) {
    if (body.startsWith("\xFF\xFE") || body.startsWith("\xFE\xFF")) {
        verdict.found.push_back(diagnose(Finding::OtherEncoding, {0, 2}, {QStringLiteral("UTF-16")}));
        verdict.isXml = false; // XML may be UTF-16, and Twilio's parser reads it; places in it are not ours to tell
        return;
    }
    if (body.startsWith("\xEF\xBB\xBF")) {
        Diagnostic made = diagnose(Finding::ByteOrderMark, {0, 3});
        made.fix = Fix{FixLabel::Remove, QStringLiteral("U+FEFF"), {{{0, 3}, {}}}};
        verdict.found.push_back(std::move(made));
    }
    const TextRange declared = declaredEncoding(body);
    const QByteArray name = declared.in(body).toByteArray();
    if (name.isEmpty() || name.compare("UTF-8", Qt::CaseInsensitive) == 0)
        return;
    const bool isAscii = std::all_of(body.begin(), body.end(), [](char c) { return (c & 0x80) == 0; });
    const Finding finding = !isAscii && isUtf8(body) ? Finding::EncodingMismatch : Finding::OtherEncoding;
    Diagnostic made = diagnose(finding, declared, {quoted(name)});
    if (isAscii || isUtf8(body))
        made.fix = replaceWith(declared, "UTF-8");
    verdict.found.push_back(std::move(made));
}

} // namespace

BodyVerdict checkBody(QByteArrayView body, const CheckContext &context) {
    BodyVerdict verdict;
    if (context.contentType)
        checkType(verdict, body, context);
    if (verdict.isXml && isBlank(body)) {
        Diagnostic made = diagnose(Finding::EmptyBody, whole(body));
        if (context.isChunked && body.isEmpty())
            made.code = 11770;
        made.fix = replaceWith(whole(body), "<Response/>", FixLabel::Insert);
        verdict.found.push_back(std::move(made));
        verdict.isXml = false;
    }
    checkSize(verdict, body, context);
    if (verdict.isXml)
        checkEncoding(verdict, body);
    return verdict;
}

} // namespace offhook::twiml
