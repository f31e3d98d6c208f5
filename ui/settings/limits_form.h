#pragma once

#include "core/http/limits.h"

#include <QWidget>

#include <functional>
#include <vector>

class QFormLayout;

namespace offhook::ui {

/// The listener's limits as a form, folded away until wanted.
class LimitsForm final : public QWidget {
    Q_OBJECT
public:
    explicit LimitsForm(QWidget *parent = nullptr);
    void setLimits(const http::Limits &limits);
    [[nodiscard]] http::Limits limits() const;

Q_SIGNALS:
    void edited();

private:
    struct Field {
        std::function<void(const http::Limits &)> load;
        std::function<void(http::Limits &)> save;
    };
    struct Range {
        int least = 1;
        int most = 1;
        QString unit;
    };
    using Get = std::function<qint64(const http::Limits &)>;
    using Set = std::function<void(http::Limits &, qint64)>;

    void addField(QFormLayout *form, const QString &label, const Range &range, const Get &get, const Set &set);
    void addFields(QFormLayout *form);

    std::vector<Field> m_fields;
};

} // namespace offhook::ui
