#include "core/twiml/validator.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;
using test::response;

namespace {

struct Example {
    int code;
    Severity severity; ///< as the catalogue's level
    const char *what;
    QByteArray body;
    CheckContext context = {};
};

CheckContext typed(const QByteArray &contentType, Product product = Product::Voice) {
    CheckContext context;
    context.product = product;
    context.contentType = contentType;
    return context;
}

CheckContext placed(Place place) {
    CheckContext context;
    context.place = place;
    return context;
}

const QByteArray Number = "<Number>+14155550100</Number>";

QByteArray dial(const QByteArray &attribute) {
    return response("<Dial " + attribute + ">+14155550100</Dial>");
}
QByteArray conference(const QByteArray &attribute) {
    return response("<Dial><Conference " + attribute + ">a</Conference></Dial>");
}
QByteArray gather(const QByteArray &attribute) {
    return response("<Gather " + attribute + "/><Hangup/>");
}
QByteArray message(const QByteArray &attribute) {
    return response("<Message " + attribute + ">a</Message>");
}

/// An example for every code of Twilio's error catalogue (twilio.com/docs/api/errors) that a document alone can raise.
std::vector<Example> examples() {
    using enum Severity;
    CheckContext chunked;
    chunked.isChunked = true;
    CheckContext itself;
    itself.documentUrl = "https://a.example.com/sms";
    return {{11100, Error, "a malformed URL", response("<Redirect>https://a.example.com/a b</Redirect>")},
        {11200, Error, "no content type", response(""), typed("")},
        {11200, Error, "a private address", response("<Redirect>http://10.0.0.1/</Redirect>")},
        {11750, Error, "more than 64 kB", response("<Say>" + QByteArray("<p>a</p>").repeated(9000) + "</Say>")},
        {11770, Error, "an empty chunked body", "", chunked}, {12100, Error, "an empty body", ""},
        {12100, Error, "not well-formed", "<Response><Say>Hi</Response>"},
        {12101, Error, "a version", "<Response version=\"1\"/>"}, {12102, Error, "another root", "<TwiML/>"},
        {12200, Warning, "an unknown verb", response("<Speak>Hi</Speak>")},
        {12200, Error, "a messaging answer that is no XML", "OK", test::as(Product::Messaging)},
        {12300, Error, "JSON", "{}", typed("application/json")},
        {13000, Warning, "a conference beside a number",
            response("<Dial><Conference>a</Conference>" + Number + "</Dial>")},
        {13110, Error, "an empty Annotate", response("<Annotate/>")},
        {13120, Error, "a long billing tag",
            response("<Annotate><BillingReferenceTag>" + QByteArray(129, 'a') + "</BillingReferenceTag></Annotate>")},
        {13201, Error, "Dial for the called party", response("<Dial>+14155550100</Dial>"), placed(Place::CalledParty)},
        {13210, Warning, "Dial method", dial("method='PUT'")}, {13212, Warning, "Dial timeout", dial("timeout='long'")},
        {13213, Warning, "Dial hangupOnStar", dial("hangupOnStar='x'")},
        {13214, Warning, "Dial callerId", dial("callerId='bob'")},
        {13215, Warning, "a verb in Dial", response("<Dial><Say>a</Say></Dial>")},
        {13216, Warning, "Dial timeLimit", dial("timeLimit='0'")},
        {13217, Warning, "Dial record", dial("record='yes'")},
        {13218, Warning, "Dial sequential", dial("sequential='x'")},
        {13219, Warning, "Dial answerOnBridge", dial("answerOnBridge='x'")},
        {13220, Warning, "Dial ringTone", dial("ringTone='klaxon'")},
        {13221, Warning, "Number method", response("<Dial><Number method='PUT'>+14155550100</Number></Dial>")},
        {13222, Warning, "Number sendDigits", response("<Dial><Number sendDigits='x'>+14155550100</Number></Dial>")},
        {13223, Warning, "no phone number", response("<Dial>call me</Dial>")},
        {13230, Warning, "Conference muted", conference("muted='x'")},
        {13231, Error, "Conference endConferenceOnExit", conference("endConferenceOnExit='x'")},
        {13232, Warning, "Conference startConferenceOnEnter", conference("startConferenceOnEnter='x'")},
        {13233, Warning, "Conference waitUrl", conference("waitUrl='http://a b'")},
        {13234, Warning, "Conference waitMethod", conference("waitMethod='x'")},
        {13235, Warning, "Conference beep", conference("beep='x'")},
        {13237, Warning, "Conference without a name", response("<Dial><Conference/></Dial>")},
        {13238, Error, "Dial in waitUrl", response("<Dial>+14155550100</Dial>"), placed(Place::ConferenceWait)},
        {13239, Error, "Conference trim", conference("trim='x'")},
        {13240, Error, "Conference coach", conference("coach='x'")},
        {13241, Warning, "Sip method", response("<Dial><Sip method='x'>sip:a@b.example.com</Sip></Dial>")},
        {13243, Warning, "a SIP URI", response("<Dial><Sip>x</Sip></Dial>")},
        {13249, Warning, "a long SIP user name",
            response("<Dial><Sip username='" + QByteArray(256, 'a') + "'>sip:a@b.example.com</Sip></Dial>")},
        {13252, Warning, "a SIP header's name",
            response("<Dial><Sip><Headers><Header name='a b' "
                     "value='c'/></Headers><Uri>sip:a@b.example.com</Uri></Sip></Dial>")},
        {13253, Warning, "long SIP headers",
            response("<Dial><Sip>sip:a@b.example.com?x=" + QByteArray(1030, 'a') + "</Sip></Dial>")},
        {13254, Warning, "a private SIP host", response("<Dial><Sip>sip:a@192.168.0.1</Sip></Dial>")},
        {13256, Warning, "recordingStatusCallback", dial("recordingStatusCallback='http://a b'")},
        {13257, Error, "transcribeCallback", response("<Record transcribeCallback='http://a b'/>")},
        {13310, Warning, "Gather finishOnKey", gather("finishOnKey='ab'")},
        {13312, Warning, "Gather method", gather("method='x'")},
        {13313, Warning, "Gather timeout", gather("timeout='x'")},
        {13314, Warning, "Gather numDigits", gather("numDigits='0'")},
        {13320, Warning, "a verb in Gather", response("<Gather><Record/></Gather><Hangup/>")},
        {13321, Warning, "a voice in Gather", response("<Gather><Say voice='robot'>a</Say></Gather><Hangup/>")},
        {13322, Warning, "a loop in Gather", response("<Gather><Say loop='x'>a</Say></Gather><Hangup/>")},
        {13326, Warning, "Gather input", gather("input='voice'")},
        {13327, Warning, "Gather speechTimeout", gather("speechTimeout='-1'")},
        {13328, Warning, "Gather maxSpeechTime", gather("maxSpeechTime='x'")},
        {13329, Warning, "Gather partialResultCallbackMethod", gather("partialResultCallbackMethod='x'")},
        {13330, Warning, "Gather hints", gather("hints='" + QByteArray(101, 'a') + "'")},
        {13331, Warning, "Gather language", gather("language='English, please'")},
        {13332, Warning, "Gather bargeIn", gather("bargeIn='x'")},
        {13333, Warning, "Gather profanityFilter", gather("profanityFilter='x'")},
        {13334, Warning, "Gather speechModel", gather("speechModel='best model'")},
        {13335, Hint, "speechTimeout auto", gather("speechTimeout='auto' speechModel='default'")},
        {13336, Warning, "Gather debug", gather("debug='x'")},
        {13338, Error, "Gather actionOnEmptyResult", gather("actionOnEmptyResult=''")},
        {13410, Warning, "Play loop", response("<Play loop='x'>/a.mp3</Play>")},
        {13430, Warning, "Play digits", response("<Play digits='x'/>")},
        {13510, Warning, "Say loop", response("<Say loop='x'>a</Say>")},
        {13511, Warning, "Say voice", response("<Say voice='robot'>a</Say>")},
        {13512, Warning, "Say language", response("<Say language='English!'>a</Say>")},
        {13520, Warning, "nothing to say", response("<Say/>")},
        {13521, Warning, "too much to say", response("<Say>" + QByteArray(4097, 'a') + "</Say>")},
        {13610, Warning, "Record method", response("<Record method='x'/>")},
        {13611, Warning, "Record timeout", response("<Record timeout='x'/>")},
        {13612, Warning, "Record maxLength", response("<Record maxLength='1'/>")},
        {13613, Warning, "Record finishOnKey", response("<Record finishOnKey='x'/>")},
        {13614, Warning, "Record transcribe", response("<Record transcribe='x'/>")},
        {13615, Warning, "too long to transcribe", response("<Record transcribe='true' maxLength='600'/>")},
        {13616, Warning, "Record playBeep", response("<Record playBeep='x'/>")},
        {13621, Error, "recordingStatusCallbackEvent", response("<Record recordingStatusCallbackEvent='done'/>")},
        {13699, Warning, "Record trim", response("<Record trim='x'/>")},
        {13710, Warning, "Redirect method", response("<Redirect method='x'>/a</Redirect>")},
        {13810, Warning, "Reject reason", response("<Reject reason='x'/>")},
        {13910, Warning, "Pause length", response("<Pause length='x'/>")},
        {14101, Warning, "Message to", message("to='bob'")},
        {14102, Warning, "Message from", message("from='a name too long'")},
        {14103, Warning, "an empty message", response("<Message/>")},
        {14104, Warning, "Message method", message("method='x'")},
        {14105, Warning, "Message statusCallback", message("statusCallback='http://a b'")},
        {14106, Warning, "a messaging answer that redirects to itself",
            response("<Message>a</Message><Redirect>/sms</Redirect>"), itself},
        {14109, Warning, "eleven replies", response(QByteArray("<Message>a</Message>").repeated(11))},
        {14110, Warning, "a voice verb in a messaging answer", response("<Message>a</Message><Say>b</Say>")},
        {14201, Error, "Enqueue method", response("<Enqueue method='x'>a</Enqueue>")},
        {14202, Error, "Enqueue waitUrl", response("<Enqueue waitUrl='http://a b'>a</Enqueue>")},
        {14203, Error, "Enqueue action", response("<Enqueue action='http://a b'>a</Enqueue>")},
        {14204, Error, "no queue's name", response("<Enqueue/>")},
        {14205, Error, "a long queue's name", response("<Enqueue>" + QByteArray(65, 'a') + "</Enqueue>")},
        {14206, Error, "Enqueue waitUrlMethod", response("<Enqueue waitUrlMethod='x'>a</Enqueue>")},
        {14210, Error, "Queue method", response("<Dial><Queue method='x'>a</Queue></Dial>")},
        {14211, Error, "Queue url", response("<Dial><Queue url='http://a b'>a</Queue></Dial>")},
        {14212, Error, "no queue's name to dial", response("<Dial><Queue/></Dial>")},
        {14213, Error, "a long queue's name to dial",
            response("<Dial><Queue>" + QByteArray(65, 'a') + "</Queue></Dial>")},
        {14215, Error, "Queue reservationSid", response("<Dial><Queue reservationSid='x'>a</Queue></Dial>")},
        {14220, Error, "Enqueue workflowSid", response("<Enqueue workflowSid='x'/>")},
        {14221, Error, "attributes of a task", response("<Enqueue>a<Task>{a: 1}</Task></Enqueue>")},
        {14300, Error, "a noun in Start", response("<Start><Room>a</Room></Start>")},
        {15004, Error, "a relative action", response("<Gather action='/a'/><Hangup/>"), placed(Place::Parameter)},
        {21623, Error, "eleven media",
            response("<Message>" + QByteArray("<Media>/a.png</Media>").repeated(11) + "</Message>")},
        {31940, Error, "Stream connectorName",
            response("<Start><Stream url='wss://a.example.com/' connectorName=''/></Start>")},
        {32018, Error, "more than 4000 characters", response("<Say>" + QByteArray("<p>a</p>").repeated(500) + "</Say>"),
            placed(Place::Parameter)},
        {32501, Error, "Conversation attributes", response("<Connect><Conversation inboundTimeout='x'/></Connect>")}};
}

} // namespace

