#pragma once

#include "core/twiml/completion.h"
#include "core/twiml/diagnostic.h"
#include "core/twiml/document.h"
#include "ui/respond/scintilla.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QPointer>

#include <functional>
#include <memory>
#include <vector>

namespace offhook::ui {

class EditorPopup;
class TwimlLexer;

/// Where one text ends and the next begins inside the editor are bytes: what is not UTF-8 is shown as code and kept as
/// it is. Holds one document for each key, with its own undo history and caret. Marks, completion, closing tags and
/// folding; the check itself is made elsewhere. GUI thread.
class TwimlEditor final : public QsciScintilla {
    Q_OBJECT
public:
    static constexpr std::size_t MostFound = 1000;

    explicit TwimlEditor(const Theme &theme, QWidget *parent = nullptr);
    ~TwimlEditor() override;

    /// Shows the document of this key. Where its text differs from `body` it is changed to it, as one step that undo
    /// takes back; a new document begins with it.
    void showDocument(const QString &key, const QByteArray &body);
    /// Drops a document with its history; the one on show stays until another one comes.
    void forget(const QString &key);
    [[nodiscard]] QString key() const { return m_key; }
    [[nodiscard]] QByteArray body() const;
    [[nodiscard]] qsizetype caret() const;
    /// Counts every change, so that answers to an older text can be told.
    [[nodiscard]] int revision() const { return m_revision; }

    void setProduct(twiml::Product product) { m_product = product; }
    void setXml(bool on);
    void setTemplates(bool on);
    void setReadOnly(bool on) override;

    /// Squiggles; and the document behind them, for the pairs of tags at the caret.
    void setDiagnostics(const std::vector<twiml::Diagnostic> &diagnostics);
    void setReading(std::shared_ptr<const twiml::Document> document);
    /// Shows lines around the range, opens folds, selects it and takes the focus.
    void jumpTo(const twiml::TextRange &range);
    void select(const twiml::TextRange &range);
    /// Places of a text, case-sensitive when it has a capital letter; not more than MostFound.
    [[nodiscard]] std::vector<twiml::TextRange> placesOf(const QString &text) const;
    void markFound(const std::vector<twiml::TextRange> &places);
    [[nodiscard]] twiml::TextRange selectedRange() const;
    /// One step of undo.
    void apply(const std::vector<twiml::Edit> &edits);
    void replaceBody(const QByteArray &body);
    [[nodiscard]] EditorPopup *popup() const;

public Q_SLOTS:
    void offerCompletions();
    void showTip();

Q_SIGNALS:
    /// By the user or by undo; not by showDocument().
    void bodyEdited();
    void caretMoved();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    struct Kept {
        QsciDocument document;
        long caret = 0;
        long firstLine = 0;
    };

    void restyle();
    void freeKeys();
    void prepare(const QByteArray &body);
    void typed(const QByteArray &text);
    void insertCompletion(const twiml::CompletionItem &item, const twiml::TextRange &replace);
    void breakLine();
    bool leaves(QKeyEvent &event);
    void markPair();
    void explainProblem(int position);
    void fill(int indicator, const twiml::TextRange &range);
    void replaceRange(const twiml::TextRange &range, const QByteArray &text);
    void changed();
    /// Makes several changes one step of undo, announced once when it is over: who listens may use Scintilla's target,
    /// which the change in progress uses too.
    void change(const std::function<void()> &steps);
    void setCaret(qsizetype at);
    /// The line of a place, in global coordinates.
    [[nodiscard]] QRect lineRect(qsizetype position) const;
    [[nodiscard]] bool isSmall() const;

    const Theme &m_theme;
    TwimlLexer *m_lexer = nullptr;
    QPointer<EditorPopup> m_popup; ///< a child of the window while it shows
    QHash<QString, Kept> m_kept;
    QString m_key;
    std::vector<twiml::Diagnostic> m_diagnostics;
    std::shared_ptr<const twiml::Document> m_reading;
    int m_readingRevision = -1;
    int m_revision = 0;
    twiml::Product m_product = twiml::Product::Auto;
    bool m_loading = false;
    bool m_changing = false;
    bool m_changedMeanwhile = false;
    bool m_readOnly = false;
    bool m_tabLeaves = false;
};

} // namespace offhook::ui
