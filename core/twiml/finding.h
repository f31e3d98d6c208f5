#pragma once

#include <cstdint>

namespace offhook::twiml {

/// What can be found. The name says what is wrong; texts, codes and severities are described in docs/twiml.md.
enum class Finding : std::uint8_t {
    // The body
    EmptyBody,
    BodyTooLarge,
    ParameterTooLong,
    MissingContentType,
    WrongContentType,
    PlainTextIsSent,
    PlainTextIsRead,
    AudioTypeOnTwiml,
    ByteOrderMark,
    NotUtf8,
    OtherEncoding,
    EncodingMismatch,
    // Well-formedness
    BlankBeforeDeclaration,
    ContentBeforeRoot,
    ContentAfterRoot,
    RawAmpersand,
    RawLessThan,
    UnknownEntity,
    InvalidCharacter,
    MismatchedTag,
    UnclosedElement,
    UnclosedMarkup,
    UnquotedValue,
    RepeatedAttribute,
    HyphensInComment,
    MisplacedDeclaration,
    UnboundPrefix,
    NotWellFormed,
    // Structure
    WrongRoot,
    VersionAttribute,
    DocumentType,
    DefaultNamespace,
    UnknownElement,
    UnknownAttribute,
    MisplacedElement,
    OtherProduct,
    DialInWhisper,
    VerbNotInPlace,
    StrayText,
    MissingText,
    MissingChild,
    MissingAttribute,
    TooManyChildren,
    TooManyMessages,
    ConferenceMixed,
    TextBesideNouns,
    AnnotateChildren,
    // Values
    WrongBoolean,
    WrongInteger,
    WrongNumber,
    OutOfRange,
    WrongValue,
    UnlistedValue,
    WrongForm,
    WrongSid,
    WrongPhoneNumber,
    NotInternational,
    WrongSipUri,
    WrongJson,
    TextTooLong,
    TooManyItems,
    ItemTooLong,
    TranscriptionTooLong,
    SpeechTimeoutAuto,
    DigitsInGather,
    CallerIdForm,
    // URLs
    WrongUrl,
    UnderscoreInHost,
    WrongScheme,
    RelativeUrl,
    UnreachableHost,
    InsecureUrl,
    PostOnly,
    QueryNotSupported,
    // Flow
    NeverReached,
    NothingAfterGather,
    RedirectToItself,
    RejectNotFirst,
    // Names
    DeprecatedElement,
    DeprecatedAttribute,
    DeprecatedValue,
    OtherSpelling,
    // This list
    TooManyDiagnostics,
};
inline constexpr int FindingCount = int(Finding::TooManyDiagnostics) + 1;

/// What a fix does; the words stand in textOf().
enum class FixLabel : std::uint8_t {
    Replace,      ///< with %1
    Rename,       ///< to %1
    Remove,       ///< %1
    Insert,       ///< %1
    Escape,       ///< as %1
    AddQuotes,    ///<
    AddClosingTag ///< %1
};
inline constexpr int FixLabelCount = int(FixLabel::AddClosingTag) + 1;

/// The English words of a finding, with %1, %2, ... for a diagnostic's arguments: sources of a translation in the
/// context "twiml" (QCoreApplication::translate("twiml", texts.message), then fill()). No word is HTML.
struct FindingTexts {
    const char *id;      ///< stable name in kebab-case, as --json and SARIF print it
    const char *message; ///< what is wrong
    const char *effect;  ///< what Twilio will do
    const char *advice;  ///< how to mend it; may be ""
};
[[nodiscard]] const FindingTexts &textsOf(Finding finding);
[[nodiscard]] const char *textOf(FixLabel label);

} // namespace offhook::twiml
