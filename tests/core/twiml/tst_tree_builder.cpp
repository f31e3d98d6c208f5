#include "core/twiml/tree_builder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;

namespace {

/// "Response(Say(Hi) Pause)": elements with what is in them; "!" marks those that are not closed.
QString shape(const Document &document, int first) {
    QStringList parts;
    for (int i = first; i >= 0; i = document.node(i).nextSibling) {
        const Node &node = document.node(i);
        if (node.kind == Node::Kind::Text || node.kind == Node::Kind::CData)
            parts.append(QString::fromUtf8(node.text));
        else if (node.kind == Node::Kind::Comment)
            parts.append(u"#"_s);
        else if (node.kind == Node::Kind::Element)
            parts.append(QString::fromUtf8(node.name) + (node.isClosed ? u""_s : u"!"_s) +
                         (node.firstChild >= 0 ? u'(' + shape(document, node.firstChild) + u')' : u""_s));
    }
    return parts.join(u' ');
}

} // namespace

class TestTreeBuilder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void builds_data();
    void builds();
    void hostileNestingTakesLinearTime();
};

void TestTreeBuilder::builds_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a whole document") << QByteArray("<?xml version='1.0'?><R><Say>Hi</Say><Pause/></R>")
                                      << u"R(Say(Hi) Pause)"_s;
    QTest::newRow("comments and CDATA between text")
        << QByteArray("<a>x<!--y--><![CDATA[<z>]]></a>") << u"a(x # <z>)"_s;
    QTest::newRow("a tag without an end is closed by its parent's") << QByteArray("<a><b>x</a>") << u"a(b!(x))"_s;
    QTest::newRow("a stray closing tag is passed over") << QByteArray("<a></b>x</a>") << u"a(x)"_s;
    QTest::newRow("the end of the bytes closes everything") << QByteArray("<a><b>") << u"a!(b!)"_s;
    QTest::newRow("a half-typed tag") << QByteArray("<a><Sa\n</a>") << u"a(Sa!)"_s;
    QTest::newRow("nothing but text") << QByteArray("OK") << u"OK"_s;
}

void TestTreeBuilder::builds() {
    QFETCH(const QByteArray, body);
    QFETCH(const QString, expected);
    const Document document = TreeBuilder::build(body);
    int first = 0;
    while (first < int(document.nodes().size()) && document.node(first).kind == Node::Kind::Instruction)
        ++first;
    QCOMPARE(shape(document, document.nodes().empty() ? -1 : first), expected);
}

/// Closing tags that fit nothing, and tags that are never closed, must not be looked for again and again: this ends.
void TestTreeBuilder::hostileNestingTakesLinearTime() {
    const QByteArray body = QByteArray("<a>").repeated(200'000) + QByteArray("</b>").repeated(200'000);
    const Document document = TreeBuilder::build(body);
    QCOMPARE(document.nodes().size(), std::size_t(200'000));
    QCOMPARE(document.nodes().back().range.end, body.size());
}

QTEST_GUILESS_MAIN(TestTreeBuilder)
#include "tst_tree_builder.moc"
