#include "core/twiml/checking.h"

#include <QTest>

using namespace offhook::twiml;

class TestChecking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void renamesBothTags();
    void removesAnAttributeWithItsBlank();
    void trims();
    void knowsTheContent();
    void countsCharacters();
    void keepsNoMoreThanFits();
};

void TestChecking::renamesBothTags() {
    const QByteArray body = "<a><say b='1'>x</say><pause/></a>";
    const Document document = Document::readTolerantly(body);
    const int say = document.firstElement(document.node(document.root()).firstChild);
    QCOMPARE(applied(renaming(document.node(say), "Say"), body), QByteArray("<a><Say b='1'>x</Say><pause/></a>"));
    QCOMPARE(applied(renaming(document.node(document.nextElement(say)), "Pause"), body),
        QByteArray("<a><say b='1'>x</say><Pause/></a>"));
}

void TestChecking::removesAnAttributeWithItsBlank() {
    const QByteArray body = "<a b='1'\n   c='2' d='3'/>";
    const Document document = Document::readTolerantly(body);
    QCOMPARE(applied(removalOf(document.node(0).attributes[1], body), body), QByteArray("<a b='1' d='3'/>"));
}

void TestChecking::trims() {
    const QByteArray body = " \n a b\t";
    QCOMPARE(trimmed({0, body.size()}, body), (TextRange{3, 6}));
    QVERIFY(trimmed({0, 3}, body).isEmpty());
}

void TestChecking::knowsTheContent() {
    const QByteArray body = "<a>xy</a>";
    const Document document = Document::readTolerantly(body);
    QCOMPARE(contentOf(document.node(0)), (TextRange{3, 5}));
    QVERIFY(contentOf(Document::readTolerantly("<a/>").node(0)).isEmpty());
}

void TestChecking::countsCharacters() {
    QCOMPARE(characterCount("a\xE2\x82\xAC\xF0\x9F\x98\x80"), qsizetype(3));
}

void TestChecking::keepsNoMoreThanFits() {
    const CheckContext context;
    const Document document;
    Checking checking{{}, context, document};
    for (std::size_t i = 0; i < 2 * MaxDiagnostics; ++i)
        checking.add(diagnose(Finding::UnknownElement, {}));
    QVERIFY(checking.isCut);
    QVERIFY(checking.found.size() < MaxDiagnostics);
}

QTEST_GUILESS_MAIN(TestChecking)
#include "tst_checking.moc"
