#include "core/twilio/post_mortem_repairs.h"

#include <algorithm>
#include <array>

// Repairs of the path: what proxies and routers do to it.

namespace offhook::twilio {
namespace {

constexpr std::array<const char *, 3> ForwardedPrefix{"X-Forwarded-Prefix", "X-Script-Name", "X-Forwarded-Path"};
constexpr std::array<const char *, 7> UsualPrefixes{
    "/api", "/webhooks", "/webhook", "/twilio", "/app", "/v1", "/hooks"};
constexpr std::array<const char *, 4> IndexPages{"index.php", "index.html", "index.cgi", "index.jsp"};
constexpr std::array<const char *, 5> Extensions{".php", ".html", ".aspx", ".xml", ".json"};

class PathProposer {
public:
    PathProposer(const UrlParts &url, UrlProposals &out)
        : m_url(url)
        , m_out(out) {}

    void path(const QByteArray &path, Tier tier = Tier::Likely) {
        UrlParts changed = m_url;
        changed.path = path;
        m_out.add(changed, change(path), tier);
    }
    // A path with a query of its own.
    void target(QByteArrayView target) {
        if (!target.startsWith('/'))
            return;
        const qsizetype question = target.indexOf('?');
        path((question < 0 ? target : target.first(question)).toByteArray());
        // The same path with another query is not a matter of the path.
        if (question < 0 || target.first(question) == m_url.path)
            return;
        UrlParts changed = m_url;
        changed.path = target.first(question);
        changed.query = target.sliced(question);
        m_out.add(changed, change(changed.path));
    }

private:
    [[nodiscard]] Phrase change(QByteArrayView path) const {
        if (path.size() == m_url.path.size() + 1 && path.endsWith('/') && path.startsWith(m_url.path))
            return {QT_TRANSLATE_NOOP("PostMortem", "the path with a slash at its end, %1"), {argumentText(path)}};
        if (path.size() + 1 == m_url.path.size() && m_url.path.endsWith('/') && m_url.path.startsWith(path))
            return {QT_TRANSLATE_NOOP("PostMortem", "the path without the slash at its end, %1"), {argumentText(path)}};
        return {QT_TRANSLATE_NOOP("PostMortem", "the path %1 instead of %2"),
            {argumentText(path), argumentText(m_url.path)}};
    }

    const UrlParts &m_url;
    UrlProposals &m_out;
};

void proposePrefixes(const PostMortemCase &known, const QByteArray &path, PathProposer &propose) {
    const auto prefixed = [&](QByteArrayView prefix, Tier tier) {
        while (prefix.endsWith('/'))
            prefix.chop(1);
        if (prefix.startsWith('/'))
            propose.path(prefix.toByteArray() + path, tier);
    };
    for (const char *name : ForwardedPrefix)
        prefixed(known.request.header(name), Tier::Likely);
    for (const QByteArray &other : known.otherUrls) {
        const QByteArrayView whole = splitUrl(other).path;
        prefixed(whole, Tier::Likely);
        if (whole.size() > 1)
            propose.path(whole.toByteArray());
    }
    for (const char *prefix : UsualPrefixes)
        prefixed(prefix, Tier::Possible);
}

void proposeShorter(const QByteArray &path, PathProposer &propose) {
    qsizetype slash = path.indexOf('/', 1);
    for (int cut = 0; slash > 0 && cut < 3; ++cut, slash = path.indexOf('/', slash + 1))
        propose.path(path.mid(slash), cut == 0 ? Tier::Likely : Tier::Possible);
}

void proposePages(const QByteArray &path, PathProposer &propose) {
    for (const char *page : IndexPages) {
        if (path.endsWith(page))
            propose.path(path.chopped(qsizetype(qstrlen(page))));
        propose.path((path.endsWith('/') ? path : path + '/') + page, Tier::Possible);
    }
    for (const char *extension : Extensions) {
        if (path.endsWith(extension))
            propose.path(path.chopped(qsizetype(qstrlen(extension))));
        else if (!path.endsWith('/'))
            propose.path(path + extension, Tier::Possible);
    }
}

QByteArray collapsed(QByteArray path) {
    while (path.contains("//"))
        path.replace("//", "/");
    return path;
}

QByteArray withHex(const QByteArray &path, bool upper) {
    QByteArray out = path;
    for (qsizetype i = 0; i + 2 < out.size(); ++i) {
        if (out[i] != '%')
            continue;
        const QByteArray digits = upper ? out.mid(i + 1, 2).toUpper() : out.mid(i + 1, 2).toLower();
        out.replace(i + 1, 2, digits);
    }
    return out;
}

void proposeEscapes(const QByteArray &path, PathProposer &propose) {
    const QByteArray decoded = QByteArray::fromPercentEncoding(path);
    propose.path(withHex(path, true));
    propose.path(withHex(path, false));
    propose.path(decoded);
    propose.path(decoded.toPercentEncoding("/"));
    propose.path(decoded.toPercentEncoding("/!$&'()*+,;=:@"));
    propose.path(path.toPercentEncoding("/!$&'()*+,;=:@"), Tier::Possible); // escaped twice
    propose.path(QByteArray(path).replace("%2F", "/").replace("%2f", "/"));
    propose.path(QByteArray(path).replace('\'', "%27"), Tier::Possible);
}

} // namespace

void proposePath(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    PathProposer propose(url, out);
    const QByteArray path = url.path.toByteArray();
    propose.path(path.endsWith('/') ? path.chopped(1) : path + '/');
    for (const QByteArray &target : originalTargets(known.request))
        propose.target(target);
    // The request's own path, when the public URL put a prefix before it.
    propose.path(known.request.path().toByteArray());
    proposePrefixes(known, path, propose);
    proposeShorter(path, propose);
    propose.path(collapsed(path));
    if (path.startsWith('/'))
        propose.path('/' + path, Tier::Possible);
    proposePages(path, propose);
    proposeEscapes(path, propose);
    propose.path(path.toLower(), Tier::Possible);
}

} // namespace offhook::twilio
