#include "core/twilio/explain.h"

#include <QTest>

using namespace offhook::twilio;
using namespace Qt::StringLiterals;

namespace {
const QByteArray MessageSid = "SM00112233445566778899aabbccddeeff";
} // namespace

class TestExplain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sids_data();
    void sids();
    void errorCodes();
    void httpStatus_data();
    void httpStatus();
    void kinds_data();
    void kinds();
    void parameters_data();
    void parameters();
    void statusesFollowTheKind();
    void words_data();
    void words();
    void hostileValuesAreShownHarmless();
};

void TestExplain::sids_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("contains");
    QTest::newRow("a message") << MessageSid << u"Message"_s;
    QTest::newRow("a call") << QByteArray(MessageSid).replace("SM", "CA") << u"Call"_s;
    QTest::newRow("an unknown prefix") << QByteArray(MessageSid).replace("SM", "QQ") << QString();
    QTest::newRow("too short") << MessageSid.chopped(1) << QString();
    QTest::newRow("not hexadecimal") << QByteArray(MessageSid).replace("ff", "fg") << QString();
    QTest::newRow("lower-case prefix") << QByteArray(MessageSid).replace("SM", "sm") << QString();
    QTest::newRow("empty") << QByteArray() << QString();
}

void TestExplain::sids() {
    QFETCH(const QByteArray, value);
    QFETCH(const QString, contains);
    const Explanation sid = explainSid(value);
    QCOMPARE(sid.isEmpty(), contains.isEmpty());
    QVERIFY(sid.meaning.contains(contains));
}

// Titles: twilio.com/docs/api/errors.
void TestExplain::errorCodes() {
    const Explanation error = explainErrorCode(30003);
    QCOMPARE(error.title, u"30003 Unreachable destination handset"_s);
    QCOMPARE(error.what, u"Error of Twilio"_s);
    QCOMPARE(error.url, u"https://www.twilio.com/docs/api/errors/30003"_s);
    QVERIFY(!error.meaning.isEmpty());
    QVERIFY(explainErrorCode(12200).what.startsWith(u"Warning"_s));
    QVERIFY(explainErrorCode(99999).isEmpty());
    QVERIFY(error.text().startsWith(error.title));
    QVERIFY(!error.text().contains(u"http"_s));
}

// Reason phrases and classes: RFC 9110 15.
void TestExplain::httpStatus_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("title");
    QTest::newRow("known") << 204 << u"204 No Content"_s;
    QTest::newRow("none was given") << 0 << u"No answer"_s;
    QTest::newRow("unknown of a class") << 299 << u"299"_s;
    QTest::newRow("out of range") << 600 << QString();
}

void TestExplain::httpStatus() {
    QFETCH(const int, status);
    QTEST(explainHttpStatus(status).title, "title");
}

void TestExplain::kinds_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("contains");
    const auto row = [](const char *tag, WebhookKind kind, const char *name, const QString &contains) {
        QTest::newRow(tag) << int(kind) << QByteArray(name) << contains;
    };
    row("with Twilio's limit", WebhookKind::SmsInbound, "sms.inbound", u"Twilio waits 15 s"_s);
    row("with a short limit", WebhookKind::ConversationsPre, "conversations.pre", u"Twilio waits 5 s"_s);
    row("with TwiML", WebhookKind::VoiceInbound, "voice.inbound", u"which is TwiML"_s);
    row("with its variant", WebhookKind::MessageStatus, "message.status.undelivered", u"could not deliver"_s);
    row("with an event's variant", WebhookKind::ConversationsPost, "conversations.post.onMessageAdded",
        u"onMessageAdded: A message was added."_s);
    row("without a name", WebhookKind::Debugger, "", u"debugger"_s);
}

void TestExplain::kinds() {
    QFETCH(const int, kind);
    QFETCH(const QByteArray, name);
    QFETCH(const QString, contains);
    const Explanation explained = explainKind(WebhookKind(kind), name);
    QVERIFY(!explained.title.isEmpty());
    QVERIFY2(explained.meaning.contains(contains), qPrintable(explained.meaning));
}

void TestExplain::parameters_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("contains");
    QTest::newRow("a known name") << QByteArray("Digits") << QByteArray("1") << u"Parameter of"_s;
    QTest::newRow("a status") << QByteArray("MessageStatus") << QByteArray("sent") << u"sent: The nearest carrier"_s;
    QTest::newRow("an error code") << QByteArray("ErrorCode") << QByteArray("30005")
                                   << u"30005: Unknown destination handset."_s;
    QTest::newRow("no error") << QByteArray("ErrorCode") << QByteArray("0") << u"0: no error."_s;
    QTest::newRow("a numbered name") << QByteArray("MediaUrl3") << QByteArray("https://x") << u"Parameter of"_s;
    QTest::newRow("a SID in an unknown parameter") << QByteArray("Mine") << MessageSid << u"SID with SM"_s;
    QTest::newRow("nothing known") << QByteArray("Mine") << QByteArray("delivered") << QString();
}

void TestExplain::parameters() {
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, contains);
    const Explanation explained = explainParameter(name, value);
    QCOMPARE(explained.isEmpty(), contains.isEmpty());
    QVERIFY2(explained.text().contains(contains), qPrintable(explained.text()));
}

void TestExplain::statusesFollowTheKind() {
    const QString message = explainStatus(WebhookKind::MessageStatus, "failed").meaning;
    const QString call = explainStatus(WebhookKind::CallStatus, "failed").meaning;
    QVERIFY(!message.isEmpty() && !call.isEmpty() && message != call);
    QVERIFY(explainStatus(WebhookKind::RecordingStatus, "absent").meaning.contains(u"nothing to hear"_s));
    QVERIFY(explainStatus(WebhookKind::CallStatus, "absent").isEmpty());
    QVERIFY(explainStatus(WebhookKind::MessageStatus, {}).isEmpty());
}

void TestExplain::words_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<bool>("known");
    QTest::newRow("a SID") << MessageSid << true;
    QTest::newRow("an error code") << QByteArray("11200") << true;
    QTest::newRow("five digits that are none") << QByteArray("99999") << false;
    QTest::newRow("a header field") << QByteArray("x-twilio-signature") << true;
    QTest::newRow("a parameter") << QByteArray("MessageStatus") << true;
    QTest::newRow("a word") << QByteArray("hello") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TestExplain::words() {
    QFETCH(const QByteArray, word);
    QTEST(!explainWord(word).isEmpty(), "known");
}

void TestExplain::hostileValuesAreShownHarmless() {
    const QByteArray override = "\xe2\x80\xae"; // U+202E RIGHT-TO-LEFT OVERRIDE
    QByteArray name = "other." + override + "\n";
    name.append(1000, 'x');
    const Explanation explained = explainKind(WebhookKind::Other, name);
    QVERIFY(!explained.what.contains(QChar(0x202e)) && !explained.what.contains(u'\n'));
    QVERIFY(explained.what.size() < 200);
}

QTEST_GUILESS_MAIN(TestExplain)
#include "tst_explain.moc"
