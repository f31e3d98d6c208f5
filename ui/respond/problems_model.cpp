#include "ui/respond/problems_model.h"

#include "ui/respond/problem_text.h"

namespace offhook::ui {

void ProblemsModel::set(std::vector<twiml::Diagnostic> problems) {
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

const twiml::Diagnostic *ProblemsModel::at(const QModelIndex &index) const {
    const bool has = index.isValid() && index.row() < int(m_problems.size());
    return has ? &m_problems[std::size_t(index.row())] : nullptr;
}

int ProblemsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_problems.size());
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const {
    const twiml::Diagnostic *problem = at(index);
    if (problem == nullptr)
        return {};
    if (role == Qt::DisplayRole)
        return tr("Line %1: %2").arg(QString::number(problem->line), problemMessage(*problem));
    if (role == Qt::AccessibleTextRole)
        return problemSentence(*problem);
    return {};
}

} // namespace offhook::ui
