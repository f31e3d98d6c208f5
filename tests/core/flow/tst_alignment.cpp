#include "core/flow/alignment.h"

#include <QtTest>

using offhook::flow::align;
using offhook::flow::Pairing;

namespace {

std::vector<Pairing> aligned(const QByteArray &before, const QByteArray &after) {
    return align(int(before.size()), int(after.size()), [&](int i, int j) { return before[i] == after[j]; });
}

} // namespace

class TestAlignment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Written as two lines with "-" for a gap, as sequences are in every textbook.
    void pairs_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("upper");
        QTest::addColumn<QByteArray>("lower");
        const auto row = [](const char *name, const char *before, const char *after, const char *upper,
                             const char *lower) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(upper) << QByteArray(lower);
        };
        row("both empty", "", "", "", "");
        row("equal", "abc", "abc", "abc", "abc");
        row("one added", "ac", "abc", "a-c", "abc");
        row("one removed", "abc", "ac", "abc", "a-c");
        row("one replaced", "abc", "axc", "ab-c", "a-xc");
        row("added to nothing", "", "ab", "--", "ab");
        row("longest common subsequence", "abcd", "acbd", "ab-cd", "-");
    }
    void pairs() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, upper);
        QFETCH(QByteArray, lower);
        QByteArray a;
        QByteArray b;
        int common = 0;
        for (const Pairing &pair : aligned(before, after)) {
            a += pair.before < 0 ? '-' : before[pair.before];
            b += pair.after < 0 ? '-' : after[pair.after];
            common += pair.before >= 0 && pair.after >= 0 ? 1 : 0;
        }
        if (lower == "-") { // several are as long: only the length is given
            QCOMPARE(common, 3);
            return;
        }
        QCOMPARE(a, upper);
        QCOMPARE(b, lower);
    }

    void everyMemberStandsOnceAndInOrder() {
        const QByteArray before = "the quick brown fox";
        const QByteArray after = "a quiet brown ox";
        int nextBefore = 0;
        int nextAfter = 0;
        for (const Pairing &pair : aligned(before, after)) {
            if (pair.before >= 0)
                QCOMPARE(pair.before, nextBefore++);
            if (pair.after >= 0)
                QCOMPARE(pair.after, nextAfter++);
            if (pair.before >= 0 && pair.after >= 0)
                QCOMPARE(before[pair.before], after[pair.after]);
        }
        QCOMPARE(nextBefore, int(before.size()));
        QCOMPARE(nextAfter, int(after.size()));
    }

    void hugeSequencesAreComparedInBoundedTime() {
        qint64 asked = 0;
        const std::vector<Pairing> pairs = align(100'000, 90'000, [&](int, int) {
            ++asked;
            return false;
        });
        QCOMPARE(pairs.size(), std::size_t(100'000));
        QVERIFY(asked < 100);
    }
};

QTEST_GUILESS_MAIN(TestAlignment)
#include "tst_alignment.moc"
