#pragma once

#include "ui/theme/theme.h"

namespace offhook::ui {

/// Where in XML text a scan stands; carried from line to line.
enum class XmlState { Content, Tag, DoubleQuoted, SingleQuoted, Comment };

[[nodiscard]] inline bool sameAs(char unit, char c) {
    return unit == c;
}
[[nodiscard]] inline bool sameAs(QChar unit, char c) {
    return unit == QLatin1Char(c);
}

/// Finds the pieces of XML text that have a colour of their own and calls emit(begin, end, role) for each, in order.
/// `Text` is a view with size() and operator[]: of bytes or of UTF-16. Does not check anything: text that is being
/// typed is coloured too. Returns the state at the end.
template <typename Text, typename Emit>
XmlState scanXml(const Text &text, XmlState state, const Emit &emit) {
    const qsizetype size = text.size();
    const auto is = [&](qsizetype at, char c) { return at < size && sameAs(text[at], c); };
    const auto isCommentStart = [&](qsizetype at) {
        return is(at, '<') && is(at + 1, '!') && is(at + 2, '-') && is(at + 3, '-');
    };
    const auto isBlank = [&](qsizetype at) { return is(at, ' ') || is(at, '\t') || is(at, '\n') || is(at, '\r'); };
    qsizetype at = 0;
    while (at < size) {
        const qsizetype begin = at;
        if (state == XmlState::Content) {
            if (isCommentStart(at)) {
                state = XmlState::Comment;
            } else if (is(at, '<')) {
                while (at < size && !isBlank(at) && !is(at, '>'))
                    ++at;
                emit(begin, at, Role::XmlTag);
                state = XmlState::Tag;
            } else {
                ++at;
            }
        } else if (state == XmlState::Comment) {
            while (at < size && !(is(at, '-') && is(at + 1, '-') && is(at + 2, '>')))
                ++at;
            if (at < size) {
                at += 3;
                state = XmlState::Content;
            }
            emit(begin, at, Role::Faint);
        } else if (state == XmlState::DoubleQuoted || state == XmlState::SingleQuoted) {
            const char quote = state == XmlState::DoubleQuoted ? '"' : '\'';
            while (at < size && !is(at, quote))
                ++at;
            if (at < size) {
                ++at;
                state = XmlState::Tag;
            }
            emit(begin, at, Role::XmlValue);
        } else if (is(at, '"') || is(at, '\'')) {
            state = is(at, '"') ? XmlState::DoubleQuoted : XmlState::SingleQuoted;
            emit(at, at + 1, Role::XmlValue);
            ++at;
        } else if (is(at, '>')) {
            emit(at, at + 1, Role::XmlTag);
            ++at;
            state = XmlState::Content;
        } else if (is(at, '/') || is(at, '?')) {
            emit(at, at + 1, Role::XmlTag);
            ++at;
        } else if (isBlank(at) || is(at, '=')) {
            ++at;
        } else {
            while (at < size && !isBlank(at) && !is(at, '=') && !is(at, '>') && !is(at, '/') && !is(at, '"') &&
                   !is(at, '\''))
                ++at;
            emit(begin, at, Role::XmlAttribute);
        }
    }
    return state;
}

} // namespace offhook::ui
