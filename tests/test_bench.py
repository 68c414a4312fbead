"""The benchmark measures what it says it does; how fast this machine is, is no test."""

from __future__ import annotations

import json

from assistant import bench
from assistant.synthetic import questions, write_folder
from ingest.pipeline import sync


def test_the_same_seed_gives_the_same_documents_and_questions(tmp_path):
    one = write_folder(tmp_path / "one", 2, 3)
    other = write_folder(tmp_path / "other", 2, 3)
    names = ["00000.md", "00001.md"]
    assert [(one / n).read_text() for n in names] == [(other / n).read_text() for n in names]
    assert questions(3) == questions(3)


def test_a_section_becomes_one_passage_of_five_sentences(tmp_path, opened):
    library = opened()
    assert sync(write_folder(tmp_path / "mappe", 3, 4), library).chunks == 12
    chunks = library.chunks(library.documents()[0].sha256)
    assert [len(library.sentences([chunk.id])) for chunk in chunks[1:]] == [5, 5, 5]


def test_a_step_prints_its_figures_and_its_peak_memory(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bench, "_UNCHANGED_FILES", 3)
    bench._main(str(tmp_path), "unchanged")
    figures = json.loads(capsys.readouterr().out)
    assert figures.keys() == {"resync_unchanged_1000_s", "peak_mb"} and figures["peak_mb"] > 10


def test_the_highest_peak_of_all_steps_is_reported(monkeypatch):
    peaks = {"sync": 100.0, "start": 300.0, "unchanged": 50.0, "questions 1000": 200.0}
    monkeypatch.setattr(bench, "_in_own_process", lambda step, place: {"peak_mb": peaks[step]})
    assert bench.run(quick=True) == {"peak_memory_mb": 300.0}


def test_the_table_sets_figures_beside_their_aims():
    rows = bench.table({"question_10000_p95_ms": 120.0, "sync_share_of_encoder": 0.95})
    assert "120.00   (mål ≤ 150)" in rows and "0.95   (mål ≥ 0.9)" in rows
