#pragma once

#include "core/flow/webhook_event.h"
#include "ui/detail/fields_model.h"
#include "ui/detail/latest_job.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QTableView;

namespace offhook::ui {

class BodyView;
class FieldsDelegate;
class PlainLabel;

/// The Fields tab: name, value and meaning of every parameter; the whole value under it when its cell is too small.
class FieldsPane final : public QWidget {
    Q_OBJECT
public:
    explicit FieldsPane(const Theme &theme, QWidget *parent = nullptr);
    ~FieldsPane() override;

    void setEvent(const flow::EventPtr &event);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] FieldsModel *model() const { return m_model; }

Q_SIGNALS:
    void filterAsked(const QString &term);
    void statusMessage(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void createTable();
    void createWholeValue();
    void loadJson();
    void sizeColumns();
    void showNotice();
    void showWholeValue(bool asked);
    void copyValues();
    void copyPairs();
    void openLink(const QModelIndex &index);
    void showMenu(const QPoint &position);
    [[nodiscard]] QModelIndex currentValue() const;
    [[nodiscard]] QModelIndexList selectedRows() const;

    const Theme &m_theme;
    FieldsModel *m_model = nullptr;
    FieldsDelegate *m_delegate = nullptr;
    QTableView *m_table = nullptr;
    PlainLabel *m_notice = nullptr;
    QWidget *m_whole = nullptr;
    PlainLabel *m_wholeTitle = nullptr;
    BodyView *m_wholeView = nullptr;
    LatestJob<std::optional<JsonLeaves>> m_json;
};

/// The filter term that finds events with this value: "from:+1415…", "sid:SM12…", "param.Digits=1"; empty when there is
/// none.
[[nodiscard]] QString filterTermFor(const QByteArray &name, const QByteArray &value);

} // namespace offhook::ui