class TestValidator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void documentedErrorsRaiseTheirCode_data();
    void documentedErrorsRaiseTheirCode();
    void goodDocumentsAreQuiet_data();
    void goodDocumentsAreQuiet();
    void sortsByPlace();
    void countsLinesAndColumns();
    void tellsMoreThanTheFirstMistake();
    void plainTextIsReadAloud();
    void everyFixCanBeAppliedAndHelps();
    void hostileDocumentsEnd_data();
    void hostileDocumentsEnd();
    void threadsDoNotDisturbEachOther();
};

void TestValidator::documentedErrorsRaiseTheirCode_data() {
    QTest::addColumn<int>("index");
    const std::vector<Example> all = examples();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::addRow("%d %s", all[i].code, all[i].what) << int(i);
}

void TestValidator::documentedErrorsRaiseTheirCode() {
    QFETCH(const int, index);
    const Example example = examples()[std::size_t(index)];
    const std::vector<Diagnostic> found = check(example.body, example.context);
    const auto raised =
        std::find_if(found.begin(), found.end(), [&](const Diagnostic &d) { return d.code == example.code; });
    QVERIFY2(raised != found.end(), qPrintable(test::lines(found, example.body).join(u'\n')));
    QCOMPARE(raised->severity, example.severity);
    QVERIFY(!message(*raised).contains(u'%') && !effect(*raised).contains(u'%'));
}

