#include "core/twiml/placement.h"

namespace offhook::twiml {
namespace {

constexpr int MaxMessages = 10; // replies to one message: error 14109
constexpr int MaxMedia = 10;    // of one message: twilio.com/docs/messaging/twiml/media

struct PlaceRule {
    Place place;
    const char *name;
    const char *allowed;
    int code;
};
// twilio.com/docs/voice/twiml/conference, enqueue and queue; the code is the one for conferences, others have none.
constexpr PlaceRule PlaceRules[] = {
    {Place::ConferenceWait, "waitUrl", "Play Say Pause Redirect", 13238},
    {Place::EnqueueWait, "waitUrl", "Play Say Pause Hangup Redirect Leave Gather", 0},
    {Place::QueueUrl, "the url of a queue", "Play Say Pause Redirect", 0},
};

bool allows(const PlaceRule &rule, const QByteArray &verb) {
    return QByteArray(rule.allowed).split(' ').contains(verb);
}

void checkVerb(Checking &checking, const Node &node) {
    if (checking.context.place == Place::CalledParty && node.name == "Dial")
        checking.add(diagnose(Finding::DialInWhisper, node.nameRange));
    for (const PlaceRule &rule : PlaceRules) {
        if (rule.place != checking.context.place || allows(rule, node.name))
            continue;
        const QString list = QString::fromLatin1(rule.allowed).replace(QLatin1Char(' '), QStringLiteral(", "));
        Diagnostic made = diagnose(
            Finding::VerbNotInPlace, node.nameRange, {quoted(node.name), QString::fromLatin1(rule.name), list});
        made.code = rule.code;
        checking.add(std::move(made));
    }
}

/// The verbs under the root.
void checkVerbs(Checking &checking, int root) {
    const Document &document = checking.document;
    int messages = 0;
    for (int i = document.firstElement(document.node(root).firstChild); i >= 0; i = document.nextElement(i)) {
        const ElementRule *rule = checking.rules[std::size_t(i)];
        if (rule == nullptr)
            continue;
        checkVerb(checking, document.node(i));
        const bool isMessage = rule->product == Product::Messaging && rule->tag != "Redirect";
        if (isMessage && ++messages > MaxMessages)
            checking.add(diagnose(Finding::TooManyMessages, document.node(i).nameRange, {QString::number(messages)}));
    }
}

void checkMedia(Checking &checking, int message) {
    const Document &document = checking.document;
    int count = 0;
    int first = -1;
    for (int i = document.firstElement(document.node(message).firstChild); i >= 0; i = document.nextElement(i)) {
        if (document.node(i).name == "Media" && ++count == MaxMedia + 1)
            first = i;
    }
    if (first >= 0)
        checking.add(diagnose(Finding::TooManyChildren, document.node(first).nameRange,
            {QStringLiteral("Message"), QString::number(count), QStringLiteral("Media"), QString::number(MaxMedia)}));
}

void checkConference(Checking &checking, int dial) {
    const Document &document = checking.document;
    int conference = -1;
    int others = 0;
    for (int i = document.firstElement(document.node(dial).firstChild); i >= 0; i = document.nextElement(i)) {
        const bool isConference = document.node(i).name == "Conference";
        conference = isConference && conference < 0 ? i : conference;
        others += isConference || checking.rules[std::size_t(i)] == nullptr ? 0 : 1;
    }
    if (conference >= 0 && others > 0)
        checking.add(diagnose(Finding::ConferenceMixed, document.node(conference).nameRange));
}

void checkAnnotate(Checking &checking, int annotate) {
    const Document &document = checking.document;
    int count = 0;
    for (int i = document.firstElement(document.node(annotate).firstChild); i >= 0; i = document.nextElement(i))
        count += checking.rules[std::size_t(i)] != nullptr ? 1 : 0;
    if (count == 1)
        return;
    Diagnostic made = diagnose(Finding::AnnotateChildren, document.node(annotate).nameRange);
    made.code = count == 0 ? 13110 : 13111;
    checking.add(std::move(made));
}

} // namespace

void checkPlacement(Checking &checking) {
    const std::vector<Node> &nodes = checking.document.nodes();
    for (int i = 0; i < int(nodes.size()) && !checking.isCut; ++i) {
        const ElementRule *rule = checking.rules[std::size_t(i)];
        if (rule == nullptr)
            continue;
        if (rule->kind == ElementRule::Kind::Root)
            checkVerbs(checking, i);
        else if (rule->id == "messaging.Message")
            checkMedia(checking, i);
        else if (rule->id == "voice.Dial")
            checkConference(checking, i);
        else if (rule->id == "voice.Annotate" && checking.isWhole(i))
            checkAnnotate(checking, i);
    }
}

} // namespace offhook::twiml
