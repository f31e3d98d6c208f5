#include "core/session/replay_source.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;

namespace {

const QByteArray Header = "{\"format\":\"offhook-events\",\"version\":1,\"throwAwayKey\":\"made-up\"}\n";

QByteArray line(int second, const QByteArray &body) {
    return "{\"time\":\"2026-01-01T00:00:0" + QByteArray::number(second) +
           ".000000Z\",\"request\":{\"head\":\"POST /sms HTTP/1.1\\r\\nHost: a\\r\\nContent-Type: "
           "application/x-www-form-urlencoded\\r\\n\\r\\n\",\"body\":\"Body=" +
           body + "\"},\"response\":{\"status\":204},\"verification\":{}}\n";
}

/// The ids and bodies of what a source has.
QStringList drained(const ReplaySource &source) {
    QStringList all;
    for (auto event = source.next(); event && *event; event = source.next())
        all.append(u"%1 %2"_s.arg((*event)->id).arg(QString::fromUtf8((*event)->request.body())));
    return all;
}

} // namespace

class ReplaySourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aFilesEventsAreNumbered() {
        const auto source = fileEvents(written(Header + line(1, "one") + line(2, "two")));
        QVERIFY(source);
        QCOMPARE(source->throwAwayKey, "made-up");
        QCOMPARE(drained(*source), (QStringList{u"1 Body=one"_s, u"2 Body=two"_s}));
        QCOMPARE(source->problems->count(), 0);
    }
    void whatCannotBeReadIsSaid() {
        const auto source = fileEvents(written(Header + line(1, "one") + "{broken\n" + line(2, "two")));
        QVERIFY(source);
        QCOMPARE(drained(*source).size(), 2);
        QCOMPARE(source->problems->count(), 1);
        QCOMPARE(source->problems->kept().front().line, 3);
    }
    void aFileOfNothingKnownIsRefused() {
        QCOMPARE(fileEvents(written("once upon a time")).error().code, ErrorCode::InvalidInput);
        QCOMPARE(fileEvents(m_folder->filePath(u"none"_s)).error().code, ErrorCode::FileUnreadable);
    }
    void aWorkspacesEventsComeOldestFirst() {
        const QString workspace = filled();
        const auto all = workspaceEvents(workspace, {});
        QVERIFY(all);
        QCOMPARE(all->count, 3);
        QCOMPARE(drained(*all), (QStringList{u"1 Body=one"_s, u"2 Body=two"_s, u"3 Body=three"_s}));
    }
    void idsAndFiltersChoose() {
        const QString workspace = filled();
        QCOMPARE(drained(*workspaceEvents(workspace, {{3, 1}, {}})), (QStringList{u"3 Body=three"_s, u"1 Body=one"_s}));
        const auto parsed = filter::parse(u"param.Body=two"_s, 0);
        QVERIFY(parsed.ok());
        const auto some = workspaceEvents(workspace, {{}, parsed.expression});
        QCOMPARE(some->count, 1);
        QCOMPARE(drained(*some), QStringList(u"2 Body=two"_s));
    }
    void anIdThatIsNotThereIsAnError() {
        const auto source = workspaceEvents(filled(), {{99}, {}});
        QVERIFY(source);
        QCOMPARE(source->next().error().code, ErrorCode::NotFound);
    }

private:
    QString written(const QByteArray &text) {
        const QString name = m_folder->filePath(u"events"_s);
        QFile file(name);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? name : QString();
    }
    QString filled() {
        const QString workspace = m_folder->filePath(u"w"_s);
        auto importer = store::WorkspaceImporter::open(workspace);
        const auto report =
            importFile(written(Header + line(1, "one") + line(2, "two") + line(3, "three")), **importer);
        return report && report->imported == 3 ? workspace : QString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ReplaySourceTest)
#include "tst_replay_source.moc"
