#pragma once

#include "ui/start/first_steps.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

class StepRow;

/// The guide that a new user sees in the table's place: the listener's address, the three steps with how they stand and
/// what to do for each, and at the end what arrived. Every step can be skipped; the first button sends a signed sample
/// through the real listener and needs no account.
class FirstStepsPage final : public QWidget {
    Q_OBJECT
public:
    explicit FirstStepsPage(const Theme &theme, QWidget *parent = nullptr);
    ~FirstStepsPage() override;

    void setListenerUrl(const QString &url); ///< empty while not listening
    void setPublicUrl(const QString &url);
    void setKeyCount(int count);
    /// What is known of the tunnel: its state and whether the outside comes through. Empty without one.
    void setTunnel(const QString &text, Role role);
    /// How the steps stand. The first that waits is open, unless the user opened another.
    void showSteps(const FirstSteps &steps);
    /// There is a table to go back to.
    void setHasEvents(bool has);
    [[nodiscard]] StepRow *row(FirstSteps::Step step) const;

Q_SIGNALS:
    void sendTestAsked();
    void copyListenerUrlAsked();
    void addKeyAsked();
    void tunnelAsked();
    void publicUrlAsked();
    void copyPublicUrlAsked();
    void numbersAsked();
    void skipAsked(offhook::ui::FirstSteps::Step step, bool skip);
    void arrivalAsked(offhook::EventId event);
    void closeAsked();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
