#include "core/flow/tree_diff.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::flow;

namespace {

/// One line each: "  ~ Say voice=a -> Say voice=b", indented by depth, with = + - ~ for the change.
QByteArray told(const QByteArray &before, const QByteArray &after) {
    const auto a = twiml::Document::parse(before);
    const auto b = twiml::Document::parse(after);
    if (!a || !b)
        return "not parsed";
    QByteArrayList lines;
    for (const DiffLine &line : diffTrees(*a, *b)) {
        const QByteArray indent(line.depth * 2, ' ');
        switch (line.change) {
        case Change::Same:
            lines.append(indent + "= " + line.after);
            break;
        case Change::Added:
            lines.append(indent + "+ " + line.after);
            break;
        case Change::Removed:
            lines.append(indent + "- " + line.before);
            break;
        case Change::Changed:
            lines.append(indent + "~ " + line.before + " -> " + line.after);
            break;
        }
    }
    return lines.join('\n');
}

} // namespace

class TestTreeDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trees_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *before, const char *after, const char *expected) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(expected);
        };
        row("equal but for blanks and the order of attributes", "<Response><Gather a='1' b='2'/></Response>",
            "<Response>\n  <Gather b='2' a='1'/>\n</Response>", "= Response\n  = Gather b=\"2\" a=\"1\"");
        row("a text", "<Response><Say>Hi</Say></Response>", "<Response><Say>Ho</Say></Response>",
            "= Response\n  ~ Say Hi -> Say Ho");
        row("an attribute", "<Response><Say voice='alice'>Hi</Say></Response>",
            "<Response><Say voice='man'>Hi</Say></Response>",
            "= Response\n  ~ Say voice=\"alice\" Hi -> Say voice=\"man\" Hi");
        row("a verb more", "<Response><Say>Hi</Say></Response>", "<Response><Pause/><Say>Hi</Say><Hangup/></Response>",
            "= Response\n  + Pause\n  = Say Hi\n  + Hangup");
        row("a verb less, with what was inside", "<Response><Gather><Say>1</Say></Gather><Hangup/></Response>",
            "<Response><Hangup/></Response>", "= Response\n  - Gather\n    - Say 1\n  = Hangup");
        row("inside a verb that is the same", "<Response><Gather><Say>1</Say></Gather></Response>",
            "<Response><Gather><Say>1</Say><Say>2</Say></Gather></Response>",
            "= Response\n  = Gather\n    = Say 1\n    + Say 2");
        row("another root", "<Response/>", "<response/>", "- Response\n+ response");
        row("comments do not count", "<Response><!-- a --><Say>1</Say></Response>", "<Response><Say>1</Say></Response>",
            "= Response\n  = Say 1");
    }
    void trees() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, expected);
        QCOMPARE(told(before, after), expected);
    }

    void veryManyElementsAreNotCompared() {
        const QByteArray many = "<Response>" + QByteArray("<Say/>").repeated(5'000) + "</Response>";
        QVERIFY(told(many, many).isEmpty());
    }

    void deepNestingEnds() {
        const QByteArray deep = QByteArray("<a>").repeated(1'500) + QByteArray("</a>").repeated(1'500);
        QVERIFY(told(deep, deep).count('\n') < 100);
    }
};

QTEST_GUILESS_MAIN(TestTreeDiff)
#include "tst_tree_diff.moc"