// The examples of Twilio's own pages for each verb, in their form.
void TestValidator::goodDocumentsAreQuiet_data() {
    QTest::addColumn<QByteArray>("body");
    const QByteArray declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    QTest::newRow("nothing to do") << QByteArray("<Response/>");
    QTest::newRow("a voice menu")
        << declaration + response(
                             "\n  <Gather action=\"/menu\" numDigits=\"1\" timeout=\"10\">\n    <Say>For sales, press "
                             "1.</Say>\n  </Gather>\n  <Say>We heard nothing.</Say>\n  <Redirect>/again</Redirect>\n");
    QTest::newRow("voicemail") << response(
        "<Say>Leave a message.</Say><Record maxLength=\"20\" finishOnKey=\"*\"/><Say>I heard nothing</Say>");
    QTest::newRow("forwarding with two legs at once")
        << response("<Dial timeout=\"10\" record=\"true\"><Number>+18587777777</Number><Client>joey</Client></Dial>");
    QTest::newRow("a conference") << response(
        "<Dial><Conference startConferenceOnEnter=\"true\" endConferenceOnExit=\"true\" waitUrl=\"\" "
        "beep=\"onEnter\">Room 1234</Conference></Dial>");
    QTest::newRow("a queue") << response("<Enqueue waitUrl=\"wait-music.xml\">support</Enqueue>");
    QTest::newRow("a stream with parameters")
        << response("<Start><Stream name=\"a\" url=\"wss://mystream.example.com/audiostream\"><Parameter name=\"b\" "
                    "value=\"c\"/></Stream></Start><Say>Go on</Say>");
    QTest::newRow("speech markup") << response(
        "<Say voice=\"Polly.Joanna\">Hi <break strength=\"x-weak\" time=\"100ms\"/><emphasis "
        "level=\"moderate\">you</emphasis> <say-as interpret-as=\"telephone\">123</say-as></Say>");
    QTest::newRow("a reply with a picture") << response(
        "<Message><Body>Store: 123 Easy St.</Body><Media>https://demo.twilio.com/owl.png</Media></Message>");
    QTest::newRow("a comment and CDATA") << response("<!-- why --><Say><![CDATA[Fish & chips]]></Say>");
}

