#include "tests/ui/theme_fixture.h"
#include "ui/widgets/switch_list.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

struct Thing {
    QString id;
    QString name;
    bool on = true;
    bool operator==(const Thing &) const = default;
};

QString uniqueName(const QString &wanted, const std::vector<Thing> &things, const QString &exceptId) {
    const bool taken = std::any_of(
        things.begin(), things.end(), [&](const Thing &thing) { return thing.name == wanted && thing.id != exceptId; });
    return taken ? wanted + u"'"_s : wanted;
}

class ThingsModel final : public UndoableListModel<Thing> {
public:
    explicit ThingsModel(Items things)
        : session(std::move(things)) {
        load();
    }
    [[nodiscard]] bool isReadOnly() const override { return readOnly; }
    int duplicate(int row) override {
        Thing thing = *itemAt(row);
        thing.id += u'+';
        insertItem(thing, row + 1, u"Duplicate"_s);
        return row + 1;
    }
    void remove(int row) override { removeItem(row, u"Delete"_s); }
    void rename(const QString &id, const QString &name) { replaceItem({id, name, true}, u"Rename"_s, u"name"_s); }
    void fromElsewhere(Items things) {
        session = std::move(things);
        load();
    }
    QVariant data(const QModelIndex &index, int role) const override {
        const Thing *thing = itemAt(index.row());
        if (thing == nullptr)
            return {};
        return role == Qt::DisplayRole      ? QVariant(thing->name)
               : role == IdRole             ? QVariant(thing->id)
               : role == Qt::CheckStateRole ? QVariant(int(thing->on ? Qt::Checked : Qt::Unchecked))
                                            : QVariant();
    }
    bool setData(const QModelIndex &index, const QVariant &value, int role) override {
        if (role != Qt::CheckStateRole || readOnly)
            return false;
        Thing thing = *itemAt(index.row());
        thing.on = value.toInt() == Qt::Checked;
        replaceItem(thing, u"Switch"_s, thing.on ? u"on"_s : u"off"_s);
        return true;
    }
    [[nodiscard]] QString names() const {
        QStringList all;
        for (const Thing &thing : items())
            all.append(thing.name + (thing.on ? u""_s : u"-"_s));
        return all.join(u' ');
    }

    Items session;
    bool readOnly = false;
    int told = 0;

private:
    [[nodiscard]] Items stored() const override { return session; }
    void store(const Items &items) override { session = items; }
    void itemsChanged() override { ++told; }
};

class Delegate final : public SwitchDelegate {
public:
    explicit Delegate(const Theme &theme)
        : SwitchDelegate(theme, 30, nullptr) {}

private:
    void paintRest(QPainter &, const QRect &, const QModelIndex &) const override {}
};

const std::vector<Thing> Three{{u"a"_s, u"A"_s}, {u"b"_s, u"B"_s}, {u"c"_s, u"C"_s}};

} // namespace

class TestSwitchList final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesAreInForceAtOnceAndUndone() {
        ThingsModel model(Three);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.remove(1);
        QCOMPARE(model.session.size(), std::size_t(2));
        model.duplicate(0);
        QCOMPARE(model.names(), u"A A C"_s);
        model.undoStack().undo();
        model.undoStack().undo();
        QCOMPARE(model.names(), u"A B C"_s);
        QVERIFY(model.session == Three);
        model.undoStack().redo();
        QCOMPARE(model.names(), u"A C"_s);
        model.readOnly = true;
        model.remove(0);
        QCOMPARE(model.names(), u"A C"_s);
    }

    void stepsOfOneFieldAreOne() {
        ThingsModel model(Three);
        for (const char *name : {"X", "XY", "XYZ"})
            model.rename(u"b"_s, QString::fromLatin1(name));
        QCOMPARE(model.names(), u"A XYZ C"_s);
        QCOMPARE(model.undoStack().count(), 1);
        model.rename(u"b"_s, u"C"_s); // somebody else's
        QCOMPARE(model.names(), u"A C' C"_s);
        model.undoStack().undo();
        QCOMPARE(model.names(), u"A B C"_s);
    }

    void whatComesFromElsewhereEndsTheSteps() {
        ThingsModel model(Three);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.remove(2);
        QCOMPARE(reset.size(), 1);
        model.fromElsewhere({{u"a"_s, u"AA"_s}, {u"b"_s, u"B"_s}});
        QCOMPARE(model.names(), u"AA B"_s);
        QCOMPARE(reset.size(), 1); // the same rows: the view stays as it is
        QCOMPARE(changed.size(), 1);
        QVERIFY(!model.undoStack().canUndo());
        const int before = model.told;
        model.fromElsewhere(model.session);
        QCOMPARE(model.told, before);
    }

    void theKeyboardDoesAll() {
        ThingsModel model(Three);
        SwitchList view(model, m_fixture.theme, new Delegate(m_fixture.theme), 1, 5, nullptr);
        QCOMPARE(view.currentId(), u"a"_s);
        view.setCurrentId(u"b"_s);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(model.names(), u"A B- C"_s);
        QTest::keyClick(&view, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(view.currentId(), u"b+"_s);
        QTest::keyClick(&view, Qt::Key_Delete);
        QCOMPARE(model.names(), u"A B- C"_s);
        QCOMPARE(view.currentId(), u"c"_s); // the row stays the current one
        QTest::keySequence(&view, QKeySequence::Undo);
        QCOMPARE(model.names(), u"A B- B- C"_s);
        QTest::keySequence(&view, QKeySequence::Redo);
        QCOMPARE(model.names(), u"A B- C"_s);
    }

    void theSwitchTakesClicks() {
        ThingsModel model(Three);
        SwitchList view(model, m_fixture.theme, new Delegate(m_fixture.theme), 1, 5, nullptr);
        view.resize(view.sizeHint());
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const QRect row = view.visualRect(model.index(2));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {row.x() + 20, row.center().y()});
        QCOMPARE(model.names(), u"A B C-"_s);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {row.x() + 120, row.center().y()});
        QCOMPARE(model.names(), u"A B C-"_s);
        QCOMPARE(view.currentId(), u"c"_s);
    }

    void itsHeightFollowsItsRows() {
        ThingsModel model(Three);
        SwitchList view(model, m_fixture.theme, new Delegate(m_fixture.theme), 1, 2, nullptr);
        QSignalSpy spy(&view, &SwitchList::currentIdChanged);
        QCOMPARE(view.sizeHint().height(), 60);
        QCOMPARE(view.minimumSizeHint().height(), 30);
        model.fromElsewhere({Three[2]});
        QCOMPARE(view.sizeHint().height(), 30);
        model.fromElsewhere({});
        QCOMPARE(spy.last().front().toString(), QString());
        QCOMPARE(view.currentId(), QString());
    }

private:
    ThemeFixture m_fixture;
};

QTEST_MAIN(TestSwitchList)
#include "tst_switch_list.moc"
