#include "core/twilio/parameters.h"
#include "core/twilio/post_mortem_repairs.h"

#include <algorithm>
#include <array>

// Repairs of the query: rewritten, rearranged, lost or added to. Pieces are "name=value" as they stand, undecoded.

namespace offhook::twilio {
namespace {

using Pieces = std::vector<QByteArray>;

// Orders are tried in full up to here: 5! = 120.
constexpr std::size_t MostPermuted = 5;
// Moving one piece elsewhere: n * n proposals.
constexpr std::size_t MostMoved = 24;
constexpr std::size_t MostPieces = 400;

Pieces piecesOf(QByteArrayView query) {
    Pieces pieces;
    QByteArrayView rest = query.isEmpty() ? query : query.sliced(1);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('&');
        pieces.push_back((end < 0 ? rest : rest.first(end)).toByteArray());
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    }
    return pieces;
}

QByteArray joined(const Pieces &pieces) {
    QByteArray query;
    for (const QByteArray &piece : pieces)
        query += (query.isEmpty() ? '?' : '&') + piece;
    return query;
}

QByteArray nameOf(const QByteArray &piece) {
    const qsizetype equals = piece.indexOf('=');
    return equals < 0 ? piece : piece.first(equals);
}

QByteArray decoded(QByteArray bytes) {
    return QByteArray::fromPercentEncoding(bytes.replace('+', ' '));
}

class QueryProposer {
public:
    QueryProposer(const UrlParts &url, UrlProposals &out)
        : m_url(url)
        , m_out(out) {}

    void query(const QByteArray &query, const char *text, Tier tier = Tier::Likely, QByteArrayView argument = {}) {
        UrlParts changed = m_url;
        changed.query = query;
        m_out.add(changed, {text, {argumentText(argument.isNull() ? QByteArrayView(query) : argument)}}, tier);
    }

private:
    const UrlParts &m_url;
    UrlProposals &m_out;
};

constexpr const char *Written = QT_TRANSLATE_NOOP("PostMortem", "the query written as %1");
constexpr const char *Ordered = QT_TRANSLATE_NOOP("PostMortem", "the query in the order %1");
constexpr const char *Without = QT_TRANSLATE_NOOP("PostMortem", "the query without %1");
constexpr const char *NoQuery = QT_TRANSLATE_NOOP("PostMortem", "the URL without the query %1");
constexpr const char *Missing = QT_TRANSLATE_NOOP("PostMortem", "a query that is missing here, %1");
constexpr const char *MissingEmpty = QT_TRANSLATE_NOOP("PostMortem", "the empty parameter %1 of the query too");

// One way in which libraries write an escape or a blank differently. `from` is what arrived, `to` what was signed.
struct Spelling {
    std::array<std::pair<const char *, const char *>, 10> replaced;
};
// Both directions of each; an empty pair ends the list.
constexpr std::array<Spelling, 12> Spellings{{
    {{{{"+", "%20"}}}},
    {{{{"%20", "+"}}}},
    {{{{"'", "%27"}}}},
    {{{{"%27", "'"}}}},
    {{{{"%40", "@"}, {"%3A", ":"}, {"%3a", ":"}}}},
    {{{{"@", "%40"}, {":", "%3A"}}}},
    {{{{"%2C", ","}, {"%2c", ","}, {"%2F", "/"}, {"%2f", "/"}, {"%3B", ";"}, {"%24", "$"}, {"%3F", "?"},
        {"%3f", "?"}}}},
    {{{{",", "%2C"}, {"/", "%2F"}, {";", "%3B"}, {"$", "%24"}, {"?", "%3F"}}}},
    {{{{"%2A", "*"}, {"%2a", "*"}, {"%7E", "~"}, {"%7e", "~"}, {"%28", "("}, {"%29", ")"}, {"%21", "!"}}}},
    {{{{"*", "%2A"}, {"~", "%7E"}, {"(", "%28"}, {")", "%29"}, {"!", "%21"}}}},
    {{{{"%5B", "["}, {"%5D", "]"}, {"%5b", "["}, {"%5d", "]"}}}},
    {{{{"[", "%5B"}, {"]", "%5D"}}}},
}};

QByteArray spelled(QByteArray query, const Spelling &spelling) {
    for (const auto &[from, to] : spelling.replaced) {
        if (from != nullptr)
            query.replace(from, to);
    }
    return query;
}

QByteArray withHexCase(QByteArray query, bool upper) {
    for (qsizetype i = 0; i + 2 < query.size(); ++i) {
        if (query[i] == '%')
            query.replace(i + 1, 2, upper ? query.mid(i + 1, 2).toUpper() : query.mid(i + 1, 2).toLower());
    }
    return query;
}

// Whole encoders: what they leave unescaped besides letters, digits, "-", "." and "_" (and "~" unless it is listed
// after a blank: QByteArray::toPercentEncoding leaves it alone on its own).
struct Encoder {
    const char *unescaped;
    const char *escaped;
    bool plus;
};
constexpr std::array<Encoder, 9> Encoders{{
    {"*", "~", true},               // Java's URLEncoder, browsers' URLSearchParams, Qt's and Twilio's own forms
    {"", "~", true},                // PHP's urlencode and http_build_query
    {"", "", true},                 // Python's quote_plus, Go's url.QueryEscape
    {"", "", false},                // RFC 3986 to the letter: rawurlencode, quote
    {"/", "", false},               // Python's quote with its default
    {"!*'()", "", false},           // encodeURIComponent, Node's querystring
    {"!*'();/?:@=+$,&", "", false}, // encodeURI
    {"!$'()*,;:@/?", "", false},    // what RFC 3986 lets stand in a query
    {"!$()*,;:@/?", "", true},      // the same with "+"
}};

QByteArray encoded(const QByteArray &raw, const Encoder &encoder) {
    QByteArray out = decoded(raw).toPercentEncoding(encoder.unescaped, encoder.escaped);
    return encoder.plus ? out.replace("%20", "+") : out;
}

QByteArray reencoded(const Pieces &pieces, const Encoder &encoder) {
    Pieces out;
    for (const QByteArray &piece : pieces) {
        const qsizetype equals = piece.indexOf('=');
        out.push_back(encoded(nameOf(piece), encoder) +
                      (equals < 0 ? QByteArray() : '=' + encoded(piece.mid(equals + 1), encoder)));
    }
    return joined(out);
}

void proposeSpellings(const QByteArray &query, QueryProposer &propose) {
    for (const Spelling &spelling : Spellings)
        propose.query(spelled(query, spelling), Written);
    for (const bool upper : {true, false})
        propose.query(withHexCase(query, upper), Written);
    for (std::size_t i = 0; i < Spellings.size(); ++i) {
        const QByteArray once = spelled(query, Spellings[i]);
        for (const bool upper : {true, false})
            propose.query(withHexCase(once, upper), Written, Tier::Possible);
        for (std::size_t j = i + 1; j < Spellings.size(); ++j)
            propose.query(spelled(once, Spellings[j]), Written, Tier::Possible);
    }
}

void proposeBareNames(const Pieces &pieces, QueryProposer &propose) {
    Pieces bare = pieces;
    Pieces equal = pieces;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].endsWith('=') && pieces[i].indexOf('=') == pieces[i].size() - 1)
            bare[i].chop(1);
        if (!pieces[i].isEmpty() && !pieces[i].contains('='))
            equal[i] += '=';
    }
    propose.query(joined(bare), Written);
    propose.query(joined(equal), Written);
    Pieces dense;
    std::copy_if(
        pieces.begin(), pieces.end(), std::back_inserter(dense), [](const QByteArray &p) { return !p.isEmpty(); });
    propose.query(joined(dense), Written);
}

