#include "core/flow/tree_diff.h"

#include "core/flow/alignment.h"

#include <algorithm>

namespace offhook::flow {
namespace {

constexpr int Deepest = 64; // TwiML has three levels; deeper ones are compared as text

// An element without what is inside: its tag and its own text.
QByteArray lineOf(const twiml::Document &document, int element) {
    const twiml::Node &node = document.node(element);
    QByteArray line = node.name;
    for (const twiml::Attribute &attribute : node.attributes)
        line += ' ' + attribute.name + "=\"" + attribute.value + '"';
    const QByteArray text = document.ownText(element).trimmed();
    return text.isEmpty() ? line : QByteArray(line + ' ' + text);
}

std::vector<int> childrenOf(const twiml::Document &document, int element) {
    std::vector<int> children;
    for (int i = document.firstElement(document.node(element).firstChild); i >= 0; i = document.nextElement(i))
        children.push_back(i);
    return children;
}

// The order of attributes says nothing (XML 1.0, 3.1).
bool saysTheSame(const twiml::Document &a, int left, const twiml::Document &b, int right) {
    const auto sorted = [](const twiml::Node &node) {
        std::vector<std::pair<QByteArray, QByteArray>> all;
        for (const twiml::Attribute &attribute : node.attributes)
            all.emplace_back(attribute.name, attribute.value);
        std::sort(all.begin(), all.end());
        return all;
    };
    return a.node(left).name == b.node(right).name && sorted(a.node(left)) == sorted(b.node(right)) &&
           a.ownText(left).trimmed() == b.ownText(right).trimmed();
}

class Comparison {
public:
    Comparison(const twiml::Document &before, const twiml::Document &after)
        : m_before(before)
        , m_after(after) {}
    std::vector<DiffLine> run() {
        compare(m_before.root(), m_after.root(), 0);
        return std::move(m_lines);
    }

private:
    void compare(int before, int after, int depth);
    void compareChildren(const std::vector<int> &before, const std::vector<int> &after, int depth);
    void add(Change change, int before, int after, int depth);
    void addAll(const twiml::Document &document, int element, Change change, int depth);

    const twiml::Document &m_before;
    const twiml::Document &m_after;
    std::vector<DiffLine> m_lines;
};

void Comparison::add(Change change, int before, int after, int depth) {
    m_lines.push_back({DiffSection::Twiml, change, {}, before < 0 ? QByteArray() : lineOf(m_before, before),
        after < 0 ? QByteArray() : lineOf(m_after, after), depth});
}

void Comparison::addAll(const twiml::Document &document, int element, Change change, int depth) {
    add(change, change == Change::Removed ? element : -1, change == Change::Added ? element : -1, depth);
    if (depth >= Deepest)
        return;
    for (const int child : childrenOf(document, element))
        addAll(document, child, change, depth + 1);
}

void Comparison::compare(int before, int after, int depth) {
    if (m_before.node(before).name != m_after.node(after).name) {
        addAll(m_before, before, Change::Removed, depth);
        addAll(m_after, after, Change::Added, depth);
        return;
    }
    const bool same = saysTheSame(m_before, before, m_after, after);
    add(same ? Change::Same : Change::Changed, before, after, depth);
    if (depth < Deepest)
        compareChildren(childrenOf(m_before, before), childrenOf(m_after, after), depth + 1);
}

// First those that say the same stand side by side; between them, those of one name.
void Comparison::compareChildren(const std::vector<int> &before, const std::vector<int> &after, int depth) {
    const auto same = [&](int i, int j) {
        return saysTheSame(m_before, before[std::size_t(i)], m_after, after[std::size_t(j)]);
    };
    std::vector<int> removed;
    std::vector<int> added;
    const auto settle = [&] {
        const auto sameName = [&](int i, int j) {
            return m_before.node(removed[std::size_t(i)]).name == m_after.node(added[std::size_t(j)]).name;
        };
        for (const Pairing &pair : align(int(removed.size()), int(added.size()), sameName)) {
            if (pair.before >= 0 && pair.after >= 0)
                compare(removed[std::size_t(pair.before)], added[std::size_t(pair.after)], depth);
            else if (pair.before >= 0)
                addAll(m_before, removed[std::size_t(pair.before)], Change::Removed, depth);
            else
                addAll(m_after, added[std::size_t(pair.after)], Change::Added, depth);
        }
        removed.clear();
        added.clear();
    };
    for (const Pairing &pair : align(int(before.size()), int(after.size()), same)) {
        if (pair.before >= 0 && pair.after >= 0) {
            settle();
            compare(before[std::size_t(pair.before)], after[std::size_t(pair.after)], depth);
        } else if (pair.before >= 0) {
            removed.push_back(before[std::size_t(pair.before)]);
        } else {
            added.push_back(after[std::size_t(pair.after)]);
        }
    }
    settle();
}

} // namespace

std::vector<DiffLine> diffTrees(const twiml::Document &before, const twiml::Document &after) {
    if (before.root() < 0 || after.root() < 0 || before.nodes().size() + after.nodes().size() > MostElements)
        return {};
    return Comparison(before, after).run();
}

} // namespace offhook::flow
