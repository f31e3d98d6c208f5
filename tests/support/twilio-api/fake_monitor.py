#!/usr/bin/env python3
"""What an account remembers, as Twilio's REST API tells it: Messages, Calls, the events of a call, and Monitor's alerts.

Behaves as twilio-oai (twilio_api_v2010.json, twilio_monitor_v1.json) and twilio.com/docs say: filters with the comparison
in the name (`DateSent>`), dates in RFC 2822 and ISO 8601, pages with relative links (2010) and absolute ones in `meta`
(newer), request variables and bodies only in an alert that is fetched by its own SID, nothing older than 30 days.

    state = {'account': {'sid': 'AC...', 'token': '...', 'keys': {'SK...': 'secret'}},
             'messages': [resource...], 'calls': [resource...], 'call_events': {'CA...': [item...]},
             'alerts': [instance...], 'now': ISO 8601 or absent}

answer() is for a server that has more to serve; run as a program this is one of its own:
    fake_monitor.py --state FILE [--log FILE]      prints "listening on http://127.0.0.1:PORT"
"""
import argparse
import base64
import datetime
import email.utils
import http.server
import json
import re
import threading
import urllib.parse

DEFAULT_PAGE, LARGEST_PAGE = 50, 1000
KEPT = datetime.timedelta(days=30)
LISTED_ALERT = ('account_sid', 'alert_text', 'api_version', 'date_created', 'date_generated', 'date_updated',
                'error_code', 'log_level', 'more_info', 'request_method', 'request_url', 'resource_sid', 'service_sid',
                'sid', 'url')


def error(status, code, message):
    return status, {'code': code, 'message': message, 'more_info': f'https://www.twilio.com/docs/errors/{code}',
                    'status': status}


def not_found(path):
    return error(404, 20404, f'The requested resource {path} was not found')


def time_of(text):
    """A moment with its zone, from either form of date; None without one."""
    if not text:
        return None
    if re.match(r'\d{4}-', text):
        moment = datetime.datetime.fromisoformat(text.replace('Z', '+00:00').replace(' ', 'T'))
    else:
        moment = email.utils.parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)


def bounds_hold(moment, query, name, after='>', before='<'):
    """`NAME`, `NAME>` and `NAME<` as the 2010 API compares: a date alone is a whole day in GMT, ends included."""
    def compared(value):
        is_day = re.fullmatch(r'\d{4}-\d\d-\d\d', value)
        limit = time_of(value)
        return (moment.date(), limit.date()) if is_day else (moment, limit)

    for suffix, holds in (('', lambda a, b: a == b), (after, lambda a, b: a >= b), (before, lambda a, b: a <= b)):
        for value in query.get(name + suffix, []):
            if moment is None or not holds(*compared(value)):
                return False
    return True


def page_of(items, query, prefix):
    """(items, page, size, start, token of the next page); None when the token is not one of ours. A token names the last item of
    the page before, so that what is added meanwhile moves nothing."""
    size = max(1, min(int(query.get('PageSize', [DEFAULT_PAGE])[0]), LARGEST_PAGE))
    page = int(query.get('Page', [0])[0])
    start = 0
    if 'PageToken' in query:
        token = query['PageToken'][0]
        positions = [i for i, item in enumerate(items) if prefix + str(item.get('sid', i)) == token]
        if not positions:
            return None
        start = positions[0] + 1
    part = items[start:start + size]
    rest = start + size < len(items)
    token = prefix + str(part[-1].get('sid', start + size - 1)) if rest else None
    return part, page, size, start, token


def link(path, query, page, token):
    kept = [(name, value) for name, values in query.items() if name not in ('Page', 'PageToken') for value in values]
    return path + '?' + urllib.parse.urlencode(kept + [('Page', page)] + ([('PageToken', token)] if token else []))


def page_2010(key, items, path, query):
    found = page_of(items, query, 'PA')
    if found is None:
        return error(400, 21481, 'Invalid PageToken')
    part, page, size, start, token = found
    return 200, {key: part, 'page': page, 'page_size': size, 'start': start, 'end': max(start, start + len(part) - 1),
                 'uri': link(path, query, page, None), 'first_page_uri': link(path, query, 0, None),
                 'previous_page_uri': None, 'next_page_uri': link(path, query, page + 1, token) if token else None}


