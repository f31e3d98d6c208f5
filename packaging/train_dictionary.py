#!/usr/bin/env python3
"""Trains the zstd dictionary that workspaces are compressed with.

Reads the request catalogue's samples (tests/data/samples.json), makes many synthetic exchanges of each kind with other
SIDs, numbers, texts and signatures, writes each the way core/store/event_codec.cpp does, and hands them to
`zstd --train`. The same input and seed give the same dictionary.

A dictionary in use is never changed: a better one gets the next number (and a new file name).

usage: train_dictionary.py SAMPLES.json OUT.dict
"""
import base64
import json
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

SEED = 1
DICTIONARY_ID = 1
SIZE = 16 * 1024
VARIANTS = 60
# Status callbacks and messages are most of what Twilio sends.
WEIGHTS = {"message.status": 5, "sms.inbound": 4, "call.status": 3, "voice.inbound": 3, "gather": 2}

HEAD, BODY, VERDICT_REASON, MATCHED_URL, MATCHED_SOURCE, KEY_LABEL = 1, 2, 8, 9, 10, 11
CHECKED_URL, TRIED, PUBLIC_URL, HEADER_NAME, HEADER_VALUE, RESPONSE_BODY = 12, 13, 14, 15, 16, 17

TEXTS = ["Thanks, see you at 5", "Your code is 493 201", "STOP", "YES", "Where is my order 88213?", "Café à 10 h ?",
         "Reminder: appointment tomorrow at 09:30. Reply C to confirm.", "👍", "Can you call me back please"]
HOSTS = ["hooks.example.com", "bright-owl-12.ngrok-free.app", "quiet-river.trycloudflare.com", "api.example.org",
         "staging.example.net", "calls.example.io"]
CITIES = ["SAN FRANCISCO", "NEW YORK", "LONDON", "BERLIN", "AUSTIN", "CHICAGO", "SEATTLE", ""]
TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


def field(number, value):
    data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    size, out = len(data), bytearray([number])
    while size >= 0x80:
        out.append(size & 0x7F | 0x80)
        size >>= 7
    out.append(size)
    return bytes(out) + data


def number_field(number, value):
    return field(number, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "little"))


class Maker:
    def __init__(self, rng):
        self.rng = rng
        self.sids = {}

    def hexadecimal(self, digits):
        return f"{self.rng.getrandbits(digits * 4):0{digits}x}"

    def varied(self, text):
        """The same text with other identities; equal ones stay equal within one exchange."""
        def sid(match):
            return self.sids.setdefault(match[0], match[1] + self.hexadecimal(32))

        def phone(match):
            return self.sids.setdefault(match[0], "+1" + str(self.rng.randrange(2 * 10**9, 10**10)))

        text = re.sub(r"\b([A-Z]{2})[0-9a-f]{32}\b", sid, text)
        return re.sub(r"\+1\d{10}\b", phone, text)

    def value(self, name, value):
        if name == "Body" and value:
            return self.rng.choice(TEXTS)
        if name.endswith("City"):
            return self.rng.choice(CITIES)
        if name.endswith("Zip") and value:
            return str(self.rng.randrange(10000, 99999))
        if name in ("CallDuration", "RecordingDuration", "Duration"):
            return str(self.rng.randrange(1, 600))
        return self.varied(value)

    def token(self):
        h = self.hexadecimal(32)
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{h[16:20]}-{h[20:]}"

    def headers(self, sample, host, length):
        kept = {name: value for name, value in sample["headers"].items()}
        kept["Host"] = host
        if "Content-Length" in kept:
            kept["Content-Length"] = str(length)
        if "X-Twilio-Signature" in kept:
            kept["X-Twilio-Signature"] = base64.b64encode(self.rng.randbytes(20)).decode()
        if "I-Twilio-Idempotency-Token" in kept:
            kept["I-Twilio-Idempotency-Token"] = self.token()
        if self.rng.random() < 0.5 and "Content-Type" in kept and "form" in kept["Content-Type"]:
            kept["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        if self.rng.random() < 0.6:
            kept["X-Forwarded-Proto"] = "https"
        if self.rng.random() < 0.4:
            kept["X-Forwarded-For"] = ".".join(str(self.rng.randrange(1, 255)) for _ in range(4))
            kept["X-Forwarded-Host"] = host
        if self.rng.random() < 0.5:
            kept.pop("Connection", None)
        return kept

    def exchange(self, sample):
        self.sids = {}
        host = self.rng.choice(HOSTS)
        # Services send names sorted or in their own order.
        pairs = [(name, self.value(name, value)) for name, value in sample.get("params", [])]
        if self.rng.random() < 0.5:
            pairs.sort()
        body = self.varied(sample.get("body") or "")
        target = self.varied(sample["path"])
        if pairs and sample["method"] != "GET":
            body = "&".join(f"{urllib.parse.quote_plus(n)}={urllib.parse.quote_plus(v)}" for n, v in pairs)
        elif pairs:
            target += ("&" if "?" in target else "?") + urllib.parse.urlencode(pairs)
        head = [f"{sample['method']} {target} HTTP/1.1"]
        head += [f"{n}: {v}" for n, v in self.headers(sample, host, len(body.encode())).items()]
        out = field(HEAD, "\r\n".join(head) + "\r\n\r\n")
        if body:
            out += field(BODY, body)
        return out + self.verification(host, target) + self.response(sample)

    def verification(self, host, target):
        url, public = f"https://{host}{target}", f"https://{host}"
        if self.rng.random() < 0.8:
            out = field(MATCHED_URL, url) + number_field(MATCHED_SOURCE, 1)
            out += field(KEY_LABEL, self.rng.choice(["Main account", "default", "environment"]))
            return out + field(CHECKED_URL, url) + number_field(TRIED, 1) + field(PUBLIC_URL, public)
        return number_field(VERDICT_REASON, 2) + field(CHECKED_URL, url) + field(PUBLIC_URL, public)

    def response(self, sample):
        if sample.get("answer") != "twiml":
            return b""
        out = field(HEADER_NAME, "Content-Type") + field(HEADER_VALUE, "text/xml; charset=utf-8")
        return out + field(RESPONSE_BODY, TWIML)


def weight(kind):
    return max([w for prefix, w in WEIGHTS.items() if kind.startswith(prefix)], default=1)


def main():
    samples = json.loads(Path(sys.argv[1]).read_text())
    maker = Maker(random.Random(SEED))
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for sample in samples:
            for _ in range(VARIANTS * weight(sample["kind"])):
                files.append(Path(folder) / f"{len(files):06}")
                files[-1].write_bytes(maker.exchange(sample))
        listing = Path(folder) / "files"
        listing.write_text("\n".join(map(str, files)) + "\n")
        subprocess.run(["zstd", "--train", "-q", f"--maxdict={SIZE}", f"--dictID={DICTIONARY_ID}", "-o", sys.argv[2],
                        "--filelist", str(listing)], check=True)


if __name__ == "__main__":
    main()
