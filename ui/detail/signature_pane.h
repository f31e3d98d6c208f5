#pragma once

#include "ui/detail/latest_job.h"
#include "ui/detail/signature_story.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

class QPushButton;

namespace offhook::ui {

class BodyView;
class FramedTable;
class Pill;
class PlainLabel;
class SignatureAdvice;

/// The Signature tab: verdict; when it is invalid the smallest change that makes it match, and one button that makes it
/// in Offhook; what was checked; what apps would make of it; and the exact string that was signed.
class SignaturePane final : public QScrollArea {
    Q_OBJECT
public:
    explicit SignaturePane(const Theme &theme, QWidget *parent = nullptr);
    ~SignaturePane() override;

    /// Without a session (null) nothing is explained. It must outlive this, or be taken away before.
    void setSession(Session *session);
    void setEvent(const flow::EventPtr &event);
    [[nodiscard]] BodyView *signedString() const { return m_string; }

Q_SIGNALS:
    /// The user wants to store a key for this account (may be empty).
    void addKeyAsked(const QByteArray &account);
    void statusMessage(const QString &text);

private:
    QWidget *createHead();
    QWidget *createActions();
    QWidget *createString();
    void tell(SignatureStory story);
    void showActions();
    void usePublicUrl();
    void useKey();

    const Theme &m_theme;
    Session *m_session = nullptr;
    flow::EventPtr m_event;
    SignatureStory m_story;
    QWidget *m_content = nullptr;
    Pill *m_pill = nullptr;
    PlainLabel *m_headline = nullptr;
    PlainLabel *m_explanation = nullptr;
    QPushButton *m_addKey = nullptr;
    FramedTable *m_table = nullptr;
    QWidget *m_actions = nullptr;
    QPushButton *m_usePublicUrl = nullptr;
    QPushButton *m_useKey = nullptr;
    SignatureAdvice *m_advice = nullptr;
    QWidget *m_stringBlock = nullptr;
    PlainLabel *m_stringTitle = nullptr;
    BodyView *m_string = nullptr;
    QMetaObject::Connection m_keysChanged;
    LatestJob<SignatureStory> m_job;
};

} // namespace offhook::ui
