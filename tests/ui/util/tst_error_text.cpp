#include "ui/util/error_text.h"
#include "ui/util/kind_icon.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace offhook;
using namespace Qt::StringLiterals;

namespace {

// Every value of an enum has words of its own.
template <typename Enum, typename Text>
void checkAll(int count, Text text) {
    QSet<QString> seen;
    for (int i = 0; i < count; ++i) {
        const QString words = text(Enum(i));
        QVERIFY2(words.size() >= 3, qPrintable(QString::number(i)));
        QVERIFY2(!seen.contains(words), qPrintable(words));
        seen.insert(words);
    }
}

} // namespace

class TestErrorText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyErrorHasItsWords() {
        checkAll<ErrorCode>(ErrorCodeCount, [](ErrorCode code) { return ui::errorText({code, {}}); });
    }

    void everyRefusalHasItsWords() {
        checkAll<http::RefusalReason>(
            http::RefusalReasonCount, [](http::RefusalReason reason) { return ui::refusalText(reason); });
    }

    void everyVerdictReasonHasItsWords() {
        checkAll<twilio::VerdictReason>(int(twilio::VerdictReason::Refused) + 1,
            [](twilio::VerdictReason reason) { return ui::verdictReasonText(reason); });
    }

    void everyFilterProblemHasItsWords() {
        checkAll<filter::Problem::Type>(int(filter::Problem::Type::TooLong) + 1, [](filter::Problem::Type type) {
            return ui::problemText({type, 0, 1, u"x"_s, {}});
        });
    }

    void everyKindHasALabel() {
        for (const twilio::KindInfo &info : twilio::allKinds())
            QVERIFY2(ui::kindLabel(info.kind).size() > 3, info.name);
    }

    void everyGroupHasALabelAndAnIcon() {
        checkAll<twilio::KindGroup>(
            twilio::KindGroupCount, [](twilio::KindGroup group) { return ui::groupLabel(group); });
        checkAll<twilio::KindGroup>(
            twilio::KindGroupCount, [](twilio::KindGroup group) { return ui::groupIcon(group); });
        for (int i = 0; i < twilio::KindGroupCount; ++i)
            QVERIFY(QFile::exists(u":/icons/"_s + ui::groupIcon(twilio::KindGroup(i)) + u".svg"_s));
    }

    void detailIsAppended() {
        const QString bare = ui::errorText({ErrorCode::FileUnreadable, {}});
        QCOMPARE(
            ui::errorText({ErrorCode::FileUnreadable, u"/tmp/x: <b>denied</b>"_s}), bare + u" /tmp/x: <b>denied</b>"_s);
    }

    void subjectStaysAsTyped() {
        const QString text = ui::problemText({filter::Problem::Type::UnknownKey, 0, 2, u"%1%2"_s, u"from"_s});
        QVERIFY2(text.contains(u"“%1%2”"_s), qPrintable(text));
        QVERIFY2(text.contains("from?"_L1), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
