#include "core/account/lease_journal.h"
#include "tests/core/account/lease_support.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestLeaseJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingIsThereUntilSomethingIsTaken();
    void whatWasTakenIsThereAtTheNextStart();
    void fileGoesWithTheLastOfIt();
    void fileOfNothingGoesToo();
    void onlyItsOwnerMayReadIt();
    void everyCutIsASafeCut();
    void damagedLineIsToldAndKept();
    void newerFormatIsLeftAlone();
    void otherFileIsLeftAlone();
    void twoWritersAreOneTooMany();
    void takingFailsWhereNothingCanBeWritten();
    void fullDiskLeavesNoHalfLine();

private:
    std::unique_ptr<LeaseJournal> open() {
        auto opened = LeaseJournal::open(m_path);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        return std::move(*opened);
    }
    QByteArray bytes() const {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray &contents) const {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestLeaseJournal::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = LeaseJournal::pathFor(m_folder->filePath(u"a.offhook-workspace"_s));
}

void TestLeaseJournal::nothingIsThereUntilSomethingIsTaken() {
    QVERIFY(open()->entries().empty());
    QVERIFY(!QFile::exists(m_path));
    QVERIFY(LeaseJournal::read(m_path)->empty());
}

void TestLeaseJournal::whatWasTakenIsThereAtTheNextStart() {
    LeaseEntry moved = bare(leasedNumber(1));
    moved.base = "https://two.test";
    {
        const auto journal = open();
        QVERIFY(journal->take(leasedNumber(1), firstChanges())); // with its fields or without
        QVERIFY(journal->take(bare(leasedNumber(2)), firstChanges()));
        QVERIFY(journal->follow(moved, {{Hook::Message, {}, u"https://two.test/sms"_s}}));
        QVERIFY(journal->release(bare(leasedNumber(2)), {Hook::Voice}));
    }
    const auto journal = open();
    QCOMPARE(journal->entries().size(), 2u);
    LeaseEntry first = leasedNumber(1);
    first.base = "https://two.test";
    first.fields[1].ours.append(u"https://two.test/sms"_s);
    QCOMPARE(*journal->find(Account, sid("PN", 1)), first);
    QCOMPARE(journal->find(Account, sid("PN", 2))->fields.size(), 1u);
    QVERIFY(journal->find(Account, sid("PN", 3)) == nullptr);
    QVERIFY(journal->find("AC1", sid("PN", 1)) == nullptr);
    QCOMPARE(*LeaseJournal::read(m_path), journal->entries());
    QCOMPARE(journal->damagedLines(), 0);
}

void TestLeaseJournal::fileGoesWithTheLastOfIt() {
    const auto journal = open();
    QVERIFY(journal->take(bare(leasedNumber(1)), firstChanges()));
    QVERIFY(QFile::exists(m_path));
    QVERIFY(journal->release(bare(leasedNumber(1)), {Hook::Voice, Hook::Message}));
    QVERIFY(!QFile::exists(m_path));
    QVERIFY(journal->take(bare(leasedNumber(2)), firstChanges()));
    QCOMPARE(LeaseJournal::read(m_path)->size(), 1u);
}

void TestLeaseJournal::fileOfNothingGoesToo() {
    for (const QByteArray &contents :
        {QByteArray(), QByteArray("{\"form"), QByteArray("{\"format\":\"offhook-lease\",\"version\":1}\n")}) {
        write(contents);
        QVERIFY(open()->entries().empty());
        QVERIFY(!QFile::exists(m_path));
    }
}

void TestLeaseJournal::onlyItsOwnerMayReadIt() {
    QVERIFY(open()->take(bare(leasedNumber(1)), firstChanges()));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(m_path) & others));
}

