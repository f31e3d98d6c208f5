#pragma once

#include <QString>

#include <vector>

namespace offhook::twiml {

/// How a text goes out as SMS: encoding, units and parts. Value type.
/// Facts: a part has 140 bytes, so 160 septets or 70 UTF-16 units; from two parts on each gives 6 bytes to its header,
/// so 153 or 67 are left (3GPP TS 23.040, 9.2.3.24; twilio.com/docs/glossary/what-sms-character-limit). A
/// character is never cut in two: not an extension character's two septets, not a surrogate pair, not an emoji that is
/// joined of several.
struct Segments {
    enum class Encoding { Gsm7, Ucs2 };
    /// A character that GSM-7 does not have, at its first place.
    struct Foreign {
        QString character;
        qsizetype offset = 0; ///< in UTF-16 units
        int times = 1;
    };

    Encoding encoding = Encoding::Gsm7;
    int units = 0;  ///< septets, or UTF-16 units
    int count = 0;  ///< parts; 0 for no text
    int room = 160; ///< units that the last part still takes before another one begins
    /// What forces UCS-2, each once, in order; empty for GSM-7.
    std::vector<Foreign> foreign;
    /// Parts that the same text would need if each foreign character were one septet; `count` for GSM-7.
    int countWithoutForeign = 0;
    /// Parts with one more plain letter at the end.
    int countWithOneMore = 1;
    /// Parts with one character more that GSM-7 does not have, such as a curly quote.
    int countWithOneForeign = 1;
};

/// Septets that a character takes in GSM-7: 1, or 2 from the extension table, or 0 when it is in neither (3GPP TS
/// 23.038, 6.2.1).
[[nodiscard]] int gsm7Septets(char16_t unit);

/// Linear, pure, any thread. `text`: as the reader gets it, entities decoded.
[[nodiscard]] Segments segmentsOf(QStringView text);

} // namespace offhook::twiml
