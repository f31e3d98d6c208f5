#pragma once

#include "core/session/session.h"
#include "ui/detail/latest_job.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

class QPushButton;

namespace offhook::ui {

class BodyView;
class Pill;
class PlainLabel;

/// The Signature tab: verdict, what was checked, and the exact string that was signed.
class SignaturePane final : public QScrollArea {
    Q_OBJECT
public:
    explicit SignaturePane(const Theme &theme, QWidget *parent = nullptr);
    ~SignaturePane() override;

    void setEvent(const flow::EventPtr &event);
    [[nodiscard]] BodyView *signedString() const { return m_string; }

Q_SIGNALS:
    /// The user wants to store a key for this account (may be empty).
    void addKeyAsked(const QByteArray &account);
    void statusMessage(const QString &text);

private:
    QWidget *createHead();
    QWidget *createString();
    void show(const Session::SignatureView &view);

    const Theme &m_theme;
    QWidget *m_content = nullptr;
    Pill *m_pill = nullptr;
    PlainLabel *m_headline = nullptr;
    PlainLabel *m_explanation = nullptr;
    QPushButton *m_addKey = nullptr;
    QWidget *m_table = nullptr;
    QWidget *m_stringBlock = nullptr;
    PlainLabel *m_stringTitle = nullptr;
    BodyView *m_string = nullptr;
    QByteArray m_account;
    LatestJob<Session::SignatureView> m_job;
};

} // namespace offhook::ui
