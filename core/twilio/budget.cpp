#include "core/twilio/budget.h"

#include "core/twilio/post_mortem_repairs.h"

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

using Severity = BudgetFinding::Severity;

constexpr int EdgeInvalid = 11240;
constexpr int InterconnectNotAllowed = 11242;
constexpr int PolicyInvalid = 11243;
// Kinds whose limit is this take overrides; those with another are Conversations' and TaskRouter's.
constexpr milliseconds UsualBudget{15000};

constexpr std::array<const char *, 8> Edges{
    "ashburn", "dublin", "frankfurt", "sao-paulo", "singapore", "sydney", "tokyo", "umatilla"};
constexpr std::array<const char *, 5> Interconnects{
    "ashburn-ix", "frankfurt-ix", "london-ix", "san-jose-ix", "singapore-ix"};

template <std::size_t N>
bool isOneOf(const std::array<const char *, N> &list, QByteArrayView value) {
    return std::any_of(list.begin(), list.end(), [&](const char *known) { return value == QByteArrayView(known); });
}

struct Setting {
    QByteArray key;
    QByteArray value;
};

std::vector<Setting> settingsIn(QByteArrayView text) {
    std::vector<Setting> settings;
    for (const QByteArray &piece : text.toByteArray().split('&')) {
        const qsizetype equals = piece.indexOf('=');
        if (!piece.isEmpty())
            settings.push_back(
                {equals < 0 ? piece : piece.first(equals), equals < 0 ? QByteArray() : piece.mid(equals + 1)});
    }
    return settings;
}

class Reader {
public:
    void read(const Setting &setting) {
        using Policy = ConnectionOverrides::Policy;
        if (setting.key == "ct")
            time(setting, 100, 10000, m_reading.overrides.connect,
                QT_TRANSLATE_NOOP("PostMortem", "Connecting may take %1 ms."));
        else if (setting.key == "rt")
            time(setting, 100, 15000, m_reading.overrides.read,
                QT_TRANSLATE_NOOP("PostMortem", "The first byte of the answer may take %1 ms, and each one after it."));
        else if (setting.key == "tt")
            time(setting, 100, 15000, m_reading.overrides.total,
                QT_TRANSLATE_NOOP("PostMortem", "Everything together, retries too, may take %1 ms."));
        else if (setting.key == "rc")
            retries(setting);
        else if (setting.key == "rp")
            m_reading.overrides.policy = policy(setting).value_or(Policy());
        else if (setting.key == "sni")
            sni(setting);
        else if (setting.key == "e")
            edges(setting);
        else
            find(Severity::Warning,
                QT_TRANSLATE_NOOP(
                    "PostMortem", "Twilio knows no setting “%1”; there are ct, rt, tt, rc, rp, sni and e."),
                {argumentText(setting.key)});
    }

    // Names that people put into the query, where they are parameters for the app.
    void lookAtQuery(QByteArrayView query) {
        static constexpr std::array<const char *, 11> Taken{
            "timeout", "retry", "retries", "retrycount", "ct", "rt", "tt", "rc", "rp", "sni", "connecttimeout"};
        for (const Setting &setting : settingsIn(query)) {
            if (isOneOf(Taken, setting.key.toLower()))
                find(Severity::Warning,
                    QT_TRANSLATE_NOOP("PostMortem", "“%1” stands in the query: this is not an override, it is sent to "
                                                    "your app and signed. Use “#”, as in #rt=5000&rc=2."),
                    {argumentText(setting.key)});
        }
    }

    void weigh() {
        const ConnectionOverrides &o = m_reading.overrides;
        if (o.total < o.read && o.read != ConnectionOverrides().read)
            find(Severity::Warning,
                QT_TRANSLATE_NOOP(
                    "PostMortem", "The read timeout of %1 ms is never reached: everything ends after %2 ms."),
                {QString::number(o.read.count()), QString::number(o.total.count())});
        if (o.retries == 0 && !(o.policy == ConnectionOverrides::Policy()))
            find(
                Severity::Warning, QT_TRANSLATE_NOOP("PostMortem", "rc=0 allows no retry, so rp changes nothing."), {});
    }

    void find(Severity severity, const char *text, const QStringList &arguments, int code = 0) {
        m_reading.findings.push_back({severity, code, {text, arguments}});
    }
    [[nodiscard]] OverridesReading take() { return std::move(m_reading); }

private:
    void time(const Setting &setting, int least, int most, milliseconds &target, const char *text) {
        bool ok = false;
        const int value = setting.value.toInt(&ok);
        if (!ok || value < least || value > most) {
            const QStringList arguments{
                argumentText(setting.key), argumentText(setting.value), QString::number(least), QString::number(most)};
            return find(Severity::Error,
                QT_TRANSLATE_NOOP("PostMortem",
                    "%1=%2 is not possible: it takes %3 to %4 ms. Nothing makes Twilio wait for more than 15 s."),
                arguments);
        }
        target = milliseconds(value);
        find(Severity::Info, text, {QString::number(value)});
    }

    void retries(const Setting &setting) {
        bool ok = false;
        const int value = setting.value.toInt(&ok);
        if (!ok || value < 0 || value > 5)
            return find(Severity::Error,
                QT_TRANSLATE_NOOP("PostMortem", "rc=%1 is not possible: it takes 0 to 5 retries."),
                {argumentText(setting.value)});
        m_reading.overrides.retries = value;
        find(Severity::Info, QT_TRANSLATE_NOOP("PostMortem", "Up to %1 retries."), {QString::number(value)});
    }

