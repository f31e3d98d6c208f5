#include "core/account/lease_move.h"
#include "tests/core/account/lease_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestLeaseMove : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pointing_data();
    void pointing();
    void following_data();
    void following();
    void restoring_data();
    void restoring();
};

namespace {

/// "set voice A->B; settled message; conflict voice expected A is B"
QString textOf(const LeaseMove &move) {
    QStringList parts;
    for (const FieldChange &set : move.sets)
        parts += u"set "_s + hookName(set.hook) + u' ' + set.before + u"->"_s + set.after;
    for (const Hook hook : move.settled)
        parts += u"settled "_s + hookName(hook);
    for (const LeaseConflict &conflict : move.conflicts)
        parts += u"conflict "_s + hookName(conflict.hook) + u" expected "_s + conflict.expected + u" is "_s +
                 conflict.present;
    return parts.join(u"; "_s);
}

} // namespace

void TestLeaseMove::pointing_data() {
    QTest::addColumn<QByteArray>("present");
    QTest::addColumn<bool>("isLeased");
    QTest::addColumn<bool>("force");
    QTest::addColumn<QString>("expected");
    const QByteArray planned = "https://app.test/now";
    const QByteArray ours = "https://one.test/voice";
    QTest::newRow("as the plan showed it")
        << planned << false << false << u"set voice https://app.test/now->https://new.test/v"_s;
    QTest::newRow("so already") << QByteArray("https://new.test/v") << false << false << u"settled voice"_s;
    QTest::newRow("changed since the plan") << QByteArray("https://else.test") << false << false
                                            << u"conflict voice expected https://app.test/now is https://else.test"_s;
    QTest::newRow("changed since the plan, forced")
        << QByteArray("https://else.test") << false << true << u"set voice https://else.test->https://new.test/v"_s;
    QTest::newRow("ours: what was there before us stays what is restored")
        << ours << true << false << u"set voice https://app.test/v->https://new.test/v"_s;
    QTest::newRow("leased, but somebody else's since, and the plan showed that")
        << planned << true << false << u"set voice https://app.test/now->https://new.test/v"_s;
}

void TestLeaseMove::pointing() {
    QFETCH(const QByteArray, present);
    QFETCH(const bool, isLeased);
    QFETCH(const bool, force);
    const LeaseEntry entry = leasedNumber(1);
    const ResourceChange change{
        ResourceKind::Number, entry.sid, {}, {{Hook::Voice, u"https://app.test/now"_s, u"https://new.test/v"_s}}};
    QTEST(
        textOf(pointMove(change, isLeased ? &entry : nullptr, numberWith(present.constData(), ""), force)), "expected");
}

void TestLeaseMove::following_data() {
    QTest::addColumn<QByteArray>("voice");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("expected");
    const QByteArray voice = "https://one.test/voice";
    const QByteArray message = "https://one.test/sms";
    const QString setMessage = u"set message ->https://two.test/sms"_s;
    QTest::newRow("both are ours") << voice << message
                                   << u"set voice https://app.test/v->https://two.test/voice; "_s + setMessage;
    QTest::newRow("one is somebody's")
        << QByteArray("https://else.test") << message
        << setMessage + u"; conflict voice expected https://one.test/voice is https://else.test"_s;
    QTest::newRow("one was put back by somebody")
        << QByteArray("https://app.test/v") << message
        << setMessage + u"; conflict voice expected https://one.test/voice is https://app.test/v"_s;
    QTest::newRow("one is there already, of which the journal does not know")
        << QByteArray("https://two.test/voice") << message
        << u"set voice https://app.test/v->https://two.test/voice; "_s + setMessage;
}

void TestLeaseMove::following() {
    QFETCH(const QByteArray, voice);
    QFETCH(const QByteArray, message);
    QTEST(textOf(followMove(leasedNumber(1), "https://two.test", numberWith(voice.constData(), message.constData()))),
        "expected");
}

void TestLeaseMove::restoring_data() {
    QTest::addColumn<QByteArray>("voice");
    QTest::addColumn<bool>("force");
    QTest::addColumn<QString>("expected");
    const QString rest = u"set message https://one.test/sms->"_s;
    QTest::newRow("ours") << QByteArray("https://one.test/voice") << false
                          << u"set voice https://one.test/voice->https://app.test/v; "_s + rest;
    QTest::newRow("ours of an earlier public URL")
        << QByteArray("https://zero.test/voice") << false
        << u"set voice https://zero.test/voice->https://app.test/v; "_s + rest;
    QTest::newRow("restored already") << QByteArray("https://app.test/v") << false << rest + u"; settled voice"_s;
    QTest::newRow("somebody's") << QByteArray("https://else.test") << false
                                << rest + u"; conflict voice expected https://one.test/voice is https://else.test"_s;
    QTest::newRow("cleared by somebody") << QByteArray() << false
                                         << rest + u"; conflict voice expected https://one.test/voice is "_s;
    QTest::newRow("somebody's, forced") << QByteArray("https://else.test") << true
                                        << u"set voice https://else.test->https://app.test/v; "_s + rest;
}

void TestLeaseMove::restoring() {
    QFETCH(const QByteArray, voice);
    QFETCH(const bool, force);
    LeaseEntry entry = leasedNumber(1);
    entry.fields[0].ours.prepend(u"https://zero.test/voice"_s);
    QTEST(textOf(restoreMove(entry, numberWith(voice.constData(), "https://one.test/sms"), force)), "expected");
}

QTEST_GUILESS_MAIN(TestLeaseMove)
#include "tst_lease_move.moc"
