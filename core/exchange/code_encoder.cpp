#include "core/exchange/code_encoder.h"

#include <QFile>

// Outside every namespace, as Q_INIT_RESOURCE asks: a static library's resources are dropped unless someone calls them.
static void initHelpers() {
    Q_INIT_RESOURCE(offhook_exchange_helpers);
}

namespace offhook::exchange {
namespace {

// Helper functions of a language: resources/exchange.
QByteArray helpers(const QByteArray &name) {
    initHelpers();
    QFile file(QStringLiteral(":/exchange/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray withHelpers(const QByteArray &text) {
    const qsizetype begin = text.indexOf("@{");
    const qsizetype end = text.indexOf('}', begin);
    if (begin < 0 || end < 0)
        return text;
    return text.first(begin) + helpers(text.mid(begin + 2, end - begin - 2)) + withHelpers(text.sliced(end + 1));
}

class CodeEncoder final : public Encoder {
public:
    explicit CodeEncoder(const CodeLanguage &language)
        : m_language(language) {}

    QByteArray begin(const ExportInfo &) override { return withHelpers(m_language.begin); }
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override {
        auto request = requestModel(event);
        if (!request)
            return {};
        return m_language.one({++m_number, event.id, captionOf(event), std::move(*request), event.response});
    }
    QByteArray end() override { return withHelpers(m_language.end); }

private:
    CodeLanguage m_language;
    int m_number = 0;
};

QByteArray line(QByteArrayView name, QByteArrayView value, const PairStyle &style) {
    return style.open + quoted(name, style.literal) + style.separator + quoted(value, style.literal) + style.close;
}

} // namespace

std::unique_ptr<Encoder> codeEncoder(const CodeLanguage &language) {
    return std::make_unique<CodeEncoder>(language);
}

QByteArray bytesExpression(QByteArrayView bytes, const BytesStyle &style) {
    if (isPlainText(bytes))
        return style.textOpen + quoted(bytes, style.literal) + style.textClose;
    return style.base64Open + '"' + bytes.toByteArray().toBase64() + '"' + style.base64Close;
}

QByteArray filled(QByteArrayView pattern, std::initializer_list<Replacement> values) {
    QByteArray out;
    for (qsizetype at = 0; at < pattern.size();) {
        const Replacement *hit = nullptr;
        for (const Replacement &value : values) {
            if (pattern.sliced(at).startsWith(value.first))
                hit = &value;
        }
        out += hit ? hit->second : QByteArray(1, pattern[at]);
        at += hit ? hit->first.size() : 1;
    }
    return out;
}

QByteArray pairLines(const std::vector<http::HeaderField> &pairs, const PairStyle &style) {
    QByteArray lines;
    for (const http::HeaderField &field : pairs)
        lines += line(field.name, field.value, style);
    return lines;
}

QByteArray pairLines(const http::Parameters &pairs, const PairStyle &style) {
    QByteArray lines;
    for (const http::Parameter &p : pairs)
        lines += line(p.name, p.value, style);
    return lines;
}

QByteArray answerType(const http::Response &answer) {
    const QByteArrayView type = answer.header("Content-Type");
    const qsizetype end = type.indexOf(';');
    return (end < 0 ? type : type.first(end)).trimmed().toByteArray().toLower();
}

} // namespace offhook::exchange
