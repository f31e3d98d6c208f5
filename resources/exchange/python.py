import base64
import hashlib
import hmac
import http.client
import os
import re
from urllib.parse import urlsplit

TOKEN = os.environ.get("TWILIO_AUTH_TOKEN") or exit("Set TWILIO_AUTH_TOKEN: it signs the request.")


def encode(text):
    def escape(byte):
        char = chr(byte)
        if re.match(r"[A-Za-z0-9*._-]", char):
            return char
        return "+" if char == " " else "%%%02X" % byte
    return "".join(map(escape, text.encode()))


def send_form(method, url, headers, params):
    body = "&".join(encode(name) + "=" + encode(value) for name, value in params)
    signed = sorted({(name.encode(), value.encode()) for name, value in params})
    return send(method, url, headers, body.encode(), b"".join(name + value for name, value in signed))


def send(method, url, headers, body, signed):
    digest = hmac.new(TOKEN.encode(), url.encode() + signed, hashlib.sha1).digest()
    host, path = re.match(r"https?://([^/?#]*)(.*)", url, re.S).groups()
    parts = urlsplit(url)
    client = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = client(parts.hostname, parts.port, timeout=30)
    connection.putrequest(method, path if path.startswith("/") else "/" + path, skip_host=True,
                          skip_accept_encoding=True)
    connection.putheader("Host", host.split("@")[-1])
    for name, value in headers:
        connection.putheader(name, value.encode())
    connection.putheader("X-Twilio-Signature", base64.b64encode(digest))
    if body:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body or None)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, (answer.getheader("Content-Type") or "").split(";")[0].strip().lower(), content
