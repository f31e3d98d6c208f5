#include "core/store/repeat_guard.h"

#include <QByteArray>
#include <QtTest>

using namespace offhook::store;

class tst_RepeatGuard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSecondOneIsARepeat();
    void forgottenOnesAreNew();
    void onlyTheOldestIsForgotten();
};

void tst_RepeatGuard::theSecondOneIsARepeat() {
    RepeatGuard guard;
    QVERIFY(!guard.seen("a"));
    QVERIFY(!guard.seen("b"));
    QVERIFY(guard.seen("a"));
    QVERIFY(guard.seen("b"));
}

void tst_RepeatGuard::forgottenOnesAreNew() {
    RepeatGuard guard;
    QVERIFY(!guard.seen("a"));
    guard.forget("a");
    QVERIFY(!guard.seen("a"));
    QVERIFY(guard.seen("a"));
}

void tst_RepeatGuard::onlyTheOldestIsForgotten() {
    RepeatGuard guard;
    for (std::size_t i = 0; i < RepeatGuard::Capacity + 1; ++i)
        QVERIFY(!guard.seen(QByteArray::number(qulonglong(i))));
    QCOMPARE(guard.size(), RepeatGuard::Capacity);
    QVERIFY(guard.seen("1"));
    QVERIFY(!guard.seen("0"));
}

QTEST_GUILESS_MAIN(tst_RepeatGuard)
#include "tst_repeat_guard.moc"
