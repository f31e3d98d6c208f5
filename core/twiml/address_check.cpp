#include "core/twiml/address_check.h"

#include "core/twiml/split_url.h"

#include <QHostAddress>

#include <algorithm>

namespace offhook::twiml {
namespace {

bool isDigits(QByteArrayView text) {
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Digits and "+" of a number that is written with blanks, dots, hyphens and parentheses.
QByteArray bare(QByteArray number) {
    number.removeIf([](char c) { return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '\t'; });
    return number;
}

bool isNumber(const QByteArray &number) {
    const QByteArrayView digits = QByteArrayView(number).sliced(number.startsWith('+') ? 1 : 0);
    return isDigits(digits) && digits.size() <= 15; // E.164
}

/// RFC 6890: this host, loopback, link-local and private addresses.
bool isPrivate(const QHostAddress &address) {
    constexpr std::pair<const char *, int> Networks[] = {{"0.0.0.0", 8}, {"10.0.0.0", 8}, {"100.64.0.0", 10},
        {"127.0.0.0", 8}, {"169.254.0.0", 16}, {"172.16.0.0", 12}, {"192.168.0.0", 16}, {"::", 128}, {"::1", 128},
        {"fc00::", 7}, {"fe80::", 10}};
    return std::any_of(std::begin(Networks), std::end(Networks), [&](const auto &network) {
        return address.isInSubnet(QHostAddress(QString::fromLatin1(network.first)), network.second);
    });
}

struct UrlCheck {
    Checking &checking;
    const QByteArray &url;
    TextRange range;
    const UrlUse &use;
    UrlParts parts;

    [[nodiscard]] Diagnostic made(Finding finding, const QString &third = {}) const {
        return diagnose(finding, range, {use.name, quoted(url), third, use.tag});
    }
    /// The range of a piece of the URL, when it stands in the document as it is read.
    [[nodiscard]] TextRange placeOf(QByteArrayView piece) const {
        if (range.in(checking.body) != url || piece.isEmpty())
            return range;
        const qsizetype begin = range.begin + (piece.data() - url.constData());
        return {begin, begin + piece.size()};
    }

    void wrong(const QString &why) const {
        Diagnostic diagnostic = made(Finding::WrongUrl, why);
        setCode(diagnostic, use.invalid);
        checking.add(std::move(diagnostic));
    }

    void relative() const {
        const bool nothingToResolve = checking.context.place == Place::Parameter;
        if (!use.schemes.empty() && use.schemes.front() == "wss")
            return scheme();
        if (!nothingToResolve && !use.mustBeAbsolute)
            return;
        Diagnostic diagnostic = made(Finding::RelativeUrl);
        if (nothingToResolve && use.goesOn)
            setCode(diagnostic, {15004, Severity::Error});
        checking.add(std::move(diagnostic));
    }

    void scheme() const {
        const QByteArray wanted = (use.schemes.empty() ? QByteArray("https") : use.schemes.front()) + "://";
        const QByteArray written =
            parts.scheme.isEmpty() ? url.first(std::min(url.size(), qsizetype(12))) : parts.scheme + "://";
        Diagnostic diagnostic =
            diagnose(Finding::WrongScheme, range, {use.name, quoted(written), QString::fromUtf8(wanted)});
        if (use.schemes.empty())
            diagnostic.code = 11100;
        if (!parts.host.isEmpty() && !parts.scheme.isEmpty() && range.in(checking.body) == url)
            diagnostic.fix = replaceWith({range.begin, range.begin + parts.scheme.size() + 3}, wanted);
        checking.add(std::move(diagnostic));
    }

    void host() const {
        if (parts.host.contains('_')) {
            Diagnostic diagnostic =
                diagnose(Finding::UnderscoreInHost, placeOf(parts.host), {use.name, quoted(parts.host)});
            return checking.add(std::move(diagnostic));
        }
        if (!isPrivateHost(parts.host))
            return;
        Diagnostic diagnostic = diagnose(Finding::UnreachableHost, placeOf(parts.host), {use.name, quoted(parts.host)});
        if (!use.isCallback)
            diagnostic.severity = Severity::Error;
        checking.add(std::move(diagnostic));
    }

    void encryption() const {
        if (parts.scheme != "http" || use.isFile || isPrivateHost(parts.host))
            return;
        Diagnostic diagnostic = made(Finding::InsecureUrl);
        if (range.in(checking.body) == url)
            diagnostic.fix = replaceWith({range.begin, range.begin + 4}, "https");
        checking.add(std::move(diagnostic));
    }

    void run() const {
        const QByteArray foreign = foreignCharacter(url);
        if (!foreign.isEmpty())
            return wrong(QStringLiteral("“%1” has no place in a URL; write it as %%2.")
                             .arg(quoted(foreign), QString::fromLatin1(foreign.toHex().toUpper())));
        if (parts.scheme.isEmpty())
            return relative();
        const std::vector<QByteArray> web{"http", "https"};
        const std::vector<QByteArray> &allowed = use.schemes.empty() ? web : use.schemes;
        if (std::find(allowed.begin(), allowed.end(), parts.scheme) == allowed.end())
            return scheme();
        if (parts.host.isEmpty())
            return wrong(QStringLiteral("It has no host."));
        if (!parts.port.isEmpty() && (!isDigits(parts.port) || parts.port.toUInt() > 65535))
            return wrong(QStringLiteral("The port is no number up to 65535."));
        host();
        encryption();
    }
};

} // namespace

UrlUse urlUse(const AttributeRule &rule, const ElementRule &owner) {
    UrlUse use;
    use.name = QString::fromUtf8(rule.name);
    use.tag = QString::fromUtf8(owner.tag);
    use.invalid = rule.invalid;
    use.schemes = rule.schemes;
    use.isCallback = rule.isCallback || owner.product == Product::Messaging; // action of Message is one, too
    use.mustBeAbsolute = rule.mustBeAbsolute;
    use.goesOn = rule.name == "action";
    use.mayBeEmpty = true;
    return use;
}

UrlUse urlUse(const ElementRule &textOf) {
    UrlUse use;
    use.name = use.tag = QString::fromUtf8(textOf.tag);
    use.invalid = textOf.textInvalid;
    use.isFile = textOf.tag != "Redirect";
    use.goesOn = !use.isFile;
    return use;
}

void checkUrl(Checking &checking, const QByteArray &url, TextRange range, const UrlUse &use) {
    if (url.isEmpty() && use.mayBeEmpty)
        return;
    const QByteArray bareUrl = url.trimmed();
    UrlCheck{checking, bareUrl, trimmed(range, checking.body), use, splitUrl(bareUrl)}.run();
}

void checkPhone(Checking &checking, const QByteArray &number, TextRange range, const ElementRule &rule) {
    const QByteArray digits = bare(number);
    const QString tag = QString::fromUtf8(rule.tag);
    const bool isRight = isNumber(digits);
    const bool isLocal = isRight && !digits.startsWith('+') && digits.size() > 6; // shorter ones are service numbers
    if (isRight && !isLocal)
        return;
    Diagnostic made = diagnose(
        isRight ? Finding::NotInternational : Finding::WrongPhoneNumber, range, {tag, quoted(number), {}, tag});
    if (!isRight)
        setCode(made, rule.textInvalid);
    if (!isRight && number.startsWith("tel:") && isNumber(bare(number.sliced(4))))
        made.fix = replaceWith(range, bare(number.sliced(4)));
    if (isLocal && digits.startsWith("00"))
        made.fix = replaceWith(range, '+' + digits.sliced(2));
    checking.add(std::move(made));
}

void checkSender(
    Checking &checking, const QByteArray &address, TextRange range, const AttributeRule &rule, const QString &tag) {
    constexpr qsizetype MaxName = 11; // alphanumeric sender IDs
    const qsizetype colon = address.indexOf(':');
    const QByteArray channel = colon > 0 ? address.first(colon) : QByteArray();
    if (channel == "whatsapp" || channel == "messenger" || channel == "rcs" || channel == "sip" || channel == "client")
        return;
    const QByteArray digits = bare(address);
    const bool isName = rule.name == "from" && !address.isEmpty() && address.size() <= MaxName &&
                        std::all_of(address.begin(), address.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                                   c == ' ' || c == '-' || c == '_' || c == '&' || c == '+';
                        });
    const bool isSid = address.startsWith("MG") && address.size() == 34;
    const bool isRight = isNumber(digits) || isName || isSid;
    const bool isLocal = isRight && isNumber(digits) && !digits.startsWith('+') && digits.size() > 8;
    if (isRight && !isLocal)
        return;
    Diagnostic made = diagnose(isRight ? Finding::NotInternational : Finding::WrongPhoneNumber, range,
        {QString::fromUtf8(rule.name), quoted(address), {}, tag});
    if (!isRight)
        setCode(made, rule.invalid);
    checking.add(std::move(made));
}

void checkSip(Checking &checking, const QByteArray &uri, TextRange range, const ElementRule &rule) {
    constexpr qsizetype MaxHeaders = 1024; // error 13253, 21227
    const QString tag = QString::fromUtf8(rule.tag);
    const QByteArray lower = uri.toLower();
    const qsizetype scheme = lower.startsWith("sip:") ? 4 : lower.startsWith("sips:") ? 5 : 0;
    const bool hasBlank = std::any_of(uri.begin(), uri.end(), [](char c) { return c >= 0 && c <= ' '; });
    if (scheme == 0 || uri.size() == scheme || hasBlank) {
        Diagnostic made = diagnose(Finding::WrongSipUri, range, {tag, quoted(uri), {}, tag});
        setCode(made, rule.textInvalid);
        if (scheme == 0 && !hasBlank && uri.contains('@') && !uri.contains(':'))
            made.fix = replaceWith(range, "sip:" + uri);
        return checking.add(std::move(made));
    }
    const QByteArray address = uri.sliced(scheme);
    const qsizetype headers = address.indexOf('?');
    if (headers >= 0 && address.size() - headers - 1 > MaxHeaders) {
        Diagnostic made = diagnose(Finding::TextTooLong, range,
            {QStringLiteral("the headers of a SIP URI"), QString::number(address.size() - headers - 1),
                QString::number(MaxHeaders), tag});
        made.code = 13253;
        checking.add(std::move(made));
    }
    const QByteArray hostPort = address.sliced(address.indexOf('@') + 1);
    const qsizetype end =
        std::find_if(hostPort.begin(), hostPort.end(), [](char c) { return c == ';' || c == '?'; }) - hostPort.begin();
    const QByteArray url = "sip://" + hostPort.first(end);
    const QByteArrayView host = splitUrl(url).host;
    if (!isPrivateHost(host))
        return;
    Diagnostic made = diagnose(Finding::UnreachableHost, range, {tag, quoted(host)});
    made.code = 13254;
    checking.add(std::move(made));
}

bool isPrivateHost(QByteArrayView host) {
    const QByteArray name = host.toByteArray().toLower();
    const QHostAddress address(QString::fromLatin1(name));
    if (!address.isNull())
        return isPrivate(address);
    constexpr QByteArrayView Endings[] = {".localhost", ".local", ".internal", ".lan", ".home.arpa"};
    return !name.contains('.') || std::any_of(std::begin(Endings), std::end(Endings),
                                      [&](QByteArrayView ending) { return name.endsWith(ending); });
}

} // namespace offhook::twiml
