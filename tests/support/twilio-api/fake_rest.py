"""What the resources of the fake API share: refusals as Twilio words them, and its two paging envelopes."""
from urllib.parse import urlencode


class Refusal(Exception):
    """An answer other than success; `code` is Twilio's error code (twilio.com/docs/api/errors)."""

    def __init__(self, status, code, message, headers=None):
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}

    def body(self):
        return {'code': self.code, 'message': self.message, 'status': self.status,
                'more_info': f'https://www.twilio.com/docs/errors/{self.code}'}


def not_found(path):
    return Refusal(404, 20404, f'The requested resource {path} was not found')


class Call:
    """One request: `params` are the decoded pairs of query and form in order, `match` is that of the route."""

    def __init__(self, state, origin, method, path, params, match):
        self.state, self.origin, self.method, self.path, self.params, self.match = state, origin, method, path, params, match

    def param(self, name, default=None):
        return next((value for key, value in reversed(self.params) if key == name), default)

    def has(self, name):
        return any(key == name for key, _ in self.params)


def find(items, sid, path):
    for item in items:
        if item['sid'] == sid:
            return item
    raise not_found(path)


def _slice(call, items):
    """One page and the parameters of the next. The token is opaque to clients: only the next link is to be followed."""
    try:
        size = min(max(int(call.param('PageSize', 50)), 1), 1000)
        page = max(int(call.param('Page', 0)), 0)
    except ValueError:
        raise Refusal(400, 20001, 'Invalid paging parameter') from None
    if page and call.param('PageToken') != f'PA{page * size}':
        raise Refusal(400, 20006, 'Page size must match the token')
    start = page * size
    part = items[start:start + size]
    more = None
    if start + size < len(items):
        kept = [(k, v) for k, v in call.params if k not in ('Page', 'PageToken', 'PageSize')]
        more = urlencode([*kept, ('PageSize', size), ('Page', page + 1), ('PageToken', f'PA{start + size}')])
    return part, page, size, start, more


def page_2010(call, key, items):
    """The envelope of /2010-04-01: relative links at the top."""
    part, page, size, start, more = _slice(call, items)
    return {key: part, 'page': page, 'page_size': size, 'start': start, 'end': max(start + len(part) - 1, 0),
            'uri': call.path, 'first_page_uri': f'{call.path}?PageSize={size}&Page=0', 'previous_page_uri': None,
            'next_page_uri': f'{call.path}?{more}' if more else None}


def page_newer(call, key, items):
    """The envelope of messaging, monitor and others: absolute links under "meta"."""
    part, page, size, _, more = _slice(call, items)
    url = call.origin + call.path
    return {key: part, 'meta': {'key': key, 'page': page, 'page_size': size, 'url': url, 'previous_page_url': None,
                                'first_page_url': f'{url}?PageSize={size}&Page=0',
                                'next_page_url': f'{url}?{more}' if more else None}}
