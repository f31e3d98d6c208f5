#include "tests/ui/theme_fixture.h"
#include "ui/replay/attempts_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::ui;
using deliver::ReplayVerdict;

namespace {

deliver::ReplayAttempt attempt(EventId id, int before, int after) {
    auto event = std::make_shared<flow::WebhookEvent>();
    event->id = id;
    event->meaning.summary = "Hi\nthere";
    event->response = {before, {}, {}};
    deliver::ReplayAttempt made;
    made.origin = event;
    made.answer = {after, {}, {}};
    made.tookUs = 1'500;
    made.comparison = deliver::compareAnswers(event->response, made.answer, {});
    if (after == 0) {
        made.error = Error{ErrorCode::TimedOut, {}, -1};
        made.tookUs = -1;
        made.comparison.verdict = ReplayVerdict::Failed;
    }
    return made;
}

} // namespace

class AttemptsModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAttemptIsARow() {
        const ThemeFixture f;
        AttemptsModel model(f.theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({attempt(1, 200, 200), attempt(2, 200, 500)});
        model.add({attempt(3, 200, 0)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(text(model, 0, AttemptsModel::Event), u"#1  Hi⏎there"_s);
        QCOMPARE(text(model, 0, AttemptsModel::Verdict), u"✓ same"_s);
        QCOMPARE(text(model, 0, AttemptsModel::Difference), QString());
        QCOMPARE(text(model, 1, AttemptsModel::Verdict), u"✕ regressed"_s);
        QCOMPARE(text(model, 1, AttemptsModel::Status), u"500"_s);
        QCOMPARE(text(model, 1, AttemptsModel::Difference), u"status: 200 → 500"_s);
        QCOMPARE(text(model, 2, AttemptsModel::Status), QString());
        QCOMPARE(text(model, 2, AttemptsModel::Took), QString());
        QVERIFY(!text(model, 2, AttemptsModel::Difference).isEmpty());
        QCOMPARE(model.event(1), 2);
        QVERIFY(!model.lines(1).empty());
        QCOMPARE(model.count(ReplayVerdict::Regressed), 1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.count(), 0);
    }
    void whatIsTooMuchToListIsCounted() {
        const ThemeFixture f;
        AttemptsModel model(f.theme);
        const std::vector<deliver::ReplayAttempt> many(AttemptsModel::MostRows - 1, attempt(1, 200, 200));
        model.add(many);
        model.add({attempt(1, 200, 200), attempt(2, 200, 500)});
        model.add({attempt(3, 200, 500)});
        QCOMPARE(model.rowCount(), int(AttemptsModel::MostRows));
        QCOMPARE(model.count(), qint64(AttemptsModel::MostRows) + 2);
        QCOMPARE(model.count(ReplayVerdict::Regressed), 2);
    }
    void everyVerdictHasASignAndAColour() {
        QSet<QString> labels;
        for (int i = 0; i < deliver::ReplayVerdictCount; ++i) {
            const QString label = AttemptsModel::verdictLabel(ReplayVerdict(i));
            QVERIFY(label.endsWith(QLatin1StringView(deliver::replayVerdictName(ReplayVerdict(i)))));
            QVERIFY(!label.front().isLetter());
            labels.insert(label);
        }
        QCOMPARE(labels.size(), deliver::ReplayVerdictCount);
        QCOMPARE(AttemptsModel::verdictRole(ReplayVerdict::Regressed), Role::Invalid);
        QCOMPARE(AttemptsModel::verdictRole(ReplayVerdict::Fixed), Role::Valid);
    }

private:
    static QString text(const AttemptsModel &model, int row, int column) {
        return model.index(row, column).data().toString();
    }
};

QTEST_MAIN(AttemptsModelTest)
#include "tst_attempts_model.moc"