def page_meta(key, items, base, path, query):
    found = page_of(items, query, 'PA')
    if found is None:
        return error(400, 21481, 'Invalid PageToken')
    part, page, size, _, token = found
    url = base + path
    return 200, {key: part, 'meta': {
        'key': key, 'page': page, 'page_size': size, 'url': link(url, query, page, None),
        'first_page_url': link(url, query, 0, None), 'previous_page_url': None,
        'next_page_url': link(url, query, page + 1, token) if token else None}}


def messages(state, query):
    found = [m for m in state.get('messages', [])
             if bounds_hold(time_of(m.get('date_sent')), query, 'DateSent')
             and all(m.get(field) in query[name] for name, field in (('To', 'to'), ('From', 'from')) if name in query)]
    return sorted(found, key=lambda m: time_of(m.get('date_sent') or m['date_created']), reverse=True)


def calls(state, query):
    fields = (('To', 'to'), ('From', 'from'), ('Status', 'status'), ('ParentCallSid', 'parent_call_sid'))
    found = [c for c in state.get('calls', [])
             if bounds_hold(time_of(c.get('start_time')), query, 'StartTime')
             and bounds_hold(time_of(c.get('end_time')), query, 'EndTime')
             and all(c.get(field) in query[name] for name, field in fields if name in query)]
    return sorted(found, key=lambda c: time_of(c['start_time']), reverse=True)


def alerts(state, query):
    now = time_of(state.get('now')) or datetime.datetime.now(datetime.timezone.utc)
    found = [{name: a.get(name) for name in LISTED_ALERT} for a in state.get('alerts', [])
             if now - time_of(a['date_generated']) <= KEPT
             and bounds_hold(time_of(a['date_generated']), {'at>': query.get('StartDate', []), 'at<': query.get('EndDate', [])}, 'at')
             and ('LogLevel' not in query or a.get('log_level') in query['LogLevel'])]
    return sorted(found, key=lambda a: time_of(a['date_generated']), reverse=True)


def answer(state, method, path, query, base):
    """(status, JSON) of a request, None when it is for somebody else. `query`: name -> values; `base`: scheme and host."""
    account = state['account']['sid']
    if method != 'GET':
        return None
    below = re.fullmatch(rf'/2010-04-01/Accounts/{account}/(Messages|Calls)(?:/(\w+))?(/Events)?\.json', path)
    if below:
        kind, sid, is_events = below.groups()
        if not sid:
            listed = messages(state, query) if kind == 'Messages' else calls(state, query)
            return page_2010(kind.lower(), listed, path, query)
        one = next((r for r in state.get(kind.lower(), []) if r['sid'] == sid), None)
        if one is None or (is_events and kind == 'Messages'):
            return not_found(path)
        if is_events:
            return page_2010('events', state.get('call_events', {}).get(sid, []), path, query)
        return 200, one
    if path == '/v1/Alerts':
        return page_meta('alerts', alerts(state, query), base, path, query)
    if path.startswith('/v1/Alerts/'):
        one = next((a for a in state.get('alerts', []) if a['sid'] == path.rsplit('/', 1)[1]), None)
        return (200, one) if one else not_found(path)
    return None


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, state, log=None):
        super().__init__(('127.0.0.1', 0), Handler)
        self.state, self.log, self.lock = state, log, threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(url.query, keep_blank_values=True)
        server = self.server
        with server.lock:
            if server.log:
                server.log.write(f'{self.command} {self.path}\n')
                server.log.flush()
            status, body = self.result(url.path, query)
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def result(self, path, query):
        account = self.server.state['account']
        known = {account['sid']: account['token'], **account.get('keys', {})}
        kind, _, encoded = self.headers.get('Authorization', '').partition(' ')
        user, _, secret = base64.b64decode(encoded).decode().partition(':') if kind == 'Basic' else ('', '', '')
        if not secret or known.get(user) != secret:
            return error(401, 20003, 'Authenticate')
        base = f'http://{self.headers["Host"]}'
        return answer(self.server.state, self.command, path, query, base) or not_found(path)

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--state', required=True)
    parser.add_argument('--log')
    options = parser.parse_args()
    with open(options.state, encoding='utf-8') as file:
        state = json.load(file)
    server = Server(state, open(options.log, 'a', encoding='utf-8') if options.log else None)
    print(f'listening on http://127.0.0.1:{server.server_address[1]}', flush=True)
    server.serve_forever()


if __name__ == '__main__':
    main()
