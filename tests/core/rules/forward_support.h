#pragma once

#include "core/rules/forwarder.h"
#include "tests/core/rules/rules_support.h"

#include <utility>
#include <vector>

namespace offhook::rules {

/// Answers when the test says so.
class TestForwarder final : public Forwarder {
public:
    struct Asked {
        flow::EventPtr event;
        flow::ForwardTo to;
        QString rule;
        Done done;
    };
    void forward(const flow::EventPtr &event, const flow::ForwardTo &to, const QString &rule, Done done) override {
        asked.push_back({event, to, rule, std::move(done)});
    }
    /// To the oldest question; returns whether that went out.
    bool answer(const http::Response &response) { return tell(response); }
    bool fail(const Error &error) { return tell(error); }

    std::vector<Asked> asked;

private:
    bool tell(const Result<http::Response> &response) {
        const Asked first = asked.front();
        asked.erase(asked.begin());
        return first.done(response);
    }
};

} // namespace offhook::rules
