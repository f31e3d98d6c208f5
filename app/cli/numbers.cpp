#include "app/cli/accounts.h"
#include "app/cli/command_line.h"
#include "app/cli/interrupt.h"
#include "app/cli/lease_options.h"
#include "app/cli/numbers_output.h"
#include "app/cli/output.h"
#include "app/cli/workspace_reader.h"
#include "core/account/inventory_loader.h"
#include "core/account/lease.h"
#include "core/account/rest_error.h"
#include "core/http/public_url.h"
#include "core/session/workspace_settings.h"

#include <QEventLoop>

#include <algorithm>
#include <optional>
#include <set>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using account::LeaseEntry;
using account::LeaseJournal;
using account::LeaseStep;

QString journalPath(const QCommandLineParser &parser) {
    return LeaseJournal::pathFor(
        parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath());
}

int failWith(const Error &error) {
    switch (error.code) {
    case ErrorCode::NoKey:
        return fail(NoKey, error, howToGiveAnAccount());
    case ErrorCode::WorkspaceLocked:
        return fail(Failed, u"%1 has the lease of this workspace."_s.arg(error.detail), u"Point and restore there."_s);
    case ErrorCode::InvalidInput:
        return fail(account::twilioCode(error) == 0 ? Usage : Failed, error);
    default:
        return fail(Failed, error);
    }
}

Result<account::Inventory> awaitInventory(account::RestClient &client) {
    std::optional<Result<account::Inventory>> answer;
    QEventLoop loop;
    account::loadInventory(client, &loop, {}, [&](Result<account::Inventory> inventory) {
        answer = std::move(inventory);
        loop.quit();
    });
    loop.exec();
    return std::move(*answer);
}

void warnOfLists(const account::Inventory &inventory) {
    if (inventory.applicationsError)
        fail(Failed, u"TwiML apps cannot be listed: "_s + inventory.applicationsError->detail);
    if (inventory.servicesError)
        fail(Failed, u"Messaging Services cannot be listed, so they may decide instead of what is shown: "_s +
                         inventory.servicesError->detail);
}

/// The account that a command names, and what it owns.
struct Asked {
    std::unique_ptr<Accounts> accounts;
    std::unique_ptr<account::RestClient> client;
    account::Inventory inventory;
};

/// Nothing when that cannot be had: the reason is told, and `code` is what to end with.
std::optional<Asked> ask(const QCommandLineParser &parser, int &code) {
    auto accounts = Accounts::open(parser);
    if (!accounts) {
        code = fail(Usage, accounts.error());
        return {};
    }
    Asked asked{std::move(*accounts), nullptr, {}};
    const auto credentials = chosenAccount(parser, asked.accounts->access());
    if (!credentials) {
        code = failWith(credentials.error());
        return {};
    }
    asked.client = std::make_unique<account::RestClient>(*credentials);
    auto inventory = awaitInventory(*asked.client);
    if (!inventory) {
        code = failWith(inventory.error());
        return {};
    }
    asked.inventory = std::move(*inventory);
    warnOfLists(asked.inventory);
    return asked;
}

int list(const QCommandLineParser &parser) {
    int code = Ok;
    const auto asked = ask(parser, code);
    if (!asked)
        return code;
    const auto leased = LeaseJournal::read(journalPath(parser));
    writeOut(inventoryLines(asked->inventory, leased ? *leased : std::vector<LeaseEntry>(), parser.isSet(u"json"_s)));
    return leased ? Ok : failWith(leased.error());
}

bool isGood(const LeaseStep &step) {
    using Outcome = LeaseStep::Outcome;
    return step.outcome != Outcome::Conflict && step.outcome != Outcome::Failed && step.outcome != Outcome::Cancelled;
}

/// Runs leases to their end; Ctrl+C lets what has begun end and leaves the rest.
class Runner final : public QObject {
public:
    Runner() {
        onInterrupt(this, [this] {
            if (m_lease != nullptr)
                m_lease->cancel();
        });
    }

