#include "core/twiml/flow_check.h"

#include <QUrl>

namespace offhook::twiml {
namespace {

/// The verbs under the root that Twilio runs, in order.
std::vector<int> verbsOf(const Checking &checking) {
    const Document &document = checking.document;
    std::vector<int> verbs;
    const int root = document.root();
    if (root < 0 || checking.rules.empty() || checking.rules[std::size_t(root)] == nullptr)
        return verbs;
    for (int i = document.firstElement(document.node(root).firstChild); i >= 0; i = document.nextElement(i)) {
        if (checking.rules[std::size_t(i)] != nullptr)
            verbs.push_back(i);
    }
    return verbs;
}

void checkReach(Checking &checking, const std::vector<int> &verbs) {
    const Document &document = checking.document;
    for (std::size_t i = 0; i + 1 < verbs.size(); ++i) {
        if (!endsDocument(document, verbs[i], *checking.rules[std::size_t(verbs[i])]))
            continue;
        const Node &next = document.node(verbs[i + 1]);
        const TextRange range{next.range.begin, document.node(verbs.back()).range.end};
        Diagnostic made =
            diagnose(Finding::NeverReached, range, {quoted(next.name), quoted(document.node(verbs[i]).name)});
        made.fix = Fix{FixLabel::Remove, quoted(next.name), {{range, {}}}};
        return checking.add(std::move(made));
    }
}

void checkGather(Checking &checking, const std::vector<int> &verbs) {
    if (verbs.empty())
        return;
    const Node &last = checking.document.node(verbs.back());
    const bool goesOn = checking.document.value(verbs.back(), "actionOnEmptyResult") == "true";
    if (last.name == "Gather" && !goesOn)
        checking.add(diagnose(Finding::NothingAfterGather, last.nameRange));
}

void checkReject(Checking &checking, const std::vector<int> &verbs) {
    for (std::size_t i = 1; i < verbs.size(); ++i) {
        const Node &node = checking.document.node(verbs[i]);
        if (node.name != "Reject")
            continue;
        Diagnostic made = diagnose(Finding::RejectNotFirst, node.nameRange);
        if (node.attributes.empty() && checking.document.firstElement(node.firstChild) < 0)
            made.fix = Fix{FixLabel::Replace, QStringLiteral("<Hangup/>"), {{node.range, "<Hangup/>"}}};
        checking.add(std::move(made));
    }
}

bool isSelf(const QByteArray &documentUrl, const QByteArray &target) {
    const auto plain = [](const QUrl &url) {
        return url.adjusted(QUrl::RemoveFragment | QUrl::NormalizePathSegments).toEncoded();
    };
    const QUrl base = QUrl::fromEncoded(documentUrl);
    return base.isValid() && plain(base.resolved(QUrl::fromEncoded(target))) == plain(base);
}

void checkRedirect(Checking &checking, const std::vector<int> &verbs) {
    const Document &document = checking.document;
    for (const int verb : verbs) {
        const bool ends = endsDocument(document, verb, *checking.rules[std::size_t(verb)]);
        const QByteArray target = document.ownText(verb).trimmed();
        const bool isRedirect = document.node(verb).name == "Redirect" && !target.isEmpty() && !checking.isOpen(target);
        if (isRedirect && isSelf(checking.context.documentUrl, target)) {
            Diagnostic made =
                diagnose(Finding::RedirectToItself, trimmed(contentOf(document.node(verb)), checking.body));
            if (checking.product == Product::Messaging)
                made.code = 14106; // 50 documents for one message
            else if (verb != verbs.front())
                made.severity = Severity::Hint; // asking again after a Gather or a Say is meant so, mostly
            checking.add(std::move(made));
        }
        if (ends)
            return;
    }
}

} // namespace

bool endsDocument(const Document &document, int element, const ElementRule &rule) {
    const bool hasAction = !document.value(element, "action").isEmpty();
    switch (rule.ends) {
    case ElementRule::Ends::Always:
        return true;
    case ElementRule::Ends::WithAction:
        return hasAction;
    case ElementRule::Ends::Never:
        return rule.id == "voice.Gather" && document.value(element, "actionOnEmptyResult") == "true";
    }
    return false;
}

void checkFlow(Checking &checking) {
    const std::vector<int> verbs = verbsOf(checking);
    checkReach(checking, verbs);
    checkGather(checking, verbs);
    checkReject(checking, verbs);
    if (!checking.context.documentUrl.isEmpty())
        checkRedirect(checking, verbs);
}

} // namespace offhook::twiml
