#pragma once

#include "core/rules/rule.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace offhook::ui {

/// How long an answer waits: fixed, or between two times.
class DelayField final : public QWidget {
    Q_OBJECT
public:
    explicit DelayField(QWidget *parent = nullptr);
    [[nodiscard]] rules::Delay delay() const;
    /// Announces nothing.
    void setDelay(const rules::Delay &delay);

Q_SIGNALS:
    void edited();

private:
    QSpinBox *m_least;
    QSpinBox *m_most;
};

/// What is done to an answer on purpose, with what belongs to it.
class FaultField final : public QWidget {
    Q_OBJECT
public:
    explicit FaultField(QWidget *parent = nullptr);
    [[nodiscard]] rules::Fault fault() const;
    /// Announces nothing.
    void setFault(const rules::Fault &fault);

Q_SIGNALS:
    void edited();

private:
    void showDetails();

    QComboBox *m_type;
    QSpinBox *m_status;
    QSpinBox *m_bytes;
    QSpinBox *m_every;
};

/// Status code and content type of an answer.
class StatusField final : public QWidget {
    Q_OBJECT
public:
    explicit StatusField(QWidget *parent = nullptr);
    /// Announces nothing. Fields that say the same are left alone.
    void setAnswer(int status, const QByteArray &contentType);
    [[nodiscard]] QByteArray contentType() const;

Q_SIGNALS:
    /// A status from 200 to 599.
    void statusEdited(int status);
    void contentTypeEdited(const QByteArray &contentType);

private:
    QComboBox *m_status;
    QComboBox *m_type;
    bool m_loading = false;
};

} // namespace offhook::ui
