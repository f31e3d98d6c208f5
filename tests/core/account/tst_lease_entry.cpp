#include "tests/core/account/lease_support.h"

#include <QJsonDocument>
#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;
using Type = LeaseRecord::Type;

class TestLeaseEntry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lineNamesWhatTheApiNames();
    void lineComesBackAsItWas();
    void whatIsNotARecordIsNone_data();
    void whatIsNotARecordIsNone();
    void entriesFollowTheRecords();
    void takenAgainTheFirstBeforeIsTheCallers();
};

void TestLeaseEntry::lineNamesWhatTheApiNames() {
    const QByteArray line = toLine({Type::Take, bare(leasedNumber(1)), firstChanges()}, "2026-11-24T10:42:07.318Z");
    const QByteArray expected = R"({"do":"take","time":"2026-11-24T10:42:07.318Z",
        "account":"AC00112233445566778899aabbccddeeff","kind":"number","sid":"PN00000000000000000000000000000001",
        "name":"+1500","base":"https://one.test","until":"session","fields":[
        {"name":"VoiceUrl","before":"https://app.test/v","after":"https://one.test/voice"},
        {"name":"SmsUrl","before":"","after":"https://one.test/sms"}]})";
    QCOMPARE(QJsonDocument::fromJson(line), QJsonDocument::fromJson(expected));
    QVERIFY(line.endsWith('\n'));
    QCOMPARE(line.count('\n'), 1);
}

void TestLeaseEntry::lineComesBackAsItWas() {
    LeaseEntry entry = bare(leasedNumber(1));
    entry.term = LeaseTerm::Asked;
    entry.name = u"a \"name\"\nwith \u00fc and \u202e"_s;
    for (const Type type : {Type::Take, Type::Follow}) {
        const auto record =
            recordFrom(toLine({type, entry, {{Hook::Voice, u"https://u:p@x/?a=%2F&b=\u00fc"_s, u"b"_s}}}, {}));
        QVERIFY(record);
        QVERIFY(record->type == type);
        QCOMPARE(record->entry, entry);
        QCOMPARE(record->fields.size(), 1u);
        QCOMPARE(record->fields[0].after, u"b"_s);
        QCOMPARE(record->fields[0].before, type == Type::Take ? u"https://u:p@x/?a=%2F&b=\u00fc"_s : QString());
    }
}

void TestLeaseEntry::whatIsNotARecordIsNone_data() {
    QTest::addColumn<QByteArray>("line");
    const QByteArray whole = toLine({Type::Take, bare(leasedNumber(1)), firstChanges()}, {});
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut") << whole.first(whole.size() / 2);
    QTest::newRow("another verb") << QByteArray(whole).replace("\"take\"", "\"burn\"");
    QTest::newRow("no account") << QByteArray(whole).replace("AC0011", "XX0011");
    QTest::newRow("kind and SID differ") << QByteArray(whole).replace("\"number\"", "\"service\"");
    QTest::newRow("a SID that is a path") << QByteArray(whole).replace("PN0000", "PN/../");
    QTest::newRow("a setting nobody knows") << QByteArray(whole).replace("VoiceUrl", "AccountSid");
}

void TestLeaseEntry::whatIsNotARecordIsNone() {
    QFETCH(const QByteArray, line);
    QVERIFY(!recordFrom(line));
}

void TestLeaseEntry::entriesFollowTheRecords() {
    std::vector<LeaseEntry> entries;
    const LeaseEntry entry = bare(leasedNumber(1));
    applyRecord({Type::Take, entry, firstChanges()}, entries);
    QCOMPARE(entries, std::vector<LeaseEntry>{leasedNumber(1)});

    LeaseEntry moved = entry;
    moved.base = "https://two.test";
    applyRecord({Type::Follow, moved, {{Hook::Voice, {}, u"https://two.test/voice"_s}}}, entries);
    QCOMPARE(entries[0].base, QByteArray("https://two.test"));
    QCOMPARE(*entries[0].field(Hook::Voice), (LeasedField{Hook::Voice, u"https://app.test/v"_s,
                                                 {u"https://one.test/voice"_s, u"https://two.test/voice"_s}}));
    // Back at the first URL: the latest of ours stands last, once.
    applyRecord({Type::Follow, entry, {{Hook::Voice, {}, u"https://one.test/voice"_s}}}, entries);
    QCOMPARE(
        entries[0].field(Hook::Voice)->ours, (QStringList{u"https://two.test/voice"_s, u"https://one.test/voice"_s}));

    applyRecord({Type::Release, entry, {{Hook::Voice, {}, {}}}}, entries);
    QVERIFY(entries[0].field(Hook::Voice) == nullptr);
    applyRecord({Type::Release, entry, {{Hook::Message, {}, {}}}}, entries);
    QVERIFY(entries.empty());
    applyRecord({Type::Follow, entry, firstChanges()}, entries);
    QVERIFY(entries.empty());
}

void TestLeaseEntry::takenAgainTheFirstBeforeIsTheCallers() {
    std::vector<LeaseEntry> entries;
    LeaseEntry entry = bare(leasedNumber(1));
    applyRecord({Type::Take, entry, firstChanges()}, entries);
    entry.term = LeaseTerm::Asked;
    applyRecord({Type::Take, entry, {{Hook::Voice, u"https://else.test/"_s, u"https://three.test/voice"_s}}}, entries);
    QVERIFY(entries[0].term == LeaseTerm::Asked);
    QCOMPARE(*entries[0].field(Hook::Voice), (LeasedField{Hook::Voice, u"https://else.test/"_s,
                                                 {u"https://one.test/voice"_s, u"https://three.test/voice"_s}}));
}

QTEST_GUILESS_MAIN(TestLeaseEntry)
#include "tst_lease_entry.moc"
