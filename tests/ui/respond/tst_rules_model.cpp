#include "tests/ui/session_fixture.h"
#include "ui/respond/rules_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestRulesModel final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->opened);
        m_model = std::make_unique<RulesModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setSession(&m_fixture->session);
    }
    void cleanup() {
        m_tester.reset();
        m_model.reset();
        m_fixture.reset();
    }

    void beginsWithTheRulesOfTheWorkspace() {
        QCOMPARE(names(), QStringList{u"Everything else"_s});
        QCOMPARE(m_model->index(0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    }

    void addedRulesAreInForceAndUndone() {
        QSignalSpy changed(m_model.get(), &RulesModel::rulesChanged);
        QCOMPARE(m_model->add(named(u"One"_s), 0), 0);
        QCOMPARE(m_model->add(named(u"One"_s), 1), 1);
        QCOMPARE(names(), (QStringList{u"One"_s, u"One 2"_s, u"Everything else"_s}));
        QCOMPARE(changed.count(), 2);
        QVERIFY(inForce() == m_model->rules());
        m_model->undoStack().undo();
        m_model->undoStack().undo();
        QCOMPARE(names(), QStringList{u"Everything else"_s});
        QVERIFY(inForce() == m_model->rules());
        m_model->undoStack().redo();
        QCOMPARE(names(), (QStringList{u"One"_s, u"Everything else"_s}));
    }

    void typingIsOneStepOfUndo() {
        rules::Rule rule = m_model->rules().front();
        for (const char *body : {"a", "ab", "abc"}) {
            rule.action.replies[0].answer = {false, 200, "text/xml", body};
            m_model->edit(rule, u"body"_s);
            QCOMPARE(inForce().front().action.replies[0].answer.body, QByteArray(body));
        }
        rule.delay.least = std::chrono::milliseconds(7);
        m_model->edit(rule, u"delay"_s);
        QCOMPARE(m_model->undoStack().count(), 2);
        m_model->undoStack().undo();
        QCOMPARE(inForce().front().action.replies[0].answer.body, QByteArray("abc"));
        m_model->undoStack().undo();
        QVERIFY(inForce().front().action.replies[0].answer.automatic);
    }

    void rulesMoveByDraggingAndByKeys() {
        m_model->add(named(u"B"_s), 0);
        m_model->add(named(u"A"_s), 0);
        m_model->move(0, 2);
        QCOMPARE(names(), (QStringList{u"B"_s, u"Everything else"_s, u"A"_s}));
        m_model->move(2, 0);
        QCOMPARE(names(), (QStringList{u"A"_s, u"B"_s, u"Everything else"_s}));
        const std::unique_ptr<QMimeData> dragged(m_model->mimeData({m_model->index(0)}));
        m_model->dropMimeData(dragged.get(), Qt::MoveAction, 2, 0, {}); // between B and Everything else
        QCOMPARE(names(), (QStringList{u"B"_s, u"A"_s, u"Everything else"_s}));
        m_model->move(0, 9);
        m_model->move(-1, 0);
        QCOMPARE(names(), (QStringList{u"B"_s, u"A"_s, u"Everything else"_s}));
    }

    void switchingDuplicatingAndDeleting() {
        QVERIFY(m_model->setData(m_model->index(0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!inForce().front().isEnabled);
        QCOMPARE(m_model->duplicate(0), 1);
        QCOMPARE(names(), (QStringList{u"Everything else"_s, u"Everything else 2"_s}));
        QVERIFY(m_model->rules()[0].id != m_model->rules()[1].id);
        m_model->remove(0);
        m_model->remove(5);
        QCOMPARE(names(), QStringList{u"Everything else 2"_s});
    }

    void rulesThatChangeElsewhereAreShown() {
        m_model->add(named(u"Mine"_s), 0);
        m_fixture->session.answering().setRules({named(u"Theirs"_s)});
        QCOMPARE(names(), QStringList{u"Theirs"_s});
        QVERIFY(!m_model->undoStack().canUndo()); // those steps belong to other rules
    }

    void hitsAreShown() {
        QVERIFY(m_fixture->listen());
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        QVERIFY(m_fixture->send("sms.inbound") != 0);
        QTRY_COMPARE(m_model->index(0).data(RulesModel::HitsRole).toInt(), 1);
        QVERIFY(m_model->index(0).data(RulesModel::LastHitRole).toLongLong() > 0);
        QVERIFY(!changed.isEmpty());
    }

    void wordsSayWhatARuleDoes() {
        rules::Rule rule = named(u"a"_s);
        QCOMPARE(actionText(rule), u"automatic"_s);
        rule.action.replies[0].answer = {false, 204, {}, {}};
        QCOMPARE(actionText(rule), u"204"_s);
        rule.action.replies[0].answer = {false, 200, "text/xml", "<Response/>"};
        QCOMPARE(actionText(rule), u"200 TwiML"_s);
        rule.delay.least = std::chrono::milliseconds(16'000);
        QVERIFY(modifierText(rule).contains(u"16"));
        rule.fault.type = rules::Fault::Type::Half;
        QCOMPARE(modifierText(rule), u"half an answer"_s);
    }

private:
    static rules::Rule named(const QString &name) {
        rules::Rule rule;
        rule.id = name;
        rule.name = name;
        return rule;
    }
    QStringList names() const {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all.append(m_model->index(row).data().toString());
        return all;
    }
    const rules::RuleList &inForce() const { return m_fixture->session.answering().rules(); }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<RulesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestRulesModel)
#include "tst_rules_model.moc"
