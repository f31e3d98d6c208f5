#include "core/twilio/parameters.h"
#include "core/twilio/post_mortem_repairs.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <bit>
#include <functional>

// Repairs of the list of parameters: renamed, added, removed, emptied, repeated.

namespace offhook::twilio {
namespace {

using http::Parameter;
using http::Parameters;

constexpr std::size_t MostSingles = 60;
constexpr std::size_t MostPairs = 24;
constexpr int MostSubsetBits = 9;

// What frameworks and proxies put among the parameters.
constexpr std::array<const char *, 16> Frameworks{"_method", "_token", "_format", "_route", "_url", "_", "action",
    "controller", "format", "utf8", "authenticity_token", "csrfmiddlewaretoken", "__proto__", "rawBody", "body",
    "path"};

bool has(const Parameters &form, QByteArrayView name) {
    return http::contains(form, name);
}

bool isKnown(const QByteArray &name) {
    return !parameterInfo(name).group.isEmpty();
}

bool isFrameworks(const QByteArray &name) {
    return std::any_of(Frameworks.begin(), Frameworks.end(), [&](const char *known) { return name == known; });
}

QByteArray folded(const QByteArray &name) {
    QByteArray out;
    for (const char c : name.toLower()) {
        if (c != '_' && c != '-' && c != '.' && c != ' ')
            out += c;
    }
    return out;
}

// Twilio's spelling of a name whatever its case and separators: "message_sid" -> "MessageSid".
const QHash<QByteArray, QByteArray> &catalogueSpellings() {
    static const QHash<QByteArray, QByteArray> spellings = [] {
        QHash<QByteArray, QByteArray> made;
        for (const QByteArray &name : parameterNames()) {
            if (!name.contains('{') && !name.contains('*'))
                made.insert(folded(name), name);
            else if (name.endsWith("{n}")) {
                for (int i = 0; i < 10; ++i)
                    made.insert(folded(name.chopped(3)) + char('0' + i), name.chopped(3) + char('0' + i));
            }
        }
        return made;
    }();
    return spellings;
}

using Rename = QByteArray (*)(const QByteArray &);

// A SIP header keeps its own spelling, which is capitals after hyphens as a rule: "SipHeader_X-Account".
QByteArray sipHeader(const QByteArray &rest) {
    QByteArray out;
    bool up = true;
    for (const char c : rest) {
        out += up ? QByteArray(1, c).toUpper() : QByteArray(1, c);
        up = c == '-';
    }
    return "SipHeader_" + out;
}

QByteArray inCatalogue(const QByteArray &name) {
    for (const char *prefix : {"sipheader_", "sip_header_"}) {
        if (name.toLower().startsWith(prefix))
            return sipHeader(name.mid(qsizetype(qstrlen(prefix))).replace('_', '-'));
    }
    return catalogueSpellings().value(folded(name), name);
}
QByteArray dotted(const QByteArray &name) {
    return QByteArray(name).replace('_', '.');
}
QByteArray withoutBrackets(const QByteArray &name) {
    return name.endsWith("[]") ? name.chopped(2)
           : name.endsWith(']') && name.contains('[')
               ? QByteArray(name).replace("][", ".").replace('[', ".").replace("]", "")
               : name;
}
QByteArray upperFirst(const QByteArray &name) {
    return name.isEmpty() ? name : name.left(1).toUpper() + name.mid(1);
}
QByteArray camel(const QByteArray &name) {
    QByteArray out;
    bool up = true;
    for (const char c : name) {
        if (c == '_' || c == '-')
            up = true;
        else {
            out += up ? QByteArray(1, c).toUpper() : QByteArray(1, c);
            up = false;
        }
    }
    return out;
}
QByteArray lower(const QByteArray &name) {
    return name.toLower();
}

void proposeRename(const Parameters &form, Rename rename, FormProposals &out) {
    Parameters all = form;
    std::vector<QByteArray> names;
    for (Parameter &parameter : all) {
        const QByteArray name = rename(parameter.name);
        if (name != parameter.name)
            names.push_back(name);
        parameter.name = name;
    }
    if (names.empty())
        return;
    const char *text = QT_TRANSLATE_NOOP("PostMortem", "the names %1");
    out.add(std::move(all), {text, {namesText(names)}});
    for (std::size_t i = 0; names.size() > 1 && i < std::min(form.size(), MostSingles); ++i) {
        Parameters one = form;
        one[i].name = rename(form[i].name);
        out.add(std::move(one), {text, {namesText({rename(form[i].name)})}}, Tier::Possible);
    }
}

template <typename Predicate>
void proposeWithout(const Parameters &form, Predicate dropped, FormProposals &out, Tier tier) {
    Parameters kept;
    std::vector<QByteArray> names;
    for (const Parameter &parameter : form) {
        if (dropped(parameter))
            names.push_back(parameter.name);
        else
            kept.push_back(parameter);
    }
    // A name of which one value is left was not added: that is proposeDuplicates()'s.
    const bool halved =
        std::any_of(names.begin(), names.end(), [&](const QByteArray &name) { return has(kept, name); });
    if (!names.empty() && !halved)
        out.add(std::move(kept), {QT_TRANSLATE_NOOP("PostMortem", "the form without %1"), {namesText(names)}}, tier);
}

/// A parameter that may be missing, with its value.
using Missing = std::vector<Parameter>;

/// Subsets as bit masks, the likelier first: everything, the ones named natural, then few things.
std::vector<unsigned> rankedMasks(int count, const std::vector<unsigned> &natural) {
    std::vector<unsigned> masks;
    for (unsigned mask = 1; mask < 1U << unsigned(count); ++mask)
        masks.push_back(mask);
    std::stable_sort(masks.begin(), masks.end(), [&](unsigned a, unsigned b) {
        const auto rank = [&](unsigned mask) {
            const bool whole =
                std::popcount(mask) == count || std::find(natural.begin(), natural.end(), mask) != natural.end();
            return whole ? 0 : std::popcount(mask);
        };
        return rank(a) < rank(b);
    });
    return masks;
}

void proposeSubsets(const Parameters &form, const std::vector<Missing> &groups, const std::vector<unsigned> &natural,
    const char *text, FormProposals &out) {
    const auto count = std::min(int(groups.size()), MostSubsetBits);
    for (const unsigned mask : rankedMasks(count, natural)) {
        Parameters more = form;
        std::vector<QByteArray> names;
        for (int i = 0; i < count; ++i) {
            if ((mask >> unsigned(i) & 1U) == 0)
                continue;
            for (const Parameter &parameter : groups[std::size_t(i)]) {
                more.push_back(parameter);
                names.push_back(parameter.name);
            }
        }
        const bool likely = std::popcount(mask) <= 2 || std::popcount(mask) == count ||
                            std::find(natural.begin(), natural.end(), mask) != natural.end();
        out.add(std::move(more), {text, {namesText(names)}}, likely ? Tier::Likely : Tier::Possible);
    }
}

/// Places of caller and callee, which Twilio sends also when it does not know them. A call has each under two names.
struct MissingPlaces {
    std::vector<Missing> groups;
    std::vector<unsigned> natural; ///< city, state and zip of one side or of both
};

MissingPlaces missingPlaces(const Parameters &form) {
    MissingPlaces places;
    unsigned both = 0;
    for (const char *side : {"From", "To"}) {
        const QByteArray twin = qstrcmp(side, "From") == 0 ? "Caller" : "Called";
        unsigned mask = 0;
        for (const char *part : {"City", "State", "Zip", "Country"}) {
            Missing missing;
            const QByteArray name = QByteArray(side) + part;
            const QByteArray twinName = twin + part;
            if (!has(form, name))
                missing.push_back({name, {}});
            if (has(form, twin) && !has(form, twinName))
                missing.push_back({twinName, {}});
            if (missing.empty())
                continue;
            if (qstrcmp(part, "Country") != 0)
                mask |= 1U << places.groups.size();
            places.groups.push_back(std::move(missing));
        }
        places.natural.push_back(mask);
        both |= mask;
    }
    places.natural.push_back(both);
    return places;
}

void proposeEmptySingles(const Parameters &form, FormProposals &out) {
    constexpr const char *Text = QT_TRANSLATE_NOOP("PostMortem", "the empty parameters %1 too");
    static constexpr std::array<const char *, 16> Often{"Body", "Digits", "SpeechResult", "ErrorMessage", "ErrorCode",
        "CallerName", "ForwardedFrom", "FriendlyName", "Label", "FinishedOnKey", "ErrorUrl", "ProfileName",
        "ButtonText", "ButtonPayload", "RecordingUrl", "MessagingServiceSid"};
    std::vector<QByteArray> likely;
    for (const char *name : Often) {
        if (!has(form, name))
            likely.push_back(name);
    }
    const auto propose = [&](const std::vector<QByteArray> &names, Tier tier) {
        Parameters more = form;
        for (const QByteArray &name : names)
            more.push_back({name, {}});
        out.add(std::move(more), {Text, {namesText(names)}}, tier);
    };
    for (const QByteArray &name : likely)
        propose({name}, Tier::Likely);
    for (const QByteArray &name : parameterNames()) {
        if (!name.contains('{') && !name.contains('*') && !has(form, name))
            propose({name}, Tier::Possible);
    }
    for (std::size_t i = 0; i < likely.size(); ++i) {
        for (std::size_t j = i + 1; j < likely.size(); ++j)
            propose({likely[i], likely[j]}, Tier::Possible);
    }
}

// What Twilio says twice: a parameter that is missing may be told from another one.
std::vector<Missing> derivable(const Parameters &form) {
    static constexpr std::array<std::pair<const char *, const char *>, 20> Twins{{{"MessageSid", "SmsSid"},
        {"SmsSid", "MessageSid"}, {"SmsMessageSid", "MessageSid"}, {"SmsMessageSid", "SmsSid"}, {"Called", "To"},
        {"Caller", "From"}, {"To", "Called"}, {"From", "Caller"}, {"CalledCity", "ToCity"}, {"CalledState", "ToState"},
        {"CalledZip", "ToZip"}, {"CalledCountry", "ToCountry"}, {"CallerCity", "FromCity"},
        {"CallerState", "FromState"}, {"CallerZip", "FromZip"}, {"CallerCountry", "FromCountry"},
        {"SmsStatus", "MessageStatus"}, {"MessageStatus", "SmsStatus"}, {"WaId", "From"}, {"DialCallSid", "CallSid"}}};
    static constexpr std::array<std::pair<const char *, const char *>, 8> Constants{
        {{"ApiVersion", "2010-04-01"}, {"NumMedia", "0"}, {"NumSegments", "1"}, {"SmsStatus", "received"},
            {"Direction", "inbound"}, {"CallStatus", "ringing"}, {"FromCountry", "US"}, {"ToCountry", "US"}}};
    std::vector<Missing> groups;
    for (const auto &[name, source] : Twins) {
        const QByteArray *value = http::find(form, source);
        const bool doubled = std::any_of(
            groups.begin(), groups.end(), [twin = name](const Missing &m) { return m.front().name == twin; });
        if (value != nullptr && !has(form, name) && !doubled)
            groups.push_back({{name, qstrcmp(name, "WaId") == 0 ? value->mid(value->lastIndexOf('+') + 1) : *value}});
    }
    for (const auto &[name, value] : Constants) {
        if (!has(form, name))
            groups.push_back({{name, value}});
    }
    return groups;
}

/// The values of one name, where there are several.
struct Repeated {
    QByteArray name;
    std::vector<QByteArray> values; ///< in order of arrival
};

std::vector<Repeated> repeatedNames(const Parameters &form) {
    std::vector<Repeated> all;
    QHash<QByteArray, std::size_t> places;
    for (const Parameter &parameter : form) {
        const auto place = places.constFind(parameter.name);
        if (place == places.constEnd()) {
            places.insert(parameter.name, all.size());
            all.push_back({parameter.name, {parameter.value}});
        } else {
            all[*place].values.push_back(parameter.value);
        }
    }
    std::sort(all.begin(), all.end(), [](const Repeated &a, const Repeated &b) { return a.name < b.name; });
    return all;
}

QByteArray joinedWith(const std::vector<QByteArray> &values, const char *separator) {
    QByteArray text = values.front();
    for (std::size_t i = 1; i < values.size(); ++i)
        text += separator + values[i];
    return text;
}

// A string that a signer makes who treats repeated names in his own way: `values` gives what follows one name.
void proposeMerged(const std::vector<Repeated> &names, const QString &shown,
    const std::function<std::vector<QByteArray>(const Repeated &)> &values, const char *text, FormProposals &out) {
    Parameters form;
    for (const Repeated &repeated : names) {
        for (const QByteArray &value : values(repeated))
            form.push_back({repeated.name, value});
    }
    out.add(std::move(form), {text, {shown}}, Tier::Likely, FormOrder::AsIs);
}

void proposeMerges(const Parameters &form, FormProposals &out) {
    const std::vector<Repeated> all = repeatedNames(form);
    std::vector<QByteArray> names;
    for (const Repeated &repeated : all) {
        if (repeated.values.size() > 1)
            names.push_back(repeated.name);
    }
    if (names.empty())
        return;
    using Values = std::vector<QByteArray>;
    const QString shown = namesText(names);
    const auto merged = [&](const std::function<Values(const Repeated &)> &values, const char *text) {
        proposeMerged(all, shown, values, text, out);
    };
    merged([](const Repeated &r) { return Values{r.values.front()}; },
        QT_TRANSLATE_NOOP("PostMortem", "only the first value of %1"));
    merged([](const Repeated &r) { return Values{r.values.back()}; },
        QT_TRANSLATE_NOOP("PostMortem", "only the last value of %1"));
    merged([](const Repeated &r) { return Values{joinedWith(r.values, ",")}; },
        QT_TRANSLATE_NOOP("PostMortem", "the values of %1 joined with commas"));
    merged([](const Repeated &r) { return Values{joinedWith(r.values, ", ")}; },
        QT_TRANSLATE_NOOP("PostMortem", "the values of %1 joined with commas"));
    merged([](const Repeated &r) { return Values{joinedWith(r.values, "")}; },
        QT_TRANSLATE_NOOP("PostMortem", "the name %1 once before all its values"));
    merged([](const Repeated &r) { return r.values; },
        QT_TRANSLATE_NOOP("PostMortem", "the values of %1 in their order of arrival"));
    merged(
        [](const Repeated &r) {
            Values sorted = r.values;
            std::sort(sorted.begin(), sorted.end());
            return sorted;
        },
        QT_TRANSLATE_NOOP("PostMortem", "every value of %1, equal ones too"));
}

// "a,b" was two values of the same name before something joined them.
void proposeSplits(const Parameters &form, FormProposals &out) {
    for (const char *separator : {",", ", "}) {
        for (std::size_t i = 0; i < std::min(form.size(), MostSingles); ++i) {
            if (!form[i].value.contains(separator))
                continue;
            Parameters split = form;
            split.erase(split.begin() + qsizetype(i));
            QByteArray rest = form[i].value;
            for (qsizetype at = rest.indexOf(separator); at >= 0; at = rest.indexOf(separator)) {
                split.push_back({form[i].name, rest.first(at)});
                rest = rest.mid(at + qsizetype(qstrlen(separator)));
            }
            split.push_back({form[i].name, rest});
            out.add(std::move(split),
                {QT_TRANSLATE_NOOP("PostMortem", "the values of %1 apart, which arrived joined"),
                    {namesText({form[i].name})}},
                form[i].name.startsWith("MessagingBinding") ? Tier::Likely : Tier::Possible);
        }
    }
}

} // namespace

void proposeRenamed(const PostMortemCase &, const Parameters &form, FormProposals &out) {
    for (const Rename rename : {inCatalogue, withoutBrackets, dotted, upperFirst, camel, lower})
        proposeRename(form, rename, out);
}

void proposeAdded(const PostMortemCase &known, const Parameters &form, FormProposals &out) {
    proposeWithout(
        form, [](const Parameter &p) { return isFrameworks(p.name); }, out, Tier::Likely);
    proposeWithout(
        form, [](const Parameter &p) { return !isKnown(p.name); }, out, Tier::Likely);
    const Parameters query = http::decodeForm(known.request.query());
    proposeWithout(
        form, [&](const Parameter &p) { return has(query, p.name); }, out, Tier::Likely);
    proposeWithout(
        form, [](const Parameter &p) { return p.value.isEmpty(); }, out, Tier::Possible);
    const std::size_t singles = std::min(form.size(), MostSingles);
    for (std::size_t i = 0; i < singles; ++i)
        proposeWithout(
            form, [&](const Parameter &p) { return &p == &form[i]; }, out,
            isKnown(form[i].name) ? Tier::Possible : Tier::Likely);
    for (std::size_t count = 2; count < singles; ++count) {
        const Parameter *firstDropped = form.data() + (form.size() - count);
        proposeWithout(
            form, [&](const Parameter &p) { return &p >= firstDropped; }, out, Tier::Possible);
    }
    for (std::size_t i = 0; form.size() <= MostPairs && i < form.size(); ++i) {
        for (std::size_t j = i + 1; j < form.size(); ++j)
            proposeWithout(
                form, [&](const Parameter &p) { return &p == &form[i] || &p == &form[j]; }, out, Tier::Possible);
    }
}

void proposeRemoved(const PostMortemCase &known, const Parameters &form, FormProposals &out) {
    if (form.empty())
        return;
    constexpr const char *Text = QT_TRANSLATE_NOOP("PostMortem", "%1 too, which is missing here");
    std::vector<Missing> groups = derivable(form);
    if (!has(form, "AccountSid") && !known.account.isEmpty())
        groups.insert(groups.begin(), {{"AccountSid", known.account}});
    proposeSubsets(form, groups, {}, Text, out);
    for (std::size_t i = std::size_t(MostSubsetBits); i < groups.size(); ++i) {
        Parameters more = form;
        more.push_back(groups[i].front());
        out.add(std::move(more), {Text, {namesText({groups[i].front().name})}}, Tier::Possible);
    }
    Parameters withQuery = form;
    for (const Parameter &parameter : http::decodeForm(known.request.query()))
        withQuery.push_back(parameter);
    if (withQuery.size() > form.size())
        out.add(std::move(withQuery), {QT_TRANSLATE_NOOP("PostMortem", "the query’s parameters among the form’s"), {}});
}

void proposeEmpties(const PostMortemCase &, const Parameters &form, FormProposals &out) {
    if (form.empty())
        return;
    const MissingPlaces places = missingPlaces(form);
    proposeSubsets(
        form, places.groups, places.natural, QT_TRANSLATE_NOOP("PostMortem", "the empty parameters %1 too"), out);
    proposeEmptySingles(form, out);
}

void proposeDuplicates(const PostMortemCase &, const Parameters &form, FormProposals &out) {
    proposeMerges(form, out);
    proposeSplits(form, out);
}

} // namespace offhook::twilio
