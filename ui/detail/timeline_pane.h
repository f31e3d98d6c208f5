#pragma once

#include "core/session/session.h"
#include "ui/detail/latest_job.h"
#include "ui/detail/timeline_source.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QPushButton;

namespace offhook::ui {

class PlainLabel;
class TimelineView;

/// The Timeline tab: the thread of the selected event as a sequence picture, how long something may be missing before
/// it is called a gap, and the picture as a file.
class TimelinePane final : public QWidget {
    Q_OBJECT
public:
    explicit TimelinePane(const Theme &theme, QWidget *parent = nullptr);

    void setSession(Session *session);
    void setEvent(const flow::EventPtr &event);
    [[nodiscard]] TimelineView *view() const { return m_view; }
    /// Writes the picture as `path` says by its ending, ".svg" or ".png"; statusMessage() tells how it went.
    void exportTo(const QString &path);

Q_SIGNALS:
    /// The user chose another event of the thread.
    void eventAsked(offhook::EventId id);
    void statusMessage(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *createHead();
    void display(const TimelineScript &script);
    void showLimit();
    void changeLimit();
    void askForFile();

    const Theme &m_theme;
    QPointer<Session> m_session;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_limitLabel = nullptr;
    QComboBox *m_limit = nullptr;
    QPushButton *m_export = nullptr;
    TimelineView *m_view = nullptr;
    TimelineSource m_source;
    LatestJob<Result<QString>> m_saving;
};

} // namespace offhook::ui
