#pragma once

#include "core/base/result.h"
#include "core/store/sqlite.h"

#include <span>

namespace offhook::store {

/// The workspace's tables. All texts are bytes as they came, not necessarily UTF-8; bind them as TEXT. Case is kept
/// everywhere: who searches folds.
///
/// `event`: one narrow row an event.
///   id               EventId, rowid
///   received_at      WallTime
///   kind             int(WebhookKind)
///   verdict          int(Verdict)
///   flags            EventFlags
///   shape            -> shape.id, see below
///   took_us          REAL (always eight bytes, so that filling it in later rewrites the row in place); -1 until known
///   response_status  0 when nothing was answered
///   response_bytes
///   token            I-Twilio-Idempotency-Token: a UUID in lower case as 16 bytes of BLOB, anything else as TEXT
///   target, peer, sender (from), recipient (to), sid, parent_sid, status, summary, note; '' when there is none
///   text             the values of the request that stand nowhere else (not equal to target, sender, recipient, sid,
///                    parent_sid, status, summary, token or account, not in the shape), joined by line feeds; a body
///                    that is no form as a whole
///   text_cut         1: `text` would be longer than SearchedText, some values are in the payload only
///
/// `shape`: what many events have in common, once. Rows are never changed, so conditions on it are cheap:
/// `event.shape IN (SELECT id FROM shape WHERE account = ?)` looks at a few rows. Equal shapes may exist twice.
///   id, method, account, kind_name (dotted, Meaning::kindName), rule, response_type, refusal ('' when none)
///   text             names of parameters and header fields, and the values of those that hardly vary, joined by line
///                    feeds
///
/// A word stands somewhere in the request text exactly when it is in shape.text, shape.account, shape.method or in
/// event.text, target, sender, recipient, sid, parent_sid, status, summary, or the token's text; with
/// text_cut also when it is in the payload's request.
///
/// `payload`: of one event (`last` 0, id as in event) or of all the events from `id` to `last`; `dictionary` (0: none)
/// and `data`, see compression.h, payload_writer.h and event_codec.h for the bytes. The row of an event is the one with
/// the largest id up to its own.
/// `attempt`: forwards and replays of an event: `event`, `dictionary` and `data` as in payload, see attempt_codec.h.
/// `dictionary`: zstd dictionaries in use, so that the file stands alone.
/// `tally` (kind, verdict, flags, n): how many events have these. With `block` and `minute` exact for ids up to
/// meta.counted; newer events are to be counted on top.
/// `block` (id, n): how many events have an id with id >> BlockShift; a full block needs no look at its rows.
/// `minute` (id, n): events received in a minute since the epoch; the last day of them.
/// `touched` (seq, event): events whose note or mark changed, for programs that follow; the last ones.
/// `delivery`: copies of events on their way to routes, see flow::Delivery for the columns; a row goes when its copy is
/// delivered. `copied` (seq, route, key): which copies a route had, to know the next of the same; the last ones.
/// `delivery_count` (route, delivered, dropped, duplicates): how many there were ever.
/// `setting` (name, value): the workspace's settings. `meta` (name, value): last_id, removals, counted.
///
/// Filters are put into `SELECT id FROM event WHERE (<SqlFilter::where>) AND ...`: no alias, so `event.id` or plain
/// names. What only the payload knows is reached through PayloadColumns.
inline constexpr int ApplicationId = 0x4f66686b; // "Ofhk"
inline constexpr int BlockShift = 10;
inline constexpr qsizetype SearchedText = 4096;
/// What a PayloadDecoder of filter_sql.h is given, out of PayloadOfEvent.
inline constexpr const char *PayloadColumns = "event.id, payload.id, payload.last, payload.dictionary, payload.data";
inline constexpr const char *PayloadOfEvent = "payload WHERE payload.id <= event.id ORDER BY payload.id DESC LIMIT 1";

/// One step of the schema: SQL that takes a file from version i to i + 1.
using Migration = const char *;

/// All steps; their number is the current version.
[[nodiscard]] std::span<const Migration> migrations();

/// Brings a fresh or older file to the newest version, each step in a transaction of its own. WorkspaceTooNew when the
/// file is newer than the steps; WorkspaceDamaged when it is a database of something else.
[[nodiscard]] Result<void> migrate(const Connection &connection, std::span<const Migration> steps = migrations());

/// Whether the file's version can be read as it is (ReadOnly access does not migrate).
[[nodiscard]] Result<void> checkVersion(const Connection &connection);

} // namespace offhook::store
