"""Stands in for the programs that need an account on the net: prints what the real ones print, with the same exit codes
(docs/tunnels.md names the sources). Its public URL is a port on loopback that forwards to the listener, so that what
goes through it is real.

OFFHOOK_TOOL says what happens:
  up         the tunnel comes up and stays
  login      nobody is logged in
  enable     nobody is logged in, and the tool waits until OFFHOOK_TOOL_SIGNAL is there
  refused    an error, exit code 1
  hang       nothing at all
  garbage    bytes that mean nothing, then up
  change     up; a line on the file OFFHOOK_TOOL_SIGNAL brings another URL
  reconnect  up; the service is lost and comes back when OFFHOOK_TOOL_SIGNAL is there
  deaf       up, and SIGTERM is ignored
  die        up, then exit code 3 when OFFHOOK_TOOL_SIGNAL is there
"""
import json
import os
import re
import signal
import socket
import sys
import threading
import time

NAME, ARGUMENTS = sys.argv[1], sys.argv[2:]
SCENARIO = os.environ.get('OFFHOOK_TOOL', 'up')
SIGNAL = os.environ.get('OFFHOOK_TOOL_SIGNAL', '')


def out(line):
    print(line, flush=True)


def err(line):
    print(line, file=sys.stderr, flush=True)


def target():
    for argument in ARGUMENTS:
        found = re.search(r'https?(?:\+insecure)?://([\d.]+):(\d+)$', argument)
        if found:
            return found[1], int(found[2])
    return '127.0.0.1', int(ARGUMENTS[ARGUMENTS.index('-p') + 1])


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def forward():
    """Forwards a new port on loopback to the listener; returns the URL of that port."""
    server = socket.create_server(('127.0.0.1', 0))
    to = target()

    def serve():
        while True:
            client, _ = server.accept()
            try:
                upstream = socket.create_connection(to)
            except OSError:
                client.close()
                continue
            for pair in ((client, upstream), (upstream, client)):
                threading.Thread(target=pump, args=pair, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    return f'http://127.0.0.1:{server.getsockname()[1]}'


def signalled():
    while not os.path.exists(SIGNAL):
        time.sleep(0.01)
    os.unlink(SIGNAL)


def log(message, level='info', **more):
    out(json.dumps({'lvl': level, 'msg': message, 't': '2024-01-02T10:00:00+0000', **more}))


class Ngrok:
    def up(self, url):
        log('starting web service', obj='web', addr='127.0.0.1:4040')
        log('started tunnel', obj='tunnels', name='command_line', addr=ARGUMENTS[1], url=url)

    def login(self):
        error = ('authentication failed: Usage of ngrok requires a verified account and authtoken.\n\nSign up for an '
                 'account: https://dashboard.ngrok.com/signup\r\n\r\nERR_NGROK_4018\r\n')
        log('failed to reconnect session', 'eror', obj='tunnels.session', err=error)
        for line in error.splitlines():
            err(f'ERROR:  {line}')
        return 1

    def refused(self):
        err('ERROR:  The endpoint is already online.')
        err('ERROR:  ')
        err('ERROR:  ERR_NGROK_334')
        return 1

    def lost(self):
        log('session closed, starting reconnect loop', 'eror', obj='csess', err='session closed')

    def back(self, url):
        log('client session established', obj='csess')


class Cloudflared:
    def box(self, url):
        # The real name ends with trycloudflare.com and leads to the net; the named form leads to loopback.
        err('2024-01-02T10:00:00Z INF Requesting new quick Tunnel on trycloudflare.com...')
        err('2024-01-02T10:00:03Z INF |  https://four-dashed-word-url.trycloudflare.com    |')

    def up(self, url):
        self.box(url)
        self.back(url)

    def back(self, url):
        err('2024-01-02T10:00:04Z INF Registered tunnel connection connIndex=0 event=0 ip=198.41.200.63 location=mad01')

    def lost(self):
        err('2024-01-02T10:05:00Z ERR Lost connection with the edge error="timeout: no recent network activity" connIndex=0')
        err('2024-01-02T10:05:00Z INF Unregistered tunnel connection connIndex=0')

    def login(self):
        err('2024-09-26T09:55:49Z ERR Cannot determine default origin certificate path. No file cert.pem in '
            '[~/.cloudflared]. originCertPath=')
        err("error parsing tunnel ID: Error locating origin cert: client didn't specify origincert path")
        return 1

    def refused(self):
        err('failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup '
            'api.trycloudflare.com: no such host')
        return 1


class Devtunnel:
    def up(self, url):
        port = target()[1]
        out(f'Hosting port: {port}')
        out(f'Connect via browser: {url}')
        out('')
        self.back(url)

    def back(self, url):
        out('Ready to accept connections for tunnel: l3rs99qw')

    def lost(self):
        out('Connection to host tunnel relay closed. Connection lost.. Reconnecting.')

    def login(self):
        err("Tunnel service error: Request not permitted. Unauthorized tunnel creation access: Anonymous does not have "
            "'create' access scope for The default tunnel domain.")
        return 1

    def refused(self):
        err('Tunnel service error: Request not permitted. Too many tunnels.')
        return 1


class Tailscale:
    def up(self, url):
        # Funnel has https only: the name is what the interpreter is asked about.
        out('Available on the internet:\n')
        out('https://amelie-workstation.pango-lin.ts.net/')
        out(f'|-- / proxy {ARGUMENTS[-1]}\n')
        out('Press Ctrl+C to exit.')

    back = up

    def lost(self):
        pass

    def login(self):
        out('Funnel is not enabled on your tailnet.\nTo enable, visit:\n')
        out('         https://login.tailscale.com/f/funnel?node=nho4oGYG7X11CNTRL')
        return 1

    def refused(self):
        err('error: failed to apply TCP serve: unable to expand target: only localhost or 127.0.0.1 proxies are '
            'currently supported')
        return 1


def main():
    tool = {'ngrok': Ngrok, 'cloudflared': Cloudflared, 'devtunnel': Devtunnel, 'tailscale': Tailscale}[NAME]()
    if SCENARIO in ('login', 'refused'):
        return getattr(tool, SCENARIO)()
    if SCENARIO == 'enable':
        tool.login()
        signalled()
    if SCENARIO == 'hang':
        signal.pause()
    if SCENARIO == 'deaf':
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if SCENARIO == 'garbage':
        sys.stdout.buffer.write(b'\xff\x00{"msg":\n\x1b[2Jhttps://\n' + b'x' * 100_000 + b'\n')
        sys.stdout.flush()
    url = forward()
    tool.up(url)
    if SCENARIO == 'die':
        signalled()
        return 3
    if SCENARIO == 'change':
        signalled()
        tool.up(forward())
    if SCENARIO == 'reconnect':
        signalled()
        tool.lost()
        signalled()
        tool.back(url)
    while True:
        signal.pause()


sys.exit(main())