    /// Whether all went well.
    bool run(account::Lease &lease, bool json,
        const std::function<void(QObject *, account::Lease::OnStep, account::Lease::Done)> &begin) {
        QEventLoop loop;
        bool isAllGood = true;
        m_lease = &lease;
        begin(
            &loop,
            [&](const LeaseStep &step, int, int) {
                writeOut(stepLine(step, json));
                isAllGood = isAllGood && isGood(step);
            },
            [&](const std::vector<LeaseStep> &) { loop.quit(); });
        loop.exec();
        m_lease = nullptr;
        return isAllGood;
    }

private:
    account::Lease *m_lease = nullptr;
};

/// The URL of --url, with what stands behind its "#"; else the workspace's.
Result<void> addPublicUrl(const QCommandLineParser &parser, account::LeaseRequest &request) {
    if (parser.isSet(u"url"_s)) {
        const QString typed = parser.value(u"url"_s).trimmed();
        QString reason;
        request.publicUrl = http::normalisedPublicUrl(typed, &reason);
        const qsizetype hash = typed.indexOf(u'#');
        request.fragment = hash < 0 ? QByteArray() : typed.sliced(hash).toUtf8();
        if (!reason.isEmpty())
            return Error{ErrorCode::InvalidInput, u"--url: "_s + reason};
    } else {
        const auto store = openForReading(parser);
        if (!store)
            return Error{ErrorCode::InvalidInput,
                u"The public URL is not known: name it with --url, or the workspace with --workspace."_s};
        request.publicUrl = (*store)->setting(workspace_settings::PublicUrl);
        request.fragment = (*store)->setting(workspace_settings::Overrides);
    }
    if (request.publicUrl.isEmpty())
        return Error{ErrorCode::InvalidInput, u"The workspace has no public URL yet: name one with --url."_s};
    return {};
}

int point(const QCommandLineParser &parser, const QStringList &names) {
    auto request = leaseRequest(parser);
    if (!request)
        return fail(Usage, request.error());
    if (names.isEmpty() != parser.isSet(u"all"_s))
        return fail(Usage, u"Name what to point, or say --all for every number."_s,
            u"offhook-cli numbers list shows the SIDs."_s);
    if (const Result<void> url = addPublicUrl(parser, *request); !url)
        return fail(Usage, url.error());
    int code = Ok;
    const auto asked = ask(parser, code);
    if (!asked)
        return code;
    request->sids = sidsOf(names, asked->inventory);
    for (const account::PhoneNumber &number : asked->inventory.numbers) {
        if (parser.isSet(u"all"_s))
            request->sids.push_back(number.sid);
    }

    const account::LeasePlan plan = account::planLease(*request, asked->inventory);
    const bool json = parser.isSet(u"json"_s);
    writeErr(planWarnings(plan));
    if (json)
        writeOut(planExceptions(plan));
    const bool isWhole = plan.unknown.empty() && plan.withoutEffect.empty();
    if (parser.isSet(u"dry-run"_s)) {
        for (const account::ResourceChange &change : plan.changes)
            writeOut(plannedLine(change, json));
        return isWhole ? Ok : Failed;
    }
    const auto journal = LeaseJournal::open(journalPath(parser));
    if (!journal)
        return failWith(journal.error());
    account::Lease lease(*asked->client, **journal);
    const account::PointOptions options{account::LeaseTerm::Asked, parser.isSet(u"force"_s)};
    Runner runner;
    const bool isDone = runner.run(lease, json,
        [&](QObject *guard, const auto &onStep, const auto &done) { lease.point(plan, options, guard, onStep, done); });
    return isDone && isWhole ? Ok : Failed;
}

/// What the journal would restore, without asking anybody.
int showLeased(const std::vector<LeaseEntry> &entries, bool json) {
    for (const LeaseEntry &entry : entries) {
        account::ResourceChange change{entry.kind, entry.sid, entry.name, {}};
        for (const account::LeasedField &field : entry.fields)
            change.fields.push_back({field.hook, field.ours.last(), field.before});
        writeOut(plannedLine(change, json));
    }
    return Ok;
}