void TestValidator::goodDocumentsAreQuiet() {
    QFETCH(const QByteArray, body);
    CheckContext context;
    context.contentType = "text/xml; charset=utf-8";
    QCOMPARE(test::lines(body, context), QStringList());
}

void TestValidator::sortsByPlace() {
    const std::vector<Diagnostic> found = check(response("<Foo/><Say a='1' b='2'></Say>x<Bar/>"));
    QVERIFY(found.size() >= 5);
    QVERIFY(std::is_sorted(found.begin(), found.end(),
        [](const Diagnostic &a, const Diagnostic &b) { return a.range.begin < b.range.begin; }));
}

void TestValidator::countsLinesAndColumns() {
    const std::vector<Diagnostic> found = check("<Response>\r\n  <!-- \xE2\x82\xAC --><Foo/>\r\n</Response>");
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].line, 2);
    QCOMPARE(found[0].column, 14);
    QCOMPARE(found[0].endLine, 2);
    QCOMPARE(found[0].endColumn, 17);
}

void TestValidator::tellsMoreThanTheFirstMistake() {
    QCOMPARE(test::lines(response("<Say loop='x'>a & b &nbsp;</Say><Foo/><Hangup/><Pause/>")),
        (QStringList{u"warning 13510 wrong-integer [x]"_s, u"error 12100 raw-ampersand [&]"_s,
            u"error 12100 unknown-entity [&nbsp;]"_s, u"warning 12200 unknown-element [Foo]"_s,
            u"hint 0 never-reached [<Pause/>]"_s}));
    QCOMPARE(test::lines(response("<Say loop='x'>a</Say><Gather a='b'><Say>")),
        (QStringList{u"warning 13510 wrong-integer [x]"_s, u"warning 12200 unknown-attribute [a]"_s,
            u"error 12100 unclosed-element [Say]"_s}));
}

