"""A folder becomes a library that holds exactly that folder, at no more cost than what changed."""

from __future__ import annotations

import os
import shutil
import time
from datetime import UTC, datetime

import pytest
from library_world import BARRIERS, ROBOTS, dump, fill, sources, write

from assistant.terminal import report_text
from ingest import fingerprint
from ingest.errors import SettingsError, UsageError
from ingest.pipeline import sync
from ingest.records import Notice


def counts(report):
    return report.added, report.changed, report.removed, report.unchanged


def test_a_new_folder_is_added_whole(folder, opened):
    library = opened()
    report = sync(folder, library)
    assert counts(report) == (3, 0, 0, 0)
    assert [info.path for info in library.documents()] == [
        "barrierer.md", "furesø/skærmbesøg.md", "robotter.md",
    ]  # fmt: skip
    assert report.chunks == library.passages >= 3


def test_unchanged_files_are_neither_parsed_nor_embedded(folder, opened, monkeypatch):
    library = opened()
    sync(folder, library)
    generation = library.generation
    monkeypatch.setattr("ingest.parse.parse", lambda *_: pytest.fail("parsed again"))
    report = sync(folder, library)
    assert (counts(report), report.embedded, library.generation) == ((0, 0, 0, 3), 0, generation)


def test_a_touched_file_is_unchanged(folder, opened):
    library = opened()
    sync(folder, library)
    write(folder / "robotter.md", ROBOTS, age_s=10)
    assert counts(sync(folder, library)) == (0, 0, 0, 3)


def test_same_size_and_time_but_other_bytes_is_changed(folder, opened):
    library = opened()
    write(folder / "robotter.md", ROBOTS, age_s=60)
    sync(folder, library)
    write(folder / "robotter.md", ROBOTS.replace("400", "500"), age_s=60)
    assert counts(sync(folder, library)) == (0, 1, 0, 2)
    assert "500 borgere" in library.document("robotter.md").text


def stamped(file, text, year):
    """Write a file as if it were last changed at the beginning of a year."""
    write(file, text)
    os.utime(file, (0, datetime(year, 1, 1, tzinfo=UTC).timestamp()))


@pytest.mark.parametrize("year", [1965, 1975, 2100])
def test_a_file_of_an_impossible_year_is_read_and_its_change_seen(folder, opened, year):
    library = opened()
    stamped(folder / "robotter.md", ROBOTS, year)
    assert counts(sync(folder, library)) == (3, 0, 0, 0)
    assert counts(sync(folder, library)) == (0, 0, 0, 3)
    stamped(folder / "robotter.md", ROBOTS.replace("400", "500"), year)
    assert counts(sync(folder, library)) == (0, 1, 0, 2)


@pytest.mark.parametrize("moved_days", [-4_000, -1, 4_000])
def test_a_clock_that_jumps_and_is_put_right_hides_no_change(
    folder, opened, monkeypatch, moved_days
):
    library, now = opened(), time.time_ns()
    stamped(folder / "robotter.md", ROBOTS, 2020)
    sync(folder, library)
    with monkeypatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: now + moved_days * 86_400 * 10**9)
        assert counts(sync(folder, library)) == (0, 0, 0, 3)
        stamped(folder / "robotter.md", ROBOTS.replace("400", "500"), 2020)
        assert counts(sync(folder, library)) == (0, 1, 0, 2)
    stamped(folder / "robotter.md", ROBOTS, 2020)
    assert counts(sync(folder, library)) == (0, 1, 0, 2)


def test_only_the_changed_passages_of_a_changed_file_are_embedded(folder, opened):
    library = opened()
    sync(folder, library)
    write(folder / "barrierer.md", BARRIERS.replace("gå foran", "vise vejen"))
    assert sync(folder, library).embedded == 2  # its passage and its sentence


def test_a_renamed_file_is_not_embedded_again(folder, opened):
    library = opened()
    sync(folder, library)
    (folder / "robotter.md").rename(folder / "støvsugere.md")
    report = sync(folder, library)
    assert (counts(report), report.embedded) == ((1, 0, 1, 2), 0)
    assert library.document("støvsugere.md").text.startswith("Robotstøvsugere")


def test_a_text_that_moves_to_a_later_file_is_not_embedded_again(folder, opened):
    library = opened()
    sync(folder, library)
    write(folder / "barrierer.md", "# Noget andet\n\nHer står nu noget helt andet.\n")
    write(folder / "z.md", BARRIERS + "\n## Mere\n\nEn ny sætning.\n")
    report = sync(folder, library)
    moved = len(library.sentences(c.id for c in library.chunks(library.document("z.md").sha256)))
    assert report.embedded < 2 * moved


def test_a_removed_file_is_gone(folder, opened):
    library = opened()
    sync(folder, library)
    (folder / "robotter.md").unlink()
    assert counts(sync(folder, library)) == (0, 0, 1, 2)
    assert library.search_words([("robotstøvsug", 1.0)], 5) == []


def test_the_same_content_twice_is_one_document(folder, opened):
    library = opened()
    shutil.copy(folder / "robotter.md", folder / "kopi.md")
    report = sync(folder, library)
    robots = next(info for info in library.documents() if info.path == "kopi.md")
    assert (report.added, robots.other_paths) == (4, ("robotter.md",))
    assert library.state()[1] == 3


