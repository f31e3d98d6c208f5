#include "core/filter/expression.h"
#include "core/filter/vocabulary.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::filter;

namespace {

bool sameTerm(const Term &a, const Term &b) {
    return a.key == b.key && a.name == b.name && a.match == b.match && a.values == b.values && a.numbers == b.numbers;
}

/// Positions do not count.
bool same(const Node &a, const Node &b) {
    if (a.type != b.type || a.children.size() != b.children.size())
        return false;
    if (a.type == Node::Type::Term && !sameTerm(a.term, b.term))
        return false;
    for (std::size_t i = 0; i < a.children.size(); ++i) {
        if (!same(a.children[i], b.children[i]))
            return false;
    }
    return true;
}

/// Random trees in the form the parser gives: no group of one, none in a group of its own sort.
class Growth {
public:
    explicit Growth(quint32 seed)
        : m_random(seed) {}

    Node root() {
        Node node;
        node.children = children(Node::Type::All, 0, 3);
        return node;
    }

private:
    std::vector<Node> children(Node::Type type, int least, int depth) {
        std::vector<Node> out;
        for (int i = least + m_random.bounded(3); i > 0; --i) {
            Node child = node(depth);
            if (child.type == type)
                out.insert(out.end(), child.children.begin(), child.children.end());
            else
                out.push_back(std::move(child));
        }
        return out;
    }

    Node node(int depth) {
        Node out;
        out.type = depth == 0 ? Node::Type::Term : Node::Type(m_random.bounded(4));
        if (out.type == Node::Type::Term)
            out.term = term();
        else if (out.type == Node::Type::Not)
            out.children.push_back(node(depth - 1));
        else
            out.children = children(out.type, 2, depth - 1);
        return out;
    }

    Term term() {
        static const char *const Closed[] = {"kind:sms|status", "sig:invalid", "is:late|client-gone", "code:5xx|404",
            "code:>=500", "took:<1.5s", "after:2026-11-24", "before:2026-11-24T10:00:30Z", "param.NumMedia:>0"};
        if (m_random.bounded(3) == 0) {
            const QString source = QString::fromLatin1(Closed[m_random.bounded(int(std::size(Closed)))]);
            return parse(source, 0).expression.root.children[0].term;
        }
        static constexpr Key Texts[] = {Key::Text, Key::From, Key::Status, Key::Sid, Key::Path, Key::Param, Key::Header,
            Key::Body, Key::Method, Key::Note, Key::Account, Key::Peer, Key::Rule};
        Term term;
        term.key = Texts[m_random.bounded(int(std::size(Texts)))];
        term.match = term.key == Key::Text || m_random.bounded(2) == 0 ? Match::Contains : Match::Equals;
        if (info(term.key).named)
            term.name = word(1).toUtf8();
        for (int i = 1 + m_random.bounded(2); i > 0; --i)
            term.values.push_back(word(term.match == Match::Contains ? 1 : 0));
        return term;
    }

    QString word(int least) {
        static const QStringList Letters{u"a"_s, u"OR"_s, u"NOT"_s, u"-"_s, u" "_s, u"\""_s, u"\\"_s, u"|"_s, u"("_s,
            u")"_s, u":"_s, u"="_s, u"~"_s, u">"_s, u"*"_s, u"…"_s, u"é"_s, u"😀"_s, u"\n"_s, u"param."_s, u"from"_s,
            u"0"_s, u"."_s, u"/"_s, u"{"_s};
        QString out;
        for (int i = least + m_random.bounded(4); i > 0; --i)
            out += Letters[m_random.bounded(int(Letters.size()))];
        return out;
    }

    QRandomGenerator m_random;
};

Node termNode(Key key, const QString &value, const QByteArray &name = {}) {
    Node node;
    node.type = Node::Type::Term;
    node.term.key = key;
    node.term.name = name;
    node.term.match = key == Key::Text ? Match::Contains : Match::Equals;
    node.term.values = {value};
    return node;
}

QString text(const Node &node) {
    Expression expression;
    expression.root.children = {node};
    return format(expression);
}

} // namespace

class TestExpression : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void canonical_data();
    void canonical();
    void valuesAreQuotedWhereTheyMustBe_data();
    void valuesAreQuotedWhereTheyMustBe();
    void randomTreesComeBack();
    void treesBuiltByHandKeepTheirMeaning();
    void problemsSayWhatWhereAndHowToMend_data();
    void problemsSayWhatWhereAndHowToMend();
};

