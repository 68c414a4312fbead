"""A server on loopback that speaks Ollama's interface and fails in every way that Ollama does."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "gemma3:4b"
_FAILURES = {
    "missing": (404, f"model '{MODEL}' not found"),
    "failed": (500, "llama runner process has terminated"),
    "busy": (503, "server busy, please try again. maximum pending requests exceeded"),
    "context": (400, "the prompt exceeds the available context size"),
}


def reply(*sentences: tuple[str, list[int]]) -> str:
    """Return what a model writes that keeps to the schema."""
    found = [{"text": text, "sources": sources} for text, sources in sentences]
    return json.dumps({"found": bool(found), "sentences": found}, ensure_ascii=False)


class FakeOllama:
    """The server; `mode` says how it fails, `says` what it writes when it does not.

    Attributes:
        asked: The bodies that came to `/api/chat` or `/v1/chat/completions`, the oldest first.
    """

    def __init__(self, says: Callable[[str], str] | str = "", mode: str = "well") -> None:
        self.says = says if callable(says) else lambda _: says
        self.mode = mode
        self.asked: list[dict] = []
        self.headers: list[dict[str, str]] = []
        self.context = 8192
        self.let_go = threading.Event()
        self.hung_up = threading.Event()  # the client went while it was being written to

    def __enter__(self) -> FakeOllama:
        handler = type("Handler", (_Handler,), {"fake": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Keep quiet about clients that have gone: they are meant to."""


class _Handler(BaseHTTPRequestHandler):
    fake: FakeOllama
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._json(200, {"models": [{"name": MODEL, "digest": "abc"}], "version": "0.17.7"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/show" and self.fake.mode != "missing":
            shown = {"model_info": {"gemma3.context_length": self.fake.context}, "details": {}}
            self._json(200, shown)
        elif self.path == "/api/embed":
            rows = [[float(len(text)), 1.0, 0.0] for text in body["input"]]
            self._json(200, {"embeddings": rows, "prompt_eval_count": 8})
        elif self.fake.mode == "hostile":
            self._send(500, b"\x1b]0;ejet\x07\r\nINFO: alt er vel")
        elif self.fake.mode == "echo":
            said = body["messages"][-1]["content"][-300:]
            self._json(500, {"error": f"kan ikke svare på: {said}"})
        elif self.fake.mode in _FAILURES:
            status, error = _FAILURES[self.fake.mode]
            self._json(status, {"error": error})
        else:
            self.fake.asked.append(body)
            self.fake.headers.append(dict(self.headers))
            self._chat(body)

    def _chat(self, body: dict) -> None:
        mode, prompt = self.fake.mode, body["messages"][0]["content"]
        if mode == "silent":
            self.fake.let_go.wait(30)
            return
        if mode == "redirect":
            self.send_response(307)
            self.send_header("Location", "http://example.com/api/chat")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if "/v1" in self.path:
            self._events(self.fake.says(prompt))
        else:
            self._lines(mode, prompt)
        self._chunk(b"")

    def _lines(self, mode: str, prompt: str) -> None:
        text = "" if mode == "empty" else self.fake.says(prompt)
        pieces = [text[i : i + 12] for i in range(0, len(text), 12)]
        for number, piece in enumerate(pieces):
            if mode == "drip" or (mode == "stall" and number == len(pieces) - 1):
                self._drip()
                return
            if mode == "cut" and number == len(pieces) // 2:
                self.close_connection = True
                return
            if mode == "garbled" and number == 1:
                self._chunk(b"{not json\n")
            self._line({"message": {"role": "assistant", "content": piece}, "done": False})
        last = {"message": {"content": ""}, "done": True, "done_reason": "stop"}
        last["prompt_eval_count"] = 16 if mode == "truncated" else len(prompt) // 3
        if mode == "length":
            last["done_reason"] = "length"
        if mode == "error":
            last = {"error": "an error was encountered while running the model"}
        self._line(last)

    def _drip(self) -> None:
        for letter in b'{"message": {"content": "' + b"x" * 10_000:
            if self.fake.let_go.is_set() or self.close_connection:
                return
            self._chunk(bytes([letter]))
            time.sleep(0.02)

    def _events(self, text: str) -> None:
        for event in (
            {"choices": [{"delta": {"content": text}, "finish_reason": None}]},
            {"choices": [{"delta": {}, "finish_reason": "stop"}]},
            {"choices": [], "usage": {"prompt_tokens": 4000}},
        ):
            self._chunk(b"data: " + json.dumps(event).encode() + b"\n\n")
        self._chunk(b"data: [DONE]\n\n")

    def _line(self, value: dict) -> None:
        self._chunk(json.dumps(value).encode() + b"\n")

    def _chunk(self, content: bytes) -> None:
        if self.close_connection:
            return
        try:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))
        except OSError:
            self.close_connection = True
            self.fake.hung_up.set()

    def _json(self, status: int, value: dict) -> None:
        self._send(status, json.dumps(value).encode())

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
