#include "core/twilio/cause.h"

#include <QSet>
#include <QTest>

using namespace offhook::twilio;

class TestCause : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theContractsNamesAreThere_data() {
        QTest::addColumn<QByteArray>("name");
        // docs/cli.md
        for (const char *name : {"scheme", "host", "port", "path", "query-encoding", "query-order", "query-missing",
                 "get-post-rule", "empty-dropped", "duplicates", "trimmed", "plus-space", "double-decoded", "charset",
                 "unicode-form", "newline", "body-altered", "body-hash-missing", "params-added", "params-removed",
                 "params-renamed", "wrong-key", "shared-key", "userinfo", "fragment", "websocket", "default-port",
                 "header-damaged", "other-url", "host-form", "content-type"})
            QTest::newRow(name) << QByteArray(name);
    }
    void theContractsNamesAreThere() {
        QFETCH(QByteArray, name);
        const auto cause = causeFromName(name);
        QVERIFY(cause);
        QCOMPARE(QByteArray(causeName(*cause)), name);
        QVERIFY(qstrlen(causeExplanation(*cause)) > 60);
        QVERIFY(qstrlen(causeSubject(*cause)) > 3);
    }

    void namesAreDistinct() {
        QSet<QByteArray> names;
        for (int i = 0; i < CauseCount; ++i)
            names.insert(causeName(Cause(i)));
        QCOMPARE(names.size(), CauseCount);
        QVERIFY(!causeFromName("nonsense"));
    }
};

QTEST_GUILESS_MAIN(TestCause)
#include "tst_cause.moc"
