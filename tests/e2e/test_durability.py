"""Nothing that was acknowledged is lost: not by SIGKILL in a storm, not by a full disk."""
import json
import random
import resource
import subprocess
import unittest

from support import PUBLIC_URL, TOKEN, EndToEnd, integrity, params_of, program, wait_until

ROUNDS = 10


class KillTest(EndToEnd):
    def test_sigkill_at_ten_random_moments_of_a_storm(self):
        acknowledged = set()
        seed = random.randrange(1 << 30)
        dice = random.Random(seed)
        print(f'seed {seed}', flush=True)
        for number in range(ROUNDS):
            acknowledged |= self._storm_and_kill(number, dice)
        server = self.serve() # recovers, and takes requests again
        self.assertEqual(server.send(b'GET /after HTTP/1.1\r\nHost: a\r\n\r\n').status, 204)
        self.assertEqual(server.stop(), 0)
        self.assertEqual(integrity(self.sandbox.workspace), 'ok')
        self._check(acknowledged)

    def _storm_and_kill(self, number, dice):
        acks = self.sandbox.folder / f'acks{number}'
        server = self.serve(json_lines=number % 2 == 0)
        mode = dice.choice(['fresh', 'keepalive'])
        storm = subprocess.Popen([program('OFFHOOK_LOADGEN'), '--port', str(server.port), '--mode', mode, '--token', TOKEN,
                                  '--url', PUBLIC_URL + '/twilio/status', '--seed', str(1 + dice.randrange(1 << 30)),
                                  '--conns', str(dice.choice([8, 32, 128])), '--rate', '4000', '--count', '30000',
                                  '--acklog', str(acks)], stdout=subprocess.PIPE)
        self.addCleanup(lambda: storm.poll() is None and storm.kill())
        wait_until(lambda: server.output['stdout'] and (len(server.output['stdout']) > 20 or not storm.poll() is None),
                   'the storm')
        try:
            storm.wait(dice.uniform(0, 1.2))
        except subprocess.TimeoutExpired:
            pass
        server.process.kill()
        server.join()
        output, _ = storm.communicate(timeout=120)
        report = json.loads(output)
        self.assertGreater(report['errors'] + report['reconnects'], 0, f'not killed in mid-storm: {report}')
        lines = set(acks.read_text().split())
        self.assertGreater(len(lines), 0)
        self.assertEqual(set(report['status']), {'204'}, report)
        return lines

    def _check(self, acknowledged):
        events = self.sandbox.events()
        storm = [e for e in events if e['target'] == '/twilio/status']
        stored = [f'{p["MessageSid"]}:{p["MessageStatus"]}' for p in map(params_of, storm)]
        lost = acknowledged - set(stored)
        print(f'{len(acknowledged)} acknowledged, {len(stored)} stored, {len(lost)} lost', flush=True)
        self.assertEqual(lost, set())
        # Whole: every byte that Twilio signed is there.
        self.assertEqual({e['verdict'] for e in storm}, {'valid'})
        for event in storm[:: max(1, len(storm) // 50)]:
            raw = self.sandbox.raw(event['id'])
            head, body = raw.split(b'\r\n\r\n', 1)
            self.assertIn(b'\r\nContent-Length: %d\r\n' % len(body), head)


class DiskFullTest(EndToEnd):
    """A limit on the size of files stands for a full disk: writes beyond it fail, and it can be lifted from outside."""

    LIMIT = 2 * 1024 * 1024

    def test_a_full_disk_is_answered_503_and_capture_resumes_by_itself(self):
        server = self.serve(preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (self.LIMIT, resource.RLIM_INFINITY)))
        dice = random.Random(7)
        acknowledged, refused = [], []
        for number in range(400): # of 20,000 random bytes each: far beyond the limit
            self._send(server, number, dice.randbytes(20_000), acknowledged, refused)
        self.assertGreater(len(acknowledged), 10)
        self.assertGreater(len(refused), 10)
        self.assertIn('Cannot store', server.text('stderr'))
        self.assertIsNone(server.process.poll())
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        number = len(acknowledged) + len(refused)

        def served():
            nonlocal number
            number += 1
            before = len(acknowledged)
            self._send(server, number, b'space again', acknowledged, refused)
            return len(acknowledged) > before

        wait_until(served, 'an answer other than 503')
        for _ in range(20):
            self.assertTrue(served())
        server.wait_for('storing works again')
        self.assertEqual(server.stop(), 0)
        self.assertEqual(integrity(self.sandbox.workspace), 'ok')
        bodies = {e['target']: e['id'] for e in self.sandbox.events()}
        self.assertEqual([t for t, _ in acknowledged if t not in bodies], [], 'acknowledged, but not stored')
        for target, request in acknowledged[::20] + acknowledged[-1:]:
            self.assertEqual(self.sandbox.raw(bodies[target]), request)

    def _send(self, server, number, body, acknowledged, refused):
        target = f'/full/{number}'
        request = b'POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n' % (target.encode(), len(body)) + body
        answer = server.send(request)
        self.assertIn(answer.status, (204, 503))
        (acknowledged if answer.status == 204 else refused).append((target, request))


if __name__ == '__main__':
    unittest.main()
