#include "ui/detail/diff_model.h"

#include "ui/detail/visible_text.h"

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using flow::Change;
using flow::DiffLine;
using flow::DiffSection;

QString sectionName(DiffSection section) {
    switch (section) {
    case DiffSection::Request:
        return DiffModel::tr("Request");
    case DiffSection::Parameters:
        return DiffModel::tr("Parameters");
    case DiffSection::RequestHeaders:
        return DiffModel::tr("Request headers");
    case DiffSection::RequestBody:
        return DiffModel::tr("Request body");
    case DiffSection::Answer:
        return DiffModel::tr("Answer");
    case DiffSection::AnswerHeaders:
        return DiffModel::tr("Answer headers");
    case DiffSection::Twiml:
        return DiffModel::tr("TwiML");
    case DiffSection::AnswerBody:
        break;
    }
    return DiffModel::tr("Answer body");
}

QString changeWord(Change change) {
    switch (change) {
    case Change::Added:
        return DiffModel::tr("added");
    case Change::Removed:
        return DiffModel::tr("removed");
    case Change::Changed:
        return DiffModel::tr("changed");
    case Change::Same:
        break;
    }
    return DiffModel::tr("same");
}

// Lines of a body keep the blanks that indent them.
QString textOf(const DiffLine &line, const QByteArray &value) {
    return line.name.isEmpty() ? visibleText(value) : visibleBlanks(value);
}

} // namespace

QString visibleBlanks(const QByteArray &value) {
    QString text = visibleText(value);
    const auto isBlank = [&text](qsizetype at) {
        return at >= 0 && at < text.size() && (text[at] == u' ' || text[at] == u'·');
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool atEnd = i == 0 || i + 1 == text.size();
        if (text[i] == u' ' && (atEnd || isBlank(i - 1) || isBlank(i + 1)))
            text[i] = u'·';
    }
    return text;
}

DiffModel::DiffModel(QObject *parent)
    : QAbstractTableModel(parent) {}

void DiffModel::setLines(std::vector<DiffLine> lines) {
    beginResetModel();
    m_lines = std::move(lines);
    m_differences = int(std::count_if(
        m_lines.begin(), m_lines.end(), [](const DiffLine &line) { return line.change != Change::Same; }));
    arrange();
    endResetModel();
}

void DiffModel::setWithSame(bool withSame) {
    beginResetModel();
    m_withSame = withSame;
    arrange();
    endResetModel();
}

void DiffModel::arrange() {
    m_rows.clear();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const DiffLine &line = m_lines[i];
        if (line.change == Change::Same && !m_withSame)
            continue;
        if (m_rows.empty() || m_rows.back().section != line.section)
            m_rows.push_back({-1, line.section});
        m_rows.push_back({int(i), line.section});
    }
}

int DiffModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int DiffModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant DiffModel::heading(const Row &row, int column, int role) const {
    switch (role) {
    case HeadingRole:
        return true;
    case Qt::DisplayRole:
        return column == Name ? sectionName(row.section) : QString();
    default:
        return {};
    }
}

QVariant DiffModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    if (row.line < 0)
        return heading(row, index.column(), role);
    const DiffLine &line = m_lines[std::size_t(row.line)];
    const QByteArray &value = index.column() == Name ? line.name : index.column() == Before ? line.before : line.after;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? visibleText(value, 200) : textOf(line, value);
    case Qt::AccessibleTextRole:
        return index.column() == Name ? QString(changeWord(line.change) + u' ' + visibleText(value, 200))
                                      : textOf(line, value);
    case ChangeRole:
        return int(line.change);
    case HeadingRole:
        return false;
    case DepthRole:
        return line.depth;
    case BytesRole:
        return value;
    default:
        return {};
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : section == Before ? tr("Before") : tr("After");
}

} // namespace offhook::ui
