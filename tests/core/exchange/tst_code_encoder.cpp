#include "core/exchange/code_encoder.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class CodeEncoderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsPutInIsNotLookedAtAgain() { QCOMPARE(filled("@a-@b", {{"@a", "@b"}, {"@b", "x"}}), QByteArray("@b-x")); }
    void helpersStandForFilesOfTheProgram() {
        const auto encoder = codeEncoder({"@{node.js}|", [](const CodeCase &) { return QByteArray(); }, "end"});
        const QByteArray begin = encoder->begin({});
        QVERIFY(begin.contains("createHmac('sha1'") && begin.endsWith("|"));
        QCOMPARE(encoder->end(), QByteArray("end"));
    }
    void theTypeOfAnAnswerHasNoParameters() {
        QCOMPARE(answerType({200, {{"content-type", "Text/XML; charset=utf-8"}}, {}}), QByteArray("text/xml"));
        QCOMPARE(answerType({204, {}, {}}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(CodeEncoderTest)
#include "tst_code_encoder.moc"