// However many bytes reached the disk: a line is there whole, or not at all, and writing goes on behind the whole ones.
void TestLeaseJournal::everyCutIsASafeCut() {
    {
        const auto journal = open();
        QVERIFY(journal->take(bare(leasedNumber(1)), firstChanges()));
        QVERIFY(journal->take(bare(leasedNumber(2)), firstChanges()));
    }
    const QByteArray whole = bytes();
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        write(whole.first(size));
        const auto lines = std::size_t(whole.first(size).count('\n'));
        {
            const auto journal = open();
            QCOMPARE(journal->entries().size(), lines == 0 ? 0 : lines - 1);
            QCOMPARE(journal->damagedLines(), 0);
            QVERIFY(journal->take(bare(leasedNumber(3)), firstChanges()));
        }
        const auto again = open();
        QVERIFY(again->find(Account, sid("PN", 3)) != nullptr);
        QCOMPARE(again->damagedLines(), 0);
    }
}

void TestLeaseJournal::damagedLineIsToldAndKept() {
    {
        const auto journal = open();
        QVERIFY(journal->take(bare(leasedNumber(1)), firstChanges()));
        QVERIFY(journal->take(bare(leasedNumber(2)), firstChanges()));
    }
    QByteArray damaged = bytes();
    damaged.replace(damaged.indexOf("PN0000"), 6, "XX\0\xff??");
    write(damaged);
    const auto journal = open();
    QCOMPARE(journal->damagedLines(), 1);
    QCOMPARE(journal->entries(), std::vector<LeaseEntry>{leasedNumber(2)});
    QVERIFY(journal->release(bare(leasedNumber(2)), {Hook::Voice, Hook::Message}));
    QVERIFY(!QFile::exists(m_path));
    QVERIFY(QFileInfo(m_path + u".damaged"_s).size() > damaged.size());
}

void TestLeaseJournal::newerFormatIsLeftAlone() {
    const QByteArray newer = "{\"format\":\"offhook-lease\",\"version\":2}\n{\"do\":\"more\"}\n";
    write(newer);
    QCOMPARE(LeaseJournal::open(m_path).error().code, ErrorCode::WorkspaceTooNew);
    QCOMPARE(LeaseJournal::read(m_path).error().code, ErrorCode::WorkspaceTooNew);
    QCOMPARE(bytes(), newer);
}

void TestLeaseJournal::otherFileIsLeftAlone() {
    write("a letter\nto a friend\n");
    QCOMPARE(LeaseJournal::open(m_path).error().code, ErrorCode::FileUnreadable);
    QCOMPARE(bytes(), QByteArray("a letter\nto a friend\n"));
}

void TestLeaseJournal::twoWritersAreOneTooMany() {
    const auto journal = open();
    const auto second = LeaseJournal::open(m_path);
    QCOMPARE(second.error().code, ErrorCode::WorkspaceLocked);
    QVERIFY(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
}

void TestLeaseJournal::takingFailsWhereNothingCanBeWritten() {
    const auto journal = open();
    QVERIFY(QDir().mkdir(m_path)); // a folder in the file's place: also root cannot write there
    const auto taken = journal->take(bare(leasedNumber(1)), firstChanges());
    QCOMPARE(taken.error().code, ErrorCode::FileUnwritable);
    QVERIFY(journal->entries().empty());
}

void TestLeaseJournal::fullDiskLeavesNoHalfLine() {
#ifdef Q_OS_UNIX
    std::signal(SIGXFSZ, SIG_IGN);
    const auto journal = open();
    QVERIFY(journal->take(bare(leasedNumber(1)), firstChanges()));
    const QByteArray whole = bytes();
    rlimit former{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &former), 0);
    const rlimit small{rlim_t(whole.size()) + 20, former.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto taken = journal->take(bare(leasedNumber(2)), firstChanges());
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &former), 0);
    QVERIFY(!taken);
    QCOMPARE(bytes(), whole);
    QCOMPARE(journal->entries().size(), 1u);
    QVERIFY(journal->take(bare(leasedNumber(2)), firstChanges()));
    QCOMPARE(LeaseJournal::read(m_path)->size(), 2u);
#endif
}

QTEST_GUILESS_MAIN(TestLeaseJournal)
#include "tst_lease_journal.moc"