void TestExpression::canonical_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << u"  "_s << u""_s;
    QTest::newRow("keys and operators") << u"FROM=+1415* code>=500 took=<2s"_s << u"from:+1415* code:>=500 took:<2s"_s;
    QTest::newRow("joiners") << u"a AND NOT b | c"_s << u"(a -b) OR c"_s;
    QTest::newRow("groups") << u"((a)) ((b OR (c OR d)))"_s << u"a (b OR c OR d)"_s;
    QTest::newRow("quotes") << u"\"a\" \"b c\" from:\"d\""_s << u"a \"b c\" from:d"_s;
    QTest::newRow("words of closed sets")
        << u"SIG:Valid kind:SMS|Message.Status"_s << u"sig:valid kind:sms|message.status"_s;
    QTest::newRow("alternatives") << u"a|\"b c\"|d"_s << u"a|\"b c\"|d"_s;
    QTest::newRow("text that looks like a key") << u"https://x whatsapp:+1"_s << u"\"https://x\" \"whatsapp:+1\""_s;
}

void TestExpression::canonical() {
    QFETCH(QString, source);
    QTEST(format(parse(source, 0).expression), "expected");
}

void TestExpression::valuesAreQuotedWhereTheyMustBe_data() {
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("asText");
    QTest::addColumn<QString>("asFrom");
    const auto row = [](const char *name, const QString &value, const QString &asText, const QString &asFrom) {
        QTest::newRow(name) << value << asText << u"from:"_s + asFrom;
    };
    row("a number", u"+1415*"_s, u"+1415*"_s, u"+1415*"_s);
    row("a blank", u"a b"_s, u"\"a b\""_s, u"\"a b\""_s);
    row("a quote and a backslash", u"a\"\\"_s, u"\"a\\\"\\\\\""_s, u"\"a\\\"\\\\\""_s);
    row("a colon", u"client:a"_s, u"\"client:a\""_s, u"client:a"_s);
    row("a dash in front", u"-a"_s, u"\"-a\""_s, u"-a"_s);
    row("a joiner", u"OR"_s, u"\"OR\""_s, u"OR"_s);
    row("a comparison", u">5"_s, u"\">5\""_s, u"\">5\""_s);
    row("the beginning of a parameter", u"param.A"_s, u"\"param.A\""_s, u"param.A"_s);
    row("letters of any script", u"größe日本"_s, u"größe日本"_s, u"größe日本"_s);
}

void TestExpression::valuesAreQuotedWhereTheyMustBe() {
    QFETCH(QString, value);
    QTEST(text(termNode(Key::Text, value)), "asText");
    QTEST(text(termNode(Key::From, value)), "asFrom");
}

void TestExpression::randomTreesComeBack() {
    Growth growth(20261124);
    for (int round = 0; round < 5'000; ++round) {
        Expression expression;
        expression.root = growth.root();
        const QString source = format(expression);
        const ParseResult result = parse(source, 0);
        QVERIFY2(result.ok(), qPrintable(source + u'\n' + (result.ok() ? QString() : problemText(result.problems[0]))));
        // A single All at the top is the top.
        QVERIFY2(same(result.expression.root, expression.root), qPrintable(source));
        QCOMPARE(format(result.expression), source);
    }
}

void TestExpression::treesBuiltByHandKeepTheirMeaning() {
    Node any;
    any.type = Node::Type::Any;
    QCOMPARE(text(any), u"-*"_s); // one of nothing: no event
    any.children = {termNode(Key::Text, u"a"_s)};
    QCOMPARE(text(any), u"a"_s);
    Node all;
    any.children.push_back(all); // or everything
    QCOMPARE(text(any), u"a OR *"_s);
    QCOMPARE(text(termNode(Key::Param, u"1"_s, "Digits")), u"param.Digits:1"_s);
    QCOMPARE(text(termNode(Key::Param, u"1"_s, "a b")), u"param.\"a b\":1"_s);
    QCOMPARE(format(Expression()), QString());
}

void TestExpression::problemsSayWhatWhereAndHowToMend_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("parts");
    QTest::newRow("unknown key") << u"a knd:sms"_s << QStringList{u"\"knd\""_s, u"column 3"_s, u"kind?"_s, u"quotes"_s};
    QTest::newRow("missing value") << u"took:>"_s << QStringList{u"\"took:>\""_s, u"column 1"_s, u"took:>2s"_s};
    QTest::newRow("bad duration") << u"took:>2"_s << QStringList{u"\"2\""_s, u"column 7"_s, u"2s"_s};
    QTest::newRow("percent signs stay") << u"sig:%1%2"_s << QStringList{u"\"%1%2\""_s, u"column 5"_s};
    QTest::newRow("long words are cut") << u"sig:"_s + QString(1000, u'x') << QStringList{QString(60, u'x') + u'…'};
}

void TestExpression::problemsSayWhatWhereAndHowToMend() {
    QFETCH(QString, source);
    QFETCH(QStringList, parts);
    const ParseResult result = parse(source, 0);
    QCOMPARE(result.problems.size(), 1U);
    const QString words = problemText(result.problems[0]);
    for (const QString &part : parts)
        QVERIFY2(words.contains(part), qPrintable(words));
    QVERIFY(words.size() < 300);
}

QTEST_GUILESS_MAIN(TestExpression)
#include "tst_expression.moc"