def test_new_sources_change_the_data_of_a_file_without_embedding(folder, opened):
    library = opened()
    sync(folder, library)
    sources(folder, '["robotter.md"]\ntitle = "Rene gulve"\nyear = 2013\nkind = "report"\n')
    report = sync(folder, library)
    robots = library.document("robotter.md")
    assert (counts(report), report.embedded) == ((0, 1, 0, 2), 0)
    assert (robots.title, robots.year, robots.kind) == ("Rene gulve", 2013, "report")


def test_a_new_title_is_found_by_its_words(folder, opened):
    from ingest.danish import terms

    library = opened()
    sync(folder, library)
    sources(folder, '["robotter.md"]\ntitle = "Sammenligning af gulvvask"\n')
    sync(folder, library)
    hits = library.search_words([(term, 1.0) for term in terms("sammenligning")], 3)
    (chunk,) = library.chunks_by_id([hit for hit, _ in hits])
    assert chunk.sha256 == library.document("robotter.md").sha256


def test_wrong_sources_change_nothing(folder, opened):
    library = opened()
    sync(folder, library)
    sources(folder, '["robotter.md"]\nyear = "for længe siden"\n[')
    with pytest.raises(SettingsError):
        sync(folder, library)
    assert library.state()[1] == 3


def test_a_bad_file_is_reported_and_the_rest_goes_on(folder, opened):
    library = opened()
    (folder / "tom.pdf").write_bytes(b"")
    report = sync(folder, library)
    assert counts(report) == (3, 0, 0, 0)
    assert [(f.path, f.reason_code) for f in report.rejected] == [("tom.pdf", "empty")]


def test_a_name_is_one_line_of_the_log_whatever_it_holds(folder, opened, monkeypatch, caplog):
    (folder / "a\x1b]0;ejet\x07\r\nb.md").write_text(ROBOTS)
    monkeypatch.setattr("ingest.parse.parse", lambda *_: 1 / 0)
    sync(folder, opened())
    assert [message.isprintable() for message in caplog.messages] == [True] * 4


def test_a_bad_file_is_not_parsed_again_until_it_changes(folder, opened, monkeypatch):
    library = opened()
    (folder / "tom.txt").write_bytes(b"")
    sync(folder, library)
    with monkeypatch.context() as patch:
        patch.setattr("ingest.parse.parse", lambda *_: pytest.fail("parsed again"))
        again = sync(folder, library)
    assert (counts(again), len(again.rejected)) == ((0, 0, 0, 3), 1)
    (folder / "tom.txt").write_text("Nu er der en sætning i filen.", encoding="utf-8")
    assert (sync(folder, library).added, library.rejected()) == (1, [])


def test_a_file_that_turns_bad_takes_its_content_along(folder, opened):
    library = opened()
    sync(folder, library)
    (folder / "robotter.md").write_bytes(b"")
    report = sync(folder, library)
    assert (counts(report), len(report.rejected)) == ((0, 0, 1, 2), 1)
    assert library.state()[1] == 2


def test_a_row_of_a_file_that_is_one_table_keeps_its_place_when_stored(folder, opened):
    library = opened()
    write(folder / "vogne.csv", "Vogn;Pladser\nBus 1;8\nBus 2;14\n")
    sync(folder, library)
    rows = library.document("vogne.csv").blocks
    assert [(row.sheet, row.row) for row in rows] == [("", 2), ("", 3)]


def test_hidden_files_are_ignored(folder, opened):
    fill(folder, {".hemmelig.md": ROBOTS, ".git/noter.md": ROBOTS + "x"})
    assert sync(folder, opened()).added == 3


def test_links_out_of_the_folder_are_not_followed(folder, opened, tmp_path):
    outside = tmp_path / "udenfor"
    fill(outside, {"hemmelig.md": "# Hemmelig\n\nDette må ikke læses.\n"})
    (folder / "fil.md").symlink_to(outside / "hemmelig.md")
    (folder / "mappe").symlink_to(outside)
    report = sync(folder, opened())
    assert report.added == 3
    assert {f.path: f.reason_code for f in report.rejected} == {
        "fil.md": "outside_folder", "mappe": "outside_folder",
    }  # fmt: skip


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path, opened):
    with pytest.raises(UsageError, match="findes ikke"):
        sync(tmp_path / "ingen", opened())


def test_a_file_is_no_folder(folder, opened):
    with pytest.raises(UsageError, match="er en fil; angiv den mappe"):
        sync(folder / "robotter.md", opened())


@pytest.mark.parametrize("size", [1, 11])
def test_an_emptied_folder_does_not_empty_a_library_by_accident(tmp_path, opened, size):
    texts = {f"{n}.md": f"# Nummer {n}\n\nEn tekst.\n" for n in range(size)}
    folder = fill(tmp_path / "tømt", texts)
    library = opened()
    sync(folder, library)
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf")
    with pytest.raises(UsageError, match="tom"):
        sync(folder, library)
    assert library.state()[1] == size
    assert sync(folder, library, allow_empty=True).removed == size


