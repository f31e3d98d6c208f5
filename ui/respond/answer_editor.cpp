#include "ui/respond/answer_editor.h"

#include "core/twiml/formatter.h"
#include "ui/detail/latest_job.h"
#include "ui/detail/styling.h"
#include "ui/respond/answer_status.h"
#include "ui/respond/answer_tools.h"
#include "ui/respond/find_bar.h"
#include "ui/respond/preview_pane.h"
#include "ui/respond/problems_view.h"
#include "ui/respond/twiml_editor.h"
#include "ui/widgets/plain_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QStringDecoder>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int PauseMs = 200;
constexpr int LeastEditor = 110;
constexpr int LeastPreview = 96;

bool isUtf8(const QByteArray &body) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(body);
    return !decoder.hasError() && (decoded.isNull() || !decoded.contains(QChar(0)));
}

struct Formatted {
    int revision = 0;
    Result<QByteArray> text;
};

} // namespace

class AnswerEditor::Private {
public:
    Private(AnswerEditor &answer, const Theme &theme)
        : m_answer(answer)
        , m_theme(theme)
        , m_check(&answer, [this](Analysis analysis) { show(std::move(analysis)); })
        , m_format(&answer, [this](Formatted formatted) { showFormatted(formatted); }) {}

    void build();
    void setAnswer(const QString &key, const QByteArray &body, const QByteArray &contentType, twiml::Product product);
    void setContentType(const QByteArray &contentType);
    void setProduct(twiml::Product product);
    void refresh();
    void updateWritable();

    AnswerEditor &m_answer;
    const Theme &m_theme;
    AnalysisInput m_input; ///< without the body
    AnswerTools *m_tools = nullptr;
    TwimlEditor *m_editor = nullptr;
    ProblemsView *m_problems = nullptr;
    PreviewPane *m_preview = nullptr;
    bool m_readOnly = false;

private:
    QWidget *buildUpper();
    QWidget *buildEncodingNote();
    void connectTools();
    void connectParts();
    void start();
    void show(Analysis analysis);
    void sizePreview();
    void format();
    void showFormatted(const Formatted &formatted);
    void insert(const Snippet &snippet);
    void fixAtCaret();
    void fix(const twiml::Diagnostic &problem);
    void stepProblem(int by);
    void convertFromLatin1();

    LatestJob<Analysis> m_check;
    LatestJob<Formatted> m_format;
    QTimer *m_pause = nullptr;
    QSplitter *m_splitter = nullptr;
    FindBar *m_find = nullptr;
    AnswerStatus *m_status = nullptr;
    QWidget *m_encodingNote = nullptr;
    Analysis m_analysis;
    bool m_isUtf8 = true;
    bool m_userSized = false;
};

void AnswerEditor::Private::build() {
    m_pause = new QTimer(&m_answer);
    m_pause->setSingleShot(true);
    m_pause->setInterval(PauseMs);
    QObject::connect(m_pause, &QTimer::timeout, &m_answer, [this] { start(); });
    m_tools = new AnswerTools(m_theme, &m_answer);
    m_splitter = new QSplitter(Qt::Vertical, &m_answer);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildUpper());
    m_preview = new PreviewPane(m_theme, m_splitter);
    m_preview->setMinimumHeight(LeastPreview);
    m_splitter->addWidget(m_preview);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    auto *layout = new QVBoxLayout(&m_answer);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    layout->addWidget(horizontalLine(m_theme, &m_answer));
    layout->addWidget(m_splitter, 1);
    setGround(&m_answer, m_theme, Role::Surface);
    m_answer.setFocusProxy(m_editor);
    connectTools();
    connectParts();
}

QWidget *AnswerEditor::Private::buildUpper() {
    auto *upper = new QWidget(m_splitter);
    m_editor = new TwimlEditor(m_theme, upper);
    m_editor->setMinimumHeight(LeastEditor);
    m_find = new FindBar(m_theme, *m_editor, upper);
    m_status = new AnswerStatus(m_theme, upper);
    m_problems = new ProblemsView(m_theme, upper);
    m_status->hide();
    m_problems->hide();
    auto *layout = new QVBoxLayout(upper);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildEncodingNote());
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_find);
    layout->addWidget(horizontalLine(m_theme, upper));
    layout->addWidget(m_status);
    layout->addWidget(m_problems);
    return upper;
}

QWidget *AnswerEditor::Private::buildEncodingNote() {
    m_encodingNote = new QWidget(&m_answer);
    auto *words =
        new PlainLabel(AnswerEditor::tr("This body is not UTF-8 text. It is sent byte for byte, but not edited here."),
            m_encodingNote);
    words->setWordWrap(true);
    setInk(words, m_theme, Role::Warn);
    auto *convert = new QPushButton(AnswerEditor::tr("&Convert from Latin-1"), m_encodingNote);
    convert->setObjectName(QStringLiteral("convertFromLatin1"));
    QObject::connect(convert, &QPushButton::clicked, &m_answer, [this] { convertFromLatin1(); });
    auto *layout = new QHBoxLayout(m_encodingNote);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(words, 1);
    layout->addWidget(convert);
    setGround(m_encodingNote, m_theme, Role::WarnSoft);
    m_encodingNote->hide();
    return m_encodingNote;
}