bool isTwilios(const QByteArray &piece) {
    return !parameterInfo(decoded(nameOf(piece))).group.isEmpty();
}

void proposePermutations(Pieces pieces, QueryProposer &propose) {
    std::sort(pieces.begin(), pieces.end());
    do {
        propose.query(joined(pieces), Ordered, Tier::Possible);
    } while (std::next_permutation(pieces.begin(), pieces.end()));
}

void proposeMoves(const Pieces &pieces, QueryProposer &propose) {
    for (std::size_t from = 0; from < pieces.size(); ++from) {
        for (std::size_t to = 0; to < pieces.size(); ++to) {
            Pieces moved = pieces;
            const QByteArray piece = moved[from];
            moved.erase(moved.begin() + qsizetype(from));
            moved.insert(moved.begin() + qsizetype(to), piece);
            propose.query(joined(moved), Ordered, Tier::Possible);
        }
    }
}

} // namespace

void proposeQueryMissing(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    QueryProposer propose(url, out);
    if (url.query.isEmpty())
        propose.query("?", Missing);
    for (const http::UrlCandidate &candidate : known.candidates) {
        const QByteArray query = splitUrl(candidate.url).query.toByteArray();
        if (!query.isEmpty())
            propose.query(query, Missing);
    }
    std::vector<QByteArray> queries;
    for (const QByteArray &target : originalTargets(known.request))
        queries.push_back(target.mid(std::max(target.indexOf('?'), qsizetype(0))));
    for (const QByteArray &other : known.otherUrls)
        queries.push_back(splitUrl(other).query.toByteArray());
    for (const QByteArray &query : queries) {
        if (!query.startsWith('?'))
            continue;
        propose.query(query, Missing);
        if (url.query.size() > 1) {
            propose.query(query + '&' + url.query.sliced(1), Missing, Tier::Likely, query);
            propose.query(url.query.toByteArray() + '&' + query.mid(1), Missing, Tier::Likely, query);
        }
    }
}

