#pragma once

#include "core/base/clock.h"
#include "core/session/account_access.h"
#include "core/session/account_log.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QDateTimeEdit;

namespace offhook::ui {

/// Which account, and from when to when.
class RecoverForm final : public QWidget {
    Q_OBJECT
public:
    explicit RecoverForm(QWidget *parent = nullptr, const Clock &clock = Clock::system());

    /// Keeps the choice where it is still there.
    void setAccounts(const std::vector<ReachableAccount> &accounts);
    /// Empty when there is none.
    [[nodiscard]] QByteArray account() const;
    /// Up to now, unless both ends were chosen by hand.
    [[nodiscard]] TimeWindow window() const;
    /// InvalidInput when the end is not behind the beginning.
    [[nodiscard]] Result<void> check() const;
    void focusFirst();

Q_SIGNALS:
    void changed();

private:
    void spanChosen();

    const Clock &m_clock;
    QComboBox *m_account = nullptr;
    QComboBox *m_span = nullptr;
    QDateTimeEdit *m_since = nullptr;
    QDateTimeEdit *m_until = nullptr;
};

} // namespace offhook::ui