def test_a_library_without_documents_needs_no_leave_to_stay_so(tmp_path, opened):
    (tmp_path / "tom").mkdir()
    assert counts(sync(tmp_path / "tom", opened())) == (0, 0, 0, 0)


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", "~$notat.docx", ".DS_Store"])
def test_what_programs_leave_in_a_folder_is_no_document(folder, opened, name):
    (folder / name).write_bytes(b"\xd0\xcf\x11\xe0")
    assert sync(folder, opened()).rejected == ()


def test_a_link_to_nothing_is_told_from_one_that_leads_out(folder, opened, tmp_path):
    (folder / "inde.md").symlink_to("slettet.md")
    (folder / "ring.md").symlink_to("ring.md")
    (folder / "ude.md").symlink_to(tmp_path / "findes-ikke.md")
    assert [f.reason_code for f in sync(folder, opened()).rejected] == [
        "dead_link", "dead_link", "outside_folder",
    ]  # fmt: skip


def test_a_name_in_the_sources_that_no_file_has_is_mentioned(folder, opened):
    sources(folder, '["robotter.md"]\nyear = 2013\n["robottter.md"]\nyear = 2014\n')
    assert sync(folder, opened()).unmatched_sources == ("robottter.md",)


def test_a_copy_and_a_new_name_are_told(folder, opened):
    library = opened()
    sync(folder, library)
    (folder / "robotter.md").rename(folder / "rene-gulve.md")
    shutil.copy(folder / "barrierer.md", folder / "barrierer (1).md")
    report = sync(folder, library).to_json()
    assert report["renamed"] == [{"path": "rene-gulve.md", "was": "robotter.md"}]
    assert report["copies"] == [{"path": "barrierer.md", "of": "barrierer (1).md"}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'["a.md"\nyear = 2013', "linje 1, tegn 8: der mangler en kantet parentes"),
        (b'["a.md"]\ntitle = Rene gulve', "linje 2, tegn 9: værdien mangler, eller en tekst"),
        (b'["a.md"]\n\n["a.md"]\n', "linje 3, tegn 8: navnet er brugt f"),
        (b'["a.md"]\ntitle = "L\xe5se"', "linje 2 er ikke UTF-8"),
    ],
)
def test_what_is_wrong_with_the_sources_is_said_in_danish(folder, opened, text, said):
    (folder / "sources.toml").write_bytes(text)
    with pytest.raises(SettingsError, match=f"sources.toml kan ikke læses som TOML: {said}"):
        sync(folder, opened())


def test_newer_reading_code_reads_again_but_embeds_nothing_known(folder, opened, monkeypatch):
    library = opened()
    shutil.copy(folder / "robotter.md", folder / "kopi.md")
    sync(folder, library)
    monkeypatch.setattr(fingerprint, "of_reading", lambda: "newer")
    report = sync(folder, library)
    assert (counts(report), report.embedded) == ((0, 4, 0, 0), 0)


def test_a_personal_number_is_stored_nowhere(folder, opened, tmp_path):
    library = opened()
    number, title = "610165-0004", "610165-0000"
    write(folder / f"brev {number}.md", f"# Om {number}\n\nBorgeren {number} fik hjælp.\n")
    sources(folder, f'["robotter.md"]\ntitle = "Om {title}"\n')
    report = sync(folder, library)
    library.close()
    stored = b"".join(f.read_bytes() for f in (tmp_path / "bibliotek").rglob("*") if f.is_file())
    assert report.added == 4
    assert number.encode() not in stored and title.encode() not in stored


def test_a_file_with_a_masked_name_is_found_again(folder, opened):
    library = opened()
    write(folder / "brev_6101650004.md", "# Brev\n\nEn tekst om hjælp.\n")
    sync(folder, library)
    assert library.original("brev_██████████.md") == folder / "brev_6101650004.md"


def test_the_order_of_files_and_how_they_came_leaves_no_trace(folder, opened, tmp_path):
    first = opened()
    sync(folder, first)
    (folder / "robotter.md").rename(folder / "a.md")
    write(folder / "barrierer.md", BARRIERS + "\nEn linje til.\n")
    sync(folder, first)
    first.close()
    other = tmp_path / "frisk"
    (tmp_path / "bibliotek").rename(other)
    fresh = opened()
    sync(folder, fresh)
    fresh.close()
    assert dump(other) == dump(tmp_path / "bibliotek")


def test_progress_ends_at_all_files(folder, opened):
    seen = []
    sync(folder, opened(), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3) and seen == sorted(seen)


def test_a_sync_tells_how_much_of_the_documents_is_not_read(folder, opened):
    (folder / "brev.eml").write_text(
        "From: bo@by.dk\nSubject: Lifte\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        "Liften holder i ti år.\n--b\nContent-Type: image/png\n"
        "Content-Disposition: attachment; filename=a.png\n\nAAAA\n--b--\n"
    )
    library = opened()
    sync(folder, library)
    report = sync(folder, library)
    assert report.left_out == (Notice("attachment_ignored", 1),)
    assert "1 vedhæftet fil." in report_text(report)
