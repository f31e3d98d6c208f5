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

/// How bad a finding is, as Twilio takes it.
enum class Severity : std::uint8_t {
    Error,   ///< Twilio rejects the document, or what stands at this place fails
    Warning, ///< Twilio ignores it or puts something else in its place, and logs a warning
    Hint,    ///< Twilio says nothing; Offhook does
};

/// What goes for every diagnostic of a finding, and its English words with %1, %2, ... for the diagnostic's arguments.
/// The words are sources of a translation in the context "twiml": QCoreApplication::translate("twiml", texts.message),
/// then fill(). No word is HTML.
struct FindingTexts {
    Finding finding;
    const char *id;          ///< stable name in kebab-case, as --json and SARIF print it
    Severity severity;       ///< a diagnostic may have another, where the attribute or element has a code of its own
    int code;                ///< Twilio's; likewise
    const char *message;     ///< what is wrong
    const char *effect;      ///< what Twilio will do
    const char *errorEffect; ///< the same where the severity is Error; "": as `effect`
    const char *advice;      ///< how to mend it; may be ""
};
[[nodiscard]] const FindingTexts &textsOf(Finding finding);
[[nodiscard]] const char *textOf(FixLabel label);

} // namespace offhook::twiml
