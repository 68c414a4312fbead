"""The command line: JSON alone on standard output, one Danish sentence for every error."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from library_world import fill

from assistant import cli
from ingest.embed import HashingEncoder
from ingest.library import Library


@pytest.fixture(autouse=True)
def small_encoder(monkeypatch):
    monkeypatch.setattr("ingest.embed_ollama.encoder_of", lambda *_: HashingEncoder())


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run a command on a library of its own; return exit code, standard output and error."""
    monkeypatch.setenv("VELFAERD_LIBRARY", "set by the command")
    monkeypatch.setattr("assistant.fill.CORPUS", tmp_path / "no shipped documents")

    def run(*arguments, library=True):
        place = ["--library", str(tmp_path / "bibliotek")] if library else []
        code = cli.run([*place, *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def synced(run, folder):
    assert run("sync", folder)[0] == 0
    return run


def test_sync_reports_in_json_as_the_contract_says(run, folder):
    (folder / "tom.pdf").write_bytes(b"")
    code, out, _ = run("sync", folder, "--json")
    report = json.loads(out)
    assert code == 0
    assert {"added": 3, "changed": 0, "removed": 0, "unchanged": 0}.items() <= report.items()
    assert report["rejected"] == [
        {
            "path": "tom.pdf",
            "reason_code": "empty",
            "reason": "Filen er tom: der er ingen tekst at citere.",
        }
    ]
    assert report["chunks"] >= 3 and report["seconds"] > 0


def test_sync_tells_people_the_same_in_danish(run, folder):
    (folder / "tom.pdf").write_bytes(b"")
    _, out, _ = run("sync", folder)
    assert out.startswith("3 nye, 0 ændrede, 0 fjernede, 0 uændrede;")
    assert "Afvist: tom.pdf: Filen er tom: der er ingen tekst at citere." in out


def test_a_files_name_writes_no_line_and_no_code_in_the_terminal(run, folder):
    (folder / "a\x1b]0;ejet\x07\nAfvist: b.pdf").write_bytes(b"")
    _, out, _ = run("sync", folder)
    assert "\x1b" not in out and len(out.splitlines()) == 2


def test_an_empty_folder_does_not_renew_a_library(run, folder, tmp_path):
    (tmp_path / "tom").mkdir()
    run("sync", folder)
    code, _, err = run("sync", tmp_path / "tom", "--renew")
    assert code == 2 and "--allow-empty" in err
    assert json.loads(run("sync", folder, "--json")[1])["unchanged"] == 3


def test_search_has_the_fields_of_the_contract(synced):
    code, out, _ = synced("search", "skærmbesøg i Furesø", "--k", 1, "--json")
    (hit,) = json.loads(out)["hits"]
    assert (code, hit["rank"], hit["document"]) == (0, 1, "furesø/skærmbesøg.md")
    assert {"page", "section", "text", "start", "end"} <= hit.keys()
    assert not {"score", "similarity", "words"} & hit.keys()


def test_search_gives_ten_hits_unless_told_otherwise(run, tmp_path):
    things = [
        "senge",
        "stole",
        "borde",
        "lamper",
        "døre",
        "vinduer",
        "trapper",
        "lofter",
        "gulve",
        "vægge",
        "tage",
        "haver",
    ]
    texts = {f"{t}.md": f"# {t}\n\nKommunen køber {t} til borgerne i {t}huset.\n" for t in things}
    run("sync", fill(tmp_path / "mange", texts))
    assert len(json.loads(run("search", "kommunen køber", "--json")[1])["hits"]) == 10
    assert len(json.loads(run("search", "kommunen køber", "--k", 12, "--json")[1])["hits"]) == 12


@pytest.mark.parametrize("question", ["Om 610165-0004", "Om 6101650000 i hjemmeplejen"])
def test_a_search_with_a_personal_number_finds_nothing_and_says_why(synced, question):
    code, out, err = synced("search", question, "--json")
    found = json.loads(out)
    assert (code, found["hits"]) == (0, []) and "personoplysninger" in found["notice"]
    assert "61016" not in out + err


def test_a_search_for_nothing_finds_nothing(synced):
    assert json.loads(synced("search", " ?", "--json")[1])["hits"] == []


def test_the_version_needs_no_command(run):
    code, out, _ = run("--version", library=False)
    assert code == 0 and re.fullmatch(r"\d+\.\d+\.\d+\n", out)


def test_filters_reach_the_search(synced):
    _, out, _ = synced("search", "borgere", "--document", "robotter.md", "--json")
    assert {hit["document"] for hit in json.loads(out)["hits"]} == {"robotter.md"}


def test_ask_has_the_fields_of_the_contract(synced):
    code, out, _ = synced("ask", "Hvad er den største barriere for velfærdsteknologi?", "--json")
    answer = json.loads(out)
    assert code == 0
    assert {
        "question", "standalone_question", "status", "reason", "answer", "sentences", "citations",
        "nearest", "writer", "timings_ms", "library",
    } <= answer.keys()  # fmt: skip
    assert answer["status"] in {"answered", "partial", "not_found", "refused"}
    assert answer["library"] == {"generation": 3, "documents": 3}
    assert answer["writer"] == "extractive"


def test_a_batch_is_answered_in_order_with_its_ids(synced, tmp_path):
    batch = tmp_path / "spørgsmål.jsonl"
    batch.write_text(
        '{"id": "b", "question": "Hvad er den største barriere?"}\n\n'
        '{"id": 7, "question": "Og den næste?", "history": ["Hvad er den største barriere?"]}\n',
        encoding="utf-8",
    )
    code, out, _ = synced("ask", "--batch", batch)
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, [line["id"] for line in lines]) == (0, ["b", 7])
    hits = [json.loads(line) for line in synced("search", "--batch", batch)[1].splitlines()]
    assert [line["id"] for line in hits] == ["b", 7] and hits[0]["hits"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "Linje 2 i .* er ikke gyldig JSON"),
        ("[]", "Linje 2 i .* mangler"),
        ('{"question": 3}', "Linje 2 i .* mangler"),
        ('{"question": "x", "history": "y"}', "»history« på linje 2"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_answered(synced, tmp_path, line, sentence):
    batch = tmp_path / "spørgsmål.jsonl"
    batch.write_text('{"id": 1, "question": "Hvad?"}\n' + line, encoding="utf-8")
    code, out, err = synced("ask", "--batch", batch)
    assert (code, out) == (2, "") and re.search(sentence, err)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sync", "/findes/ikke"], "Mappen /findes/ikke findes ikke."),
        (["sync"], "Der mangler FOLDER."),
        (["ask"], "Giv enten et spørgsmål eller en fil med --batch."),
        (["ask", "Hvad?", "--batch", "x"], "Giv enten"),
        (["ask", "--batch", "/findes/ikke"], "kan ikke læses"),
        (["ask", "Hvad?", "--kind", "roman"], "Typen roman findes ikke"),
        (["search", "x", "--k", "0"], "Værdien for K kan ikke bruges."),
        (["ask", "Hvad?", "--frisk"], "Valget --frisk findes ikke."),
        (["gæt"], "Kommandoen kan ikke forstås."),
        (["ask", "Hvad?", "--writer", "gpt"], "»writer« kan ikke bruges"),
    ],
)
def test_wrong_use_is_code_two_and_one_sentence(run, arguments, sentence):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "") and sentence in err and err.count("\n") == 1


