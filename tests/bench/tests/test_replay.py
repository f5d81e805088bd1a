import http.client
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from replay import Replay


class Upstream(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self):
        length = int(self.headers.get("content-length") or 0)
        self.asked.append(f"{self.command} {self.path} {self.rfile.read(length).decode()}".strip())
        answer = f"answer {len(self.asked)}".encode()
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("content-type", "text/plain")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Replayed(unittest.TestCase):
    def setUp(self):
        Upstream.asked.clear()
        server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.replay = Replay(f"http://127.0.0.1:{server.server_port}")
        self.addCleanup(self.replay.__exit__)
        self.connection = http.client.HTTPConnection(urlsplit(self.replay.endpoint).netloc)
        self.addCleanup(self.connection.close)

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        self.connection.request(method, path, body=body)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()

    def test_the_second_answer_comes_from_memory(self):
        for method, path, body in (("GET", "/clusters/a", ""), ("POST", "/", "Action=GetRole&RoleName=a")):
            self.assertEqual(self.ask(method, path, body), self.ask(method, path, body))
        self.assertEqual(Upstream.asked, ["GET /clusters/a", "POST / Action=GetRole&RoleName=a"])

    def test_another_path_or_body_is_another_question(self):
        answers = {
            self.ask("GET", "/a"),
            self.ask("GET", "/b"),
            *(self.ask("POST", "/", f"Action=ListX&A={a}") for a in "ab"),
        }
        self.assertEqual(len(answers), 4)

    def test_errors_are_answers_too(self):
        self.assertEqual(self.ask("GET", "/missing"), (404, "answer 1"))
        self.assertEqual(self.ask("GET", "/missing"), (404, "answer 1"))

    def test_what_changes_aws_is_refused(self):
        for method, path, body in (
            ("POST", "/clusters", "{}"),
            ("DELETE", "/clusters/a", ""),
            ("POST", "/", "Action=DeleteRole"),
        ):
            self.assertEqual(self.ask(method, path, body)[0], 501)
        self.assertEqual(Upstream.asked, [])

    def test_after_forgetting_it_asks_again(self):
        self.ask("GET", "/a")
        self.replay.forget()
        self.assertEqual(self.ask("GET", "/a"), (200, "answer 2"))
