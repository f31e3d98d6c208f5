#pragma once

#include "core/session/session.h"
#include "ui/detail/diff_model.h"
#include "ui/detail/latest_job.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

#include <array>

class QCheckBox;
class QTableView;

namespace offhook::ui {

class PlainLabel;

/// The Diff tab: two events against each other, requests and answers.
class DiffPane final : public QWidget {
    Q_OBJECT
public:
    explicit DiffPane(const Theme &theme, QWidget *parent = nullptr);

    void setSession(Session *session);
    /// The older one is set against the younger, in whatever order they are given. 0, 0 clears.
    void setEvents(EventId one, EventId other);
    [[nodiscard]] DiffModel *model() const { return m_model; }

Q_SIGNALS:
    void statusMessage(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void createTable();
    void display(std::vector<flow::DiffLine> lines);
    void copySelected();

    const Theme &m_theme;
    QPointer<Session> m_session;
    std::array<EventId, 2> m_ids{};
    PlainLabel *m_title = nullptr;
    QCheckBox *m_withSame = nullptr;
    PlainLabel *m_nothing = nullptr;
    QTableView *m_table = nullptr;
    DiffModel *m_model = nullptr;
    LatestJob<std::vector<flow::DiffLine>> m_job;
};

} // namespace offhook::ui
