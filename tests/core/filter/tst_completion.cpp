#include "core/filter/completion.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::filter;

namespace {

struct Place {
    QString source;
    qsizetype cursor;
};

/// `|` marks the cursor... as ^ here, since | belongs to the language.
Place placed(const QString &marked) {
    QString source = marked;
    const qsizetype cursor = source.indexOf(u'^');
    source.remove(cursor, 1);
    return {source, cursor};
}

/// The sources that come of taking each offer.
QStringList outcomes(const QString &marked) {
    const Place place = placed(marked);
    QStringList all;
    for (const Completion &offer : completions(place.source, place.cursor)) {
        QString text = place.source;
        const QString put = offer.needsSeenValues ? u"<"_s + offer.seenKey + u':' + offer.typed + u'>' : offer.text;
        all.append(text.replace(offer.replaceBegin, offer.replaceEnd - offer.replaceBegin, put));
    }
    return all;
}

} // namespace

class TestCompletion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offers_data();
    void offers();
    void withholds_data();
    void withholds();
    void everyOfferStandsInsideTheSource();
    void valuesAreQuoted();
};

void TestCompletion::offers_data() {
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("every key in an empty line")
        << u"^"_s << QStringList{u"from:"_s, u"param."_s, u"took:>"_s, u"is:"_s};
    QTest::newRow("keys that begin so") << u"st^"_s << QStringList{u"status:"_s};
    QTest::newRow("keys after a term") << u"sig:valid ^"_s << QStringList{u"sig:valid kind:"_s};
    QTest::newRow("keys in a group") << u"(k^"_s << QStringList{u"(kind:"_s};
    QTest::newRow("keys after a dash") << u"-i^"_s << QStringList{u"-is:"_s};
    QTest::newRow("a key inside a term keeps what follows") << u"fr^om:+1415"_s << QStringList{u"from:+1415"_s};
    QTest::newRow("all verdicts") << u"sig:^"_s
                                  << QStringList{
                                         u"sig:valid"_s, u"sig:invalid"_s, u"sig:unsigned"_s, u"sig:unchecked"_s};
    QTest::newRow("flags that begin so") << u"a is:re^ b"_s << QStringList{u"a is:retry b"_s, u"a is:recovered b"_s};
    QTest::newRow("the second alternative")
        << u"sig:valid|un^"_s << QStringList{u"sig:valid|unsigned"_s, u"sig:valid|unchecked"_s};
    QTest::newRow("kinds, segments and groups")
        << u"kind:mess^"_s
        << QStringList{u"kind:messages"_s, u"kind:message.status"_s, u"kind:message-status"_s, u"kind:messenger"_s};
    QTest::newRow("statuses, and those seen")
        << u"status:del^"_s << QStringList{u"status:delivered"_s, u"status:<status:del>"_s};
    QTest::newRow("seen numbers") << u"from:+14^"_s << QStringList{u"from:<from:+14>"_s};
    QTest::newRow("seen values with contains") << u"to~^"_s << QStringList{u"to~<to:>"_s};
    QTest::newRow("seen values in quotes") << u"from:\"a b^"_s << QStringList{u"from:<from:a b>"_s};
    QTest::newRow("parameters' names") << u"param.Dig^"_s << QStringList{u"param.Digits:"_s};
    QTest::newRow("names keep their operator") << u"param.Dig^=1"_s << QStringList{u"param.Digits=1"_s};
    QTest::newRow("families as patterns") << u"param.MediaU^"_s << QStringList{u"param.MediaUrl*:"_s};
    QTest::newRow("values of a parameter") << u"param.Digits=1^"_s << QStringList{u"param.Digits=<param.Digits:1>"_s};
    QTest::newRow("headers' names") << u"header.user^"_s << QStringList{u"header.User-Agent:"_s};
}

void TestCompletion::offers() {
    QFETCH(QString, marked);
    QFETCH(QStringList, expected);
    const QStringList all = outcomes(marked);
    for (const QString &text : expected)
        QVERIFY2(all.contains(text), qPrintable(text + u" is not in " + all.join(u'\n')));
}

void TestCompletion::withholds_data() {
    QTest::addColumn<QString>("marked");
    QTest::newRow("a number is no key") << u"+1415^"_s;
    QTest::newRow("inside a quoted text") << u"\"fr^\""_s;
    QTest::newRow("values of an unknown key") << u"foo:^"_s;
    QTest::newRow("numbers of code") << u"code:^"_s;
    QTest::newRow("a verdict that is complete") << u"sig:valid^"_s;
}

void TestCompletion::withholds() {
    QFETCH(QString, marked);
    QCOMPARE(outcomes(marked), QStringList());
}

void TestCompletion::everyOfferStandsInsideTheSource() {
    const QStringList sources{u"from:+1415 kind:sms|st (a OR -is:re) param.Dig=1 \"x y"_s, u"param."_s, u"header.\"a"_s,
        u"status:|"_s, u"a|b |"_s, u"😀:é"_s};
    for (const QString &source : sources) {
        for (qsizetype cursor = -1; cursor <= source.size() + 1; ++cursor) {
            for (const Completion &offer : completions(source, cursor)) {
                QVERIFY(offer.replaceBegin >= 0 && offer.replaceBegin <= offer.replaceEnd);
                QVERIFY(offer.replaceEnd <= source.size());
                QCOMPARE(offer.text.isEmpty(), offer.needsSeenValues);
            }
        }
    }
}

void TestCompletion::valuesAreQuoted() {
    QCOMPARE(quotedValue(u"+14155550142"_s), u"+14155550142"_s);
    QCOMPARE(quotedValue(u"whatsapp:+1"_s), u"whatsapp:+1"_s);
    QCOMPARE(quotedValue(u"a \"b\""_s), u"\"a \\\"b\\\"\""_s);
    QCOMPARE(quotedValue(u""_s), u"\"\""_s);
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
