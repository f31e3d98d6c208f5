#include "core/exchange/formats.h"
#include "core/session/share.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace offhook;
using namespace Qt::StringLiterals;

namespace {

// A file with so many events, as another Offhook might have written it.
QByteArray eventFile(int count) {
    QByteArray text = "{\"format\":\"offhook-events\",\"version\":1}\n";
    for (int i = 0; i < count; ++i)
        text += "{\"time\":\"2026-01-01T00:00:00." + QByteArray::number(100'000 + i) +
                "Z\",\"request\":{\"head\":\"POST /sms HTTP/1.1\\r\\nHost: a\\r\\nContent-Type: "
                "application/x-www-form-urlencoded\\r\\n\\r\\n\",\"body\":\"MessageSid=SM1&From=%2B1&Body=" +
                (i % 2 == 0 ? "even" : "odd") + "\"},\"response\":{\"status\":204},\"verification\":{}}\n";
    return text;
}

} // namespace

class ShareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->filePath(u"w"_s);
    }
    void exportImportExportIsIdentical();
    void aFilterAndIdsSelect();
    void aFileIsThereOnlyOnceItIsWhole();
    void problemsComeWithTheirLines();

private:
    exchange::ImportReport load(const QByteArray &text, const QString &workspace) {
        const QString file = m_folder->filePath(u"in.offhook"_s);
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
            return {};
        out.close();
        const auto importer = store::WorkspaceImporter::open(workspace);
        const auto report = importer ? importFile(file, **importer) : Result<exchange::ImportReport>(importer.error());
        return report ? *report : exchange::ImportReport();
    }
    QByteArray text(const QString &workspace, const ShareSelection &selection = {}, const char *format = "offhook") {
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        const auto report = exportWorkspace(workspace, selection, {exchange::findFormat(format), {}, 0}, out);
        return report ? out.data() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
};

void ShareTest::exportImportExportIsIdentical() {
    QCOMPARE(load(eventFile(1'234), m_workspace).imported, 1'234);
    const QByteArray first = text(m_workspace);
    QCOMPARE(first.count('\n'), 1'235);
    const QString other = m_folder->filePath(u"other"_s);
    const exchange::ImportReport report = load(first, other);
    QCOMPARE(report.problems.count(), 0);
    QCOMPARE(report.imported, 1'234);
    QCOMPARE(text(other), first);
    QCOMPARE(load(first, other).duplicates, 1'234);
    QCOMPARE(text(other), first);
}

void ShareTest::aFilterAndIdsSelect() {
    QCOMPARE(load(eventFile(10), m_workspace).imported, 10);
    const filter::ParseResult odd = filter::parse(u"param.Body=odd"_s, 0);
    QVERIFY(odd.ok());
    QCOMPARE(text(m_workspace, {{}, odd.expression}, "jsonl").count('\n'), 5);
    QCOMPARE(text(m_workspace, {{3, 1}, {}}, "jsonl").count('\n'), 2);
    QCOMPARE(text(m_workspace, {{3, 99}, {}}, "jsonl").count('\n'), 1); // 99 is not there
}

void ShareTest::aFileIsThereOnlyOnceItIsWhole() {
    QCOMPARE(load(eventFile(10), m_workspace).imported, 10);
    const QString file = m_folder->filePath(u"out.har"_s);
    std::atomic<bool> cancelled = true;
    const exchange::ExportOptions har{exchange::findFormat("har"), {}, 0};
    QCOMPARE(exportWorkspace(m_workspace, {}, har, file, {{}, &cancelled}).error().code, ErrorCode::Cancelled);
    QVERIFY(!QFile::exists(file));
    const auto report = exportWorkspace(m_workspace, {}, har, file);
    QVERIFY(report);
    QCOMPARE(report->written, 10);
    QVERIFY(QFile::exists(file));
    QCOMPARE(exportWorkspace(m_workspace, {}, har, m_folder->filePath(u"no/such/folder"_s)).error().code,
        ErrorCode::FileUnwritable);
}

void ShareTest::problemsComeWithTheirLines() {
    QByteArray text = eventFile(3);
    text.insert(text.indexOf('\n') + 1, "nonsense\n");
    const exchange::ImportReport report = load(text, m_workspace);
    QCOMPARE(report.imported, 3);
    QCOMPARE(report.problems.count(), 1);
    QCOMPARE(report.problems.kept().front().line, 2);
}

QTEST_GUILESS_MAIN(ShareTest)
#include "tst_share.moc"