    std::optional<ConnectionOverrides::Policy> policy(const Setting &setting) {
        ConnectionOverrides::Policy made{false, false, false, false};
        for (const QByteArray &word : setting.value.split(',')) {
            const bool all = word == "all";
            if (!all && word != "4xx" && word != "5xx" && word != "ct" && word != "rt") {
                find(Severity::Error,
                    QT_TRANSLATE_NOOP("PostMortem", "rp=%1 is not possible: it is a list of 4xx, 5xx, ct, rt or all."),
                    {argumentText(setting.value)}, PolicyInvalid);
                return {};
            }
            made.on4xx |= all || word == "4xx";
            made.on5xx |= all || word == "5xx";
            made.onConnect |= all || word == "ct";
            made.onRead |= all || word == "rt";
        }
        find(Severity::Info, QT_TRANSLATE_NOOP("PostMortem", "Tried again after: %1."), {argumentText(setting.value)});
        return made;
    }

    void sni(const Setting &setting) {
        if (setting.value != "y" && setting.value != "n")
            return find(Severity::Error, QT_TRANSLATE_NOOP("PostMortem", "sni=%1 is not possible: it is y or n."),
                {argumentText(setting.value)});
        m_reading.overrides.sni = setting.value == "y";
        find(Severity::Info,
            m_reading.overrides.sni
                ? QT_TRANSLATE_NOOP("PostMortem", "The TLS handshake names the host (SNI).")
                : QT_TRANSLATE_NOOP("PostMortem", "The TLS handshake does not name the host (SNI); servers of several "
                                                  "names answer with the wrong certificate."),
            {});
    }

    void edges(const Setting &setting) {
        for (const QByteArray &edge : setting.value.split(',')) {
            if (isOneOf(Interconnects, edge))
                find(Severity::Warning,
                    QT_TRANSLATE_NOOP("PostMortem", "The edge %1 needs Twilio Interconnect for this account."),
                    {argumentText(edge)}, InterconnectNotAllowed);
            else if (!isOneOf(Edges, edge))
                return find(Severity::Error, QT_TRANSLATE_NOOP("PostMortem", "There is no edge “%1”."),
                    {argumentText(edge)}, EdgeInvalid);
            m_reading.overrides.edges.push_back(edge);
        }
        find(Severity::Info, QT_TRANSLATE_NOOP("PostMortem", "Requests leave Twilio at %1; each retry takes the next."),
            {argumentText(setting.value)});
    }

    OverridesReading m_reading;
};

QByteArray policyText(const ConnectionOverrides::Policy &policy) {
    if (policy == ConnectionOverrides::Policy{true, true, true, true})
        return "all";
    QByteArrayList words;
    if (policy.on4xx)
        words.append("4xx");
    if (policy.on5xx)
        words.append("5xx");
    if (policy.onConnect)
        words.append("ct");
    if (policy.onRead)
        words.append("rt");
    return words.join(',');
}

} // namespace

OverridesReading readOverrides(QByteArrayView url) {
    Reader reader;
    const qsizetype hash = url.indexOf('#');
    const QByteArrayView base = hash < 0 ? url : url.first(hash);
    const qsizetype question = base.indexOf('?');
    if (question >= 0)
        reader.lookAtQuery(base.sliced(question + 1));
    for (const Setting &setting : settingsIn(hash < 0 ? QByteArrayView() : url.sliced(hash + 1)))
        reader.read(setting);
    reader.weigh();
    return reader.take();
}

QByteArray fragmentFor(const ConnectionOverrides &overrides) {
    const ConnectionOverrides defaults;
    QByteArrayList settings;
    const auto time = [&](const char *key, milliseconds value, milliseconds usual) {
        if (value != usual)
            settings.append(key + QByteArray::number(qint64(value.count())));
    };
    time("ct=", overrides.connect, defaults.connect);
    time("rt=", overrides.read, defaults.read);
    time("tt=", overrides.total, defaults.total);
    if (overrides.retries != defaults.retries)
        settings.append("rc=" + QByteArray::number(overrides.retries));
    if (!(overrides.policy == defaults.policy))
        settings.append("rp=" + policyText(overrides.policy));
    if (!overrides.sni)
        settings.append("sni=n");
    if (!overrides.edges.empty())
        settings.append("e=" + QByteArrayList(overrides.edges.begin(), overrides.edges.end()).join(','));
    return settings.isEmpty() ? QByteArray() : QByteArray('#' + settings.join('&'));
}

std::vector<BudgetPhase> worstCase(const ConnectionOverrides &overrides, Failure failure) {
    const bool connects = failure == Failure::NoAnswer;
    const bool again = connects ? overrides.policy.onRead : overrides.policy.onConnect;
    const int attempts = again ? overrides.retries + 1 : 1;
    std::vector<BudgetPhase> phases;
    milliseconds at{0};
    for (int attempt = 1; attempt <= attempts && at < overrides.total; ++attempt) {
        const milliseconds end = std::min(at + (connects ? overrides.read : overrides.connect), overrides.total);
        phases.push_back({connects ? BudgetPhase::Type::Read : BudgetPhase::Type::Connect, attempt, at, end});
        at = end;
    }
    phases.push_back({BudgetPhase::Type::Fallback, int(phases.size()) + 1, at, at});
    return phases;
}

milliseconds answerBudget(milliseconds kindBudget, const ConnectionOverrides &overrides) {
    if (kindBudget != UsualBudget)
        return kindBudget;
    return std::min({kindBudget, overrides.read, overrides.total});
}

} // namespace offhook::twilio
