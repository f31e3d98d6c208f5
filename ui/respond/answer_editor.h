#pragma once

#include "core/http/form.h"
#include "core/twiml/product.h"
#include "ui/respond/twiml_analysis.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

class PreviewPane;
class ProblemsView;
class TwimlEditor;

/// The body of an answer: editor, what Twilio would say about it, and what the caller hears or the sender reads.
/// Typing never waits: check and preview are made in the thread pool after a pause, and what is out of date is dropped.
/// Bytes that are not UTF-8 are shown and kept exactly, but not edited. GUI thread.
class AnswerEditor final : public QWidget {
    Q_OBJECT
public:
    explicit AnswerEditor(const Theme &theme, QWidget *parent = nullptr);
    ~AnswerEditor() override;

    /// Shows an answer. Each key (a rule, the default answer) keeps its undo history and caret. Where the text on show
    /// differs from `body`, it is changed to it as one step of undo. Announces nothing.
    void setAnswer(const QString &key, const QByteArray &body, const QByteArray &contentType,
        twiml::Product product = twiml::Product::Auto);
    /// Drops the history of an answer that is gone.
    void forget(const QString &key);
    [[nodiscard]] QByteArray body() const;
    /// Decides on highlighting and check; empty is checked as a missing header.
    void setContentType(const QByteArray &contentType);
    void setProduct(twiml::Product product);
    [[nodiscard]] twiml::Product product() const;
    /// {{Param}} and {{#if}} have a meaning; the preview fills them in from the sample.
    void setTemplated(bool on);
    /// The request that the preview answers: `name` is shown, `parameters` fill the template in.
    void setSample(const QString &name, const http::Parameters &parameters);
    void clearSample();
    void setReadOnly(bool on);

    [[nodiscard]] TwimlEditor *editor() const;
    [[nodiscard]] ProblemsView *problems() const;
    [[nodiscard]] PreviewPane *preview() const;

Q_SIGNALS:
    /// Edited by the user, undo and fixes included.
    void bodyChanged(const QByteArray &body);
    /// Chosen by the user.
    void productChanged(offhook::twiml::Product product);
    /// Problems and preview are those of the text on show.
    void analysed();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
