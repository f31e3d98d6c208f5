#include "ui/detail/json_scanner.h"
#include "ui/detail/json_text.h"

#include <QJsonDocument>
#include <QTest>

using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

QByteArray nested(int depth) {
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

class TestJsonText final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void laysOut_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("members stand one a line") << "{\"a\":1,\"b\":[true,null]}"_ba
                                                  << "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}\n"_ba;
        QTest::newRow("empty containers stay closed") << "{\"a\":{},\"b\":[ ]}"_ba
                                                      << "{\n  \"a\": {},\n  \"b\": []\n}\n"_ba;
        QTest::newRow("the digits of a number are kept") << "[1.50e+03,12345678901234567890]"_ba
                                                         << "[\n  1.50e+03,\n  12345678901234567890\n]\n"_ba;
        QTest::newRow("escapes are kept") << "[\"\\u00e9\\n\"]"_ba
                                          << "[\n  \"\\u00e9\\n\"\n]\n"_ba;
        QTest::newRow("repeated names are kept, in order") << "{\"b\":1,\"a\":2,\"b\":3}"_ba
                                                           << "{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}\n"_ba;
        QTest::newRow("a value alone is JSON") << " 7 "_ba
                                               << "7\n"_ba;
        QTest::newRow("a byte order mark is passed over") << "\xEF\xBB\xBF[]"_ba
                                                          << "[]\n"_ba;
    }
    void laysOut() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const auto pretty = prettyJson(text);
        QVERIFY(pretty);
        QCOMPARE(pretty->bytes, expected);
    }

    // Not JSON by the grammar of RFC 8259, sections 2 to 7.
    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArrayList bad{"", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "[1 2]", "{a:1}", "[1]x", "[01a]", "[01]",
            "[-]", "[.5]", "[1.]", "[\"a]", "[\"a\nb\"]", "]", "[}", "nul", "{\"a\" 1}", "[+1]", "[1e]"};
        for (const QByteArray &text : bad)
            QTest::newRow(text.isEmpty() ? "nothing" : text.constData()) << text;
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QVERIFY(!prettyJson(text));
        QVERIFY(!flattenJson(text, 100));
    }

    void layingOutKeepsTheMeaning() {
        const QByteArray text = "{\"specversion\":\"1.0\",\"data\":{\"list\":[1,-2.5,{\"deep\":[[],{}]}],\"text\":\"a "
                                "\\\"b\\\" \\\\ / \\u20ac\"},\"ok\":false}";
        QCOMPARE(QJsonDocument::fromJson(prettyJson(text)->bytes), QJsonDocument::fromJson(text));
    }

    void nestingIsLimited() {
        QVERIFY(prettyJson(nested(500)));
        QVERIFY(!prettyJson(nested(100'000)));
    }

    void stopsWhenCancelled() {
        CancelFlag cancel = true;
        QVERIFY(!prettyJson("[1,2,3]", &cancel));
    }

    void spansAreInOrderAndInside() {
        const auto pretty = prettyJson("{\"a\":[1,\"x\",true]}");
        qsizetype last = 0;
        for (const Span &span : pretty->spans) {
            QVERIFY(span.begin >= last && span.end > span.begin && span.end <= pretty->bytes.size());
            last = span.end;
        }
        QCOMPARE(pretty->spans.size(), std::size_t(4));
    }

    void flattens() {
        const auto flat =
            flattenJson("[{\"type\":\"x\",\"data\":{\"tags\":[\"a\",\"b\\n\"],\"none\":{},\"n\":1.50}},2]", 100);
        QVERIFY(flat && !flat->cut);
        QByteArrayList rows;
        for (const JsonLeaf &leaf : flat->leaves)
            rows.append(leaf.path + '=' + leaf.value);
        QCOMPARE(rows, (QByteArrayList{"[0].type=x", "[0].data.tags[0]=a", "[0].data.tags[1]=b\n", "[0].data.none={}",
                           "[0].data.n=1.50", "[1]=2"}));
    }

    void flattensNoMoreThanAsked() {
        const auto flat = flattenJson("[1,2,3]", 2);
        QCOMPARE(flat->leaves.size(), std::size_t(2));
        QVERIFY(flat->cut);
    }
};

QTEST_MAIN(TestJsonText)
#include "tst_json_text.moc"