void proposeQueryAdded(const PostMortemCase &, const UrlParts &url, UrlProposals &out) {
    const Pieces pieces = piecesOf(url.query);
    if (url.query.isEmpty() || pieces.size() > MostPieces)
        return;
    QueryProposer propose(url, out);
    propose.query({}, NoQuery, Tier::Likely, url.query);
    Pieces twilios;
    Pieces others;
    for (const QByteArray &piece : pieces)
        (isTwilios(piece) ? twilios : others).push_back(piece);
    if (!others.empty() && !twilios.empty()) {
        propose.query(joined(twilios), Without, Tier::Likely, joined(others));
        propose.query(joined(others), Without, Tier::Possible, joined(twilios));
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        Pieces fewer = pieces;
        fewer.erase(fewer.begin() + qsizetype(i));
        propose.query(joined(fewer), Without, pieces.size() <= 12 ? Tier::Likely : Tier::Possible, pieces[i]);
        if (i > 0) // a tail that was hung on
            propose.query(joined(Pieces(pieces.begin(), pieces.begin() + qsizetype(i))), Without, Tier::Possible,
                joined(Pieces(pieces.begin() + qsizetype(i), pieces.end())));
    }
}

// Names of Twilio's parameters that often come without a value in a GET.
void proposeQueryEmpties(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    static constexpr std::array<const char *, 12> Names{"FromCity", "FromState", "FromZip", "FromCountry", "ToCity",
        "ToState", "ToZip", "ToCountry", "Body", "Digits", "CallerName", "ErrorMessage"};
    const Pieces pieces = piecesOf(url.query);
    if (pieces.size() > MostMoved || !known.form.empty() || pieces.size() < 2)
        return;
    QueryProposer propose(url, out);
    for (const char *name : Names) {
        const bool there = std::any_of(pieces.begin(), pieces.end(),
            [&](const QByteArray &p) { return QByteArrayView(nameOf(p)) == QByteArrayView(name); });
        for (std::size_t at = 0; !there && at <= pieces.size(); ++at) {
            Pieces more = pieces;
            more.insert(more.begin() + qsizetype(at), QByteArray(name) + '=');
            propose.query(joined(more), MissingEmpty, Tier::Possible, name);
        }
    }
}

void proposeQueryOrder(const PostMortemCase &, const UrlParts &url, UrlProposals &out) {
    const Pieces pieces = piecesOf(url.query);
    if (pieces.size() < 2 || pieces.size() > MostPieces)
        return;
    QueryProposer propose(url, out);
    Pieces changed = pieces;
    std::stable_sort(
        changed.begin(), changed.end(), [](const auto &a, const auto &b) { return nameOf(a) < nameOf(b); });
    propose.query(joined(changed), Ordered);
    propose.query(joined(Pieces(pieces.rbegin(), pieces.rend())), Ordered);
    changed = pieces;
    std::stable_partition(changed.begin(), changed.end(), isTwilios);
    propose.query(joined(changed), Ordered);
    changed = pieces;
    std::stable_partition(changed.begin(), changed.end(), [](const QByteArray &piece) { return !isTwilios(piece); });
    propose.query(joined(changed), Ordered);
    for (const std::size_t shift : {std::size_t(1), pieces.size() - 1}) {
        changed = pieces;
        std::rotate(changed.begin(), changed.begin() + qsizetype(shift), changed.end());
        propose.query(joined(changed), Ordered);
    }
    if (pieces.size() <= MostPermuted)
        proposePermutations(pieces, propose);
    else if (pieces.size() <= MostMoved)
        proposeMoves(pieces, propose);
}

void proposeQueryEncoding(const PostMortemCase &, const UrlParts &url, UrlProposals &out) {
    const Pieces pieces = piecesOf(url.query);
    if (url.query.isEmpty() || pieces.size() > MostPieces)
        return;
    QueryProposer propose(url, out);
    const QByteArray query = url.query.toByteArray();
    for (const Encoder &encoder : Encoders)
        propose.query(reencoded(pieces, encoder), Written);
    for (const Encoder &encoder : Encoders)
        propose.query(withHexCase(reencoded(pieces, encoder), false), Written, Tier::Possible);
    proposeSpellings(query, propose);
    propose.query(QByteArray::fromPercentEncoding(query), Written);
    propose.query(decoded(query), Written);
    propose.query(query.toPercentEncoding("?&=+%").replace("%25", "%"), Written, Tier::Possible);
    propose.query(QByteArray(query).replace('%', "%25"), Written, Tier::Possible);
    proposeBareNames(pieces, propose);
}

} // namespace offhook::twilio
