#include "core/http/refusal.h"

#include <QSet>
#include <QTest>

using namespace offhook::http;

class TestRefusal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyReasonHasANameOfItsOwn() {
        QSet<QByteArray> names;
        for (int i = 0; i < RefusalReasonCount; ++i) {
            const auto reason = RefusalReason(i);
            const QByteArray name = refusalName(reason).toByteArray();
            QVERIFY(!name.isEmpty());
            names.insert(name);
            QCOMPARE(refusalFromName(name), std::optional(reason));
        }
        QCOMPARE(names.size(), qsizetype(RefusalReasonCount));
    }

    void everyReasonIsExplainedInOneSentence() {
        for (int i = 0; i < RefusalReasonCount; ++i) {
            const QByteArray text = refusalText(RefusalReason(i)).toByteArray();
            QVERIFY2(text.size() > 20 && text.endsWith('.') && !text.contains('\n'), text.constData());
        }
    }

    void unknownNameIsNoReason() { QVERIFY(!refusalFromName("no-such-reason")); }

    // The numbers stand beside the reasons in refusal.h and come from RFC 9110 15.5, RFC 6585 5 (431).
    void statusOfReason_data() {
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("status");
        QTest::newRow("an unknown version is 505") << int(RefusalReason::UnknownVersion) << 505;
        QTest::newRow("an unknown method is 501") << int(RefusalReason::UnknownMethod) << 501;
        QTest::newRow("a transfer coding nobody knows is 501") << int(RefusalReason::UnsupportedTransferCoding) << 501;
        QTest::newRow("a long request line is 414") << int(RefusalReason::RequestLineTooLong) << 414;
        QTest::newRow("too many headers are 431") << int(RefusalReason::HeaderTooLarge) << 431;
        QTest::newRow("a large body is 413") << int(RefusalReason::BodyTooLarge) << 413;
        QTest::newRow("a slow head is 408") << int(RefusalReason::HeaderTimeout) << 408;
        QTest::newRow("a slow body is 408") << int(RefusalReason::BodyTimeout) << 408;
        QTest::newRow("an unknown expectation is 417") << int(RefusalReason::UnsupportedExpectation) << 417;
        QTest::newRow("nobody is there to be answered: 0") << int(RefusalReason::Incomplete) << 0;
        QTest::newRow("two framings are 400") << int(RefusalReason::LengthAndTransferEncoding) << 400;
        QTest::newRow("TLS on a plain port is 400") << int(RefusalReason::TlsHandshakeOnPlainPort) << 400;
    }
    void statusOfReason() {
        QFETCH(const int, reason);
        QTEST(refusalStatus(RefusalReason(reason)), "status");
    }
};

QTEST_GUILESS_MAIN(TestRefusal)
#include "tst_refusal.moc"
