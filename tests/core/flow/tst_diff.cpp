#include "core/flow/diff.h"
#include "tests/core/flow/thread_support.h"

#include <QtTest>

#include <algorithm>

using namespace offhook;
using namespace offhook::flow;
using namespace offhook::flow::test;

namespace {

/// The lines of a section that are not the same: "+name=after", "-name=before", "~name=before>after".
QByteArray told(const std::vector<DiffLine> &lines, DiffSection section) {
    QByteArrayList all;
    for (const DiffLine &line : lines) {
        if (line.section != section || line.change == Change::Same)
            continue;
        const QByteArray name = line.name + '=';
        if (line.change == Change::Added)
            all.append('+' + name + line.after);
        else if (line.change == Change::Removed)
            all.append('-' + name + line.before);
        else
            all.append('~' + name + line.before + '>' + line.after);
    }
    return all.join(' ');
}

std::shared_ptr<WebhookEvent> raw(const QByteArray &type, const QByteArray &body) {
    auto event = std::make_shared<WebhookEvent>();
    event->request = http::Request("POST /a HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\n\r\n", body);
    event->decodeParams();
    return event;
}

} // namespace

class TestDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalEventsDoNotDiffer() {
        const auto event = formEvent(1, Begin, inboundCall(1), "t", 200, GatherTwiml);
        const std::vector<DiffLine> lines = diff(*event, *event);
        QVERIFY(lines.size() > 8);
        QVERIFY(std::all_of(lines.begin(), lines.end(), [](const DiffLine &l) { return l.change == Change::Same; }));
    }

    void parameters_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *before, const char *after, const char *expected) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(expected);
        };
        row("another order", "a=1&b=2", "b=2&a=1", "");
        row("added", "a=1", "a=1&b=2", "+b=2");
        row("removed", "a=1&b=2", "a=1", "-b=2");
        row("changed", "a=1", "a=2", "~a=1>2");
        row("a blank more at the end", "a=1", "a=1+", "~a=1>1 ");
        row("the second of a name", "a=1&a=2", "a=1&a=3", "~a=2>3");
        row("one of a name less", "a=1&a=2", "a=1", "-a=2");
        row("empty is not absent", "a=", "b=", "-a= +b=");
        row("names have their case", "a=1", "A=1", "-a=1 +A=1");
        row("coded otherwise, the same value", "a=%41", "a=A", "");
    }
    void parameters() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, expected);
        QCOMPARE(told(diff(*formEvent(1, 0, before), *formEvent(2, 0, after)), DiffSection::Parameters), expected);
    }

    void headersAreMatchedInAnyCase() {
        auto before = std::make_shared<WebhookEvent>();
        before->request = http::Request("GET /a HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n\r\n", {});
        auto after = std::make_shared<WebhookEvent>();
        after->request = http::Request("GET /b HTTP/1.1\r\nhost: x\r\nx-a: 2\r\nX-B: 3\r\n\r\n", {});
        const std::vector<DiffLine> lines = diff(*before, *after);
        QCOMPARE(told(lines, DiffSection::RequestHeaders), QByteArray("~X-A=1>2 +X-B=3"));
        QCOMPARE(told(lines, DiffSection::Request), QByteArray("~target=/a>/b"));
    }

    void bodiesThatAreNoForm_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("JSON member by member") << QByteArray(R"({"a":1,"b":2})") << QByteArray(R"({"b":3,"a":1})")
                                               << QByteArray("-=    \"b\": 2 +=    \"b\": 3");
        QTest::newRow("lines of text") << QByteArray("one\ntwo\n") << QByteArray("one\nthree\n")
                                       << QByteArray("-=two +=three");
        QTest::newRow("no JSON after all") << QByteArray("{a") << QByteArray("{b") << QByteArray("-={a +={b");
    }
    void bodiesThatAreNoForm() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, expected);
        const auto lines = diff(*raw("application/json", before), *raw("application/json", after));
        QCOMPARE(told(lines, DiffSection::RequestBody), expected);
    }

    void largeBodiesAreComparedAsAWhole() {
        QByteArray large(3'000'000, 'x');
        QByteArray other = large;
        other[2'000'000] = 'y';
        const auto lines = diff(*raw("text/plain", large), *raw("text/plain", other));
        const auto found = std::find_if(
            lines.begin(), lines.end(), [](const DiffLine &l) { return l.section == DiffSection::RequestBody; });
        QVERIFY(found != lines.end());
        QVERIFY(found->after.contains('y'));
        QVERIFY(found->after.size() <= 200);
    }

    void answersAreTreesWhereTheyAreTwiml() {
        const auto before = formEvent(1, 0, "a=1", {}, 200, "<Response><Say>Hi</Say></Response>");
        const auto after = formEvent(2, 0, "a=1", {}, 500, "<Response><Say>Ho</Say></Response>");
        const std::vector<DiffLine> lines = diff(*before, *after);
        QCOMPARE(told(lines, DiffSection::Twiml), QByteArray("~=Say Hi>Say Ho"));
        QCOMPARE(told(lines, DiffSection::AnswerBody), QByteArray());
        QCOMPARE(told(lines, DiffSection::Answer), QByteArray("~status=200>500"));
        const auto text = formEvent(3, 0, "a=1", {}, 200, "OK");
        QCOMPARE(told(diff(*before, *text), DiffSection::AnswerBody),
            QByteArray("-=<Response><Say>Hi</Say></Response> +=OK"));
    }

    void changedSinceTheOneBefore() {
        const auto earlier = formEvent(1, Begin, messageStatus(1, "sent") + "&To=%2B1&Timestamp=a&x=1&x=2");
        const auto event = formEvent(2, Begin, messageStatus(2, "sent") + "&To=%2B2&Timestamp=b&x=1&x=3&new=");
        // MessageSid MessageStatus SmsStatus To Timestamp x x new
        QCOMPARE(changedParameters(*earlier, *event),
            (std::vector<bool>{false, false, false, true, false, false, true, true}));
        QCOMPARE(changedParameters(*event, *event), std::vector<bool>(8, false));
    }
};

QTEST_GUILESS_MAIN(TestDiff)
#include "tst_diff.moc"