def test_a_held_library_is_code_one_and_names_the_holder(synced, tmp_path):
    with Library.open(tmp_path / "bibliotek", encoder=HashingEncoder()):
        code, out, err = synced("ask", "Hvad?")
    assert (code, out) == (1, "") and "er i brug af proces" in err and "Traceback" not in err


def test_a_bug_is_one_sentence_too(synced, monkeypatch):
    monkeypatch.setattr("assistant.answer.Assistant.ask", lambda *_: 1 / 0)
    code, _, err = synced("ask", "Hvad?")
    assert code == 1 and err == "Uventet fejl (ZeroDivisionError): division by zero\n"


def test_the_first_question_fills_a_new_library(run, folder, monkeypatch):
    monkeypatch.setattr("assistant.fill.CORPUS", folder)
    _, out, _ = run("search", "robotstøvsugere", "--json")
    assert json.loads(out)["hits"][0]["document"] == "robotter.md"


def test_a_library_that_was_emptied_on_purpose_is_not_filled(run, folder, tmp_path, monkeypatch):
    (tmp_path / "intet").mkdir()
    run("sync", tmp_path / "intet")
    monkeypatch.setattr("assistant.fill.CORPUS", folder)
    assert json.loads(run("search", "robotstøvsugere", "--json")[1])["hits"] == []


def test_a_filling_that_was_interrupted_goes_on(run, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.fill.CORPUS", folder)
    with Library.open(tmp_path / "bibliotek", encoder=HashingEncoder()) as library:
        library.begin_sync(folder)
    assert json.loads(run("search", "robotstøvsugere", "--json")[1])["hits"]


def test_the_library_may_come_from_the_environment(tmp_path, run, folder, monkeypatch):
    monkeypatch.setenv("VELFAERD_LIBRARY", str(tmp_path / "et andet"))
    assert run("sync", folder, library=False)[0] == 0
    assert (tmp_path / "et andet" / "library.sqlite").exists()


def test_doctor_finds_a_good_library_good(synced):
    code, out, _ = synced("doctor", "--json")
    found = json.loads(out)
    assert code == 0 and all(finding["ok"] for finding in found.values())
    assert "3 dokumenter" in found["bibliotek"]["text"]


def test_doctor_names_what_is_wrong(synced, tmp_path):
    (tmp_path / "bibliotek" / "library.sqlite").write_bytes(b"no database" * 1000)
    code, out, _ = synced("doctor")
    assert code == 1 and "FEJL  bibliotek: Biblioteket er beskadiget" in out


@pytest.mark.parametrize(
    "command",
    ["sync", "ask", "search", "draft", "check", "chat", "doctor", "bench", "load", "password"],
)
def test_every_command_shows_an_example(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0 and f"Eksempel: velfaerd {command}" in " ".join(out.split())


def test_help_loads_nothing_heavy():
    program = (
        "import sys; from assistant import cli; cli.run(['--help'])\n"
        "heavy = {'numpy', 'chromadb', 'llama_index', 'gradio', 'tantivy', 'pydantic', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300
    )
    assert run.stderr.strip() == "[]" and "velfaerd" in run.stdout