void AnswerEditor::Private::connectTools() {
    const auto on = [this](QAction *action, auto &&slot) {
        QObject::connect(action, &QAction::triggered, &m_answer, std::forward<decltype(slot)>(slot));
    };
    on(m_tools->find, [this] { m_find->open(false); });
    on(m_tools->replace, [this] { m_find->open(true); });
    on(m_tools->findNext, [this] { m_find->step(1); });
    on(m_tools->findPrevious, [this] { m_find->step(-1); });
    on(m_tools->format, [this] { format(); });
    on(m_tools->fix, [this] { fixAtCaret(); });
    on(m_tools->nextProblem, [this] { stepProblem(1); });
    on(m_tools->previousProblem, [this] { stepProblem(-1); });
    QObject::connect(m_tools->showPreview, &QAction::toggled, &m_answer, [this] { sizePreview(); });
    QObject::connect(
        m_tools, &AnswerTools::snippetWanted, &m_answer, [this](const Snippet &snippet) { insert(snippet); });
    QObject::connect(m_tools, &AnswerTools::productChosen, &m_answer, [this](twiml::Product product) {
        setProduct(product);
        Q_EMIT m_answer.productChanged(product);
    });
}

void AnswerEditor::Private::connectParts() {
    QObject::connect(m_editor, &TwimlEditor::bodyEdited, &m_answer, [this] {
        m_pause->start();
        Q_EMIT m_answer.bodyChanged(m_editor->body());
    });
    QObject::connect(m_problems, &ProblemsView::chosen, &m_answer,
        [this](const twiml::Diagnostic &problem) { m_editor->jumpTo(problem.range); });
    QObject::connect(
        m_problems, &ProblemsView::fixWanted, &m_answer, [this](const twiml::Diagnostic &problem) { fix(problem); });
    QObject::connect(
        m_preview, &PreviewPane::chosen, &m_answer, [this](const twiml::TextRange &range) { m_editor->jumpTo(range); });
    QObject::connect(m_splitter, &QSplitter::splitterMoved, &m_answer, [this] { m_userSized = true; });
}

void AnswerEditor::Private::setAnswer(
    const QString &key, const QByteArray &body, const QByteArray &contentType, twiml::Product product) {
    m_isUtf8 = isUtf8(body);
    m_input.product = product;
    m_input.contentType = contentType;
    m_tools->setProduct(product);
    m_editor->setProduct(product);
    m_editor->setXml(isTwimlType(contentType));
    m_editor->showDocument(key, body);
    m_encodingNote->setVisible(!m_isUtf8);
    updateWritable();
    refresh();
}

void AnswerEditor::Private::setContentType(const QByteArray &contentType) {
    if (contentType == m_input.contentType)
        return;
    m_input.contentType = contentType;
    m_editor->setXml(isTwimlType(contentType));
    m_pause->start();
}

void AnswerEditor::Private::setProduct(twiml::Product product) {
    m_input.product = product;
    m_tools->setProduct(product);
    m_editor->setProduct(product);
    refresh();
}

void AnswerEditor::Private::updateWritable() {
    const bool writable = !m_readOnly && m_isUtf8;
    m_editor->setReadOnly(!writable);
    m_tools->setWritable(writable);
}

/// At once, not after a pause: for what is no typing.
void AnswerEditor::Private::refresh() {
    m_pause->stop();
    start();
}

void AnswerEditor::Private::start() {
    AnalysisInput input = m_input;
    input.body = m_editor->body();
    m_check.start([input = std::move(input)](const CancelFlag &) { return analyse(input); });
}

void AnswerEditor::Private::show(Analysis analysis) {
    if (m_pause->isActive()) // typed on meanwhile: the next one is on its way
        return;
    m_analysis = std::move(analysis);
    m_editor->setDiagnostics(m_analysis.problems);
    m_editor->setReading(m_analysis.reading);
    m_status->setAnalysis(m_analysis, m_input.contentType);
    m_problems->setProblems(m_analysis.problems);
    if (m_analysis.isTwiml)
        m_preview->setAnalysis(m_analysis);
    sizePreview();
    Q_EMIT m_answer.analysed();
}

// As high as what it shows, but the editor keeps more than half; from then on as the user drew it.
void AnswerEditor::Private::sizePreview() {
    m_preview->setVisible(m_analysis.isTwiml && m_tools->showPreview->isChecked());
    if (m_userSized || m_preview->isHidden())
        return;
    const int all = m_splitter->height();
    const int wanted = std::clamp(m_preview->contentHeight(), LeastPreview, std::max(LeastPreview, all * 4 / 10));
    m_splitter->setSizes({all - wanted, wanted});
}

