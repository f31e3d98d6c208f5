#include "core/twilio/sequence_set.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <random>

using offhook::twilio::SequenceSet;
using Numbers = std::vector<qint64>;

namespace {

SequenceSet setOf(const Numbers &numbers) {
    SequenceSet set;
    for (const qint64 number : numbers)
        set.add(number);
    return set;
}

} // namespace

class TestSequenceSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void missingNumbers_data() {
        QTest::addColumn<Numbers>("seen");
        QTest::addColumn<Numbers>("missing");
        QTest::newRow("nothing seen, nothing missing") << Numbers{} << Numbers{};
        QTest::newRow("in order") << Numbers{0, 1, 2} << Numbers{};
        QTest::newRow("backwards") << Numbers{2, 1, 0} << Numbers{};
        QTest::newRow("the first one") << Numbers{1, 2} << Numbers{0};
        QTest::newRow("one between") << Numbers{0, 2} << Numbers{1};
        QTest::newRow("several between") << Numbers{5, 0, 3} << Numbers{1, 2, 4};
        QTest::newRow("a range closed from above") << Numbers{0, 3, 2, 1} << Numbers{};
        QTest::newRow("the same number again and again") << Numbers{0, 0, 1, 1, 0} << Numbers{};
        QTest::newRow("numbers below zero do not count") << Numbers{-1, 0} << Numbers{};
    }
    void missingNumbers() {
        QFETCH(Numbers, seen);
        QFETCH(Numbers, missing);
        const SequenceSet set = setOf(seen);
        QCOMPARE(set.missing(0, 100), missing);
        QCOMPARE(set.hasGap(0), !missing.empty());
        for (const qint64 number : seen)
            QCOMPARE(set.contains(number), number >= 0);
        for (const qint64 number : missing)
            QVERIFY(!set.contains(number));
    }

    void everyOrderIsTheSameSet() {
        Numbers numbers(100);
        std::iota(numbers.begin(), numbers.end(), 0);
        numbers.erase(numbers.begin() + 40);
        const SequenceSet expected = setOf(numbers);
        std::mt19937 random(1); // NOLINT: the same orders in every run
        for (int round = 0; round < 50; ++round) {
            // Windows smaller than MaxRanges, as overtaking requests are.
            for (std::size_t i = 0; i + 20 <= numbers.size(); i += 20)
                std::shuffle(numbers.begin() + qint64(i), numbers.begin() + qint64(i) + 20, random);
            QVERIFY(setOf(numbers) == expected);
        }
        QCOMPARE(expected.lowest(), 0);
        QCOMPARE(expected.highest(), 99);
        QCOMPARE(expected.missing(0, 8), Numbers{40});
    }

    void absurdNumbersTakeNoMemoryAndAccuseNobody() {
        SequenceSet set;
        for (qint64 i = 0; i < 100'000; ++i)
            set.add(i * 1'000'003);
        QVERIFY(!set.hasGap(0));
        QVERIFY(set.missing(0, 8).empty());
    }
};

QTEST_GUILESS_MAIN(TestSequenceSet)
#include "tst_sequence_set.moc"