int restoreAll(const QCommandLineParser &parser, LeaseJournal &journal, const account::RestoreOptions &options) {
    const auto accounts = Accounts::open(parser);
    if (!accounts)
        return fail(Usage, accounts.error());
    std::set<QByteArray> sids;
    for (const LeaseEntry &entry : journal.entries())
        sids.insert(entry.account);
    int code = Ok;
    Runner runner;
    for (const QByteArray &sid : sids) {
        const auto credentials = (*accounts)->access().credentials(sid);
        if (!credentials) {
            code = failWith(credentials.error());
            continue;
        }
        account::RestClient client(*credentials);
        account::Lease lease(client, journal);
        const bool isDone = runner.run(lease, parser.isSet(u"json"_s),
            [&](QObject *guard, const auto &onStep, const auto &done) { lease.restore(options, guard, onStep, done); });
        if (!isDone && code == Ok)
            code = Failed;
    }
    return code;
}

int restore(const QCommandLineParser &parser, const QStringList &names) {
    account::RestoreOptions options;
    options.force = parser.isSet(u"force"_s);
    options.keepsTheirs = parser.isSet(u"keep-theirs"_s);
    if (options.force && options.keepsTheirs)
        return fail(Usage, u"--force and --keep-theirs do not go together."_s);
    if (parser.isSet(u"dry-run"_s)) {
        const auto entries = LeaseJournal::read(journalPath(parser));
        return entries ? showLeased(*entries, parser.isSet(u"json"_s)) : failWith(entries.error());
    }
    const auto journal = LeaseJournal::open(journalPath(parser));
    if (!journal)
        return failWith(journal.error());
    if ((*journal)->damagedLines() > 0)
        fail(Failed, u"%1 lines of the journal %2 cannot be read; what they tell is not restored."_s
                         .arg((*journal)->damagedLines())
                         .arg(journalPath(parser)));
    bool isKnown = true;
    for (const QString &name : names) {
        const auto entry = std::find_if((*journal)->entries().begin(), (*journal)->entries().end(),
            [&name](const LeaseEntry &one) { return one.sid == name.toUtf8() || one.name == name; });
        if (entry != (*journal)->entries().end())
            options.sids.push_back(entry->sid);
        else
            isKnown = false;
    }
    if (!isKnown)
        return fail(
            Failed, u"Not all of these are leased."_s, u"offhook-cli numbers restore --dry-run lists what is."_s);
    if ((*journal)->entries().empty()) {
        writeErr("offhook-cli: nothing is leased\n");
        return Ok;
    }
    const int code = restoreAll(parser, **journal, options);
    return (*journal)->damagedLines() > 0 && code == Ok ? int(Failed) : code;
}

} // namespace

int numbers(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Lists what an account's numbers, TwiML apps and Messaging Services do, points "
                                     u"them at the public URL for now, "
                                     u"and restores them exactly. See docs/numbers.md."_s);
    parser.addPositionalArgument(u"action"_s, u"list, point or restore."_s);
    parser.addPositionalArgument(
        u"NAME"_s, u"Which, for point and restore: SIDs (PN, AP, MG) or phone numbers."_s, u"[NAME...]"_s);
    parser.addOptions({{u"workspace"_s, u"The workspace whose public URL and lease it is."_s, u"FILE"_s},
        {u"url"_s, u"Points at this URL instead of the workspace's public URL."_s, u"URL"_s},
        {u"all"_s, u"Points every number of the account."_s},
        {u"dry-run"_s, u"Shows before and after, changes nothing."_s},
        {u"force"_s, u"Also writes over what somebody else set in the meantime."_s},
        {u"keep-theirs"_s, u"Restoring, leaves what somebody else set, and forgets what was there before."_s},
        {u"json"_s, u"One JSON object per line."_s}});
    addLeaseOptions(parser);
    addAccountOptions(parser);
    if (const auto done = parse(parser, "numbers", arguments, 1, 10'000))
        return *done;
    const QString action = parser.positionalArguments().first();
    const QStringList names = parser.positionalArguments().mid(1);
    if (action == "point"_L1)
        return point(parser, names);
    if (action == "restore"_L1)
        return restore(parser, names);
    if (action == "list"_L1 && names.isEmpty())
        return list(parser);
    return fail(Usage, u"Wants list, point or restore."_s, u"offhook-cli numbers --help lists the options."_s);
}

} // namespace offhook::cli
