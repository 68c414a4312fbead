"""Whatever a file does to its parser, the next file is read."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace

import pytest
from hostile import packed, pdfs

from ingest.errors import Rejected
from ingest.read import REASONS, is_inside, read
from ingest.read.limits import DEFAULT_LIMITS
from ingest.read.sandbox import Sandbox

QUICK = replace(DEFAULT_LIMITS, wall_s=1, cpu_s=1)
READ_FIRST = "import sys, os, time, signal\nsys.stdin.buffer.readline()\n"


@pytest.fixture
def sandbox():
    made = Sandbox()
    yield made
    made.close()


def code(run) -> str:
    with pytest.raises(Rejected) as caught:
        run()
    assert caught.value.reason == REASONS[caught.value.reason_code]
    return caught.value.reason_code


def run_broken(script: str, limits=DEFAULT_LIMITS) -> None:
    with contextlib.closing(Sandbox((sys.executable, "-c", READ_FIRST + script))) as made:
        made.run(b"x", ".txt", limits)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crashed"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "crashed"),
        ("os._exit(139)", "crashed"),
        ("print('no reply')", "crashed"),
        ("print('[1]')", "crashed"),
        ("signal.setitimer(signal.ITIMER_REAL, 0.1)\ntime.sleep(60)", "timeout"),
        ('print(\'{"rejected": "invented"}\')', "crashed"),
    ],
)
def test_a_process_that_breaks_rejects_its_file(script, expected):
    assert code(lambda: run_broken(script)) == expected


@pytest.mark.slow
def test_a_stopped_process_is_ended_from_outside():
    script = "signal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(60)"
    assert code(lambda: run_broken(script, QUICK)) == "timeout"


def test_after_a_crash_the_next_file_is_read(sandbox, monkeypatch):
    sandbox.run(b"en tekst", ".txt", DEFAULT_LIMITS)
    for worker in sandbox._idle:
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait()
    assert sandbox.run(b"en tekst", ".txt", DEFAULT_LIMITS)["blocks"][0]["text"] == "en tekst"


def test_one_process_serves_many_files(sandbox):
    for number in range(5):
        sandbox.run(f"tekst {number}".encode(), ".txt", DEFAULT_LIMITS)
    assert [worker.files for worker in sandbox._idle] == [5]


def test_a_process_is_not_ended_for_the_memory_of_its_parent(sandbox, monkeypatch):
    monkeypatch.setattr("ingest.read.sandbox._RETIRE_KB", 150_000)
    held = b"x" * 150_000 * 1024
    for _ in range(2):
        sandbox.run(b"en tekst", ".txt", DEFAULT_LIMITS)
    assert [worker.files for worker in sandbox._idle] == [2] and held


def test_a_process_that_has_grown_is_ended(sandbox, monkeypatch):
    monkeypatch.setattr("ingest.read.sandbox._RETIRE_KB", 150_000)
    large = b"x" * 150_000 * 1024
    assert code(lambda: sandbox.run(large, ".pdf", DEFAULT_LIMITS)) == "damaged"
    assert sandbox._idle == []


def test_threads_share_the_processes(sandbox):
    found = []
    threads = [
        threading.Thread(
            target=lambda n=n: found.append(sandbox.run(b"tal %d" % n, ".txt", DEFAULT_LIMITS))
        )
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply["blocks"][0]["text"] for reply in found} == {f"tal {n}" for n in range(8)}
    assert len(sandbox._idle) <= 2


def test_memory_beyond_the_limit_rejects_the_file(sandbox):
    small = replace(DEFAULT_LIMITS, memory_bytes=300_000_000, zip_ratio=10**6)
    body = packed.docx("<w:p/>" * 3_000_000)
    assert code(lambda: sandbox.run(body, ".docx", small)) == "too_large_unpacked"
    assert sandbox.run(b"en tekst", ".txt", DEFAULT_LIMITS)["blocks"]


def test_processor_time_beyond_the_limit_rejects_the_file(sandbox):
    data = b"\n\n".join(b"- punkt %d i listen" % n for n in range(900_000))
    assert code(lambda: sandbox.run(data, ".txt", QUICK)) == "timeout"


def isolated(statement: str) -> str:
    script = f"from ingest.read import worker\nworker._isolate()\n{statement}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    return done.stderr


@pytest.mark.parametrize(
    "statement",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import subprocess; subprocess.run(['/bin/ls'])",
        "import os; os.system('ls')",
        "open('/tmp/velfaerd-should-not-exist', 'w')",
        "import os; os.remove('/tmp/velfaerd-should-not-exist')",
    ],
)
def test_a_parser_reaches_no_network_no_program_and_no_file(statement):
    assert "PermissionError" in isolated(statement)


def test_a_reader_needs_no_more_than_the_bytes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Skærmbesøg")
    document = read(path, "mappe/a.txt")
    assert (document.path, document.text, document.title) == ("mappe/a.txt", "Skærmbesøg", "A")
    assert document.sha256.startswith("619d8d70b103788b")


def test_cpr_numbers_are_masked_wherever_the_document_holds_them(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Sag om 610165-0004\n\nBorgeren med 610165-0004 får hjælp hver uge.\n")
    document = read(path, "a.md")
    assert document.title == "Sag om ██████-████"
    assert document.blocks[1].section == ("Sag om ██████-████",)
    assert "610165" not in repr(document)
    assert [n.count for n in document.notices if n.code == "cpr_masked"] == [2]


@pytest.mark.parametrize(
    "name",
    [
        "../../x.pdf",
        "/etc/passwd",
        "C:\\x.pdf",
        "C:x.pdf",
        "a\x00.txt",
        "a\nb.txt",
        "a//b.txt",
        "\u202efdp.exe.txt",
        "x" * 300 + ".txt",
        "a\udc80.txt",
        "",
    ],
)
def test_a_name_that_deceives_is_rejected(tmp_path, name):
    path = tmp_path / "a.txt"
    path.write_text("tekst")
    assert code(lambda: read(path, name)) == "unsafe_name"


def test_danish_names_with_spaces_are_fine(tmp_path):
    path = tmp_path / "Årsrapport for Ærø.txt"
    path.write_text("tekst")
    assert read(path, path.name).path == "Årsrapport for Ærø.txt"


def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "rør")
    assert code(lambda: read(tmp_path / "rør", "rør")) == "not_a_file"
    assert code(lambda: read(tmp_path, "mappe")) in ("not_a_file", "unreadable")
    assert code(lambda: read(tmp_path / "væk", "væk")) == "unreadable"


def test_links_out_of_the_folder_are_seen(tmp_path):
    folder = tmp_path / "mappe"
    folder.mkdir()
    (tmp_path / "ude.txt").write_text("ude")
    (folder / "inde.txt").write_text("inde")
    (folder / "link.txt").symlink_to(tmp_path / "ude.txt")
    (folder / "kreds").symlink_to(folder / "kreds")
    (folder / "internt.txt").symlink_to(folder / "inde.txt")
    inside = {path.name for path in folder.iterdir() if is_inside(folder, path)}
    assert inside == {"inde.txt", "internt.txt"}


def test_every_reason_is_one_danish_sentence():
    for reason in REASONS.values():
        assert reason[0].isupper() and reason.endswith(".") and reason.count(".") == 1


def test_pdfs_that_open_with_the_empty_password_need_none(sandbox):
    found = sandbox.run(pdfs.encrypted(""), ".pdf", DEFAULT_LIMITS)
    assert found["blocks"][0]["text"] == "Kommunen har afprøvet skærmbesøg."