void TestValidator::plainTextIsReadAloud() {
    QCOMPARE(test::lines("Hello", typed("text/plain")), QStringList{u"hint 0 plain-text-is-read [Hello]"_s});
    QCOMPARE(
        test::lines(response("<Foo/>"), typed("text/plain")), QStringList{u"warning 12200 unknown-element [Foo]"_s});
}

/// Whatever has a fix: applied, the same finding at the same place is gone, and the rest of the body is as it was.
void TestValidator::everyFixCanBeAppliedAndHelps() {
    int fixes = 0;
    for (const Example &example : examples()) {
        for (const Diagnostic &diagnostic : check(example.body, example.context)) {
            if (!diagnostic.fix)
                continue;
            ++fixes;
            QVERIFY(!fixLabel(diagnostic).isEmpty());
            const QByteArray body = applied(*diagnostic.fix, example.body);
            QVERIFY(body != example.body);
            const auto same = [&](const Diagnostic &d) {
                return d.finding == diagnostic.finding && d.range.begin == diagnostic.range.begin &&
                       d.args == diagnostic.args;
            };
            const std::vector<Diagnostic> after = check(body, example.context);
            QVERIFY2(std::none_of(after.begin(), after.end(), same), example.what);
        }
    }
    QVERIFY(fixes > 5);
}

void TestValidator::hostileDocumentsEnd_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("ten megabytes") << QByteArray("<a>").repeated(3'500'000);
    QTest::newRow("deep nesting of what is known") << response(QByteArray("<Say>").repeated(40'000));
    QTest::newRow("deep nesting of markup")
        << response("<Say>" + QByteArray("<p>").repeated(30'000) + QByteArray("</p>").repeated(30'000) + "</Say>");
    QTest::newRow("many attributes") << [] {
        QByteArray tag = "<Say";
        for (int i = 0; i < 20'000; ++i)
            tag += " a" + QByteArray::number(i) + "='1'";
        return response(tag + "/>");
    }();
    QTest::newRow("many unknown elements") << response(QByteArray("<Gathen/>").repeated(25'000));
    QTest::newRow("nothing but ampersands") << response(QByteArray("&").repeated(250'000));
    QTest::newRow("nothing but <") << QByteArray("<").repeated(250'000);
    QTest::newRow("a list without an end") << response("<Gather input='" + QByteArray("x ").repeated(120'000) + "'/>");
    QTest::newRow("many prefixes") << response(QByteArray("<a xmlns:b='c'>").repeated(15'000));
    QTest::newRow("entities that grow") << QByteArray(
        "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;'>]><a>&d;</a>");
}

void TestValidator::hostileDocumentsEnd() {
    QFETCH(const QByteArray, body);
    const std::vector<Diagnostic> found = check(body);
    QVERIFY(!found.empty());
    QVERIFY(found.size() <= MaxDiagnostics);
    for (const Diagnostic &diagnostic : found)
        QVERIFY(diagnostic.range.begin >= 0 && diagnostic.range.begin <= diagnostic.range.end &&
                diagnostic.range.end <= body.size());
}

void TestValidator::threadsDoNotDisturbEachOther() {
    const QByteArray body =
        response("<Say voice='robot' loop='x'>a</Say><Gather hints='a'/><Redirect>http://a b</Redirect>");
    const QStringList expected = test::lines(body);
    std::vector<std::unique_ptr<QThread>> threads;
    std::vector<int> wrong(4);
    for (int &count : wrong) {
        threads.emplace_back(QThread::create([&] {
            for (int i = 0; i < 50; ++i)
                count += test::lines(body) == expected ? 0 : 1;
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(wrong, std::vector<int>(4));
}

QTEST_GUILESS_MAIN(TestValidator)
#include "tst_validator.moc"
