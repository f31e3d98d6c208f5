#include "ui/respond/snippets.h"

#include "core/twiml/document.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr QByteArrayView Indentation = "  ";

twiml::Product productNamed(const QString &name) {
    return name == "voice"_L1       ? twiml::Product::Voice
           : name == "messaging"_L1 ? twiml::Product::Messaging
                                    : twiml::Product::Auto;
}

std::vector<Snippet> loaded() {
    QFile file(u":/twiml/snippets.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QJsonArray list = QJsonDocument::fromJson(opened ? file.readAll() : QByteArray()).array();
    std::vector<Snippet> result;
    for (const QJsonValue &value : list) {
        Snippet snippet;
        snippet.id = value["id"_L1].toString().toUtf8();
        snippet.title = value["title"_L1].toString();
        snippet.product = productNamed(value["product"_L1].toString());
        snippet.select = value["select"_L1].toString().toUtf8();
        const QJsonArray verbs = value["verbs"_L1].toArray();
        for (const QJsonValue &line : verbs)
            snippet.verbs.push_back(line.toString().toUtf8());
        result.push_back(std::move(snippet));
    }
    Q_ASSERT(!result.empty());
    return result;
}

QByteArray indented(const std::vector<QByteArray> &lines) {
    QByteArray text;
    for (const QByteArray &line : lines)
        text += Indentation + line + '\n';
    return text;
}

SnippetEdit edit(const Snippet &snippet, const twiml::TextRange &replace, const QByteArray &text) {
    SnippetEdit result{replace, text, {}};
    const qsizetype at = snippet.select.isEmpty() ? -1 : text.indexOf(snippet.select);
    const qsizetype begin = replace.begin + (at < 0 ? text.size() : at);
    result.selection = {begin, at < 0 ? begin : begin + snippet.select.size()};
    return result;
}

/// The first byte of the line that holds `at`, when only blanks stand before `at`; else `at`.
qsizetype lineStart(QByteArrayView body, qsizetype at) {
    qsizetype begin = at;
    while (begin > 0 && (body[begin - 1] == ' ' || body[begin - 1] == '\t'))
        --begin;
    return begin == 0 || body[begin - 1] == '\n' ? begin : at;
}

} // namespace

const std::vector<Snippet> &snippets() {
    static const std::vector<Snippet> all = loaded();
    return all;
}

SnippetEdit insertSnippet(const Snippet &snippet, QByteArrayView body, qsizetype caret) {
    const QByteArray verbs = indented(snippet.verbs);
    const twiml::Document document = twiml::Document::readTolerantly(body);
    const int root = document.root();
    if (root < 0 || document.node(root).name != "Response") {
        QByteArray whole = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        whole += verbs.isEmpty() ? QByteArray("<Response/>\n") : "<Response>\n" + verbs + "</Response>\n";
        return edit(snippet, {0, body.size()}, whole);
    }
    const twiml::Node &response = document.node(root);
    if (response.firstChild < 0 && response.closing.isEmpty() && response.isClosed) // <Response/>
        return edit(snippet, response.range, "<Response>\n" + verbs + "</Response>");
    const qsizetype end = response.closing.isEmpty() ? body.size() : response.closing.begin;
    const bool between = caret >= response.tag.end && caret <= end && document.elementAt(caret) == root;
    const qsizetype at = lineStart(body, between ? caret : end);
    const bool midLine = at > 0 && body[at - 1] != '\n';
    // A blank line is used up: the verbs come to its place.
    qsizetype after = at;
    while (after < end && (body[after] == ' ' || body[after] == '\t'))
        ++after;
    const bool blank = !midLine && after < end && body[after] == '\n';
    return edit(snippet, {at, blank ? after + 1 : at}, (midLine ? "\n" : "") + verbs);
}

} // namespace offhook::ui
