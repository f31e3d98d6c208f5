#include "tests/core/twilio/repair_support.h"

#include <QSet>
#include <QTest>

using namespace offhook;
using namespace offhook::twilio;
using test::caseOf;

class TestPostMortemRepairs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRepairStandsInTheListOnce() {
        QSet<quintptr> repairs;
        for (const UrlRepair &repair : urlRepairs())
            repairs.insert(quintptr(repair.propose));
        for (const FormRepair &repair : formRepairs())
            repairs.insert(quintptr(repair.propose));
        QCOMPARE(std::size_t(repairs.size()), urlRepairs().size() + formRepairs().size());
    }

    void nothingAtAllIsSurvived() {
        const PostMortemCase empty;
        for (const UrlRepair &repair : urlRepairs()) {
            UrlProposals out({});
            repair.propose(empty, UrlParts(), out);
        }
        for (const FormRepair &repair : formRepairs()) {
            FormProposals out(empty.form);
            repair.propose(empty, empty.form, out);
            QVERIFY(!out.isFull());
        }
    }

    void whatIsThereIsNotProposed() {
        UrlProposals urls("https://a.example/");
        urls.add(QByteArray("https://a.example/"), {"x", {}});
        urls.add(QByteArray("https://b.example/"), {"x", {}});
        QCOMPARE(urls.list().size(), std::size_t(1));
        const http::Parameters form{{"a", "1"}};
        FormProposals forms(form);
        forms.add(form, {"x", {}});
        QVERIFY(forms.list().empty());
        forms.add(form, {"x", {}}, Tier::Likely, FormOrder::AsIs);
        QCOMPARE(forms.list().size(), std::size_t(1));
    }

    void hugeFormsEndTheProposals() {
        const PostMortemCase known = caseOf("https://a.example/s", {}, "Body=" + QByteArray(4 * 1024 * 1024, 'x'));
        for (const FormRepair &repair : formRepairs()) {
            FormProposals out(known.form);
            repair.propose(known, known.form, out);
            QVERIFY(out.list().size() < 8);
        }
    }

    void argumentsAreOnePrintableLine() {
        QCOMPARE(argumentText("a\nb"), QStringLiteral("a\u23ceb"));
        QVERIFY(argumentText(QByteArray(1000, 'x')).size() < 200);
        QCOMPARE(namesText({"a", "b"}), QStringLiteral("a, b"));
        QCOMPARE(namesText({"a", "b", "c", "d", "e"}), QStringLiteral("a, b, c, d \u2026"));
    }

    void originalTargetsArePathsOnly() {
        const PostMortemCase known = caseOf("https://a.example/s",
            {{"X-Original-URI", "/x?y"}, {"X-Original-URL", "https://b.example/z"}, {"X-Rewrite-URL", "nonsense"}}, {},
            "GET");
        QCOMPARE(originalTargets(known.request), (std::vector<QByteArray>{"/x?y", "/z"}));
    }
};

QTEST_GUILESS_MAIN(TestPostMortemRepairs)
#include "tst_post_mortem_repairs.moc"
