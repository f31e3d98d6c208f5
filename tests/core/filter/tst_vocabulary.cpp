#include "core/filter/vocabulary.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::filter;
using twilio::KindGroup;
using twilio::WebhookKind;

namespace {

std::vector<WebhookKind> kindsWhere(const std::function<bool(const twilio::KindInfo &)> &test) {
    std::vector<WebhookKind> kinds;
    for (const twilio::KindInfo &kind : twilio::allKinds()) {
        if (test(kind))
            kinds.push_back(kind.kind);
    }
    return kinds;
}

} // namespace

class TestVocabulary : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKeyIsListedOnceAndItsExampleParses();
    void everyKindNameSegmentAndGroupResolves();
    void aGroupIsAllItsKinds();
    void aSegmentIsEveryKindThatHasIt();
    void aVariantIsAName();
    void aPatternIsAName();
    void anUnknownKindIsNothing();
    void kindNamesMatchWholeSegments();
    void suggestions_data();
    void suggestions();
    void operators();
};

void TestVocabulary::everyKeyIsListedOnceAndItsExampleParses() {
    QSet<QByteArray> words;
    for (int i = 1; i <= int(Key::Rule); ++i) { // all but Text, the first
        const KeyInfo &key = info(Key(i));
        QCOMPARE(int(key.key), i);
        QVERIFY(!words.contains(key.word));
        words.insert(key.word);
        QCOMPARE(findKey(QString::fromLatin1(key.word).toUpper()), &key);
        const ParseResult example = parse(QString::fromUtf8(key.example), 0);
        QVERIFY2(example.ok(), key.example);
        QCOMPARE(example.expression.root.children.at(0).term.key, key.key);
    }
    QCOMPARE(allKeys().size(), std::size_t(words.size()));
    QVERIFY(!findKey(u""));
    QVERIFY(!findKey(u"fro"));
}

void TestVocabulary::everyKindNameSegmentAndGroupResolves() {
    for (const twilio::KindInfo &kind : twilio::allKinds()) {
        QByteArrayList words = QByteArray(kind.name).split('.');
        words << kind.name << twilio::groupName(kind.group);
        for (const QByteArray &word : words) {
            const auto match = resolveKind(word);
            QVERIFY2(match, word.constData());
            QVERIFY2(std::ranges::find(match->kinds, kind.kind) != match->kinds.end(), word.constData());
            QVERIFY2(kindWords().contains(QString::fromLatin1(word)), word.constData());
        }
    }
}

void TestVocabulary::aGroupIsAllItsKinds() {
    const auto expected = kindsWhere([](const twilio::KindInfo &k) { return k.group == KindGroup::Messages; });
    QCOMPARE(resolveKind("messages")->kinds, expected);
    QVERIFY(resolveKind("messages")->name.isEmpty());
}

// The examples of the language: kind:sms|status, kind:voice, kind:inbound.
void TestVocabulary::aSegmentIsEveryKindThatHasIt() {
    QCOMPARE(resolveKind("sms")->kinds, std::vector{WebhookKind::SmsInbound});
    QCOMPARE(resolveKind("message.status")->kinds, std::vector{WebhookKind::MessageStatus});
    const auto inbound = resolveKind("inbound")->kinds;
    QCOMPARE(inbound.size(), 6U); // SMS, MMS, WhatsApp, RCS, Messenger, voice
    const auto status = resolveKind("status")->kinds;
    for (const WebhookKind kind : {WebhookKind::MessageStatus, WebhookKind::CallStatus, WebhookKind::RecordingStatus})
        QVERIFY(std::ranges::find(status, kind) != status.end());
    QVERIFY(std::ranges::find(status, WebhookKind::SmsInbound) == status.end());
}

void TestVocabulary::aVariantIsAName() {
    const auto match = resolveKind("message.status.delivered");
    QVERIFY(match);
    QVERIFY(match->kinds.empty());
    QCOMPARE(match->name, QByteArray("message.status.delivered"));
}

void TestVocabulary::aPatternIsAName() {
    QCOMPARE(resolveKind("sms.*")->name, QByteArray("sms.*"));
    QCOMPARE(resolveKind("*status…")->name, QByteArray("*status…"));
}

void TestVocabulary::anUnknownKindIsNothing() {
    QVERIFY(!resolveKind("smss"));
    QVERIFY(!resolveKind("essage.status"));
    QVERIFY(!resolveKind("sm"));
    QVERIFY(!resolveKind(""));
    QVERIFY(!resolveKind("."));
}

void TestVocabulary::kindNamesMatchWholeSegments() {
    QVERIFY(kindNameMatches("conversations.post.onMessageAdded", "conversations.post.onMessageAdded"));
    QVERIFY(kindNameMatches("conversations.post.onmessageadded", "conversations.post.onMessageAdded"));
    QVERIFY(kindNameMatches("conference.join", "conference.join.more"));
    QVERIFY(!kindNameMatches("conference.join", "conference.joined"));
    QVERIFY(kindNameMatches("message.*", "message.status.sent"));
}

void TestVocabulary::suggestions_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a letter left out") << u"knd"_s << u"kind"_s;
    QTest::newRow("two letters swapped") << u"form"_s << u"from"_s;
    QTest::newRow("half typed") << u"ac"_s << u"account"_s;
    QTest::newRow("another tool's word") << u"verdict"_s << u"sig"_s;
    QTest::newRow("a parameter of Twilio") << u"speechresult"_s << u"param.SpeechResult"_s;
    QTest::newRow("a slip before a name") << u"parm.Digits"_s << u"param.Digits"_s;
    QTest::newRow("a header") << u"X-Home-Region"_s << u"header.X-Home-Region"_s;
    QTest::newRow("far from everything") << u"zzzzzz"_s << QString();
    QTest::newRow("a very long word") << u"from"_s.repeated(100'000) << QString();
}

void TestVocabulary::suggestions() {
    QFETCH(QString, typed);
    QTEST(suggestKey(typed), "expected");
}

void TestVocabulary::operators() {
    QVERIFY(allows(Key::From, Match::Contains));
    QVERIFY(!allows(Key::Sig, Match::Contains));
    QVERIFY(!allows(Key::From, Match::Greater));
    QVERIFY(allows(Key::Param, Match::LessOrEqual));
    QVERIFY(allows(Key::Took, Match::Less));
    QVERIFY(!allows(Key::Took, Match::Equals));
    QVERIFY(!allows(Key::After, Match::Greater));
}

QTEST_GUILESS_MAIN(TestVocabulary)
#include "tst_vocabulary.moc"