void AnswerEditor::Private::format() {
    if (!m_editor->isReadOnly())
        m_format.start([body = m_editor->body(), revision = m_editor->revision()](const CancelFlag &) {
            return Formatted{revision, twiml::format(body)};
        });
}

void AnswerEditor::Private::showFormatted(const Formatted &formatted) {
    if (formatted.revision != m_editor->revision() || m_editor->isReadOnly())
        return;
    if (formatted.text)
        m_editor->replaceBody(*formatted.text);
    else // the problem that stands in the way
        m_editor->jumpTo({std::max<qsizetype>(0, formatted.text.error().offset),
            std::max<qsizetype>(0, formatted.text.error().offset)});
}

void AnswerEditor::Private::insert(const Snippet &snippet) {
    if (m_editor->isReadOnly())
        return;
    const SnippetEdit edit = insertSnippet(snippet, m_editor->body(), m_editor->caret());
    m_editor->apply({{edit.replace, edit.text}});
    m_editor->jumpTo(edit.selection);
}

void AnswerEditor::Private::fix(const twiml::Diagnostic &problem) {
    // The places are those of the checked text; while that is out of date nothing is mended.
    if (!problem.fix || m_pause->isActive() || m_check.isRunning())
        return;
    m_editor->apply(problem.fix->edits);
    refresh();
}

void AnswerEditor::Private::fixAtCaret() {
    if (m_problems->hasFocus()) {
        if (const twiml::Diagnostic *problem = m_problems->problems().at(m_problems->currentIndex()))
            fix(twiml::Diagnostic(*problem));
        return;
    }
    const qsizetype caret = m_editor->caret();
    const twiml::Diagnostic *nearest = nullptr;
    for (const twiml::Diagnostic &problem : m_analysis.problems) {
        const bool touches = problem.range.begin <= caret && caret <= problem.range.end;
        if (problem.fix && touches && (nearest == nullptr || problem.range.size() < nearest->range.size()))
            nearest = &problem;
    }
    if (nearest == nullptr) {
        const twiml::Diagnostic *current = m_problems->problems().at(m_problems->currentIndex());
        nearest = current != nullptr && current->fix ? current : nullptr;
    }
    if (nearest != nullptr)
        fix(twiml::Diagnostic(*nearest));
}

void AnswerEditor::Private::stepProblem(int by) {
    const std::vector<twiml::Diagnostic> &problems = m_analysis.problems;
    if (problems.empty())
        return;
    const qsizetype at = m_editor->selectedRange().begin;
    auto next = std::find_if(problems.begin(), problems.end(), [&](const twiml::Diagnostic &problem) {
        return by > 0 ? problem.range.begin > at : problem.range.begin >= at;
    });
    if (by < 0)
        next = next == problems.begin() ? problems.end() - 1 : next - 1;
    if (next == problems.end())
        next = problems.begin();
    m_problems->setCurrentIndex(m_problems->model()->index(int(next - problems.begin()), 0));
    m_editor->jumpTo(next->range);
}

void AnswerEditor::Private::convertFromLatin1() {
    const QByteArray converted = QString::fromLatin1(m_editor->body()).toUtf8();
    m_isUtf8 = isUtf8(converted);
    m_encodingNote->setVisible(!m_isUtf8);
    updateWritable();
    m_editor->replaceBody(converted);
    m_editor->setFocus();
}

AnswerEditor::AnswerEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    m_d->build();
}

AnswerEditor::~AnswerEditor() = default;

void AnswerEditor::setAnswer(
    const QString &key, const QByteArray &body, const QByteArray &contentType, twiml::Product product) {
    m_d->setAnswer(key, body, contentType, product);
}

void AnswerEditor::forget(const QString &key) {
    m_d->m_editor->forget(key);
}

QByteArray AnswerEditor::body() const {
    return m_d->m_editor->body();
}

void AnswerEditor::setContentType(const QByteArray &contentType) {
    m_d->setContentType(contentType);
}

void AnswerEditor::setProduct(twiml::Product product) {
    m_d->setProduct(product);
}

twiml::Product AnswerEditor::product() const {
    return m_d->m_input.product;
}

void AnswerEditor::setTemplated(bool on) {
    m_d->m_input.isTemplate = on;
    m_d->m_editor->setTemplates(on);
    m_d->refresh();
}

void AnswerEditor::setSample(const QString &name, const http::Parameters &parameters) {
    m_d->m_input.sample = parameters;
    m_d->m_preview->setSampleName(name);
    m_d->refresh();
}

void AnswerEditor::clearSample() {
    m_d->m_input.sample.reset();
    m_d->m_preview->setSampleName({});
    m_d->refresh();
}

void AnswerEditor::setReadOnly(bool on) {
    m_d->m_readOnly = on;
    m_d->updateWritable();
}

TwimlEditor *AnswerEditor::editor() const {
    return m_d->m_editor;
}

ProblemsView *AnswerEditor::problems() const {
    return m_d->m_problems;
}

PreviewPane *AnswerEditor::preview() const {
    return m_d->m_preview;
}

} // namespace offhook::ui
