#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

/// What the table's place shows while there is no event: the listener's URL, the three steps (key, tunnel, number) each
/// with what is done and its button, and one primary button that sends a real signed sample through the real listener.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const Theme &theme, QWidget *parent = nullptr);

    void setListenerUrl(const QString &url); ///< empty while not listening
    void setKeyCount(int count);
    void setPublicUrl(const QString &url);
    ~EmptyState() override;

Q_SIGNALS:
    void sendTestAsked();
    void addKeyAsked();
    void setPublicUrlAsked();
    void copyUrlAsked();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
