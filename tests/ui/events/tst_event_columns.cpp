#include "ui/events/event_columns.h"

#include <QSet>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

flow::EventSummary call() {
    flow::EventSummary event;
    event.id = 1281;
    event.kind = twilio::WebhookKind::VoiceInbound;
    event.kindName = "voice.inbound";
    event.verdict = twilio::Verdict::Invalid;
    event.from = "+442079460958";
    event.to = "+12125550199";
    event.summary = "ringing";
    event.responseStatus = 200;
    event.responseType = "text/xml";
    event.responseBytes = 60;
    event.tookUs = 9000;
    return event;
}

QString cell(QLatin1StringView name, const flow::EventSummary &event) {
    return eventColumns()[std::size_t(eventColumn(name))].text(event).replace(QChar(0x00A0), u' ');
}

} // namespace

class TestEventColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreUnique() {
        QSet<QString> names;
        for (const EventColumn &column : eventColumns()) {
            QVERIFY(!columnTitle(column).isEmpty());
            names.insert(QString::fromLatin1(column.name));
        }
        QCOMPARE(names.size(), qsizetype(eventColumns().size()));
        QCOMPARE(eventColumn("nothing"_L1), -1);
    }

    void everyColumnTakesAnEmptyEvent() {
        for (const EventColumn &column : eventColumns()) {
            (void)column.text({});
            if (column.full != nullptr)
                (void)column.full({});
        }
        QVERIFY(!spokenRow({}).isEmpty());
    }

    void rowAsInTheTable() {
        QCOMPARE(cell("number"_L1, call()), u"1\u202F281"_s);
        QCOMPARE(cell("kind"_L1, call()), u"Inbound call"_s);
        QCOMPARE(cell("from"_L1, call()), u"+44 20 7946 0958"_s);
        QCOMPARE(cell("summary"_L1, call()), u"ringing"_s);
        QCOMPARE(cell("signature"_L1, call()), u"invalid"_s);
        QCOMPARE(cell("response"_L1, call()), u"200 TwiML 9 ms"_s);
    }

    void responses_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("took");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing in it") << 204 << ""_ba << qint64(0) << qint64(1000) << u"204 1 ms"_s;
        QTest::newRow("TwiML by its other type")
            << 200 << "application/xml"_ba << qint64(9) << qint64(1000) << u"200 TwiML 1 ms"_s;
        QTest::newRow("JSON") << 200 << "application/json"_ba << qint64(9) << qint64(4000) << u"200 JSON 4 ms"_s;
        QTest::newRow("plain text") << 400 << "text/plain"_ba << qint64(9) << qint64(4000) << u"400 text 4 ms"_s;
        QTest::newRow("a type without a body") << 200 << "text/xml"_ba << qint64(0) << qint64(4000) << u"200 4 ms"_s;
        QTest::newRow("not yet sent") << 200 << "text/xml"_ba << qint64(9) << qint64(-1) << u"200 TwiML"_s;
        QTest::newRow("held or delayed") << 0 << ""_ba << qint64(0) << qint64(-1) << u"waiting"_s;
        QTest::newRow("could not be answered") << 0 << ""_ba << qint64(0) << qint64(9'000) << u"no answer 9 ms"_s;
    }

    void responses() {
        QFETCH(const int, status);
        QFETCH(const QByteArray, type);
        QFETCH(const qint64, bytes);
        QFETCH(const qint64, took);
        QFETCH(const QString, text);
        flow::EventSummary event;
        event.responseStatus = qint16(status);
        event.responseType = type;
        event.responseBytes = bytes;
        event.tookUs = took;
        QCOMPARE(cell("response"_L1, event), text);
    }

    void conversationsShowTheirEvent() {
        flow::EventSummary event;
        event.kind = twilio::WebhookKind::ConversationsPost;
        event.kindName = "conversations.post.onMessageAdded";
        QCOMPARE(cell("kind"_L1, event), u"onMessageAdded"_s);
    }

    void refusedRequestSaysWhy() {
        flow::EventSummary event;
        event.refusal = "missing-host";
        QCOMPARE(cell("kind"_L1, event), u"Malformed request"_s);
        QVERIFY(cell("summary"_L1, event).contains("Host"_L1));
    }

    void untrustedTextIsOneVisibleLine() {
        flow::EventSummary event;
        event.summary = "one\r\ntwo \xE2\x80\xAE\x07";
        const QString text = cell("summary"_L1, event);
        for (const QChar c : text)
            QVERIFY(c.isPrint());
        QVERIFY(!text.contains(QChar(0x202E)));
    }

    void flagsInOrder() {
        flow::EventSummary event;
        event.flags = flow::EventFlag::Retry | flow::EventFlag::Late | flow::EventFlag::Marked;
        QCOMPARE(cell("flags"_L1, event), u"late, retry"_s);
    }

    void flagsOfThreadsHaveReasons_data() {
        QTest::addColumn<quint32>("flag");
        QTest::addColumn<QString>("word");
        QTest::newRow("duplicate") << quint32(flow::EventFlag::Duplicate) << u"delivered before"_s;
        QTest::newRow("out of order") << quint32(flow::EventFlag::OutOfOrder) << u"after a later state"_s;
        QTest::newRow("gap") << quint32(flow::EventFlag::Gap) << u"never came"_s;
        QTest::newRow("contradictory") << quint32(flow::EventFlag::Contradictory) << u"another final state"_s;
    }
    void flagsOfThreadsHaveReasons() {
        QFETCH(quint32, flag);
        QFETCH(QString, word);
        flow::EventSummary event;
        event.flags = flow::EventFlags::fromInt(flag);
        QCOMPARE(cell("flags"_L1, event), flagLabel(flow::EventFlag(flag)));
        for (const QLatin1StringView column : {"flags"_L1, "response"_L1})
            QVERIFY(eventColumns()[std::size_t(eventColumn(column))].full(event).contains(word));
        QVERIFY(spokenRow(event).contains(word)); // a reason must not be for the eyes only
    }

    void spokenRowHasWhatIsSeen() {
        flow::EventSummary event = call();
        event.flags = flow::EventFlag::Late | flow::EventFlag::Marked;
        event.note = u"asked the carrier"_s;
        const QString spoken = spokenRow(event);
        for (const QString &part : {u"Event 1281"_s, u"Inbound call"_s, u"from +44 20 7946 0958"_s,
                 u"signature invalid"_s, u"answered 200 TwiML"_s, u"late"_s, u"marked"_s, u"note asked the carrier"_s})
            QVERIFY2(spoken.contains(part), qPrintable(spoken));
    }

    void squeezesNameShownColumns() {
        for (const Squeeze &step : squeezes()) {
            QVERIFY(step.column >= 0);
            QVERIFY(eventColumns()[std::size_t(step.column)].shown);
        }
    }
};

QTEST_GUILESS_MAIN(TestEventColumns)
#include "tst_event_columns.moc"
