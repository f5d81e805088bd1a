"""What is read from logs, state and the environment."""

import json
import tempfile
import unittest
from pathlib import Path

import environment
import instructions
import timeline
from state import State

LOG = """\
2026-01-02T03:04:05.100Z [INFO]  provider: configuring client automatic mTLS
2026-01-02T03:04:05.200Z [DEBUG] provider: starting plugin: path=x args=["x"]
2026-01-02T03:04:05.205Z [TRACE] GRPCProvider.v6: GetProviderSchema
 - a line without a time
2026-01-02T03:04:05.210Z [TRACE] GRPCProvider.v6: ApplyResourceChange
2026-01-02T03:04:05.211Z [TRACE] GRPCProvider.v6: Close
2026-01-02T03:04:05.214Z [INFO]  provider: plugin process exited: plugin=x id=1
2026-01-02T04:04:06.000+01:00 [DEBUG] provider: starting plugin: path=x
2026-01-02T03:04:06.050Z [TRACE] GRPCProvider: Close
2026-01-02T03:04:06.051Z [INFO]  provider: plugin process exited: plugin=x id=2
"""


class Timeline(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.log = Path(folder.name, "log")
        self.log.write_text(LOG)

    def test_each_process_lives_from_its_start_to_its_end(self):
        lives = [(round(life.total), round(life.exit)) for life in timeline.lives(self.log)]
        self.assertEqual(lives, [(14, 3), (51, 1)])

    def test_a_call_has_its_time_since_the_epoch(self):
        self.assertEqual(timeline.first_call(self.log, "ApplyResourceChange"), 1767323045.210)

    def test_what_is_not_there_is_an_error(self):
        with self.assertRaisesRegex(RuntimeError, "no call of ReadResource"):
            timeline.first_call(self.log, "ReadResource")
        self.log.write_text("")
        with self.assertRaisesRegex(RuntimeError, "no provider process"):
            timeline.lives(self.log)


class StateBytes(unittest.TestCase):
    def test_bytes_are_counted_per_object(self):
        attributes = {"name": "edge", "certificate_authority": {"data": "x" * 1000}}
        resource = {"type": "cluster", "instances": [{"attributes": attributes}] * 4}
        with tempfile.TemporaryDirectory() as root:
            path = Path(root, "state")
            path.write_text(json.dumps({"resources": [{"type": "role", "instances": []}, resource]}))
            state = State(path)
        self.assertEqual(state.bytes_beside_certificate("cluster"), len('{"name":"edge"}'))
        self.assertTrue(1100 < state.bytes_in_file("cluster") < 1300)


class Instructions(unittest.TestCase):
    def test_the_count_is_that_of_a_process_that_came_to_its_line(self):
        report = "cannot start: nobody reads its handshake: No space left on device (os error 28)\n==1== Collected : 1234567\n"
        self.assertEqual(instructions.collected(report), 1234567)

    def test_a_process_that_ended_before_is_not_counted(self):
        with self.assertRaisesRegex(RuntimeError, "did not come to its handshake line"):
            instructions.collected("==1== Collected : 12\n")


class Environment(unittest.TestCase):
    def test_an_environment_that_could_reach_the_real_aws_is_refused(self):
        with tempfile.TemporaryDirectory() as root:
            safe = environment.with_aws(environment.bare(Path(root)), "http://127.0.0.1:1")
        environment.guard(safe)
        for name, value in (
            ("AWS_ENDPOINT_URL", "https://eks.us-west-2.amazonaws.com"),
            ("AWS_ENDPOINT_URL_IAM", "http://127.0.0.1.example:1"),
            ("AWS_PROFILE", "production"),
            ("https_proxy", "http://127.0.0.1:1"),
        ):
            with self.subTest(name), self.assertRaises(ValueError):
                environment.guard(safe | {name: value})
        with self.assertRaises(ValueError):
            environment.guard({name: value for name, value in safe.items() if name != "AWS_ENDPOINT_URL"})
