#include "core/rules/file_reply.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace offhook;
using namespace offhook::rules;

namespace {

void write(const QString &path, const QByteArray &content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestFileReply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRequestMeetsTheContentOfThatMoment();
    void replacedFileIsReadAnew();
    void missingFileIsAnErrorThatNamesIt();
    void fileThatComesBackIsReadAgain();
    void tooLargeAFileIsRefused();
    void folderIsNoFile();

private:
    QTemporaryDir m_folder;
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("answer.xml")); }
};

void TestFileReply::everyRequestMeetsTheContentOfThatMoment() {
    FileReplies files;
    write(path(), "<Response/>");
    QCOMPARE(*files.read(path()), QByteArray("<Response/>"));
    QCOMPARE(*files.read(path()), QByteArray("<Response/>"));
    write(path(), "<Response>2");
    QCOMPARE(*files.read(path()), QByteArray("<Response>2")); // same length, same second
    write(path(), "<Response><Hangup/></Response>");
    QCOMPARE(*files.read(path()), QByteArray("<Response><Hangup/></Response>"));
}

void TestFileReply::replacedFileIsReadAnew() {
    FileReplies files;
    write(path(), "one");
    QVERIFY(files.read(path()));
    const QString other = m_folder.filePath(QStringLiteral("other"));
    write(other, "two");
    QVERIFY(QFile::remove(path()));
    QVERIFY(QFile::rename(other, path())); // as editors save
    QCOMPARE(*files.read(path()), QByteArray("two"));
}

void TestFileReply::missingFileIsAnErrorThatNamesIt() {
    FileReplies files;
    const auto read = files.read(m_folder.filePath(QStringLiteral("nowhere.xml")));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::FileUnreadable);
    QVERIFY(read.error().detail.contains(u"nowhere.xml"));
}

void TestFileReply::fileThatComesBackIsReadAgain() {
    FileReplies files;
    write(path(), "one");
    QVERIFY(files.read(path()));
    QVERIFY(QFile::remove(path()));
    QVERIFY(!files.read(path()));
    write(path(), "two");
    QCOMPARE(*files.read(path()), QByteArray("two"));
}

void TestFileReply::tooLargeAFileIsRefused() {
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(FileReplies::LargestFile + 1));
    QCOMPARE(FileReplies().read(path()).error().code, ErrorCode::InvalidInput);
}

void TestFileReply::folderIsNoFile() {
    QVERIFY(!FileReplies().read(m_folder.path()));
}

QTEST_GUILESS_MAIN(TestFileReply)
#include "tst_file_reply.moc"
