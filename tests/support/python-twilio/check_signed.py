"""Reads requests as JSON lines on standard input, in the form sign-random.mjs prints them, lets the official Python library
(Debian's python3-twilio) validate each and prints one JSON line per request: {"valid": true or false}. Names that come
several times are left to the caller: this library's release knows one value a name."""
import base64
import json
import sys
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator


def is_valid(request):
    text = base64.b64decode(request['body']).decode()
    form = request['contentType'].lower().startswith('application/x-www-form-urlencoded')
    params = dict(parse_qsl(text, keep_blank_values=True)) if form else {}
    if text and not form:
        params = text
    try:
        return RequestValidator(request['token']).validate(request['url'], params, request['signature'])
    except ValueError:
        return False


for line in sys.stdin:
    print(json.dumps({'valid': is_valid(json.loads(line))}, separators=(',', ':')))
