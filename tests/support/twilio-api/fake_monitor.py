"""What an account remembers, as Twilio's OpenAPI description (twilio_api_v2010, twilio_monitor_v1) and twilio.com/docs have
it: Messages, Calls, the events of a call, and Monitor's alerts.

Filters with the comparison in the name (`DateSent>`), dates in RFC 2822 and ISO 8601; request variables and bodies only
in an alert that is fetched by its own SID; alerts of 30 days. The state's `messages`, `calls` and `alerts` are lists of
resources, `call_events` has the items by the call's SID, `now` is an ISO 8601 time where the machine's will not do.
"""
import datetime
import email.utils
import re

from fake_numbers import ACCOUNT
from fake_rest import find, page_2010, page_newer

KEPT = datetime.timedelta(days=30)
LISTED_ALERT = ('account_sid', 'alert_text', 'api_version', 'date_created', 'date_generated', 'date_updated',
                'error_code', 'log_level', 'more_info', 'request_method', 'request_url', 'resource_sid', 'service_sid',
                'sid', 'url')


def time_of(text):
    """A moment with its zone, from either form of date; None without one."""
    if not text:
        return None
    if re.match(r'\d{4}-', text):
        moment = datetime.datetime.fromisoformat(text.replace('Z', '+00:00').replace(' ', 'T'))
    else:
        moment = email.utils.parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)


def holds(moment, value, compare):
    """A date alone is a whole day in GMT."""
    if moment is None:
        return False
    limit = time_of(value)
    is_day = re.fullmatch(r'\d{4}-\d\d-\d\d', value)
    return compare(moment.date(), limit.date()) if is_day else compare(moment, limit)


def is_between(call, text, equal, since, until):
    """The filters of these three names, those that are there; ends included."""
    comparisons = ((equal, lambda a, b: a == b), (since, lambda a, b: a >= b), (until, lambda a, b: a <= b))
    return all(holds(time_of(text), call.param(name), compare) for name, compare in comparisons if name and call.has(name))


def is_equal(call, item, fields):
    return all(item.get(field) == call.param(name) for name, field in fields.items() if call.has(name))


def newest_first(items, *fields):
    return sorted(items, key=lambda item: next(time_of(item[f]) for f in fields if item.get(f)), reverse=True)


def list_messages(call):
    found = [m for m in call.state['messages'] if is_between(call, m.get('date_sent'), 'DateSent', 'DateSent>', 'DateSent<')
             and is_equal(call, m, {'To': 'to', 'From': 'from'})]
    return 200, page_2010(call, 'messages', newest_first(found, 'date_sent', 'date_created'))


def get_message(call):
    return 200, find(call.state['messages'], call.match['sid'], call.path)


def list_calls(call):
    fields = {'To': 'to', 'From': 'from', 'Status': 'status', 'ParentCallSid': 'parent_call_sid'}
    found = [c for c in call.state['calls'] if is_equal(call, c, fields)
             and is_between(call, c.get('start_time'), 'StartTime', 'StartTime>', 'StartTime<')
             and is_between(call, c.get('end_time'), 'EndTime', 'EndTime>', 'EndTime<')]
    return 200, page_2010(call, 'calls', newest_first(found, 'start_time', 'date_created'))


def get_call(call):
    return 200, find(call.state['calls'], call.match['sid'], call.path)


def list_call_events(call):
    find(call.state['calls'], call.match['sid'], call.path)
    return 200, page_2010(call, 'events', call.state['call_events'].get(call.match['sid'], []))


def list_alerts(call):
    now = time_of(call.state['now']) or datetime.datetime.now(datetime.timezone.utc)
    found = [{name: a.get(name) for name in LISTED_ALERT} for a in call.state['alerts']
             if now - time_of(a['date_generated']) <= KEPT and is_equal(call, a, {'LogLevel': 'log_level'})
             and is_between(call, a['date_generated'], None, 'StartDate', 'EndDate')]
    return 200, page_newer(call, 'alerts', newest_first(found, 'date_generated'))


def get_alert(call):
    return 200, find(call.state['alerts'], call.match['sid'], call.path)


def complete(state):
    for name, empty in (('messages', []), ('calls', []), ('alerts', []), ('call_events', {}), ('now', None)):
        state.setdefault(name, empty)


ROUTES = [
    ('GET', ACCOUNT + r'/Messages\.json', list_messages),
    ('GET', ACCOUNT + r'/Messages/(?P<sid>[SM]M\w+)\.json', get_message),
    ('GET', ACCOUNT + r'/Calls\.json', list_calls),
    ('GET', ACCOUNT + r'/Calls/(?P<sid>CA\w+)\.json', get_call),
    ('GET', ACCOUNT + r'/Calls/(?P<sid>CA\w+)/Events\.json', list_call_events),
    ('GET', r'/v1/Alerts', list_alerts),
    ('GET', r'/v1/Alerts/(?P<sid>NO\w+)', get_alert),
]
