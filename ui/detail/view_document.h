#pragma once

#include "ui/theme/theme.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace offhook::ui {

/// A stretch of bytes that looks different. Spans are in order and do not overlap.
struct Span {
    qsizetype begin = 0;
    qsizetype end = 0;
    Role ink = Role::Text;
    std::optional<Role> ground;
    bool bold = false;
};

/// Bytes to look at, with their looks. Value type, any thread.
struct ViewDocument {
    QByteArray bytes;
    std::vector<Span> spans;

    /// Appends text in one look.
    void add(QByteArrayView text, Role ink = Role::Text, bool bold = false) {
        if (ink != Role::Text || bold)
            spans.push_back({bytes.size(), bytes.size() + text.size(), ink, std::nullopt, bold});
        bytes.append(text);
    }
    /// Appends another document.
    void add(const ViewDocument &other) {
        for (Span span : other.spans) {
            span.begin += bytes.size();
            span.end += bytes.size();
            spans.push_back(span);
        }
        bytes.append(other.bytes);
    }
};

} // namespace offhook::ui
